"""What is sent to set webhooks up."""

from typing import Annotated

from pydantic import Field

from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import StrictText

_Events = Annotated[tuple[StrictText, ...], Field(max_length=100)]


class AddedBody(StrictBody):
    """Where to, and which events; all of them unless some are named."""

    url: StrictText
    events: _Events = EVENTS
    description: StrictText = ""


class Changed(StrictBody):
    """What is to be different; what is not named stays."""

    url: StrictText = ""
    events: _Events = ()
    description: StrictText = ""
