"""Paid time told from the text of the law and of the company's settings: minutes in UTC, integers.

29 CFR 785.18 and 785.19: rest of up to 20 minutes is worked, a meal of 30 is not. 785.48(b): starts
and ends are rounded to the nearest step; here ties are the person's, and work that goes on in
another shift is rounded at its outer ends. ArbZG § 4, or any setting alike: work of more than so
much, breaks left out, has a break of so much in all, and what was clocked is taken from it. The
longer part of a shift bears what is deducted.

29 CFR 778.101: overtime for hours beyond 40 in a workweek, 778.105: of 168 hours from a fixed hour.
California Labor Code § 500, § 510(a): beyond 8 and 12 hours of a workday, 40 of a workweek, on the
seventh day of work in a row; no hour is paid twice over. Rules that begin inside a workweek count
all of its hours and pay for those of shifts from that day on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

DAY = 24 * 60
THURSDAY = 3  # 1 January 1970, counted from Monday
HALF, TWICE = 150, 200


@dataclass(frozen=True)
class WorkedTurn:
    """Minutes from `start` to before `end`; `rests` are unpaid breaks inside, in order."""

    start: int
    end: int
    rests: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class PaidTimeLaw:
    """`steps` of a meal: beyond so much work, so much break. `own`: thresholds, daily twice."""

    kind: str
    begins: int = 0
    weekday: int = 0
    split: bool = False
    rounding: int = 0
    steps: tuple[tuple[int, int], ...] = ()
    gradual: bool = False
    own: tuple[int, int, int] = (0, 0, 0)

    @property
    def american(self) -> bool:
        return self.kind in ("us_federal", "california")


@dataclass
class PartOfDay:
    """What of a shift is on one workday and shown on one day: exact and rounded minutes."""

    law: PaidTimeLaw
    shown: int
    workday: int
    exact: int
    rounded: int = 0


def unpaid(work: WorkedTurn, law: PaidTimeLaw) -> tuple[tuple[int, int], ...]:
    """The breaks that are not paid."""
    runs: list[tuple[int, int]] = []
    for start, end in work.rests:
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return tuple(
        run for run in runs if not (law.american and run[1] < work.end and run[1] - run[0] <= 20)
    )


def deducted(law: PaidTimeLaw, worked: int, paused: int) -> int:
    """The meal that no one clocked."""
    off = 0
    for after, least in law.steps:
        over = max(worked - off - after, 0)
        missing = max(least - paused - off, 0) if over else 0
        off += min(missing, over) if law.gradual else missing
    return off


def parts_of(works: Sequence[WorkedTurn], laws: Sequence[PaidTimeLaw]) -> list[PartOfDay]:
    """Every shift in parts, in order of time."""
    found: list[PartOfDay] = []
    chain: dict[int, int] = {}
    for work, law in zip(works, laws, strict=True):
        its = _exact(work, law)
        if law.rounding:
            start = chain.get(work.start, _nearest(work.start, law.rounding, later=False))
            end = _nearest(work.end, law.rounding, later=True)
            its[0].rounded -= start - work.start
            its[-1].rounded += end - work.end
            chain[work.end] = end
            _lift(its)
        found += its
    return found


def _exact(work: WorkedTurn, law: PaidTimeLaw) -> list[PartOfDay]:
    off = unpaid(work, law)
    minutes = [m for m in range(work.start, work.end) if not any(a <= m < b for a, b in off)]
    # A workday that is a break as a whole has a part too, since rounding may move time into it.
    keys = dict.fromkeys(_key(work, law, m) for m in range(work.start, work.end))
    count = Counter(_key(work, law, m) for m in minutes)
    its = [PartOfDay(law, *key, count[key]) for key in keys]
    paused = sum(b - a for a, b in off)
    left = deducted(law, len(minutes), paused)
    # First by the day that shows it, then by the workday inside.
    shown = [(day, sum(each.exact for each in group)) for day, group in _by_day(its)]
    for day, _ in sorted(shown, key=lambda each: -each[1]):
        inside = [each for each in its if each.shown == day]
        for each in sorted(inside, key=lambda each: -each.exact):
            taken = min(left, each.exact)
            each.exact, left = each.exact - taken, left - taken
    for each in its:
        each.rounded = each.exact
    return its


def _by_day(its: Iterable[PartOfDay]) -> Iterator[tuple[int, list[PartOfDay]]]:
    for day, group in groupby(its, key=lambda each: each.shown):
        yield day, list(group)


def _key(work: WorkedTurn, law: PaidTimeLaw, minute: int) -> tuple[int, int]:
    shown = (minute if law.split else work.start) // DAY
    counted = law.kind in ("us_federal", "california", "own")
    return shown, (minute - law.begins) // DAY if counted else shown


def _nearest(minute: int, step: int, *, later: bool) -> int:
    over = minute % step
    down = 2 * over < step or (2 * over == step and not later)
    return minute - over if down else minute - over + step


def _lift(its: list[PartOfDay]) -> None:
    """No part is below zero: the next one, or else the one before, bears what is missing."""
    for one, other in pairwise(its):
        short = min(one.rounded, 0)
        one.rounded, other.rounded = one.rounded - short, other.rounded + short
    for one, other in zip(its[:0:-1], its[-2::-1], strict=True):
        short = min(one.rounded, 0)
        one.rounded, other.rounded = one.rounded - short, other.rounded + short
    its[0].rounded = max(its[0].rounded, 0)


def premiums_of(parts: Sequence[PartOfDay], *, rounded: bool) -> dict[int, dict[int, int]]:
    """Minutes at each percent, by the day that shows them."""
    worked = {part.workday for part in parts if part.exact}
    so_far: Counter[int] = Counter()
    plain: Counter[int] = Counter()
    found: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for part in parts:
        week = part.workday - (part.workday + THURSDAY - part.law.weekday) % 7
        seventh = part.workday == week + 6 and worked.issuperset(range(week, week + 7))
        for _ in range(part.rounded if rounded else part.exact):
            so_far[part.workday] += 1
            rate = _by_day_rate(part.law, so_far[part.workday], seventh=seventh)
            if rate == 100:
                plain[week] += 1
                rate = _by_week_rate(part.law, plain[week])
            if rate > 100:
                found[part.shown][rate] += 1
    return {day: dict(sums) for day, sums in found.items()}


def _by_day_rate(law: PaidTimeLaw, number: int, *, seventh: bool) -> int:
    if law.kind == "own":
        first, second, _ = law.own
        return 175 if number > second else 125 if number > first else 100
    if law.kind != "california":
        return 100
    if number > 12 * 60 or (seventh and number > 8 * 60):
        return TWICE
    return HALF if seventh or number > 8 * 60 else 100


def _by_week_rate(law: PaidTimeLaw, number: int) -> int:
    limit = {"us_federal": 40 * 60, "california": 40 * 60, "own": law.own[2]}.get(law.kind)
    return HALF if limit is not None and number > limit else 100
