"""In which zone a clock counted at an instant; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ClockZones:
    """The present zone of each clock, and the former ones with the instant that each ended at.

    A change of a clock's zone never moves a day that was before it.
    """

    present: Mapping[int, str]
    former: Mapping[int, tuple[tuple[datetime, str], ...]] = field(default_factory=dict)

    def at(self, clock_id: int, moment: datetime) -> str:
        """The zone of the clock at that instant; former ones lie in order of their end."""
        for until, zone in self.former.get(clock_id, ()):
            if moment < until:
                return zone
        return self.present[clock_id]
