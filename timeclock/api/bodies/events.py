"""What events are asked with."""

from typing import Annotated

from pydantic import Field

from timeclock.api.bodies.paging import Paged
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.wire.fields import MaybeMoment, one_of
from timeclock.wire.readers import needed


class EventsAsked(Paged):
    """Which events: of these types, received after `from` and until `to`.

    `type` may be repeated. With a `cursor` the times are those of the first page.
    """

    type: Annotated[
        tuple[Annotated[str, needed(one_of(EVENTS))], ...], Field(max_length=len(EVENTS))
    ] = ()
    first: Annotated[MaybeMoment, Field(alias="from")] = None
    last: Annotated[MaybeMoment, Field(alias="to")] = None
