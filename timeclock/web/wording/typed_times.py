"""Times that people type, as the instants that the wall of a clock showed them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from timeclock.errors import Invalid, ProductError
from timeclock.messages import TimeOfDay
from timeclock.timekeeping import (
    FIRST_YEAR,
    LAST_YEAR,
    WallTimeMissing,
    WallTimeTwice,
    from_wall,
    local_date,
    local_text,
)
from timeclock.web.wording.times import clock_time
from timeclock.web.wording.translation import gettext as _

_TYPED = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*\Z", re.ASCII)
_AHEAD = timedelta(seconds=60)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Typed:
    """A time as it was typed in `field`.

    `which` is the pass of a repeated hour, where someone said. `was` is the instant that the form
    began with: a minute left as it is keeps its seconds.
    """

    field: str
    text: str
    which: str | None = None
    was: datetime | None = None


def moment_on(typed: Typed, day: date | None, zone: str) -> datetime:
    """The instant of that time on that day.

    Raises Invalid without a day or a time of day, WallTimeMissing with the two neighbours for a
    time that clocks skip, WallTimeTwice for one that happens twice while no one says which.
    """
    wall = time_of_day(typed.text, typed.field)
    try:
        found = list(moments(demand_day(day, typed.field), wall, zone))
    except WallTimeMissing as gap:
        raise with_neighbours(gap, zone, typed.field) from None
    return _meant(found, typed, zone)


def demand_day(day: date | None, field: str) -> date:
    """The day of the time in that field. Raises Invalid without one."""
    if day is None or not FIRST_YEAR <= day.year < LAST_YEAR:
        raise Invalid("invalid_day", "Enter the day, too.", field=f"{field}_day")
    return day


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
        raise Invalid(
            "not_in_shift",
            "That time is not in the shift from %(start)s to %(end)s.",
            field=typed.field,
            start=TimeOfDay(start, zone),
            end=TimeOfDay(end, zone),
        )
    if len({local_date(at, zone) for at in found}) > 1:
        raise Invalid(
            "which_day",
            "That time occurs on several days of this shift. Choose the day.",
            field=typed.field,
        )
    return max(_meant(found, typed, zone), start)


def moment_in_shift(
    wall: time,
    *,
    started_at: datetime,
    now: datetime,
    zone: str,
    day: date | None = None,
    fold: int | None = None,
) -> datetime:
    """The latest moment of the shift at which its clock showed that time (on that day, if given).

    Raises WallTimeTwice where both passes of a repeated hour lie in the shift and `fold` does not
    say which, WallTimeMissing with its neighbours for an hour that was skipped, and Invalid for a
    time that the shift has not seen.
    """
    days = [day] if day else reversed(days_of(started_at, now, zone))
    missing: WallTimeMissing | None = None
    for each in days:
        try:
            found = [at for at in moments(each, wall, zone) if started_at <= at <= now + _AHEAD]
        except WallTimeMissing as gap:
            missing = gap
            continue
        if len(found) == 2 and fold is None:
            from_wall(datetime.combine(each, wall), zone)  # says it, with both moments
        if found:
            return found[-1] if fold else found[0]
    if missing:
        raise with_neighbours(missing, zone, "end")
    raise Invalid(
        "not_in_shift",
        "That time is not in this shift, which began at %(start)s and has not ended.",
        field="end",
        start=TimeOfDay(started_at, zone),
    )


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


def passes_of(refusal: ProductError | None, zone: str) -> tuple[tuple[str, str], ...]:
    """The two meanings that a refusal of a time names; none for any other refusal."""
    if not isinstance(refusal, WallTimeTwice):
        return ()
    found = (refusal.details["first"], refusal.details["second"])
    first, second = (moment for moment in found if isinstance(moment, datetime))
    return _named(first, second, zone)


def fold_of(which: str | None) -> int | None:
    """0 for the first pass of a repeated hour, 1 for the second, None where no one said."""
    return {"0": 0, "1": 1}.get(which or "")


def time_of_day(text: str, field: str = "end") -> time:
    """`06:00`, `6:00`, `6.00`, `0600` or `6`: a phone's number pad has no colon. Raises Invalid."""
    found = _TYPED.match(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise Invalid("invalid_time", "Enter a time such as 16:30.", field=field)
    return time(hour, minute)


def days_of(started_at: datetime, now: datetime, zone: str) -> list[date]:
    """The days in that zone which a shift touches so far, the first one first."""
    first, last = local_date(started_at, zone), local_date(now, zone)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def moments(day: date, wall: time, zone: str) -> Iterator[datetime]:
    """When the zone's clocks show that time on that day: once, or twice in the fold of autumn.

    Raises WallTimeMissing in the gap of spring.
    """
    naive = datetime.combine(day, wall)
    try:
        yield from_wall(naive, zone)
    except WallTimeTwice:
        yield from_wall(naive, zone, fold=0)
        yield from_wall(naive, zone, fold=1)


def with_neighbours(gap: WallTimeMissing, zone: str, field: str) -> WallTimeMissing:
    """The refusal of a skipped time, with the times before and after the gap in its sentence."""
    before, after = (
        TimeOfDay(moment, zone)
        for moment in (gap.details["before"], gap.details["after"])
        if isinstance(moment, datetime)
    )
    return WallTimeMissing(
        gap.code,
        "%(reason)s Enter %(before)s or %(after)s instead.",
        field=field,
        details=gap.details,
        reason=gap.message,
        before=before,
        after=after,
    )


def _meant(found: Sequence[datetime], typed: Typed, zone: str) -> datetime:
    fold = fold_of(typed.which)
    chosen = found if len(found) == 1 or fold is None else [found[fold]]
    for at in chosen:
        if typed.was is not None and at <= typed.was < at + _MINUTE:
            return typed.was
    if len(chosen) > 1:
        raise WallTimeTwice(
            "wall_time_twice",
            "The clocks go back that night, so %(time)s happens twice. Choose which you mean.",
            time=TimeOfDay(chosen[0], zone),
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
