"""The paid time of a shift on the workdays that its overtime is counted on; pure.

A booked day says where time is shown. Daily and weekly overtime look at workdays: fixed stretches
of 24 hours (29 CFR 778.105, California Labor Code § 500), wherever the time is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.hours.booking import Booking, Piece, spans_of
from timeclock.worktime.hours.meals import shares
from timeclock.worktime.hours.pay import Paid
from timeclock.worktime.hours.premium_places import JobRun, less_meal
from timeclock.worktime.hours.rounding import rounded
from timeclock.worktime.shifts.claims import inside

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Stint:
    """Paid seconds of a shift, exact and rounded, of one workday and booked on one day.

    `start` orders them in time, and `rules` are those of the shift. `runs` are the exact seconds
    by clock and job, in order of time; kept days have none.
    """

    workday: date
    day: date
    start: datetime
    seconds: int
    rounded: int
    rules: PayRules
    runs: tuple[JobRun, ...] = field(default=(), compare=False, repr=False)


def stints(booking: Booking, due: Paid) -> tuple[Stint, ...]:
    """A paid shift in order of time; the seconds of a piece are those of its stints."""
    parts: list[tuple[date, Piece, datetime]] = []
    exact: list[int] = []
    runs: list[tuple[JobRun, ...]] = []
    for number, piece in enumerate(booking.pieces):
        cuts = tuple(_cuts(booking, piece))
        worked = [end - start for _, start, end in cuts]
        seconds = [
            length // _SECOND - _unpaid(booking, piece, start, end)
            for length, (_, start, end) in zip(worked, cuts, strict=True)
        ]
        taken = shares(due.meals[number], seconds)
        exact += [each - less for each, less in zip(seconds, taken, strict=True)]
        parts += [(day, piece, start) for day, start, _ in cuts]
        runs += [
            _runs(booking, piece, start, end, less)
            for (_, start, end), less in zip(cuts, taken, strict=True)
        ]
    payroll = rounded(booking, exact)
    return tuple(
        Stint(day, piece.day, start, each, other, booking.rules, its)
        for (day, piece, start), each, other, its in zip(parts, exact, payroll, runs, strict=True)
    )


def _cuts(booking: Booking, piece: Piece) -> Iterator[tuple[date, datetime, datetime]]:
    """The workdays that a piece touches, with the part of it on each."""
    begins, start, end = booking.begins, piece.start, piece.end or booking.until
    if begins is None:
        yield piece.day, start, max(start, end)
        return
    day = booking.line.day_at(start, booking.zone, begins)
    while True:
        after = booking.line.bounds(day, booking.zone, begins)[1]
        if end <= after:
            break
        if start < after:  # a day that a zone skips has no part
            yield day, start, after
        start, day = after, day + _DAY
    yield day, start, max(start, end)


def _unpaid(booking: Booking, piece: Piece, start: datetime, end: datetime) -> int:
    seconds = 0
    for rest in piece.rests:
        if not rest.paid:
            first, last = max(rest.start, start), min(rest.end or booking.until, end)
            seconds += max(last - first, timedelta(0)) // _SECOND
    return seconds + sum(each.length(end) // _SECOND for each in inside(piece.waits, start, end))


def _runs(
    booking: Booking, piece: Piece, start: datetime, end: datetime, meal: int
) -> tuple[JobRun, ...]:
    """What is paid between two instants of a piece, by clock and job in order of time."""
    clock_id, found = booking.shift.clock_id, list[JobRun]()
    by_job: dict[int | None, int] = {}
    for began, ended, job, _, is_paid in spans_of(booking.shift.timeline, booking.until):
        first, last = max(began, start), min(ended, end)
        if last > first and is_paid:
            waits = sum(each.length(last) // _SECOND for each in inside(piece.waits, first, last))
            seconds = (last - first) // _SECOND - waits
            by_job[job] = by_job.get(job, 0) + seconds
            if found and found[-1].job_id == job:
                found[-1] = JobRun(clock_id, job, found[-1].seconds + seconds)
            else:
                found.append(JobRun(clock_id, job, seconds))
    given = shares(meal, tuple(by_job.values()))
    return less_meal(found, dict(zip(by_job, given, strict=True)))
