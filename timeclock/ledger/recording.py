"""Writing to the ledger: lock a chain, then append to it."""

import contextvars
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, column, func, insert, select, table, update
from sqlalchemy.sql.dml import ReturningUpdate

from timeclock.authority.actor import Actor
from timeclock.errors import Conflict, KeyReused, NotFound
from timeclock.ledger.entry import (
    CLOCK_OFF_BY,
    GENESIS,
    VERSION,
    Json,
    Once,
    canonical,
    commitment,
    link,
)
from timeclock.ledger.heads import ChainHead
from timeclock.ledger.keeper import present_keeper
from timeclock.ledger.models import Chain, Entry, Payload
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import precise_text, utc_offset, utc_text, whole_second

_moved_clock: contextvars.ContextVar[datetime | None] = contextvars.ContextVar(
    "moved_clock", default=None
)
_chain, _entry = Chain.__table__.c, Entry.__table__.c

_ADVANCE = (
    update(Chain)
    .values(position=_chain.position + 1)
    .returning(_chain.id, _chain.pseudonym, _chain.position)
)
# Members are in a layer above; their chain is found by the table's name in the same statement.
_member = table("member", column("workspace_id"), column("id"), column("chain_id"))
_ADVANCE_MEMBER = _ADVANCE.where(
    _chain.workspace_id == bindparam("workspace"),
    _chain.id
    == select(_member.c.chain_id)
    .where(_member.c.workspace_id == bindparam("workspace"), _member.c.id == bindparam("member"))
    .scalar_subquery(),
)
_ADVANCE_WORKSPACE = _ADVANCE.where(
    _chain.workspace_id == bindparam("workspace"), _chain.for_workspace
)
_LAST_LINK = select(_entry.link).where(
    _entry.workspace_id == bindparam("workspace"),
    _entry.chain_id == bindparam("chain"),
    _entry.position == bindparam("position"),
)
_BY_KEY = select(_entry.digest, _entry.kind).where(
    _entry.workspace_id == bindparam("workspace"),
    _entry.actor_id == bindparam("actor"),
    _entry.key == bindparam("key"),
)
_INSERT_ENTRY, _INSERT_PAYLOAD = insert(Entry), insert(Payload)
_MOMENT = func.clock_timestamp().label("moment")
_ADVANCE_MEMBER_TIMED = _ADVANCE_MEMBER.returning(_MOMENT)
_ADVANCE_WORKSPACE_TIMED = _ADVANCE_WORKSPACE.returning(_MOMENT)


@dataclass(frozen=True, slots=True)
class Head:
    """A locked chain and the place in it that is ours; `received_at` was taken under the lock.

    `off_by` is by how many seconds the clock that gave it was ahead of what was expected; zero
    while it can be believed. Since `steady_since` it has the time that it has, as that time counts.
    `previous_link` is the link of the entry before, where it has been read under the lock.
    """

    workspace_id: int
    chain_id: int
    pseudonym: str
    position: int
    received_at: datetime
    off_by: int = 0
    steady_since: datetime | None = None
    previous_link: bytes | None = None


@dataclass(frozen=True, slots=True)
class EntryContext:
    """When an entry counts, and the earlier entry of its chain that it refers to.

    `at` is the instant the act counts from (None: the moment of receipt), `claimed` a client's own
    time, `tz` the zone that both are shown in. `undoes` and `corrects` are positions in the chain.
    """

    at: datetime | None = None
    tz: str = "UTC"
    claimed: datetime | None = None
    undoes: int | None = None
    corrects: int | None = None


_NOW = EntryContext()


def lock_member(tx: Transaction, workspace_id: int, member_id: int) -> Head | None:
    """Lock a member's chain before anything of that member is read, and take the moment.

    On PostgreSQL the moment is the database's own, so that servers whose clocks differ agree. None
    when the workspace has no such member.
    """
    statement = _ADVANCE_MEMBER if tx.on_sqlite else _ADVANCE_MEMBER_TIMED
    return _advance(tx, statement, {"workspace": workspace_id, "member": member_id})


def lock_workspace(tx: Transaction, workspace_id: int) -> Head:
    """Lock the workspace's own chain; anyone who needs a member's as well takes this one first.

    Raises NotFound when there is no such workspace.
    """
    statement = _ADVANCE_WORKSPACE if tx.on_sqlite else _ADVANCE_WORKSPACE_TIMED
    head = _advance(tx, statement, {"workspace": workspace_id})
    if head is None:
        raise NotFound("workspace_not_found", "This workspace does not exist.")
    return head


