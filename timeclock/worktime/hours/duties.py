"""Shifts put together to duties, with the rest before each; pure.

Rest is between two duties, never inside one. Someone who clocks out for a long lunch, or who
works in the morning and in the evening (split duty), has one duty with a gap in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.timekeeping import elapsed
from timeclock.worktime.hours.rule_sets import HOUR, Limit, terms_of
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.rules import is_forgotten

BREAK_LIMIT = timedelta(minutes=60)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Watched:
    """A shift, the workday that it begins on, and of its clock the zone, the limit of a shift,
    since when it has wanted a job (None: it does not), and the limit of an unplanned break.
    """

    shift: ShiftRecord
    day: date
    zone: str
    limit: timedelta
    job_wanted: datetime | None = None
    break_limit: timedelta = BREAK_LIMIT

    @property
    def start(self) -> datetime:
        """When it began."""
        return self.shift.timeline.started_at

    def forgotten(self, now: datetime) -> bool:
        """Whether it is open beyond the limit, so that no one knows when work ended."""
        return is_forgotten(self.shift.timeline, self.limit, now)

    def end(self, now: datetime) -> datetime | None:
        """When work ended, of an open shift so far; None where no one has confirmed it."""
        if self.shift.is_unpaid or self.forgotten(now):
            return None
        return self.shift.timeline.ended_at or max(now, self.start)


@dataclass(frozen=True, slots=True)
class ShortRest:
    """Seconds without work between two duties, fewer than the limit."""

    seconds: int
    limit: Limit


@dataclass(frozen=True, slots=True)
class Duty:
    """Shifts without a rest between them, in order, under the rules of the first.

    `rest` is what was too short before it. Where the end is not known there is one shift, `end` is
    None, and nothing can be said of it but when it began.
    """

    shifts: tuple[Watched, ...]
    rules: PayRules
    end: datetime | None
    rest: ShortRest | None = None

    def joined_by(self, later: Watched, end: datetime) -> "Duty":
        """The same duty with one more shift."""
        return replace(self, shifts=(*self.shifts, later), end=end)


def duties(watched: Sequence[Watched], book: RuleBook, now: datetime) -> Iterator[Duty]:
    """The duties of one person, in order; `watched` may come in any, without voided shifts.

    A gap shorter than the rest needed goes on with the same duty if the rest still fits after it
    into the 24 hours from the duty's start (Directive 2003/88/EC, art. 3, asks for it in each such
    period). On the workday of that start it is enough that what is left of the 24 hours is no
    shorter than the gap: a split duty, whose rest comes afterwards and is measured before the
    next. Otherwise the gap was all the rest there was. Where no rest is asked for, the shifts of a
    workday are one duty. Lengths are real ones, over changes of clocks too.
    """
    duty: Duty | None = None
    for each in sorted(watched, key=lambda one: (one.start, one.shift.id)):
        end, rest = each.end(now), None
        rules = book.at(each.start, each.zone)
        if duty and duty.end:
            limit = terms_of(rules).shortest_rest
            if not _goes_on(duty, each, end or each.start, limit):
                rest = _short_rest(seconds_between(duty.end, each.start), limit)
            elif end:
                duty = duty.joined_by(each, max(end, duty.end))
                continue
        if duty:
            yield duty
        duty = Duty((each,), rules, end, rest)
    if duty:
        yield duty


def seconds_between(start: datetime, end: datetime) -> int:
    """Whole seconds that really pass between two instants, negative if the end is before."""
    return elapsed(start, end) // _SECOND


def _goes_on(duty: Duty, later: Watched, until: datetime, limit: Limit | None) -> bool:
    first, end = duty.shifts[0], duty.end or duty.shifts[0].start
    same_day = later.day == first.day
    if limit is None:
        return same_day
    gap = seconds_between(end, later.start)
    if gap >= limit.seconds:
        return False
    left = 24 * HOUR - seconds_between(first.start, until)
    return left >= (gap if same_day else limit.seconds)


def _short_rest(gap: int, limit: Limit | None) -> ShortRest | None:
    return ShortRest(max(gap, 0), limit) if limit and gap < limit.seconds else None
