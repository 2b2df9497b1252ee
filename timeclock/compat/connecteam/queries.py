"""What Connecteam's lists ask for."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from timeclock.compat.connecteam.shapes.activities import MANUAL_BREAK, SHIFT, TIME_OFF
from timeclock.paging import Window
from timeclock.wire.bodies import SEPARATED, LenientBody
from timeclock.wire.fields import (
    MaybeFlag,
    choice,
    day,
    id_in,
    known_id,
    lenient_flag,
    text,
    unix,
    whole,
    whole_within,
)
from timeclock.wire.readers import may_be_null, needed, unavailable

LARGEST_PAGE, USUAL_PAGE = 500, 10
_MOST = 2**31 - 1
_Day = Annotated[date, needed(day)]
_Offset = Annotated[int, needed(whole_within(0, _MOST))]
_Limit = Annotated[int, needed(whole_within(1, LARGEST_PAGE))]
_Users = Annotated[
    tuple[Annotated[int, needed(whole)], ...], Field(max_length=LARGEST_PAGE), SEPARATED
]
_Ids = Annotated[
    tuple[Annotated[str, needed(text)], ...], Field(max_length=LARGEST_PAGE), SEPARATED
]
_Since = Annotated[datetime | None, may_be_null(unix)]
_Unavailable = Annotated[str | None, may_be_null(unavailable)]
_Unavailables = Annotated[
    tuple[Annotated[str, needed(unavailable)], ...], Field(max_length=LARGEST_PAGE)
]
_Texts = Annotated[tuple[Annotated[str, needed(text)], ...], Field(max_length=LARGEST_PAGE)]


class ActivityType(StrEnum):
    """What there is at a clock; time off is not among it here."""

    SHIFT = SHIFT
    MANUAL_BREAK = MANUAL_BREAK
    TIME_OFF = TIME_OFF


class Status(StrEnum):
    """Which people: those who are here, those who have left, or both."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    ALL = "all"


class Order(StrEnum):
    """The first first, or the last."""

    ASCENDING = "asc"
    DESCENDING = "desc"


class UserSort(StrEnum):
    """What people are sorted by."""

    CREATED_AT = "created_at"


class JobSort(StrEnum):
    """What jobs are sorted by."""

    TITLE = "title"


def _sought(texts: Collection[str]) -> Collection[str] | None:
    """What may be looked for; None is anything. No text in a database has a NUL in it.

    Some clients write a list with commas, so each text counts whole and in its pieces.
    """
    pieces = (piece.strip() for text in texts for piece in (text, *text.split(",")))
    return {each for each in pieces if "\0" not in each} if texts else None


_Types = Annotated[
    tuple[Annotated[ActivityType, needed(choice(ActivityType))], ...],
    Field(max_length=LARGEST_PAGE),
    SEPARATED,
]


class ConnecteamActivitiesQuery(LenientBody):
    """Whose activities from the first day to the last, each included; nothing named is all.

    With `manualBreakIds` the breaks are those of these kinds.
    """

    startDate: _Day  # noqa: N815  (the contract's names)
    endDate: _Day  # noqa: N815
    userIds: _Users = ()  # noqa: N815
    jobIds: _Ids = ()  # noqa: N815
    manualBreakIds: _Ids = ()  # noqa: N815
    policyTypeIds: _Unavailables = ()  # noqa: N815
    activityTypes: _Types = ()  # noqa: N815

    @property
    def users(self) -> frozenset[int] | None:
        """The users asked for; None is everyone."""
        return frozenset(map(known_id, self.userIds)) if self.userIds else None

    @property
    def jobs(self) -> frozenset[int] | None:
        """The jobs asked for; None is any."""
        return frozenset(map(id_in, self.jobIds)) if self.jobIds else None

    @property
    def break_kinds(self) -> frozenset[int] | None:
        """The kinds of break asked for; None is any."""
        return frozenset(map(id_in, self.manualBreakIds)) if self.manualBreakIds else None


