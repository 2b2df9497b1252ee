"""Pay periods and workweeks as runs of days; pure."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from timeclock.company.pay_rules.choices import PeriodKind
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.timekeeping import week_bounds

_DAY = timedelta(days=1)
_FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days from `first` to before `after`."""

    first: date
    after: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - _DAY

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it, in order."""
        return tuple(self.first + timedelta(days=n) for n in range((self.after - self.first).days))

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.after


def period_of(day: date, book: RuleBook) -> Period:
    """The pay period that holds a day.

    Where the rules change how periods lie, the old one ends and a new one begins on that day.
    """
    return _cut(_natural_period(day, book.on(day)), day, book, _shape_of_periods)


def week_of(day: date, book: RuleBook) -> Period:
    """The workweek that holds a day, cut where the first weekday changes."""
    first, after = week_bounds(day, book.on(day).first_weekday)
    return _cut(Period(first, after), day, book, _shape_of_weeks)


def next_period(period: Period, book: RuleBook) -> Period:
    """The period that begins when this one ends."""
    return period_of(period.after, book)


def previous_period(period: Period, book: RuleBook) -> Period:
    """The period that ends when this one begins."""
    return period_of(period.first - _DAY, book)


def periods_between(first: date, after: date, book: RuleBook) -> tuple[Period, ...]:
    """The periods that have a day from `first` to before `after`, in order."""
    found: list[Period] = []
    while first < after:
        found.append(period_of(first, book))
        first = found[-1].after
    return tuple(found)


def _natural_period(day: date, rules: PayRules) -> Period:
    match rules.period:
        case PeriodKind.WEEKLY:
            return Period(*week_bounds(day, rules.first_weekday))
        case PeriodKind.TWO_WEEKLY:
            first = day - (day - rules.anchor) % _FORTNIGHT
            return Period(first, first + _FORTNIGHT)
        case PeriodKind.TWICE_MONTHLY:
            if day.day <= 15:
                return Period(day.replace(day=1), day.replace(day=16))
            return Period(day.replace(day=16), _next_month(day))
        case PeriodKind.MONTHLY:
            return Period(day.replace(day=1), _next_month(day))


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _shape_of_weeks(rules: PayRules) -> Hashable:
    return rules.first_weekday


def _shape_of_periods(rules: PayRules) -> Hashable:
    """What decides where periods lie; a setting that they do not follow cuts none of them."""
    if rules.period is PeriodKind.WEEKLY:
        return rules.period, rules.first_weekday
    if rules.period is PeriodKind.TWO_WEEKLY:
        return rules.period, rules.anchor.toordinal() % _FORTNIGHT.days
    return rules.period


def _cut(whole: Period, day: date, book: RuleBook, shape: Callable[[PayRules], Hashable]) -> Period:
    first, after = whole.first, whole.after
    for old, new in zip(book.versions, book.versions[1:], strict=False):
        if whole.first < new.first_day < whole.after and shape(old.rules) != shape(new.rules):
            if new.first_day <= day:
                first = max(first, new.first_day)
            else:
                after = min(after, new.first_day)
    return Period(first, after)
