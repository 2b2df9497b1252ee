"""Days and pay periods as addresses name them."""

from dataclasses import dataclass
from datetime import date, timedelta

from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.errors import NotFound
from timeclock.timekeeping import FIRST_YEAR, LAST_YEAR
from timeclock.web.frame.fields import day_or_none
from timeclock.web.frame.visitor import visitor, workspace_zone
from timeclock.web.moment import now
from timeclock.worktime.hours.weeks import Period, next_period, period_of, previous_period

_A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ShownPeriods:
    """The pay period that a page shows with its neighbours, and the one that goes on now."""

    book: RuleBook
    period: Period
    present: Period

    @property
    def before(self) -> Period:
        """The one that ended when it began."""
        return previous_period(self.period, self.book)

    @property
    def next(self) -> Period:
        """The one that begins when it ends."""
        return next_period(self.period, self.book)

    @property
    def runs(self) -> bool:
        """Whether it goes on now, or has not begun."""
        return self.period.after > self.present.first


def today(book: RuleBook | None = None) -> date:
    """The workday of the company, as the pages of its people count it."""
    book = book or rule_book(visitor().workspace_id or 0)
    return book.day_of(now(), workspace_zone())


def day_asked(text: str | None) -> date | None:
    """The day that an address names; None for what is no day of the product's years."""
    day = day_or_none(text)
    return day if day and FIRST_YEAR < day.year < LAST_YEAR - 1 else None


def day_in_address(text: str) -> date:
    """The day in a path. Raises NotFound for what is none."""
    day = day_asked(text)
    if day is None or day.isoformat() != text:
        raise NotFound("day_not_found", "This day does not exist.")
    return day


def periods_around(day: date | None = None) -> ShownPeriods:
    """The period that holds the day; without one, the last that is over: there is work in it."""
    book = rule_book(visitor().workspace_id or 0)
    present = period_of(today(book), book)
    period = period_of(day, book) if day else previous_period(present, book)
    return ShownPeriods(book, period, present)


def period_in_address(text: str) -> ShownPeriods:
    """The period that begins on the day in a path. Raises NotFound where none does."""
    found = periods_around(day_in_address(text))
    if found.period.first.isoformat() != text or found.period.first > today() + _A_YEAR:
        raise NotFound("period_not_found", "No pay period begins on this day.")
    return found
