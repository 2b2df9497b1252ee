"""Events: what webhooks are told, to read again."""

from datetime import UTC, datetime

from flask import Blueprint, Response
from typing_extensions import TypedDict

from timeclock.api.addresses import BASE
from timeclock.api.bodies.events import EventsAsked
from timeclock.api.pages import after_event, cursor_of_event
from timeclock.authority.permissions import Permission, demand
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.payload import Event
from timeclock.outgoing.webhooks.reading import SETTLED_AFTER, EventPlace, read_events
from timeclock.storage.transactions import db
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller

blueprint = Blueprint("events", __name__)


class Events(TypedDict):
    """A page of events. `next_cursor` is null only after the last page up to `to`."""

    events: list[Event]
    next_cursor: str | None


@answers(blueprint, "GET", f"{BASE}/events", call=Call(asks=EventsAsked, gives=Events))
def listed() -> Response:
    """The events of the company, in the form in which webhooks send them.

    Events of one `chain` come in the order of their `position`; those of different people in any
    order. The newest are there 10 seconds after they were recorded. Without `to` there is always a
    `next_cursor`: ask with it again later to get what has come since. With a `cursor` give the same
    `type` as before.
    """
    query, actor = query_as(EventsAsked), caller()
    demand(actor, Permission.SEE_EVERYONE)
    settled = datetime.now(UTC) - SETTLED_AFTER
    at_most = settled if query.last is None else min(query.last, settled)
    place = after_event(query.cursor) or EventPlace(query.first, at_most)
    if query.cursor is not None and not place.chain_id:
        # The page before was the last one: what has come since is from there on.
        place = EventPlace(place.since, max(at_most, place.until))
    found = read_events(
        db.session.connection(), actor.workspace_id, query.type or EVENTS, place, query.limit
    )
    rest = found.rest
    if rest is None and (query.last is None or place.until < query.last):
        come_so_far = max(place.since or place.until, place.until)
        rest = EventPlace(come_so_far, come_so_far)
    said: Events = {
        "events": list(found.events),
        "next_cursor": None if rest is None else cursor_of_event(rest),
    }
    return json_answer(said)
