"""What awork's calls take."""

from typing import Annotated

from timeclock.wire.bodies import LenientBody
from timeclock.wire.fields import MaybeFlag, MaybeText, MaybeZone, Text, Zone, whole_within
from timeclock.wire.readers import may_be_null, needed

LARGEST_PAGE = 1000
_MOST = 2**31 - 1
_LONGEST = 7 * 24 * 3600  # seconds
_Counted = Annotated[int, needed(whole_within(1, _MOST))]


class AworkNothing(LenientBody):
    """A body without meaning; it has to be JSON all the same."""


class AworkStart(LenientBody):
    """What a start takes; `projectId` is the job."""

    typeOfWorkId: Text  # noqa: N815  (the contract's names)
    timezone: Zone
    projectId: MaybeText = None  # noqa: N815
    taskId: MaybeText = None  # noqa: N815
    note: MaybeText = None
    isBillable: MaybeFlag = None  # noqa: N815


class AworkTimes(LenientBody):
    """When an entry is: its dates and times in UTC, or on the wall of `timezone`.

    The field names are those of the entries that are answered. Of a date only the day counts, and
    without an end `duration` (seconds) says it.
    """

    timezone: MaybeZone = None
    startDateUtc: MaybeText = None  # noqa: N815
    startTimeUtc: MaybeText = None  # noqa: N815
    endDateUtc: MaybeText = None  # noqa: N815
    endTimeUtc: MaybeText = None  # noqa: N815
    startDateLocal: MaybeText = None  # noqa: N815
    startTimeLocal: MaybeText = None  # noqa: N815
    endDateLocal: MaybeText = None  # noqa: N815
    endTimeLocal: MaybeText = None  # noqa: N815
    duration: Annotated[int | None, may_be_null(whole_within(1, _LONGEST))] = None
    projectId: MaybeText = None  # noqa: N815
    taskId: MaybeText = None  # noqa: N815
    note: MaybeText = None
    isBillable: MaybeFlag = None  # noqa: N815


class AworkNewEntry(AworkTimes):
    """An entry that has ended and is to be added; one's own without `userId`."""

    typeOfWorkId: Text  # noqa: N815
    userId: MaybeText = None  # noqa: N815


class AworkEntryEdit(AworkTimes):
    """An entry as it is to be; what is left out stays (our choice)."""

    typeOfWorkId: MaybeText = None  # noqa: N815
    userId: MaybeText = None  # noqa: N815


class AworkPaging(LenientBody):
    """Which page of a list, from 1; one larger than 1,000 is one of 1,000 (our choice).

    1,000 is awork's default and its most (developers.awork.com/pagination). `filterby` and
    `orderby` are in awork's filter language.
    """

    filterby: MaybeText = None
    orderby: MaybeText = None
    page: _Counted = 1
    pageSize: _Counted = LARGEST_PAGE  # noqa: N815

    @property
    def size(self) -> int:
        """How many items the page has at most."""
        return min(self.pageSize, LARGEST_PAGE)
