"""A time of day that somebody typed, as the instant inside a shift that was meant."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from timeclock.errors import Invalid
from timeclock.timekeeping import WallTimeMissing, WallTimeTwice, from_wall, local_date, local_text
from timeclock.web.wording.translation import gettext as _

_TYPED = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*\Z", re.ASCII)
_AHEAD = timedelta(seconds=60)


def time_of_day(text: str, field: str = "end") -> time:
    """`06:00`, `6:00`, `6.00`, `0600` or `6`: a phone's number pad has no colon. Raises Invalid."""
    found = _TYPED.match(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise Invalid("invalid_time", _("Enter a time such as 16:30."), field=field)
    return time(hour, minute)


def days_of(started_at: datetime, now: datetime, zone: str) -> list[date]:
    """The days in that zone which a shift touches so far, the first one first."""
    first, last = local_date(started_at, zone), local_date(now, zone)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


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
    raise Invalid("not_in_shift", _not_seen(wall, started_at, zone), field="end")


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
        local_text(moment, zone)[11:16]
        for moment in (gap.details["before"], gap.details["after"])
        if isinstance(moment, datetime)
    )
    sentence = _(
        "%(reason)s Enter %(before)s or %(after)s instead.",
        reason=gap.sentence,
        before=before,
        after=after,
    )
    return WallTimeMissing(gap.code, sentence, field=field, details=gap.details)


def _not_seen(wall: time, started_at: datetime, zone: str) -> str:
    return _(
        "That time is not in this shift, which began at %(start)s and has not ended.",
        start=local_text(started_at, zone)[11:16],
    )
