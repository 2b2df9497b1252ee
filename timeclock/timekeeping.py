"""Instants, zones and wall clocks: the one place that knows midnight and changes of clocks."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo, reset_tzpath

from timeclock.errors import Invalid

# The pinned tzdata wheel decides, not the machine: two servers must agree on every zone.
reset_tzpath(())

FIRST_YEAR, LAST_YEAR = 2000, 2100
# The tz database also ships files that are no places; `localtime` would mean the server's own zone.
_NOT_ZONES = frozenset({"Factory", "localtime", "posixrules"})
_RFC3339 = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?"
    r"(?:([Zz])|([+-])(\d{2}):(\d{2}))\Z",
    re.ASCII,
)


class WallTimeMissing(Invalid):
    """The zone never shows this wall time: clocks go forward over it."""


class WallTimeTwice(Invalid):
    """The zone shows this wall time twice: clocks go back over it."""


@cache
def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name. Raises Invalid for anything the tz database does not list."""
    if name not in zone_names():
        raise Invalid(
            "unknown_zone", "“%(name)s” is not a time zone.", field="timezone", name=name[:60]
        )
    return ZoneInfo(name)


@cache
def zone_names() -> frozenset[str]:
    """Every name a zone may be given by; deprecated ones too, since scripts still send them."""
    listed = resources.files("tzdata").joinpath("zones").read_text("utf-8").split()
    return frozenset(listed) - _NOT_ZONES


