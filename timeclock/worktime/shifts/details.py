"""What a punch says besides who, when and at which clock."""

from collections.abc import Collection
from dataclasses import dataclass

from timeclock.worktime.shifts.record import Place


@dataclass(frozen=True, slots=True)
class ShiftDetails:
    """What a clock-in says about the shift that it begins."""

    note: str = ""
    billable: bool = False
    scheduler_shift_id: str | None = None
    tag_ids: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a punch is made: the zone of its wall clock (None: the time clock's), and the place."""

    zone: str | None = None
    place: Place | None = None


NO_DETAILS, UNKNOWN_WHEREABOUTS = ShiftDetails(), Whereabouts()
