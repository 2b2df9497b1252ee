"""Reading the ledger."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import aliased

from timeclock.authority.actor import Actor
from timeclock.errors import KeyReused
from timeclock.ledger.entry import Once
from timeclock.ledger.models import Chain, Entry, Payload
from timeclock.storage.transactions import db
from timeclock.timekeeping import parse_instant

_SET_BACK = timedelta(days=2)  # by which a clock that was set back may write entries too early
SAME_CLICK = timedelta(minutes=5)  # for which a form sent again shows a secret again


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry as it was written, with its personal text unless that was erased.

    `actor_id` is the acting member, None for the operator and the clock; `door` and
    `actor_pseudonym` are as hashed. `before` and `after` are the ledger's own JSON.
    """

    position: int
    kind: str
    at: datetime
    received_at: datetime
    tz: str
    door: str
    claimed: datetime | None
    actor_id: int | None
    actor_pseudonym: str
    undoes: int | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    payload: Mapping[str, Any] | None
    key: str | None


_older = aliased(Entry)
_VIEW = select(
    Entry.position,
    Entry.kind,
    Entry.at,
    Entry.received_at,
    Entry.actor_id,
    Entry.body,
    Entry.key,
    Payload.content,
).outerjoin(
    Payload,
    and_(
        Payload.workspace_id == Entry.workspace_id,
        Payload.chain_id == Entry.chain_id,
        Payload.position == Entry.position,
    ),
)


def entries(
    workspace_id: int, chain_id: int, *, before: int | None = None, limit: int = 50
) -> Sequence[EntryView]:
    """Entries of a chain, newest first, from below position `before`."""
    query = _VIEW.where(Entry.workspace_id == workspace_id, Entry.chain_id == chain_id)
    if before is not None:
        query = query.where(Entry.position < before)
    rows = db.session.execute(query.order_by(Entry.position.desc()).limit(limit))
    return [view(row) for row in rows]


