"""The changes of clocks that a stretch of time runs over; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from timeclock.timekeeping import utc_offset, whole_second

_STRIDE = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class ClockChange:
    """An instant from which a zone shows another offset; offsets in seconds east of UTC."""

    moment: datetime
    before: int
    after: int

    @property
    def shown_before(self) -> datetime:
        """What clocks on the wall would have shown without it, naive."""
        return self.moment.replace(tzinfo=None) + timedelta(seconds=self.before)

    @property
    def shown_after(self) -> datetime:
        """What they show instead, naive."""
        return self.moment.replace(tzinfo=None) + timedelta(seconds=self.after)


def clock_changes(start: datetime, end: datetime, zone_name: str) -> tuple[ClockChange, ...]:
    """The changes after `start` and up to `end`, in order; none where they cancel each other out.

    Only those count that make the wall show another length than the time that really passed.
    """
    before = utc_offset(start, zone_name)
    if before == utc_offset(end, zone_name):
        return ()
    found: list[ClockChange] = []
    while start < end:
        # Zones change less than once a day, so each stride holds one change at most.
        stride = min(start + _STRIDE, end)
        after = utc_offset(stride, zone_name)
        if after != before:
            found.append(ClockChange(_moment(start, stride, zone_name), before, after))
        start, before = stride, after
    return tuple(found)


def _moment(low: datetime, high: datetime, zone_name: str) -> datetime:
    """The first instant after `low` with the offset of `high`, to the second, by halving."""
    before = utc_offset(low, zone_name)
    while high - low > _SECOND:
        middle = whole_second(low + (high - low) / 2)
        if utc_offset(middle, zone_name) == before:
            low = middle
        else:
            high = middle
    return whole_second(high)
