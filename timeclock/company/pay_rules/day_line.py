"""Where days begin: as the tz database says, or as it said when days were approved; pure."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from timeclock.timekeeping import workday, workday_bounds

_DAY = timedelta(days=1)
# A zone, and how many minutes after midnight days begin.
Place = tuple[str, int]


class DayLine(Protocol):
    """The days of a zone as stretches between instants, without a gap."""

    def day_at(self, moment: datetime, zone_name: str, begins: int) -> date:
        """The day that goes on at an instant where days begin `begins` minutes after midnight."""

    def bounds(self, day: date, zone_name: str, begins: int) -> tuple[datetime, datetime]:
        """The first instant of a day and of the next, in UTC."""


class PresentDays:
    """Days as the tz database of today has them."""

    def day_at(self, moment: datetime, zone_name: str, begins: int) -> date:
        """As `workday` says."""
        return workday(moment, zone_name, begins)

    def bounds(self, day: date, zone_name: str, begins: int) -> tuple[datetime, datetime]:
        """As `workday_bounds` says."""
        return workday_bounds(day, zone_name, begins)


PRESENT = PresentDays()


@dataclass(frozen=True, slots=True)
class KeptSpan:
    """Days from `first` to before `after` whose beginnings are kept.

    `begins` has the first instant of each of them, and of the day after the last, by place.
    """

    first: date
    after: date
    begins: Mapping[Place, Sequence[datetime]] = field(default_factory=dict)

    def day_at(self, moment: datetime, place: Place) -> date | None:
        """Which of its days goes on at an instant; None where none does."""
        found = self.begins.get(place)
        if not found or not found[0] <= moment < found[-1]:
            return None
        return self.first + (bisect_right(found, moment) - 1) * _DAY

    def bound(self, day: date, place: Place) -> datetime | None:
        """The first instant of one of its days, or of the day after them, if that is kept."""
        found = self.begins.get(place)
        return found[(day - self.first).days] if found and self.first <= day <= self.after else None


@dataclass(frozen=True, slots=True)
class KeptDays:
    """Days of which some are kept: no instant moves into these or out of them.

    What a newer tz database would put on a kept day is on the nearest day beside them.
    """

    spans: Sequence[KeptSpan]

    def day_at(self, moment: datetime, zone_name: str, begins: int) -> date:
        """The kept day that goes on at an instant, otherwise one that is not kept."""
        place = (zone_name, begins)
        for span in self.spans:
            day = span.day_at(moment, place)
            if day is not None:
                return day
        day = workday(moment, zone_name, begins)
        for span in self.spans:
            if span.first <= day < span.after:
                start = span.bound(span.first, place)
                early = start is not None and moment < start
                return span.first - _DAY if early else span.after
        return day

    def bounds(self, day: date, zone_name: str, begins: int) -> tuple[datetime, datetime]:
        """Of a day beside kept ones, as far as these leave room."""
        start, after = workday_bounds(day, zone_name, begins)
        place = (zone_name, begins)
        for span in self.spans:
            start = span.bound(day, place) or start
            after = span.bound(day + _DAY, place) or after
        return start, after


def keep_span(
    first: date, after: date, places: Collection[Place], line: DayLine = PRESENT
) -> KeptSpan:
    """The beginnings of these days as they are now."""
    days = [first + number * _DAY for number in range((after - first).days)]
    begins = {}
    for zone_name, minutes in sorted(places):
        bounds = [line.bounds(day, zone_name, minutes) for day in days]
        begins[zone_name, minutes] = (*(start for start, _ in bounds), bounds[-1][1])
    return KeptSpan(first, after, begins)
