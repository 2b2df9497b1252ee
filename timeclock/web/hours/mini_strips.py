"""The days of a sheet as small lines below each other, all on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.company.pay_rules.versions import RuleBook
from timeclock.timekeeping import elapsed, workday_bounds
from timeclock.web.hours.strips import Bar
from timeclock.worktime.hours.sheet import DayTotal, Line, LineKind

WORK = (LineKind.SHIFT, LineKind.DAY_CUT)
REST = (LineKind.UNPAID_BREAK, LineKind.PAID_BREAK)
_HOUR = timedelta(hours=1)
_LEAST = timedelta(hours=10)
_LONGEST = timedelta(hours=24)  # a forgotten shift of a week must not make the others invisible


@dataclass(frozen=True, slots=True)
class _Placed:
    """A stretch by how long after the beginning of its day it is."""

    begin: timedelta
    end: timedelta
    rest: bool
    runs: bool


def mini_strips(
    days: Sequence[DayTotal], book: RuleBook, now: datetime
) -> Mapping[date, tuple[Bar, ...]]:
    """The bars of each day that has any; an open shift reaches to `now`."""
    placed = {day.day: _placed(day, book, now) for day in days}
    every = [each for stretches in placed.values() for each in stretches]
    if not every:
        return {}
    first = min(each.begin for each in every) // _HOUR * _HOUR
    last = max(min(max(each.end for each in every), first + _LONGEST), first + _LEAST)

    def share(length: timedelta) -> float:
        return 100 * (min(length, last) - first) / (last - first)

    return {
        day: tuple(
            Bar(
                f"{share(each.begin):.2f}%",
                f"{max(share(each.end) - share(each.begin), 0.5):.2f}%",
                each.rest,
                "",
                each.runs,
            )
            for each in stretches
        )
        for day, stretches in placed.items()
        if stretches
    }


def _placed(total: DayTotal, book: RuleBook, now: datetime) -> list[_Placed]:
    found = []
    for line in total.lines:
        if line.start is not None and line.kind in WORK + REST:
            begin = elapsed(_beginning(line, book), line.start)
            end = begin + elapsed(line.start, line.end or max(now, line.start))
            found.append(_Placed(begin, end, line.kind in REST, line.end is None))
    return found


def _beginning(line: Line, book: RuleBook) -> datetime:
    return workday_bounds(line.day, line.zone, book.on(line.day).day_begins)[0]
