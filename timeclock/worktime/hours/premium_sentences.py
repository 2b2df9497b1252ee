"""What a premium is for, in words; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from timeclock.messages import N_, Listed, Sentence
from timeclock.worktime.hours.explaining import day_of, length_text
from timeclock.worktime.hours.premium_places import Places, as_totals, together
from timeclock.worktime.hours.rule_sets import CountedIn, OvertimeStep
from timeclock.worktime.hours.sheet import Premium

NEVER = 1 << 40


@dataclass(frozen=True, slots=True)
class Earned:
    """Seconds on a step; `until` is where the next step of the day begins, None for a week's.

    `places` says where they were worked, as far as that is known.
    """

    step: OvertimeStep
    seconds: int
    until: int | None
    places: Places

    def joined_by(self, other: "Earned") -> "Earned":
        """Both together."""
        until = None if self.until is None else max(self.until, other.until or 0)
        places = together(self.places, other.places)
        return replace(self, seconds=self.seconds + other.seconds, until=until, places=places)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the seconds of a premium lie.

    `workday` is the one on which they are counted, None where that is the day that shows them with
    all of its time and no other; `day_seconds` is what it has so far. `week_from` is the first day
    of their workweek, None where the day that shows them is in it. `by_day` are the workdays
    of that week with the seconds that earn a premium by the day. `changing` says that the day on
    which weeks begin changes.
    """

    workday: date | None
    day_seconds: int
    week_from: date | None
    by_day: Sequence[tuple[date, int]]
    changing: bool


def premium(day: date, earned: Earned, place: Place) -> Premium:
    """The premium of a day, with its sentence."""
    step = earned.step
    values: dict[str, object] = {
        "length": length_text(earned.seconds),
        "after": length_text(step.after),
        "percent": f"{step.percent}\N{NO-BREAK SPACE}%",
    }
    if earned.until is None:
        sentence = _of_week(place, values)
    else:
        sentence = _of_day(step, earned.until, place, values)
    places = as_totals(earned.places)
    return Premium(day, earned.seconds, step.percent, step.source, sentence, places)


def _of_day(step: OvertimeStep, until: int, place: Place, values: dict[str, object]) -> Sentence:
    values |= {"where": _where(step, place), "until": length_text(until)}
    if place.day_seconds > until:
        text = N_("%(length)s between %(after)s and %(until)s %(where)s, paid at %(percent)s")
        if not step.after and values["length"] == values["until"]:
            text = N_("The first %(until)s %(where)s, paid at %(percent)s")
        elif not step.after:
            text = N_("%(length)s of the first %(until)s %(where)s, paid at %(percent)s")
    elif step.after:
        text = N_("%(length)s over %(after)s %(where)s, paid at %(percent)s")
    else:
        text = N_("%(length)s %(where)s, paid at %(percent)s")
    return Sentence(text, **values)


def _where(step: OvertimeStep, place: Place) -> Sentence:
    seventh = step.where is CountedIn.SEVENTH_DAY
    if place.workday is None:
        return Sentence(N_("on the seventh day in a row") if seventh else N_("on this day"))
    text = N_("on the workday of %(day)s")
    if seventh:
        text = N_("on the seventh day in a row, the workday of %(day)s")
    return Sentence(text, day=day_of(place.workday))


def _of_week(place: Place, values: dict[str, object]) -> Sentence:
    text = N_("%(length)s over %(after)s in this week, paid at %(percent)s")
    if place.changing:
        text = N_(
            "%(length)s over %(after)s in the old or the new workweek, whichever pays more (29 CFR "
            "778.302), paid at %(percent)s"
        )
    elif place.week_from is not None:
        values["first"] = day_of(place.week_from)
        text = N_("%(length)s over %(after)s in the workweek from %(first)s, paid at %(percent)s")
    sentence = Sentence(text, **values)
    if not place.by_day:
        return sentence
    return Sentence(
        "%(premium)s; not counted for the week, because they already earn a daily premium: "
        "%(hours)s",
        premium=sentence,
        hours=Listed(tuple(_hours_on(day, seconds) for day, seconds in place.by_day)),
    )


def _hours_on(day: date, seconds: int) -> Sentence:
    return Sentence("%(length)s on %(day)s", length=length_text(seconds), day=day_of(day))
