"""Events read from the ledger: the same messages that webhooks send, for those who ask.

The ledger has no order over all chains but the time of receipt, and no index on it: it would be in
the way of every punch. So a reader goes through the chains one after another, in the order of their
ids, and in each through the entries received after `since` and until `until`. A chain whose newest
entry is older costs nothing but a look at that entry.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, select

from timeclock.company.people.models import Member
from timeclock.ledger.models import Chain, Entry
from timeclock.ledger.queries import entries_between, view
from timeclock.outgoing.webhooks.events import kinds_of
from timeclock.outgoing.webhooks.payload import Event
from timeclock.outgoing.webhooks.telling import UNKNOWN_FORM, EventEntry, event, members_in

# Longer than a writer takes from the time of receipt to the commit: what is read is complete.
SETTLED_AFTER = timedelta(seconds=10)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EventPlace:
    """How far a reader has come: after a position of a chain, among what `since` and `until` say.

    None for `since` is the beginning of the ledger.
    """

    since: datetime | None
    until: datetime
    chain_id: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class ReadEvents:
    """Some events, and the place of the others; None where there are no others until `until`."""

    events: Sequence[Event]
    rest: EventPlace | None


def read_events(
    connection: Connection,
    workspace_id: int,
    kinds: Collection[str],
    place: EventPlace,
    limit: int,
) -> ReadEvents:
    """At most so many events after a place, in each chain in order.

    Entries of a form that this version does not know are left out, as webhooks do.
    """
    found: list[EventEntry] = []
    last = place
    for told, chain_id in _after(connection, workspace_id, kinds, place, limit + 1):
        if len(found) == limit:
            return ReadEvents(_told(connection, workspace_id, found), last)
        found.append(told)
        last = replace(place, chain_id=chain_id, position=told.entry.position)
    return ReadEvents(_told(connection, workspace_id, found), None)


def _after(
    connection: Connection,
    workspace_id: int,
    kinds: Collection[str],
    place: EventPlace,
    limit: int,
) -> Iterator[tuple[EventEntry, int]]:
    for chain in _changed(connection, workspace_id, place):
        wanted = kinds_of(kinds, of_workspace=chain.member_id is None)
        rows = entries_between(
            connection,
            workspace_id,
            chain.id,
            since=place.since,
            until=place.until,
            after=place.position if chain.id == place.chain_id else 0,
            kinds=wanted,
            limit=limit,
        )
        for row in rows:
            yield EventEntry(workspace_id, chain.pseudonym, chain.member_id, view(row)), chain.id


def _changed(connection: Connection, workspace_id: int, place: EventPlace) -> Sequence[Any]:
    """The chains from the place on whose newest entry is after `since`."""
    newest = and_(
        Entry.workspace_id == Chain.workspace_id,
        Entry.chain_id == Chain.id,
        Entry.position == Chain.position,
    )
    query = (
        select(Chain.id, Chain.pseudonym, Member.id.label("member_id"))
        .join(Entry, newest)
        .outerjoin(
            Member, and_(Member.workspace_id == Chain.workspace_id, Member.chain_id == Chain.id)
        )
        .where(Chain.workspace_id == workspace_id, Chain.id >= place.chain_id)
        .order_by(Chain.id)
    )
    if place.since is not None:
        query = query.where(Entry.received_at > place.since)
    return connection.execute(query).all()


def _told(
    connection: Connection, workspace_id: int, found: Sequence[EventEntry]
) -> Sequence[Event]:
    members = {member for told in found for member in members_in(told)}
    rows = connection.execute(
        select(Member.id, Member.account_id).where(
            Member.workspace_id == workspace_id, Member.id.in_(members)
        )
    )
    users = {row.id: row.account_id for row in rows}
    events = []
    for told in found:
        try:
            events.append(event(told, users))
        except UNKNOWN_FORM as error:
            _log.error("events: %s cannot be told: %r", told.message_id, error)
    return events
