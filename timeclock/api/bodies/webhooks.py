"""What is sent to set webhooks up."""

from typing import Annotated

from pydantic import Field

from timeclock.webhooks.events import EVENTS
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import MaybeText, StrictText, whole_within
from timeclock.wire.readers import needed

_Events = Annotated[tuple[StrictText, ...], Field(max_length=100)]


class Added(StrictBody):
    """Where to, and which events; all of them unless some are named."""

    url: StrictText
    events: _Events = EVENTS
    description: StrictText = ""


class Changed(StrictBody):
    """What is to be different; what is not named stays."""

    url: StrictText = ""
    events: _Events = ()
    description: StrictText = ""


class AskedForLog(StrictBody):
    """A part of the log: `limit` messages after a `cursor`."""

    limit: Annotated[int, needed(whole_within(1, 200))] = 50
    cursor: MaybeText = None
