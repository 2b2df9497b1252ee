"""What a premium is for, in words; pure."""

from dataclasses import dataclass, replace
from datetime import date

from timeclock.worktime.hours.explaining import day_text, length_text
from timeclock.worktime.hours.rule_sets import A_DAY, OvertimeStep
from timeclock.worktime.hours.sheet import Premium

NEVER = 1 << 40


@dataclass(frozen=True, slots=True)
class Earned:
    """Seconds on a step; `until` is where the next step of the day begins, None for a week's."""

    step: OvertimeStep
    seconds: int
    until: int | None

    def joined_by(self, other: "Earned") -> "Earned":
        """Both together."""
        until = None if self.until is None else max(self.until, other.until or 0)
        return replace(self, seconds=self.seconds + other.seconds, until=until)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the seconds of a premium lie.

    `workday` is the one on which they are counted, None where that is the day that shows them with
    all of its time and no other; `day_seconds` is what it has so far. `week_from` is the first day
    of their workweek, None where the day that shows them is in it. `by_day` seconds of that week
    earn a premium by the day. `changing` says that the day on which weeks begin changes.
    """

    workday: date | None
    day_seconds: int
    week_from: date | None
    by_day: int
    changing: bool


def premium(day: date, earned: Earned, place: Place) -> Premium:
    """The premium of a day, with its sentence."""
    step = earned.step
    what = _of_week(earned, place) if earned.until is None else _of_day(earned, place)
    sentence = f"{length_text(earned.seconds)}{what}, paid at {step.percent}\N{NO-BREAK SPACE}%"
    if earned.until is None and place.by_day:
        by_day = length_text(place.by_day)
        sentence += f"; {by_day} that earn a premium by the day are not counted for the week"
    return Premium(day, earned.seconds, step.percent, step.source, sentence)


def _of_day(earned: Earned, place: Place) -> str:
    step, until = earned.step, earned.until or NEVER
    where = step.where
    if place.workday is not None:
        where = f"on the workday of {day_text(place.workday)}"
        if step.where != A_DAY:
            where = f"{step.where}, {where.removeprefix('on ')}"
    if place.day_seconds > until:
        if not step.after:
            return f" of the first {length_text(until)} {where}"
        return f" between {length_text(step.after)} and {length_text(until)} {where}"
    over = f" over {length_text(step.after)}" if step.after else ""
    return f"{over} {where}"


def _of_week(earned: Earned, place: Place) -> str:
    over = f" over {length_text(earned.step.after)}"
    if place.changing:
        return f"{over} in the old or the new workweek, whichever pays more (29 CFR 778.302)"
    if place.week_from is not None:
        return f"{over} in the workweek from {day_text(place.week_from)}"
    return f"{over} {earned.step.where}"
