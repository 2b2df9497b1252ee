"""What each call of the API takes; a field that is not listed is refused."""

from typing import Annotated

from timeclock.api.bodies.paging import MOST, Paged
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import (
    MaybeMoment,
    MaybeZone,
    StrictFlag,
    StrictId,
    StrictMaybeAddress,
    StrictMaybeId,
    StrictMaybeLatitude,
    StrictMaybeLongitude,
    StrictMaybeReference,
    StrictMaybeText,
    StrictMaybeWhole,
    StrictText,
    UserOrAll,
    whole_within,
)
from timeclock.wire.places import place_of
from timeclock.wire.readers import needed
from timeclock.worktime.shifts.record import Place


class Location(StrictBody):
    """Where a punch was made; kept only where the workspace has locations on."""

    address: StrictMaybeAddress = None
    latitude: StrictMaybeLatitude = None
    longitude: StrictMaybeLongitude = None


class PunchBody(StrictBody):
    """What all punches take. `user_id`: for whom, oneself unless given. `at`: an earlier moment."""

    user_id: StrictMaybeId = None
    clock_id: StrictMaybeId = None
    timezone: MaybeZone = None
    at: MaybeMoment = None
    location: Location | None = None

    @property
    def place(self) -> Place | None:
        """The location as it is kept."""
        here = self.location or Location()
        return place_of(here.address, here.latitude, here.longitude)


class ClockIn(PunchBody):
    """Begin a shift."""

    job_id: StrictMaybeId = None
    note: StrictText = ""
    scheduler_shift_id: StrictMaybeReference = None
    billable: StrictFlag = False
    tag_ids: tuple[StrictId, ...] = ()


class BeginBreak(PunchBody):
    """Begin a break; of the clock's first kind unless one is named."""

    break_kind_id: StrictMaybeId = None


class Resume(PunchBody):
    """End the break."""


class ClockOut(PunchBody):
    """End the shift."""

    note: StrictMaybeText = None


class StopBody(StrictBody):
    """End someone's shift, for a reason that the person will read."""

    user_id: StrictId
    reason: StrictText
    at: MaybeMoment = None


class Undo(StrictBody):
    """Take back the last entry; `position` refuses when it is no longer the last."""

    user_id: StrictMaybeId = None
    position: StrictMaybeWhole = None


class SwitchJob(StrictBody):
    """Book what follows on another job, or on none; note and tags are those of the whole shift."""

    user_id: StrictMaybeId = None
    job_id: StrictMaybeId
    note: StrictMaybeText = None
    tag_ids: tuple[StrictId, ...] | None = None


class OpenShiftsAsked(Paged):
    """Whose open shifts to list: one's own unless given, a user's, or `all` in sight."""

    limit: Annotated[int, needed(whole_within(1, MOST))] = MOST
    user_id: UserOrAll = None
