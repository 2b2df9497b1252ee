"""Issuing and revoking keys, and finding out who a key acts for."""

import secrets
import string
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, bindparam, select, update

from timeclock.authority.actor import Actor, Door, Role, Scope
from timeclock.authority.permissions import Permission, may, outranks
from timeclock.company.api_keys.models import ApiKey
from timeclock.company.people.access import revoke_keys
from timeclock.company.people.accounts import token_hash, token_mark
from timeclock.company.people.membership import find_member
from timeclock.company.people.models import Member
from timeclock.errors import Busy, Invalid, NotAllowed, NotFound, Unconfirmed
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.models import Chain
from timeclock.ledger.queries import just_recorded
from timeclock.ledger.recording import demand_first_time, lock_workspace, record
from timeclock.storage.transactions import Transaction, briefly, db, reading, transaction
from timeclock.timekeeping import precise_text
from timeclock.wording import required

# Keys of 48 letters and digits, because some clients of Clockify's check that. Older ones, which
# go on working, begin with the same three letters and an underscore.
_START, _LENGTH, _SHOWN = "tck", 48, 10
_ALPHABET = string.digits + string.ascii_letters
_USED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Issued:
    """A new key; the text is shown once and kept nowhere."""

    key_id: int
    key: str
    member_id: int


@transaction
def issue_key(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    name: str,
    scope: Scope,
    expires_at: datetime | None = None,
    once: Once | None = None,
    text: str | None = None,
) -> Issued:
    """Issue a key that acts as a member, as far as `scope` goes.

    Its `text` is a new one unless the caller brings one from `key_text`. Everyone may have keys
    for themselves to read and punch; executive managers issue any scope for themselves and for
    people below them, owners for all. Raises Invalid for an expiry in the past.
    """
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    member = find_member(tx.session, actor.workspace_id, member_id)
    if actor.scope is not Scope.ADMIN:
        # A key that was lent for a while must not make one that stays.
        raise NotAllowed("not_allowed", "Only a key with the scope `admin` can issue keys.")
    _demand_key_right(actor, member, scope)
    if not member.is_active:
        raise Invalid("deactivated", "This person is deactivated.", field="member")
    if expires_at is not None and expires_at <= head.received_at:
        raise Invalid("expired", "Enter a time in the future.", field="expires_at")
    key = text or key_text(secrets.token_bytes(32))
    row = ApiKey(
        workspace_id=actor.workspace_id,
        member_id=member_id,
        name=required(name, field="name"),
        scope_name=scope.value,
        start=key[:_SHOWN],
        token_hash=token_hash(key),
        issued_by_id=actor.member_id,
        created_at=head.received_at,
        expires_at=expires_at,
    )
    tx.session.add(row)
    tx.session.flush()
    record(
        tx,
        head,
        kind="key.issued",
        actor=actor,
        after=_facts(row),
        once=once,
    )
    return Issued(row.id, key, member_id)


def _facts(row: ApiKey) -> dict[str, Json]:
    """A key as the ledger describes it; the name may be personal and stays out of it."""
    return {
        "key": row.id,
        "member": row.member_id,
        "scope": row.scope_name,
        "start": row.start,
        "expires": precise_text(row.expires_at) if row.expires_at else None,
        "token": token_mark(row.token_hash),
    }


def key_text(seed: bytes) -> str:
    """The key that belongs to 32 bytes which no one can guess."""
    number, digits = int.from_bytes(seed), ""
    while number:
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return _START + digits.rjust(_LENGTH - len(_START), _ALPHABET[0])


def issued_just_now(actor: Actor, once: Once, text: str) -> Issued | None:
    """The key that this very request issued minutes ago, if that is its text and is not revoked.

    Raises KeyReused when the request's own key came with another request.
    """
    entry = just_recorded(actor, once, "key.issued")
    if entry is None or entry.after is None:
        return None
    row = db.session.get(ApiKey, (actor.workspace_id, entry.after["key"]))
    if row is None or row.revoked_at is not None or row.token_hash != token_hash(text):
        return None
    return Issued(row.id, text, row.member_id)


@transaction
def revoke_key(tx: Transaction, actor: Actor, *, key_id: int, once: Once | None = None) -> None:
    """End a key at once. Raises NotFound for one that the actor may not see."""
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    row = tx.session.get(ApiKey, (actor.workspace_id, key_id))
    if row is None or (row.member_id != actor.member_id and not may(actor, Permission.MANAGE_KEYS)):
        raise NotFound("key_not_found", "This key does not exist.")
    _demand_key_right(actor, find_member(tx.session, actor.workspace_id, row.member_id), Scope.READ)
    if row.revoked_at is not None:
        return tx.discard()
    row.revoked_at = head.received_at
    record(tx, head, kind="key.revoked", actor=actor, after={"key": key_id}, once=once)


@transaction
def revoke_all_keys(tx: Transaction, actor: Actor, *, member_id: int) -> int:
    """End all keys of a member at once, and say how many there were."""
    member = find_member(tx.session, actor.workspace_id, member_id)
    _demand_key_right(actor, member, Scope.READ)
    ended = revoke_keys(tx, actor, member_id)
    if not ended:
        tx.discard()
    return ended


def _demand_key_right(actor: Actor, member: Member, scope: Scope) -> None:
    own = member.id == actor.member_id
    manages = may(actor, Permission.MANAGE_KEYS) and (own or outranks(actor, member.role))
    if not manages and not (own and scope.rank <= Scope.PUNCH.rank <= actor.scope.rank):
        raise NotAllowed("not_allowed", "You do not have the right to issue or revoke this key.")


_BEARER = (
    select(
        ApiKey.workspace_id,
        ApiKey.id,
        ApiKey.member_id,
        ApiKey.scope_name.label("scope_name"),
        ApiKey.expires_at,
        ApiKey.last_used_at,
        Member.account_id,
        Member.role_name.label("role_name"),
        Chain.pseudonym,
    )
    .join(Member, and_(Member.workspace_id == ApiKey.workspace_id, Member.id == ApiKey.member_id))
    .join(Chain, and_(Chain.workspace_id == Member.workspace_id, Chain.id == Member.chain_id))
    .where(
        ApiKey.token_hash == bindparam("token"),
        ApiKey.revoked_at.is_(None),
        Member.deactivated_at.is_(None),
    )
)


def authenticate(key: str, door: Door) -> Actor | None:
    """The member a key acts for, with the present role, in one statement; None when it is no good.

    "Last used" is written at most once a minute.
    """
    if not key.startswith(_START) or len(key) > 100:
        return None
    with reading() as connection:
        row = connection.execute(_BEARER, {"token": token_hash(key)}).first()
    now = datetime.now(UTC)
    if row is None or (row.expires_at is not None and row.expires_at <= now):
        return None
    if row.last_used_at is None or now - row.last_used_at >= _USED_EVERY:
        with briefly(), suppress(Busy, Unconfirmed):  # a note must not turn a reader away
            _note_used(row.workspace_id, row.id, now)
    return Actor(
        row.workspace_id,
        row.member_id,
        row.account_id,
        Role(row.role_name),
        door,
        row.pseudonym,
        Scope(row.scope_name),
    )


@transaction
def _note_used(tx: Transaction, workspace_id: int, key_id: int, now: datetime) -> None:
    tx.connection.execute(
        update(ApiKey)
        .where(ApiKey.workspace_id == workspace_id, ApiKey.id == key_id)
        .values(last_used_at=now)
    )
