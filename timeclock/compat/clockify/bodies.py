"""What the bodies of Clockify's calls take; other fields are passed over."""

from enum import StrEnum
from typing import Annotated

from timeclock.messages import N_
from timeclock.wire.bodies import LenientBody
from timeclock.wire.fields import MaybeFlag, MaybeMoment, MaybeText, Moment, Text, choice
from timeclock.wire.problems import Fault
from timeclock.wire.readers import described, may_be_null, wrong


class EntryType(StrEnum):
    """What an entry is."""

    REGULAR = "REGULAR"
    BREAK = "BREAK"


_MaybeType = Annotated[EntryType | None, may_be_null(choice(EntryType))]


_MOST_TAGS = 1000


@described(type="array", items={"type": "string"}, maxItems=_MOST_TAGS)
def listed_ids(value: object) -> tuple[str, ...]:
    """The ids of a list, or the one that is sent in place of a list."""
    found = value if isinstance(value, list) else [value]
    if len(found) > _MOST_TAGS:
        raise wrong(Fault.RANGE, N_("That is too long a list."))
    return tuple(each for each in found if isinstance(each, str))


MaybeNames = Annotated[tuple[str, ...] | None, may_be_null(listed_ids)]


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
    tagIds: MaybeNames = None  # noqa: N815
    type: _MaybeType = None


class ChangedEntry(LenientBody):
    """What an entry is to be: what is not sent stays, and so do times that are null."""

    start: MaybeMoment = None
    end: MaybeMoment = None
    description: MaybeText = None
    billable: MaybeFlag = None
    projectId: MaybeText = None  # noqa: N815
    taskId: MaybeText = None  # noqa: N815
    tagIds: MaybeNames = None  # noqa: N815
    type: _MaybeType = None

    def says(self, field: str) -> bool:
        """Whether the field was sent, be it as null."""
        return field in self.model_fields_set


class NewName(LenientBody):
    """What a new project or task is called."""

    name: Text


class NewProject(NewName):
    """A new project, and whom it is done for."""

    clientId: MaybeText = None  # noqa: N815