def entries_about(
    workspace_id: int, chain_id: int, subjects: Mapping[str, Collection[int]], since: datetime
) -> Sequence[EntryView]:
    """Entries received from an instant on whose facts name one of these ids, oldest first.

    `subjects` are ids by what facts call them, such as `shift` and `correction`.
    """
    # Canonical JSON has one spelling, so the text of the entry can be asked.
    named = [
        f'"{subject}":{each}{end}'
        for subject, ids in subjects.items()
        for each in sorted(ids)
        for end in ",}"
    ]
    if not named:
        return []
    # Backwards to the newest one from before, so that what is older is not read.
    before = (
        select(_older.position)
        .where(
            _older.workspace_id == workspace_id,
            _older.chain_id == chain_id,
            _older.received_at < since - _SET_BACK,
        )
        .order_by(_older.position.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = _VIEW.where(
        Entry.workspace_id == workspace_id,
        Entry.chain_id == chain_id,
        Entry.position > func.coalesce(before, 0),
        Entry.received_at >= since,
        or_(*(Entry.body.contains(text) for text in named)),
    )
    return [view(row) for row in db.session.execute(query.order_by(Entry.position))]


def entries_between(
    connection: Connection,
    workspace_id: int,
    chain_id: int,
    *,
    since: datetime | None,
    until: datetime,
    after: int,
    kinds: Sequence[str],
    limit: int,
) -> Sequence[Any]:
    """Rows of a chain in order, of these kinds, received after `since` and until `until`.

    `after` is a position to go on from; without one the place of `since` is looked for from the
    newest entry backwards, so that what is older is not read.
    """
    query = _VIEW.where(
        Entry.workspace_id == workspace_id,
        Entry.chain_id == chain_id,
        Entry.received_at <= until,
        Entry.kind.in_(kinds),
    )
    if since is not None:
        query = query.where(Entry.received_at > since)
    if since is not None and not after:
        after = (
            connection.scalar(
                select(Entry.position)
                .where(
                    Entry.workspace_id == workspace_id,
                    Entry.chain_id == chain_id,
                    Entry.received_at <= since,
                )
                .order_by(Entry.position.desc())
                .limit(1)
            )
            or 0
        )
    return connection.execute(
        query.where(Entry.position > after).order_by(Entry.position).limit(limit)
    ).all()


def first_after(
    connection: Connection, workspace_id: int, chain_id: int, position: int, kinds: Sequence[str]
) -> EntryView | None:
    """The oldest entry of a chain after a position that is of one of these kinds."""
    query = _VIEW.where(
        Entry.workspace_id == workspace_id,
        Entry.chain_id == chain_id,
        Entry.position > position,
        Entry.kind.in_(kinds),
    )
    row = connection.execute(query.order_by(Entry.position).limit(1)).first()
    return None if row is None else view(row)


def newest_of(
    connection: Connection,
    workspace_id: int,
    chain_id: int,
    kinds: Collection[str],
    since: datetime,
    wanted: Callable[[EntryView], bool],
) -> EntryView | None:
    """The newest entry of these kinds that was received from an instant on and is wanted."""
    query = _VIEW.where(
        Entry.workspace_id == workspace_id,
        Entry.chain_id == chain_id,
        Entry.received_at >= since,
        Entry.kind.in_(kinds),
    )
    rows = connection.execute(query.order_by(Entry.position.desc())).all()
    return next(filter(wanted, map(view, rows)), None)


def entries_correcting(
    connection: Connection, workspace_id: int, chain_id: int, after: int, corrects: int
) -> Sequence[EntryView]:
    """The entries right after a position that belong to the correction filed at `corrects`."""
    query = _VIEW.where(
        Entry.workspace_id == workspace_id, Entry.chain_id == chain_id, Entry.position > after
    )
    found = []
    for row in connection.execute(query.order_by(Entry.position)).all():
        if json.loads(row.body)["corrects"] != corrects or not row.kind.startswith("shift."):
            break
        found.append(view(row))
    return found


def entry_at(
    connection: Connection, workspace_id: int, chain_id: int, position: int
) -> EntryView | None:
    """The entry at that place."""
    query = _VIEW.where(
        Entry.workspace_id == workspace_id, Entry.chain_id == chain_id, Entry.position == position
    )
    row = connection.execute(query).first()
    return None if row is None else view(row)


def last_entry(workspace_id: int, chain_id: int) -> EntryView | None:
    """The newest entry of a chain."""
    return next(iter(entries(workspace_id, chain_id, limit=1)), None)


def is_recorded(workspace_id: int, actor_id: int | None, key: str) -> bool:
    """Whether an entry was written for that idempotency key of that member."""
    return recorded_kind(workspace_id, actor_id, key) is not None


def recorded_kind(workspace_id: int, actor_id: int | None, key: str) -> str | None:
    """The kind of the entry that was written for that idempotency key of that member."""
    return db.session.scalar(
        select(Entry.kind).where(
            Entry.workspace_id == workspace_id, Entry.actor_id == actor_id, Entry.key == key
        )
    )


def entry_of(actor: Actor, once: Once | None) -> EntryView | None:
    """The entry that was written for this very request of the actor, if there is one.

    Raises KeyReused when its key came with another request.
    """
    if once is None:
        return None
    row = db.session.execute(
        _VIEW.add_columns(Entry.digest).where(
            Entry.workspace_id == actor.workspace_id,
            Entry.actor_id == actor.member_id,
            Entry.key == once.key,
        )
    ).first()
    if row is not None and row.digest != once.digest:
        raise KeyReused
    return None if row is None else view(row)


def just_recorded(actor: Actor, once: Once, kind: str) -> EntryView | None:
    """`entry_of` where it is of that kind and was written within the last `SAME_CLICK`."""
    found = entry_of(actor, once)
    if found is None or found.kind != kind:
        return None
    return found if datetime.now(UTC) - found.received_at < SAME_CLICK else None


def workspace_chain_id(workspace_id: int) -> int | None:
    """The chain of the workspace's own settings, keys and roles."""
    return db.session.scalar(
        select(Chain.id).where(Chain.workspace_id == workspace_id, Chain.for_workspace)
    )


def view(row: Any) -> EntryView:
    """An entry from a row that has the columns of `_VIEW`."""
    body = json.loads(row.body)
    return EntryView(
        position=row.position,
        kind=row.kind,
        at=row.at,
        received_at=row.received_at,
        tz=body["tz"],
        door=body["door"],
        claimed=parse_instant(body["claimed"]) if body["claimed"] else None,
        actor_id=row.actor_id,
        actor_pseudonym=body["actor"],
        undoes=body["undoes"],
        before=body["before"],
        after=body["after"],
        payload=json.loads(row.content) if row.content else None,
        key=row.key,
    )
