"""The workweeks over which overtime is counted, also where they begin on another day; pure.

29 CFR 778.301 and 778.302: hours that lie in the old and in the new workweek are counted once in
the old one and once in the new one, and the greater of both amounts is paid.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from timeclock.company.pay_rules.choices import CountedOver
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.timekeeping import week_bounds
from timeclock.worktime.hours.weeks import Period, week_of

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Workweeks:
    """One workweek, or two that have days in common where the day on which weeks begin changes."""

    weeks: tuple[Period, ...]

    @property
    def span(self) -> Period:
        """All of their days."""
        return Period(self.weeks[0].first, self.weeks[-1].after)

    @property
    def counts(self) -> int:
        """In how many ways their days are counted."""
        return len(self.weeks)

    def week_in(self, count: int, day: date) -> int:
        """The number of the week in which a count has a day: the first one counts days in the old
        week as long as it lasts, the second in the new week as soon as it has begun."""
        holding = [number for number, week in enumerate(self.weeks) if day in week]
        return holding[-1] if count else holding[0]

    def ends_with(self, day: date) -> Iterator[Period]:
        """The whole weeks of which a day is the last."""
        return (week for week in self.weeks if week.last == day and len(week.days) == 7)


def workweeks_of(day: date, book: RuleBook) -> Workweeks:
    """The workweek that holds a day, with the one that overlaps it.

    A new workweek begins on the first of its weekdays on which the rules hold. Rules that count
    booked days cut the old week where they begin instead.
    """
    for prior, old, new in _changes(book):
        if prior.first <= day < prior.after:
            return Workweeks((prior,))
        if old.first <= day < new.after:
            return Workweeks((old, new))
    return Workweeks((week_of(day, book),))


def counted_from(day: date, book: RuleBook) -> date:
    """The first day of the workweeks in which time that is booked on a day may count."""
    near = (book.on(day), book.on(day - _DAY))
    later = any((rules.overtime_begins or 0) > rules.day_begins for rules in near)
    # Where workdays begin later than days, a shift of that day may lie on the workday before.
    first = workweeks_of(day - _DAY, book).span.first if later else day
    return min(first, workweeks_of(day, book).span.first)


@lru_cache(maxsize=256)
def _changes(book: RuleBook) -> tuple[tuple[Period, Period, Period], ...]:
    """The last week before each change, where that touches it, the old week and the new one."""
    found = []
    for before, version in zip(book.versions, book.versions[1:], strict=False):
        weekday = version.rules.first_weekday
        if (
            version.rules.counting is CountedOver.BOOKED_DAYS
            or weekday == before.rules.first_weekday
        ):
            continue
        first, after = week_bounds(version.first_day + 6 * _DAY, weekday)
        old = Period(*week_bounds(first, before.rules.first_weekday))
        touched = version.first_day < old.first
        prior = Period(old.first - _WEEK if touched else old.first, old.first)
        found.append((prior, old, Period(first, after)))
    return tuple(found)
