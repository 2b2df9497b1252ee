"""What is sent about jobs."""

from typing import Annotated

from timeclock.api.bodies.paging import LEFT_OUT, Edit, Paged
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import StrictMaybeId, StrictMaybeText, StrictText, flag
from timeclock.wire.readers import needed


class JobsAsked(Paged):
    """Which jobs to list: those on offer, or the archived ones.

    With `code` or `external_id` the one that has it.
    """

    archived: Annotated[bool, needed(flag)] = False
    code: StrictMaybeText = None
    external_id: StrictMaybeText = None


class NewJob(StrictBody):
    """A job that is to be offered; `parent_id` is the job that it is below.

    `client_id` is the client whom it is done for.
    """

    name: StrictText
    code: StrictMaybeText = None
    parent_id: StrictMaybeId = None
    client_id: StrictMaybeId = None


class JobEdit(Edit):
    """What is to be different about a job; what is left out stays."""

    name: Annotated[StrictText, LEFT_OUT]
    code: Annotated[StrictMaybeText, LEFT_OUT]
    parent_id: Annotated[StrictMaybeId, LEFT_OUT]
    client_id: Annotated[StrictMaybeId, LEFT_OUT]
