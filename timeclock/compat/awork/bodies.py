"""What awork's calls take."""

from typing import Annotated

from timeclock.wire.bodies import LenientBody
from timeclock.wire.fields import MaybeFlag, MaybeText, Text, Zone, whole_within
from timeclock.wire.readers import needed

LARGEST_PAGE = 1000
_MOST = 2**31 - 1
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
