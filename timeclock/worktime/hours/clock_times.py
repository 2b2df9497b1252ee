"""Times of day in sentences; where the clocks of a zone show one twice, it says which; pure."""

from datetime import datetime, timedelta

from timeclock.messages import N_, Sentence, TimeOfDay
from timeclock.timekeeping import utc_offset, zone

_MINUS = "\N{MINUS SIGN}"


def clock_time(at: datetime, zone_name: str) -> TimeOfDay | Sentence:
    """`08:02`; “02:30 summer time (UTC+02:00)” in the hour that comes twice in autumn."""
    wall = at.astimezone(zone(zone_name))
    if wall.replace(fold=0).utcoffset() == wall.replace(fold=1).utcoffset():
        return TimeOfDay(at, zone_name)
    return time_with_offset(at, zone_name)


def time_with_offset(at: datetime, zone_name: str) -> Sentence:
    """“02:10 winter time (UTC+01:00)”.

    Without a season where the tz database does not say that the zone moves its clocks forward in
    summer, as it does not of Ireland and Morocco.
    """
    text = N_("%(time)s (%(offset)s)")
    if _has_summer_time(at, zone_name):
        text = N_("%(time)s winter time (%(offset)s)")
        if at.astimezone(zone(zone_name)).dst():
            text = N_("%(time)s summer time (%(offset)s)")
    return Sentence(
        text, time=TimeOfDay(at, zone_name), offset=offset_text(utc_offset(at, zone_name))
    )


def _has_summer_time(at: datetime, zone_name: str) -> bool:
    """Whether clocks are put forward by summer time within half a year of that instant."""
    place = zone(zone_name)
    near = [(at + timedelta(days=days)).astimezone(place).dst() for days in (-182, 0, 182)]
    return all(each is None or each >= timedelta(0) for each in near) and any(near)


def offset_text(offset: int) -> str:
    """`UTC+02:00` for so many seconds east of UTC."""
    hours, minutes = divmod(abs(offset) // 60, 60)
    return f"UTC{_MINUS if offset < 0 else '+'}{hours:02}:{minutes:02}"
