"""How work and breaks follow one another over a duty; whole seconds; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.hours.duties import Duty, Watched, seconds_between
from timeclock.worktime.hours.meals import meal_taken_off


@dataclass(frozen=True, slots=True)
class Leg:
    """Work, or a break from it, in the shift that it is in or comes before."""

    watched: Watched
    work: bool
    paid: bool
    seconds: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Work in rows, one for each break that counts and one more; `taken` is those breaks' length.

    `deducted` is the length of meals that no one clocked and the company deducts, `off` what it
    takes off as no work. `running` says that the last shift has not ended, `pausing` that it is on
    a break.
    """

    rows: tuple[tuple[Leg, ...], ...]
    taken: int
    deducted: int
    off: int
    running: bool
    pausing: bool

    def work(self, rows: int | None = None) -> int:
        """Seconds of work in the first rows, or in all."""
        return sum(leg.seconds for row in self.rows[:rows] for leg in row)

    def has_break(self, number: int) -> bool:
        """Whether a break followed that row of work, or has begun."""
        return number < len(self.rows) - 1 or (number < len(self.rows) and self.pausing)

    def shift_at(self, work: int) -> Watched:
        """The shift in which the work passes that many seconds."""
        so_far = 0
        legs = [leg for row in self.rows for leg in row]
        for leg in legs:
            so_far += leg.seconds
            if so_far > work:
                return leg.watched
        return legs[-1].watched


def rhythm_of(duty: Duty, shortest: int, now: datetime) -> Rhythm:
    """The duty cut where a break of at least `shortest` seconds is between work and work.

    Paid and unpaid breaks count alike, and so does the gap between two shifts. A paid break that is
    too short is work, an unpaid one neither. A break under way counts, however short it is so far.
    """
    rows: list[list[Leg]] = [[]]
    taken, pause = 0, list[Leg]()
    for leg in _legs(duty, now):
        if not leg.work:
            pause.append(leg)
        elif leg.seconds:
            length = _length(pause)
            if rows[-1] and length >= shortest:
                taken += length
                rows.append([])
            else:
                rows[-1] += (short for short in pause if short.paid)
            rows[-1].append(leg)
            pause.clear()
    running = duty.shifts[-1].shift.timeline.ended_at is None
    pausing = bool(running and rows[-1] and pause)
    if pausing:
        taken += _length(pause)
    deducted = sum(_deducted(each, duty.rules, shortest, now) for each in duty.shifts)
    off = sum(meal_taken_off(each.shift, duty.rules, now) for each in duty.shifts)
    return Rhythm(tuple(tuple(row) for row in rows), taken, deducted, off, running, pausing)


def _legs(duty: Duty, now: datetime) -> Iterator[Leg]:
    before: datetime | None = None
    for watched in duty.shifts:
        line = watched.shift.timeline
        if before:
            yield Leg(watched, False, False, max(seconds_between(before, line.started_at), 0))
        for part in line.parts():
            if part.pause is None:
                end = part.ended_at or max(now, part.started_at)
                yield Leg(watched, True, False, seconds_between(part.started_at, end))
                continue
            for start, end, paid in part.pause.by_pay(now):
                yield Leg(watched, False, paid, seconds_between(start, end))
        before = line.ended_at


def _deducted(watched: Watched, rules: PayRules, shortest: int, now: datetime) -> int:
    """What a deducted meal adds to the breaks that were clocked.

    The deduction says that a break was taken, unless the person says “I worked through”.
    """
    line, off = watched.shift.timeline, meal_taken_off(watched.shift, rules, now)
    meal = off + line.paused(now, paid=False) // timedelta(seconds=1)
    if not off or meal < shortest:
        return 0
    lengths = (seconds_between(pause.started_at, pause.ended_at or now) for pause in line.pauses)
    return max(meal - sum(length for length in lengths if length >= shortest), 0)


def _length(legs: Sequence[Leg]) -> int:
    return sum(leg.seconds for leg in legs)
