"""Timesheets as lines for payroll. Pure."""

from collections.abc import Iterator

from typing_extensions import TypedDict

from timeclock.wire.formats import DayText
from timeclock.worktime.hours.paid_parts import Category, PayEffect
from timeclock.worktime.timesheets.approval.payroll import PersonParts
from timeclock.worktime.timesheets.approval.standing import SheetState


class PayrollLine(TypedDict):
    """Seconds of one category that a person has on a day at one clock and on one job.

    Lines that count as `paid` add up to the worked time, and their `rounded_seconds` to the rounded
    time. `percent` is that of the wage for a `premium`, 100 for other paid time. A premium is at
    the clock and on the job where it was worked; in days that were approved before 0.2.0 it is
    shared by the time there. An `adjustment` is at no clock. A break is on no job. `running`: an
    open shift still adds to this day.
    """

    user_id: int
    name: str
    employee_number: str | None
    external_id: str | None
    day: DayText
    clock_id: int | None
    job_id: int | None
    category: Category
    percent: int | None
    counts: PayEffect
    seconds: int
    rounded_seconds: int | None
    state: SheetState
    running: bool


class PayrollLines(TypedDict):
    """Lines of a period, of some people; `next_cursor` is the `cursor` of those that follow."""

    first_day: DayText
    last_day: DayText
    lines: list[PayrollLine]
    next_cursor: str | None


def lines(found: PersonParts) -> Iterator[PayrollLine]:
    """A person's lines, by day."""
    for day, part in found.parts:
        percent = part.percent or (100 if part.counts is PayEffect.PAID else None)
        yield {
            "user_id": found.member.account_id,
            "name": found.member.name,
            "employee_number": found.member.employee_number,
            "external_id": found.member.external_id,
            "day": day.isoformat(),
            "clock_id": part.clock_id,
            "job_id": part.job_id,
            "category": part.category,
            "percent": percent,
            "counts": part.counts,
            "seconds": part.seconds,
            "rounded_seconds": part.rounded,
            "state": found.standing.state,
            "running": day in found.running,
        }
