"""Pairing a tablet with a time clock, and ending that."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, select

from timeclock.authority.actor import OPERATOR, Actor, Door, Role
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.approvers import manages
from timeclock.company.clocks.service import clock_not_found, find_clock
from timeclock.company.kiosks.credentials import Device
from timeclock.company.kiosks.facts import kiosk_facts, usual_ways, ways_facts
from timeclock.company.kiosks.models import Kiosk, KioskWays
from timeclock.company.people.accounts import new_token, token_hash
from timeclock.company.people.models import Member
from timeclock.company.people.patience import Origin, TryLimit, clear
from timeclock.errors import Invalid, NotFound
from timeclock.ledger.editing import Expected, demand_version
from timeclock.ledger.entry import Once
from timeclock.ledger.models import Chain
from timeclock.ledger.recording import demand_first_time, lock_workspace, record
from timeclock.storage.transactions import Transaction, transaction
from timeclock.wording import required

CODE_LASTS = timedelta(minutes=10)
_CODE_LENGTH = 8
# Without letters and digits that look alike: 31 to the power of 8, some 850 thousand million.
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Offered:
    """A kiosk that waits for its tablet. `code` is shown once, and pairs one tablet."""

    kiosk_id: int
    code: str
    until: datetime


@transaction
def offer_kiosk(
    tx: Transaction, actor: Actor, *, clock_id: int, name: str, once: Once | None = None
) -> Offered:
    """Make a code with which one tablet becomes a kiosk of the clock within ten minutes.

    Raises NotFound for a clock out of reach, Invalid for an archived one, and Conflict
    `already_done` when it comes a second time.
    """
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    demand_kiosks_of(tx, actor, clock_id)
    if find_clock(tx, actor.workspace_id, clock_id).archived_at is not None:
        raise Invalid("clock_archived", "This time clock is archived.", field="clock")
    code = "".join(secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH))
    row = Kiosk(
        workspace_id=actor.workspace_id,
        clock_id=clock_id,
        name=required(name, field="name"),
        code_hash=token_hash(code),
        offered_by_id=actor.member_id,
        offered_at=head.received_at,
    )
    tx.session.add(row)
    tx.session.flush()
    record(tx, head, kind="kiosk.offered", actor=actor, after=kiosk_facts(row), once=once)
    return Offered(row.id, f"{code[:4]}-{code[4:]}", head.received_at + CODE_LASTS)


@transaction
def pair(tx: Transaction, code: str) -> str:
    """Make the tablet that sends this code a kiosk, and return its credential.

    The act is recorded as that of the person who made the code. Raises NotFound for a code that
    is unknown, used or too old, or whose maker has left.
    """
    hashed = token_hash(typed_code(code))
    found = tx.connection.execute(_OFFERED, {"code": hashed}).first()
    if found is None:
        raise _no_such_code()
    head = lock_workspace(tx, found.workspace_id)
    row = tx.session.get_one(Kiosk, (found.workspace_id, found.id))
    late = head.received_at - row.offered_at > CODE_LASTS
    if late or row.code_hash != hashed or row.revoked_at is not None:
        raise _no_such_code()
    actor = _offering(tx, row)
    token = new_token()
    row.code_hash, row.token_hash = None, token_hash(token)
    row.paired_at = row.last_seen_at = head.received_at
    record(tx, head, kind="kiosk.paired", actor=actor, after=kiosk_facts(row))
    return token


def typed_code(text: str) -> str:
    """A code as people type it: case, spaces and hyphens do not matter."""
    return "".join(letter for letter in text.upper() if letter.isalnum())[:_CODE_LENGTH]


def _offering(tx: Transaction, row: Kiosk) -> Actor:
    """The person who made the code, through the door of kiosks."""
    if row.offered_by_id is None:
        return Actor(row.workspace_id, None, None, Role.OWNER, Door.KIOSK, OPERATOR)
    found = tx.connection.execute(
        select(Member.account_id, Member.role_name, Member.deactivated_at, Chain.pseudonym)
        .join(Chain, and_(Chain.workspace_id == Member.workspace_id, Chain.id == Member.chain_id))
        .where(Member.workspace_id == row.workspace_id, Member.id == row.offered_by_id)
    ).one()
    actor = Actor(
        row.workspace_id,
        row.offered_by_id,
        found.account_id,
        Role(found.role),
        Door.KIOSK,
        found.pseudonym,
    )
    if found.deactivated_at is not None or not manages(tx, actor, row.clock_id):
        raise _no_such_code()
    return actor


@transaction
def rename_kiosk(
    tx: Transaction,
    actor: Actor,
    *,
    kiosk_id: int,
    name: str,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Call a kiosk something else. Raises Outdated for a version that is not expected."""
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    row = _find(tx, actor, kiosk_id)
    before = kiosk_facts(row)
    demand_version(expected, before)
    row.name = required(name, field="name")
    if kiosk_facts(row) == before:
        return tx.discard()
    after = kiosk_facts(row)
    record(tx, head, kind="kiosk.renamed", actor=actor, before=before, after=after, once=once)


