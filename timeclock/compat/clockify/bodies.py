"""What Clockify's calls take. Their other fields, `tagIds` and `taskId` among them, are dropped."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from timeclock.paging import Window
from timeclock.wire.bodies import LenientBody
from timeclock.wire.fields import MaybeFlag, MaybeMoment, MaybeText, Moment, choice, whole
from timeclock.wire.readers import Reader, described, may_be_null, needed

LARGEST_PAGE, USUAL_PAGE = 200, 50
_MOST = 2**31 - 1


class EntryType(StrEnum):
    """What an entry is."""

    REGULAR = "REGULAR"
    BREAK = "BREAK"


def clamped(most: int) -> Reader[int]:
    """A reader of a whole number that is brought into the range from 1."""

    @described(type="integer", description=f"Brought into the range from 1 to {most}.")
    def within(value: object) -> int:
        return min(max(whole(value), 1), most)

    return within


_Page = Annotated[int, needed(clamped(_MOST))]
_PageSize = Annotated[int, needed(clamped(LARGEST_PAGE))]
_MaybeType = Annotated[EntryType | None, may_be_null(choice(EntryType))]


class ClockifyNothing(LenientBody):
    """A body without meaning; it has to be JSON all the same."""


class ClockifyStop(LenientBody):
    """When the running entry ends."""

    end: Moment


class NewEntry(LenientBody):
    """An entry that begins at `start` (null: now), and runs where it has no `end`."""

    start: MaybeMoment = None
    end: MaybeMoment = None
    description: MaybeText = None
    billable: MaybeFlag = None
    projectId: MaybeText = None  # noqa: N815  (the contract's names)
    type: _MaybeType = None


class ChangedEntry(LenientBody):
    """What an entry is to be: what is not sent stays, and so do times that are null."""

    start: MaybeMoment = None
    end: MaybeMoment = None
    description: MaybeText = None
    billable: MaybeFlag = None
    projectId: MaybeText = None  # noqa: N815
    type: _MaybeType = None

    def says(self, field: str) -> bool:
        """Whether the field was sent, be it as null."""
        return field in self.model_fields_set


class ClockifyPaging(LenientBody):
    """Which page of a list, from 1."""

    page: _Page = 1
    page_size: _PageSize = Field(USUAL_PAGE, alias="page-size")

    @property
    def window(self) -> Window:
        """The items of the page."""
        return Window.of_page(self.page, self.page_size)

    @property
    def one_more(self) -> Window:
        """The items of the page and the one after them, which tells whether others follow."""
        return Window(self.page_size + 1, self.window.offset)


class EntriesAsked(ClockifyPaging):
    """Entries that begin from `start` to before `end`.

    `in-progress` picks the one that runs, or leaves it out.
    """

    start: MaybeMoment = None
    end: MaybeMoment = None
    in_progress: MaybeFlag = Field(None, alias="in-progress")


class UsersAsked(ClockifyPaging):
    """People; with `email` the one of that address."""

    email: MaybeText = None


class ProjectsAsked(ClockifyPaging):
    """Jobs whose name has this in it; those that are archived, or those that are not."""

    name: MaybeText = None
    archived: MaybeFlag = None
