"""What is sent about clients and tags."""

from typing import Annotated

from timeclock.api.bodies.paging import LEFT_OUT, Edit, Paged
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import StrictText, flag
from timeclock.wire.readers import needed


class LabelsAsked(Paged):
    """Which to list: those on offer, or the archived ones."""

    archived: Annotated[bool, needed(flag)] = False


class NewLabel(StrictBody):
    """A client or a tag that is to be offered; each name is unique."""

    name: StrictText


class LabelEdit(Edit):
    """What it is to be called; what is left out stays."""

    name: Annotated[StrictText, LEFT_OUT]
