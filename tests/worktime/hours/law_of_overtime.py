"""Overtime told from the text of the law alone: minutes since 1970 in UTC, one after the other.

29 CFR 778.101: overtime for hours worked beyond 40 in a workweek. 778.105: a workweek is 168
consecutive hours from a fixed day and hour. 778.302: where it begins on another day, hours that lie
in the old and the new one count once in either, and the greater amount is due. California Labor
Code § 500: a workday is 24 consecutive hours from a fixed time; § 510(a): beyond 8 hours of a day,
beyond 40 of a workweek and the first 8 on the seventh consecutive day of a workweek at one and a
half, beyond 12 of a workday and beyond 8 on that seventh day at two; no hour is paid twice over.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

DAY = 24 * 60
THURSDAY = 3  # 1 January 1970, counted from Monday


@dataclass(frozen=True)
class Work:
    """Minutes from `start` to before `end`, shown by day as the company likes it."""

    start: int
    end: int


@dataclass(frozen=True)
class Law:
    """Where workdays and weeks begin; from the day `changes_on` weeks begin on another weekday."""

    california: bool
    begins: int
    weekday: int
    changes_on: int = 1 << 40
    other_weekday: int = 0

    def workday(self, minute: int) -> int:
        return (minute - self.begins) // DAY

    def weeks(self, day: int) -> tuple[int, int]:
        """The first days of the week in which the old and the new count have a day."""
        old = day - (day + THURSDAY - self.weekday) % 7
        begin = self.changes_on
        while (begin + THURSDAY - self.other_weekday) % 7:
            begin += 1
        last_old = begin - (begin + THURSDAY - self.weekday) % 7
        new = day - (day + THURSDAY - self.other_weekday) % 7
        return (old if day < last_old + 7 else new, new if day >= begin else old)


def premiums_of(
    work: Sequence[Work], law: Law, shown_on: Callable[[Work, int], int]
) -> dict[int, Counter[int]]:
    """Minutes at each percent, by the day that shows them."""
    minutes = [(m, shown_on(w, m)) for w in sorted(work, key=lambda w: w.start) for m in _of(w)]
    worked = {law.workday(minute) for minute, _ in minutes}
    so_far: Counter[int] = Counter()
    plain: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    due, paid = [0, 0], 0
    found: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for minute, shown in minutes:
        day = law.workday(minute)
        so_far[day] += 1
        rate = _by_day(law, so_far[day], seventh=_is_seventh(law, day, worked))
        if rate == 100:
            for count, week in enumerate(law.weeks(day)):
                plain[count][week] += 1
                due[count] += plain[count][week] > 40 * 60
            if max(due) > paid:
                paid, rate = max(due), 150
        if rate > 100:
            found[shown][rate] += 1
    return dict(found)


def _of(work: Work) -> range:
    return range(work.start, work.end)


def _by_day(law: Law, number: int, *, seventh: bool) -> int:
    if not law.california:
        return 100
    if number > 12 * 60 or (seventh and number > 8 * 60):
        return 200
    return 150 if seventh or number > 8 * 60 else 100


def _is_seventh(law: Law, day: int, worked: set[int]) -> bool:
    return any(
        day == week + 6 and worked.issuperset(range(week, week + 7)) for week in law.weeks(day)
    )
