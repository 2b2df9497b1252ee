"""What a member gets in with, and how it ends: sessions, links, API keys, PINs and badges.

Another way in has to end in `end_access` too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    String,
    and_,
    column,
    delete,
    or_,
    select,
    table,
    update,
)

from timeclock.authority.actor import Actor
from timeclock.company.people.models import Link, Member, SignIn
from timeclock.errors import Conflict
from timeclock.ledger.recording import lock_workspace, present, record
from timeclock.messages import N_
from timeclock.storage.columns import Instant
from timeclock.storage.transactions import Transaction

# Keys, PINs and badges are in layers above; they are found by the names of their tables.
_keys = table(
    "api_key",
    column("workspace_id", BigInteger),
    column("id", BigInteger),
    column("member_id", BigInteger),
    column("name", String),
    column("scope", String),
    column("start", String),
    column("expires_at", Instant),
    column("revoked_at", Instant),
)
_key = _keys.c
_pins = table("pin", column("workspace_id", BigInteger), column("member_id", BigInteger))
_badges = table(
    "badge",
    column("workspace_id", BigInteger),
    column("id", BigInteger),
    column("member_id", BigInteger),
    column("revoked_at", Instant),
)
_badge = _badges.c


@dataclass(frozen=True, slots=True)
class WorkingKey:
    """An API key that still opens something; `start` is how its secret begins."""

    workspace_id: int
    key_id: int
    name: str
    scope: str
    start: str


class KeysUndecided(Conflict):
    """A promotion that does not say whether the person's keys are revoked."""

    def __init__(self, keys: Sequence[WorkingKey]) -> None:
        named = ", ".join(f"{key.name} ({key.start}…)" for key in keys)
        super().__init__(
            "keys_undecided",
            N_(
                "API keys of this person can do more with the new role: %(named)s. Say whether they"
                " are revoked."
            ),
            named=named,
            field="revoke_keys",
            details={"keys": [key.key_id for key in keys]},
        )
        self.keys = tuple(keys)


def working_keys(
    connection: Connection, workspace_id: int, member_id: int, now: datetime
) -> tuple[WorkingKey, ...]:
    """A member's keys that have not ended, the oldest first."""
    mine = and_(_key.workspace_id == workspace_id, _key.member_id == member_id)
    return _found(connection, mine, now)


def working_keys_of_account(
    connection: Connection, account_id: int, now: datetime
) -> tuple[WorkingKey, ...]:
    """A person's keys in all companies, the oldest first."""
    memberships = select(Member.id).where(
        Member.workspace_id == _key.workspace_id,
        Member.id == _key.member_id,
        Member.account_id == account_id,
        Member.deactivated_at.is_(None),
    )
    return _found(connection, memberships.exists(), now)


def _found(
    connection: Connection, whose: ColumnElement[bool], now: datetime
) -> tuple[WorkingKey, ...]:
    rows = connection.execute(
        select(_key.workspace_id, _key.id, _key.name, _key.scope, _key.start)
        .where(
            whose,
            _key.revoked_at.is_(None),
            or_(_key.expires_at.is_(None), _key.expires_at > now),
        )
        .order_by(_key.id)
    )
    return tuple(WorkingKey(*row) for row in rows)


def revoke_keys(tx: Transaction, actor: Actor, member_id: int) -> int:
    """Revoke all keys of a member, with an entry for each, and say how many there were.

    Called after the entry of the act that it belongs to: each takes the next place in the chain.
    """
    unrevoked = tx.connection.execute(
        select(_key.id)
        .where(
            _key.workspace_id == actor.workspace_id,
            _key.member_id == member_id,
            _key.revoked_at.is_(None),
        )
        .order_by(_key.id)
    )
    ids = [row.id for row in unrevoked]
    for key_id in ids:
        head = lock_workspace(tx, actor.workspace_id)
        tx.connection.execute(
            update(_keys)
            .where(_key.workspace_id == actor.workspace_id, _key.id == key_id)
            .values(revoked_at=head.received_at)
        )
        record(tx, head, kind="key.revoked", actor=actor, after={"key": key_id})
    return len(ids)


def end_links(
    tx: Transaction, workspace_id: int, member_id: int, *, spare_operators: bool = False
) -> None:
    """End a member's invitations and reset links, but for the operator's where those are spared."""
    ended = (
        update(Link)
        .where(
            Link.workspace_id == workspace_id,
            Link.member_id == member_id,
            Link.used_at.is_(None),
        )
        .values(used_at=present())
    )
    if spare_operators:
        ended = ended.where(Link.by_operator.is_(False))
    tx.connection.execute(ended)


def end_access(tx: Transaction, actor: Actor, member: Member) -> None:
    """End all that a member gets in with, when they leave and again when they come back.

    A session that is in another of the person's companies goes on there. Called as `revoke_keys`.
    """
    tx.connection.execute(
        update(SignIn)
        .where(
            SignIn.account_id == member.account_id,
            or_(SignIn.workspace_id == member.workspace_id, SignIn.workspace_id.is_(None)),
            SignIn.ended_at.is_(None),
        )
        .values(ended_at=present())
    )
    end_links(tx, member.workspace_id, member.id)
    revoke_keys(tx, actor, member.id)
    _end_pin(tx, actor, member.id)
    _revoke_badges(tx, actor, member.id)


def _end_pin(tx: Transaction, actor: Actor, member_id: int) -> None:
    mine = and_(_pins.c.workspace_id == actor.workspace_id, _pins.c.member_id == member_id)
    if tx.connection.execute(delete(_pins).where(mine)).rowcount:
        head = lock_workspace(tx, actor.workspace_id)
        record(tx, head, kind="pin.removed", actor=actor, after={"member": member_id})


def _revoke_badges(tx: Transaction, actor: Actor, member_id: int) -> None:
    mine = and_(_badge.workspace_id == actor.workspace_id, _badge.member_id == member_id)
    works = and_(mine, _badge.revoked_at.is_(None))
    rows = tx.connection.execute(select(_badge.id).where(works).order_by(_badge.id)).all()
    for row in rows:
        head = lock_workspace(tx, actor.workspace_id)
        tx.connection.execute(
            update(_badges)
            .where(_badge.workspace_id == actor.workspace_id, _badge.id == row.id)
            .values(revoked_at=head.received_at)
        )
        record(tx, head, kind="badge.revoked", actor=actor, after={"badge": row.id})
