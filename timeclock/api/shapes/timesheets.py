"""Timesheets of the API: days with their lines, and sums, in whole seconds. Pure."""

from timeclock.api.shapes.people import Shape, Users, user, utc
from timeclock.hours.sheet import (
    DayTotal,
    Flag,
    Line,
    Place,
    Premium,
    Sheet,
    Source,
    Totals,
)
from timeclock.timekeeping import local_text
from timeclock.timesheets.answering import Decided, ManyApproved
from timeclock.timesheets.rows import PeriodRow
from timeclock.timesheets.standing import Standing


def decided(found: Decided, users: Users) -> Shape:
    """What became of an act on a sheet; the totals are those that were kept with it."""
    return {"recorded": found.changed, "timesheet": standing(found.standing, users)}


def many_approved(found: ManyApproved, users: Users) -> Shape:
    """Whose sheets were approved, and why others were not."""
    return {
        "approved": [users[each] for each in found.approved],
        "left": [
            {"user_id": users[each.member_id], "detail": each.sentence} for each in found.left
        ],
    }


def row(found: PeriodRow, users: Users) -> Shape:
    """One person's sheet of a period, without its days."""
    return standing(found.standing, users) | {
        "name": found.name,
        "employee_number": found.employee_number,
        "active": found.is_active,
        "running": found.running,
        "changed_since_submitted": found.changed_since_submitted,
        "flags": found.flags,
        "waiting": [kind.value for kind in found.cases],
        "totals": totals(found.totals),
    }


def sheet(found: Sheet, stands: Standing, users: Users) -> Shape:
    """A whole sheet; the lines of each day add up to it, the days to the present totals."""
    present = found.totals
    return standing(stands, users) | {
        "running": found.running,
        "changed_since_submitted": stands.changed_since_submitted(present),
        "totals": totals(stands.shown(present)),
        "days": [day(each) for each in found.days],
    }


def standing(found: Standing, users: Users) -> Shape:
    """Where a sheet stands."""
    return {
        "user_id": users[found.member_id],
        "first_day": found.period.first.isoformat(),
        "last_day": found.period.last.isoformat(),
        "state": found.state.value,
        "totals": None if found.totals is None else totals(found.totals),
        "submitted_at": utc(found.submitted_at),
        "submitted_by_user_id": user(users, found.submitted_by_id),
        "decided_at": utc(found.decided_at),
        "decided_by_user_id": user(users, found.decided_by_id),
        "reason": found.reason or None,
    }


def totals(found: Totals) -> Shape:
    """Sums; a premium is a part of what was worked."""
    percents = sorted({*found.premiums, *found.rounded_premiums})
    return {
        "worked_seconds": found.worked,
        "rounded_seconds": found.rounded,
        "balance_seconds": found.balance,
        "overtime_seconds": found.overtime,
        "paid_break_seconds": found.paid_breaks,
        "unpaid_break_seconds": found.unpaid_breaks,
        "unconfirmed_seconds": found.unconfirmed,
        "premiums": [
            {
                "percent": percent,
                "seconds": found.premiums.get(percent, 0),
                "rounded_seconds": found.rounded_premiums.get(percent, 0),
            }
            for percent in percents
        ],
    }


def day(found: DayTotal) -> Shape:
    """A day with everything that its total is made of."""
    return {
        "day": found.day.isoformat(),
        "worked_seconds": found.worked,
        "rounded_seconds": found.rounded,
        "overtime_seconds": found.overtime,
        "paid_break_seconds": found.paid_breaks,
        "unpaid_break_seconds": found.unpaid_breaks,
        "unconfirmed_seconds": found.unconfirmed,
        "running": found.running,
        "lines": [_line(each) for each in found.lines],
        "places": [_place(each) for each in found.places],
        "premiums": [_premium(each) for each in found.premiums],
        "rounded_premiums": [_premium(each) for each in found.rounded_premiums],
        "flags": [_flag(each) for each in found.flags],
    }


def source(found: Source | None) -> Shape | None:
    """The rule behind a figure."""
    return None if found is None else {"name": found.name, "text": found.text}


def _line(found: Line) -> Shape:
    return {
        "kind": found.kind.value,
        "seconds": found.seconds,
        "length_seconds": found.length,
        "sentence": found.sentence,
        "started_at": None if found.start is None else local_text(found.start, found.zone),
        "ended_at": None if found.end is None else local_text(found.end, found.zone),
        "timezone": found.zone,
        "shift_id": found.shift_id,
        "clock_id": found.clock_id,
        "source": source(found.source),
    }


def _place(found: Place) -> Shape:
    return {"clock_id": found.clock_id, "job_id": found.job_id, "seconds": found.seconds}


def _premium(found: Premium) -> Shape:
    return {
        "percent": found.percent,
        "seconds": found.seconds,
        "sentence": found.sentence,
        "source": source(found.source),
    }


def _flag(found: Flag) -> Shape:
    return {
        "kind": found.kind.value,
        "shift_id": found.shift_id,
        "measured_seconds": found.measured,
        "limit_seconds": found.limit,
        "sentence": found.sentence,
        "source": source(found.source),
    }