@transaction
def revoke_kiosk(tx: Transaction, actor: Actor, *, kiosk_id: int, once: Once | None = None) -> None:
    """End a kiosk at once: its tablet asks for a code again."""
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    row = _find(tx, actor, kiosk_id)
    if row.revoked_at is not None:
        return tx.discard()
    row.revoked_at, row.code_hash = head.received_at, None
    record(tx, head, kind="kiosk.revoked", actor=actor, after=kiosk_facts(row), once=once)


@transaction
def unlock_kiosk(tx: Transaction, actor: Actor, *, kiosk_id: int, once: Once | None = None) -> None:
    """Let people enter PINs at a locked kiosk again."""
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    row = _find(tx, actor, kiosk_id)
    if row.locked_at is None:
        return tx.discard()
    row.locked_at = None
    clear(tx, counter_of_pins(row.workspace_id, row.id))
    record(tx, head, kind="kiosk.unlocked", actor=actor, after=kiosk_facts(row), once=once)


@transaction
def lock_kiosk(tx: Transaction, device: Device) -> None:
    """Take no more PINs at this tablet until a manager unlocks it: too many were wrong."""
    head = lock_workspace(tx, device.workspace_id)
    row = tx.session.get_one(Kiosk, (device.workspace_id, device.kiosk_id))
    if row.locked_at is not None or row.revoked_at is not None:
        return tx.discard()
    row.locked_at = head.received_at
    actor = Actor.clock(device.workspace_id)
    record(tx, head, kind="kiosk.locked", actor=actor, after=kiosk_facts(row))


@transaction
def set_ways(
    tx: Transaction,
    actor: Actor,
    *,
    clock_id: int,
    badges: bool,
    numbers: bool,
    names: bool,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Choose how people say who they are at the kiosks of a clock.

    Raises Invalid `no_way` where none is chosen, and Outdated for a version that is not expected.
    """
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    demand_kiosks_of(tx, actor, clock_id)
    if not (badges or numbers or names):
        raise Invalid("no_way", "Choose at least one way to clock in.", field="badges")
    row = tx.session.get(KioskWays, (actor.workspace_id, clock_id))
    demand_version(expected, ways_facts(row or usual_ways(clock_id)))
    if row is None:
        row = KioskWays(workspace_id=actor.workspace_id, clock_id=clock_id)
        tx.session.add(row)
    elif (row.badges, row.numbers, row.names) == (badges, numbers, names):
        return tx.discard()
    row.badges, row.numbers, row.names = badges, numbers, names
    record(tx, head, kind="kiosk.ways_chosen", actor=actor, after=ways_facts(row), once=once)


def counter_of_pins(workspace_id: int, kiosk_id: int) -> Origin:
    """What counts the wrong PINs at one kiosk."""
    return Origin(TryLimit.KIOSK, f"{workspace_id}\0{kiosk_id}\0pin")


def demand_kiosks_of(tx: Transaction, actor: Actor, clock_id: int) -> None:
    """Raise NotAllowed below manager, and NotFound for a clock that a manager does not manage."""
    demand(actor, Permission.MANAGE_KIOSKS)
    find_clock(tx, actor.workspace_id, clock_id)
    if not manages(tx, actor, clock_id):
        raise clock_not_found()


def _find(tx: Transaction, actor: Actor, kiosk_id: int) -> Kiosk:
    demand(actor, Permission.MANAGE_KIOSKS)
    row = tx.session.get(Kiosk, (actor.workspace_id, kiosk_id))
    if row is None or not manages(tx, actor, row.clock_id):
        raise kiosk_not_found()
    return row


def kiosk_not_found() -> NotFound:
    """The same words for a missing kiosk and for one out of reach."""
    return NotFound("kiosk_not_found", "This kiosk does not exist.")


def _no_such_code() -> NotFound:
    return NotFound(
        "code_not_found",
        "This code is wrong, was used, or is older than 10 minutes. Ask for a new one.",
        field="code",
    )


_OFFERED = select(Kiosk.workspace_id, Kiosk.id).where(Kiosk.code_hash == bindparam("code"))