def _advance(
    tx: Transaction, statement: ReturningUpdate[Any], found_by: dict[str, int]
) -> Head | None:
    row = tx.connection.execute(statement, found_by).first()
    if row is None:
        return None
    moment = present() if tx.on_sqlite or _moved_clock.get() else row.moment.astimezone(UTC)
    head = Head(found_by["workspace"], row.id, row.pseudonym, row.position, moment)
    keeper = present_keeper()
    if keeper is None:
        return head
    standing = keeper.judge(moment)
    off_by = round(standing.off_by.total_seconds())
    return replace(head, off_by=off_by, steady_since=standing.steady_since)


def new_chain(tx: Transaction, workspace_id: int, *, for_workspace: bool = False) -> int:
    """Begin a chain under a pseudonym that says nothing about the person."""
    chain = Chain(
        workspace_id=workspace_id,
        pseudonym=secrets.token_hex(16),
        for_workspace=for_workspace,
        position=0,
    )
    tx.session.add(chain)
    tx.session.flush()
    return chain.id


def record(
    tx: Transaction,
    head: Head,
    *,
    kind: str,
    actor: Actor,
    before: Json = None,
    after: Json = None,
    payload: Json = None,
    context: EntryContext = _NOW,
    once: Once | None = None,
) -> bytes:
    """Append one entry at the head and return the chain's new link.

    `payload` is personal text: the entry holds only a commitment to it. What is recorded while the
    clock is in doubt says so in `after`.
    """
    salt, content = secrets.token_bytes(32), canonical(payload) if payload is not None else None
    moment = context.at or whole_second(head.received_at)
    body = canonical(
        {
            "v": VERSION,
            "workspace": head.workspace_id,
            "chain": head.pseudonym,
            "position": head.position,
            "kind": kind,
            "at": utc_text(moment),
            "tz": context.tz,
            "offset": utc_offset(moment, context.tz),
            "received": precise_text(head.received_at),
            "claimed": utc_text(context.claimed) if context.claimed else None,
            "door": actor.door.value,
            "actor": actor.pseudonym,
            "undoes": context.undoes,
            "corrects": context.corrects,
            "before": before,
            "after": _marked(after, head.off_by),
            "payload": commitment(salt, content) if content is not None else None,
            "nonce": secrets.token_hex(16),
        }
    )
    new_link = link(head.previous_link or _last_link(tx, head), body)
    place = {
        "workspace_id": head.workspace_id,
        "chain_id": head.chain_id,
        "position": head.position,
    }
    tx.connection.execute(
        _INSERT_ENTRY,
        place
        | {
            "kind": kind,
            "at": moment,
            "received_at": head.received_at,
            "actor_id": actor.member_id,
            "body": body,
            "link": new_link,
            "key": once.key if once else None,
            "digest": once.digest if once else None,
        },
    )
    if content is not None:
        tx.connection.execute(_INSERT_PAYLOAD, place | {"salt": salt, "content": content})
    tx.notes.append(
        ChainHead(
            head.workspace_id,
            head.chain_id,
            head.pseudonym,
            head.position,
            new_link,
            head.received_at,
        )
    )
    return new_link


def _marked(after: Json, off_by: int) -> Json:
    return {**after, CLOCK_OFF_BY: off_by} if off_by and isinstance(after, Mapping) else after


def _last_link(tx: Transaction, head: Head) -> bytes:
    if head.position == 1:
        return GENESIS
    found: bytes = tx.connection.execute(
        _LAST_LINK,
        {"workspace": head.workspace_id, "chain": head.chain_id, "position": head.position - 1},
    ).scalar_one()
    return found


def demand_first_time(tx: Transaction, actor: Actor, once: Once | None) -> None:
    """Refuse a repeat of an act whose answer cannot be given twice (a secret shown once).

    Raises Conflict `already_done`, or KeyReused when the key came with another request.
    """
    if once is None:
        return
    found = tx.connection.execute(
        _BY_KEY, {"workspace": actor.workspace_id, "actor": actor.member_id, "key": once.key}
    ).first()
    if found is None:
        return
    if found.digest != once.digest:
        raise KeyReused
    raise Conflict(
        "already_done", "This was already done. Nothing was done a second time.", tells_outcome=True
    )


def present() -> datetime:
    """The moment for what has no head of its own: now, unless history is being written."""
    return _moved_clock.get() or datetime.now(UTC)


def clock_is_moved() -> bool:
    """Whether history is being written."""
    return _moved_clock.get() is not None


@contextmanager
def history_at(moment: datetime) -> Iterator[None]:
    """Let use cases run as of a moment in the past, for filling a demo; entries say so themselves.

    Refuses a moment ahead of the server's clock: no one writes the future.
    """
    if moment > datetime.now(UTC):
        raise ValueError("history lies in the past")
    mark = _moved_clock.set(moment)
    try:
        yield
    finally:
        _moved_clock.reset(mark)
