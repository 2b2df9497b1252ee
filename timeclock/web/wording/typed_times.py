"""Times typed on a form of changes, as the instants that were meant on the clock's wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.errors import Invalid
from timeclock.timekeeping import (
    FIRST_YEAR,
    LAST_YEAR,
    WallTimeMissing,
    WallTimeTwice,
    local_date,
    local_text,
)
from timeclock.web.wording.punches import clock_time
from timeclock.web.wording.translation import gettext as _
from timeclock.web.wording.wall_time import days_of, moments, time_of_day, with_neighbours

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Typed:
    """A time as it was typed in `field`.

    `which` is the pass of a repeated hour, where somebody said. `was` is the instant that the form
    began with: a minute left as it is keeps its seconds.
    """

    field: str
    text: str
    which: str | None = None
    was: datetime | None = None


def moment_on(typed: Typed, day: date | None, zone: str) -> datetime:
    """The instant of that time on that day.

    Raises Invalid without a day or a time of day, WallTimeMissing with the two neighbours for a
    time that clocks skip, WallTimeTwice for one that happens twice while nobody says which.
    """
    wall = time_of_day(typed.text, typed.field)
    if day is None or not FIRST_YEAR <= day.year < LAST_YEAR:
        raise Invalid("invalid_day", _("Enter the day, too."), field=f"{typed.field}_day")
    try:
        found = list(moments(day, wall, zone))
    except WallTimeMissing as gap:
        raise with_neighbours(gap, zone, typed.field) from None
    return _meant(found, typed, zone)


def moment_within(
    typed: Typed, start: datetime, end: datetime, zone: str, day: date | None = None
) -> datetime:
    """The instant between `start` and `end` at which the wall showed that time (on `day` if given).

    Raises Invalid for a time that the shift has not seen or has seen on several days, and what
    `moment_on` raises.
    """
    wall = time_of_day(typed.text, typed.field)
    found: list[datetime] = []
    missing: WallTimeMissing | None = None
    for each in [day] if day else days_of(start, end, zone):
        try:
            found += [at for at in moments(each, wall, zone) if start - _MINUTE < at <= end]
        except WallTimeMissing as gap:
            missing = with_neighbours(gap, zone, typed.field)
    if missing and not found:
        raise missing
    if not found:
        raise Invalid("not_in_shift", _not_inside(start, end, zone), field=typed.field)
    if len({local_date(at, zone) for at in found}) > 1:
        several = _("That time occurs on several days of this shift. Choose the day.")
        raise Invalid("which_day", several, field=typed.field)
    return max(_meant(found, typed, zone), start)


def passes(text: str | None, days: Sequence[date], zone: str) -> tuple[tuple[str, str], ...]:
    """The two meanings of a time that happens twice on one of these days; mostly none."""
    try:
        wall = time_of_day(text or "")
        for day in days:
            both = list(moments(day, wall, zone))
            if len(both) > 1:
                return _named(both[0], both[1], zone)
    except Invalid:
        return ()
    return ()


def _meant(found: Sequence[datetime], typed: Typed, zone: str) -> datetime:
    fold = fold_of(typed.which)
    chosen = found if len(found) == 1 or fold is None else [found[fold]]
    for at in chosen:
        if typed.was is not None and at <= typed.was < at + _MINUTE:
            return typed.was
    if len(chosen) > 1:
        raise WallTimeTwice(
            "wall_time_twice",
            _(
                "The clocks go back that night, so %(time)s happens twice. Choose which you mean.",
                time=clock_time(chosen[0], zone),
            ),
            field=typed.field,
            details={"first": chosen[0], "second": chosen[1]},
        )
    return chosen[0]


def _named(first: datetime, second: datetime, zone: str) -> tuple[tuple[str, str], ...]:
    before, after = (
        {"time": clock_time(at, zone), "offset": local_text(at, zone)[19:]}
        for at in (first, second)
    )
    return (
        ("0", _("%(time)s, the first time (UTC%(offset)s)", **before)),
        ("1", _("%(time)s, the second time (UTC%(offset)s)", **after)),
    )


def _not_inside(start: datetime, end: datetime, zone: str) -> str:
    values = {"start": clock_time(start, zone), "end": clock_time(end, zone)}
    return _("That time is not in the shift from %(start)s to %(end)s.", **values)


def fold_of(which: str | None) -> int | None:
    """0 for the first pass of a repeated hour, 1 for the second, None where nobody said."""
    return {"0": 0, "1": 1}.get(which or "")