class ConnecteamTimesheetQuery(LenientBody):
    """Whose totals from the first day to the last, each included, and how far they have come."""

    startDate: _Day  # noqa: N815
    endDate: _Day  # noqa: N815
    userIds: _Users = ()  # noqa: N815
    groupIds: _Unavailables = ()  # noqa: N815
    jobIds: _Ids = ()  # noqa: N815
    isApproved: MaybeFlag = None  # noqa: N815
    isSubmitted: MaybeFlag = None  # noqa: N815
    isLocked: MaybeFlag = None  # noqa: N815

    @property
    def users(self) -> frozenset[int] | None:
        """The users asked for; None is everyone."""
        return frozenset(map(known_id, self.userIds)) if self.userIds else None

    @property
    def jobs(self) -> frozenset[int] | None:
        """The jobs asked for; None is any."""
        return frozenset(map(id_in, self.jobIds)) if self.jobIds else None

    @property
    def flags(self) -> Mapping[str, bool | None]:
        """How far the timesheets have to have come."""
        return {
            "isApproved": self.isApproved,
            "isSubmitted": self.isSubmitted,
            "isLocked": self.isLocked,
        }


class ConnecteamPagingQuery(LenientBody):
    """Which part of a list: at most `limit` after the first `offset`."""

    limit: _Limit = USUAL_PAGE
    offset: _Offset = 0

    @property
    def window(self) -> Window:
        """The part's place in the list."""
        return Window(self.limit, self.offset)


class ConnecteamClocksQuery(ConnecteamPagingQuery):
    """Which part of the clocks; Connecteam gives all of them unless asked for fewer."""

    limit: _Limit = LARGEST_PAGE


class ConnecteamUsersQuery(ConnecteamPagingQuery):
    """Which people: of these ids, names and addresses, and who are still here.

    `createdAt` and `archivedAt` are the earliest times that count. No one has a phone number.
    """

    sort: Annotated[UserSort, needed(choice(UserSort))] = UserSort.CREATED_AT
    order: Annotated[Order, needed(choice(Order))] = Order.ASCENDING
    userIds: _Users = ()  # noqa: N815
    fullNames: _Texts = ()  # noqa: N815
    emailAddresses: _Texts = ()  # noqa: N815
    phoneNumbers: _Texts = ()  # noqa: N815
    createdAt: _Since = None  # noqa: N815
    modifiedAt: _Unavailable = None  # noqa: N815
    archivedAt: _Since = None  # noqa: N815
    lastLogin: _Unavailable = None  # noqa: N815
    userStatus: Annotated[Status, needed(choice(Status))] = Status.ACTIVE  # noqa: N815

    @property
    def users(self) -> Collection[int] | None:
        """The users asked for; None is everyone."""
        return [known_id(each) for each in self.userIds] or None

    @property
    def names(self) -> Collection[str] | None:
        """The names asked for; None is any."""
        return _sought(self.fullNames)

    @property
    def emails(self) -> Collection[str] | None:
        """The addresses asked for; None is any."""
        return _sought(self.emailAddresses)


class ConnecteamJobsQuery(ConnecteamPagingQuery):
    """Which jobs: of these ids with their sub-jobs, titles and codes, by title.

    An instance is a time clock, on each of which every job is offered.
    """

    instanceIds: _Users = ()  # noqa: N815
    jobIds: _Ids = ()  # noqa: N815
    jobNames: _Texts = ()  # noqa: N815
    jobCodes: _Texts = ()  # noqa: N815
    includeDeleted: Annotated[bool, needed(lenient_flag)] = True  # noqa: N815
    sort: Annotated[JobSort, needed(choice(JobSort))] = JobSort.TITLE
    order: Annotated[Order, needed(choice(Order))] = Order.ASCENDING

    @property
    def clocks(self) -> frozenset[int] | None:
        """The clocks asked for; None is any."""
        return frozenset(map(known_id, self.instanceIds)) if self.instanceIds else None

    @property
    def jobs(self) -> Collection[int] | None:
        """The jobs asked for; None is any."""
        return [id_in(each) for each in self.jobIds] or None

    @property
    def names(self) -> Collection[str] | None:
        """The titles asked for; None is any."""
        return _sought(self.jobNames)

    @property
    def codes(self) -> Collection[str] | None:
        """The codes asked for; None is any."""
        return _sought(self.jobCodes)
