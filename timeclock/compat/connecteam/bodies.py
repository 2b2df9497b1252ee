"""What Connecteam's punches take."""

from timeclock.wire.bodies import LenientBody
from timeclock.wire.fields import (
    MaybeAddress,
    MaybeFlag,
    MaybeLatitude,
    MaybeLongitude,
    MaybeReference,
    MaybeText,
    MaybeUnix,
    MaybeZone,
    Whole,
)
from timeclock.wire.places import place_of
from timeclock.worktime.shifts.record import Place


class LocationData(LenientBody):
    """Where a punch was made."""

    address: MaybeAddress = None
    latitude: MaybeLatitude = None
    longitude: MaybeLongitude = None


class ConnecteamClockOut(LenientBody):
    """`timestamp` is the moment of a punch that could not be sent at once, in Unix seconds."""

    userId: Whole  # noqa: N815  (the contract's names)
    timezone: MaybeZone = None
    timestamp: MaybeUnix = None
    locationData: LocationData | None = None  # noqa: N815

    @property
    def place(self) -> Place | None:
        """The location as it is kept."""
        here = self.locationData or LocationData()
        return place_of(here.address, here.latitude, here.longitude)


class ConnecteamClockIn(ConnecteamClockOut):
    """What a clock-in takes on top."""

    jobId: MaybeText = None  # noqa: N815
    schedulerShiftId: MaybeReference = None  # noqa: N815


class BreakOut(ConnecteamClockOut):
    """What the end of a break takes on top: whether the shift goes on. Null is yes."""

    isResumeShift: MaybeFlag = True  # noqa: N815
