"""Approved days as they are kept, and what a sheet has of them; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from timeclock.company.pay_rules.day_line import PRESENT, DayLine, KeptDays, KeptSpan
from timeclock.worktime.hours.sheet import DayTotal, Sheet
from timeclock.worktime.hours.stints import Stint


@dataclass(frozen=True, slots=True)
class RulesKept:
    """The rules of some of the days: from which day on, the id of their version, what they say."""

    first_day: date
    version_id: int | None
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Versions:
    """By what a sheet was added up: the tz database, the program's arithmetic, and the rules."""

    tz: str
    arithmetic: str
    rules: tuple[RulesKept, ...]


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """A person's days as they were approved, with where these days begin in each zone."""

    sheet: Sheet
    span: KeptSpan
    versions: Versions


@dataclass(frozen=True)
class Kept:
    """All of a person's kept days that a sheet needs, in order.

    `empty` are closed days of a period in which the person had no time: they stay so. Of `spans`
    only the beginnings of days are kept.
    """

    sheets: Sequence[KeptSheet] = ()
    empty: Sequence[KeptSpan] = ()
    spans: Sequence[KeptSpan] = ()

    @cached_property
    def days(self) -> Mapping[date, DayTotal]:
        """Every kept day."""
        found = {day: _nothing(day) for span in self.empty for day in _days(span)}
        return found | {day.day: day for kept in self.sheets for day in kept.sheet.days}

    @cached_property
    def stints(self) -> tuple[Stint, ...]:
        """What overtime of other days in the same workweeks counts."""
        return tuple(stint for kept in self.sheets for stint in kept.sheet.stints)

    @cached_property
    def line(self) -> DayLine:
        """Where days begin."""
        spans = (*(kept.span for kept in self.sheets), *self.empty, *self.spans)
        return KeptDays(sorted(spans, key=lambda each: each.first)) if spans else PRESENT

    def sheet(self, first: date, after: date) -> Sheet | None:
        """The days from `first` to before `after`, if all of them are kept."""
        for kept in self.sheets:
            if (kept.sheet.first, kept.sheet.after) == (first, after):
                return replace(kept.sheet, stints=())
        wanted = _days(KeptSpan(first, after))
        if not all(day in self.days for day in wanted):
            return None
        return Sheet(first, after, tuple(self.days[day] for day in wanted))


NOTHING_KEPT = Kept()


def _days(span: KeptSpan) -> tuple[date, ...]:
    count = (span.after - span.first).days
    return tuple(date.fromordinal(span.first.toordinal() + number) for number in range(count))


def _nothing(day: date) -> DayTotal:
    return DayTotal(day, 0, 0, 0, 0, 0, False, (), (), (), (), ())
