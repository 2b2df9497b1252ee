"""What the bodies of Clockify's calls take; `tagIds` and other fields are passed over."""

from enum import StrEnum
from typing import Annotated

from timeclock.wire.bodies import LenientBody
from timeclock.wire.fields import MaybeFlag, MaybeMoment, MaybeText, Moment, Text, choice
from timeclock.wire.readers import may_be_null


class EntryType(StrEnum):
    """What an entry is."""

    REGULAR = "REGULAR"
    BREAK = "BREAK"


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
    taskId: MaybeText = None  # noqa: N815
    type: _MaybeType = None


class ChangedEntry(LenientBody):
    """What an entry is to be: what is not sent stays, and so do times that are null."""

    start: MaybeMoment = None
    end: MaybeMoment = None
    description: MaybeText = None
    billable: MaybeFlag = None
    projectId: MaybeText = None  # noqa: N815
    taskId: MaybeText = None  # noqa: N815
    type: _MaybeType = None

    def says(self, field: str) -> bool:
        """Whether the field was sent, be it as null."""
        return field in self.model_fields_set


class NewName(LenientBody):
    """What a new project or task is called."""

    name: Text