def whole_second(moment: datetime) -> datetime:
    """The instant floored to its second, in UTC. Refuses a naive moment."""
    if moment.tzinfo is None:
        raise TypeError("a moment without a zone")
    return moment.astimezone(UTC).replace(microsecond=0)


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Real time between two instants.

    Both go to UTC first: Python subtracts wall clocks when both share a ZoneInfo, which makes a
    22:00-06:00 night over the autumn change an hour short.
    """
    return end.astimezone(UTC) - start.astimezone(UTC)


def utc_offset(moment: datetime, zone_name: str) -> int:
    """Seconds east of UTC that the zone shows at that instant."""
    offset = moment.astimezone(zone(zone_name)).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def local_date(moment: datetime, zone_name: str) -> date:
    """The day a wall calendar in that zone shows at that instant."""
    return moment.astimezone(zone(zone_name)).date()


def day_bounds(day: date, zone_name: str) -> tuple[datetime, datetime]:
    """First instant of the local day and of the next, in UTC.

    A day has 23, 24 or 25 hours, or a less usual length; one whose midnight is skipped begins at
    01:00, and one that a zone skips whole (Apia, 30 December 2011) has no length.
    """
    return _first_instant(day, zone_name), _first_instant(day + timedelta(days=1), zone_name)


def workday(moment: datetime, zone_name: str, day_begins: int) -> date:
    """The day that an instant is booked on where days begin `day_begins` minutes after midnight.

    At 04:00 (240) a quarter past three on Tuesday is still Monday's.
    """
    day = local_date(moment, zone_name)
    first, after = workday_bounds(day, zone_name, day_begins)
    if moment < first:
        return day - timedelta(days=1)
    return day if moment < after else day + timedelta(days=1)


def workday_bounds(day: date, zone_name: str, day_begins: int) -> tuple[datetime, datetime]:
    """First instant of a workday and of the next; `day_begins` is minutes after midnight.

    Where a change of clocks skips that time the workday begins when clocks have jumped, and where
    it happens twice, with the first.
    """
    following = day + timedelta(days=1)
    return (
        _first_instant(day, zone_name, day_begins),
        _first_instant(following, zone_name, day_begins),
    )


def week_bounds(day: date, first_weekday: int) -> tuple[date, date]:
    """First day of the week that holds `day` and first day of the next; Monday is 0."""
    first = day - timedelta(days=(day.weekday() - first_weekday) % 7)
    return first, first + timedelta(days=7)


# A sheet asks for the same days again for each person, and finding one takes ten times a look-up.
@lru_cache(maxsize=16_384)
def _first_instant(day: date, zone_name: str, minutes: int = 0) -> datetime:
    wall = datetime.combine(day, time(minutes // 60, minutes % 60))
    try:
        return from_wall(wall, zone_name, fold=0)
    except WallTimeMissing:
        return _end_of_gap(wall, zone_name)


def _end_of_gap(missing: datetime, zone_name: str) -> datetime:
    """The instant at which clocks jump over `missing`, to the second, by halving around it."""
    place = zone(zone_name)
    low = missing.replace(tzinfo=place, fold=1).astimezone(UTC)
    high = missing.replace(tzinfo=place, fold=0).astimezone(UTC)
    before = low.astimezone(place).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = whole_second(low + (high - low) / 2)
        if middle.astimezone(place).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def from_wall(wall: datetime, zone_name: str, fold: int | None = None) -> datetime:
    """The instant at which the zone's clocks show `wall` (naive).

    Raises WallTimeMissing in the gap of spring, with the two neighbours in `details`, and
    WallTimeTwice in the fold of autumn unless `fold` says which (0 the first, 1 the second).
    """
    if wall.tzinfo is not None:
        raise TypeError("a wall time carries no zone")
    place = zone(zone_name)
    first = wall.replace(tzinfo=place, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=place, fold=1).astimezone(UTC)
    if first == second:
        return first
    if first > second:  # in a gap, the offset before it lands later than the offset after it
        raise WallTimeMissing(
            "wall_time_missing",
            "Clocks go forward at that time in %(zone)s: %(time)s does not exist that day.",
            details={"before": second, "after": first},
            zone=zone_name,
            time=wall.time(),
        )
    if fold is None:
        raise WallTimeTwice(
            "wall_time_twice",
            "Clocks go back at that time in %(zone)s: %(time)s happens twice that day.",
            details={"first": first, "second": second},
            zone=zone_name,
            time=wall.time(),
        )
    return second if fold else first


def parse_instant(text: str) -> datetime:
    """An RFC 3339 time with its offset, as an instant in UTC.

    Stricter than `fromisoformat`, which takes ISO weeks, 24:00 and commas. Raises Invalid for any
    other form and for years outside 2000-2100.
    """
    found = _RFC3339.match(text)
    if not found:
        raise Invalid("invalid_time", "Enter a time such as 2026-10-25T06:00:00Z.")
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    fraction = (found[7] or "")[:6].ljust(6, "0")
    try:
        moment = datetime(year, month, day, hour, minute, second, int(fraction), tzinfo=UTC)
        if found[9]:
            hours, minutes = int(found[10]), int(found[11])
            if hours > 23 or minutes > 59:
                raise ValueError
            shift = timedelta(hours=hours, minutes=minutes)
            moment = moment - shift if found[9] == "+" else moment + shift
    except (ValueError, OverflowError):
        raise Invalid("invalid_time", "That time does not exist.") from None
    return _in_range(moment)


def from_unix(seconds: int) -> datetime:
    """Whole Unix seconds as an instant. Raises Invalid beyond 2000-2100, as milliseconds are."""
    try:
        return _in_range(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        raise Invalid("invalid_time", "That time is out of range.") from None


def utc_text(moment: datetime) -> str:
    """`2026-10-25T06:00:00Z`: whole seconds, UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def precise_text(moment: datetime) -> str:
    """`2026-10-25T06:00:00.123456Z`: microseconds, UTC."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def local_text(moment: datetime, zone_name: str) -> str:
    """RFC 3339 with the offset that the zone shows then, in whole seconds."""
    return moment.astimezone(zone(zone_name)).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Interval:
    """A half-open stretch of time between two instants; no end means that it still runs."""

    start: datetime
    end: datetime | None

    def length(self, now: datetime) -> timedelta:
        """Elapsed time, an open one counted to `now`; never negative."""
        return max(elapsed(self.start, self.end or now), timedelta(0))

    def overlaps(self, other: "Interval") -> bool:
        """Whether they have time in common; two of no length do at the same instant.

        They may touch: one may begin when the other ends.
        """
        if self.start == other.start == self.end == other.end:
            return True
        return (self.end is None or other.start < self.end) and (
            other.end is None or self.start < other.end
        )

    def within(self, start: datetime, end: datetime, now: datetime) -> timedelta:
        """How much of it is between two instants."""
        first, last = max(self.start, start), min(self.end or now, end)
        return max(elapsed(first, last), timedelta(0))


def _in_range(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Invalid(
            "invalid_time",
            "Enter a time in the years %(first_year)s to %(last_year)s.",
            first_year=FIRST_YEAR,
            last_year=LAST_YEAR,
        )
    return moment
