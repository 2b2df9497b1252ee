"""PINs: people set their own, or get one once from a person who manages them."""

import secrets

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may, outranks
from timeclock.company.clocks.approvers import members_decided_by
from timeclock.company.kiosks.models import Pin
from timeclock.company.kiosks.protecting import (
    USUAL_PIN,
    demand_good_pin,
    easy_pin,
    is_easy,
    peppered_pin,
)
from timeclock.company.people.accounts import token_mark
from timeclock.company.people.membership import find_member, member_not_found
from timeclock.company.people.models import Member
from timeclock.company.people.passwords import passwords
from timeclock.errors import Invalid, NotAllowed
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import Head, demand_first_time, lock_workspace, record
from timeclock.storage.transactions import Transaction, transaction


def set_own_pin(actor: Actor, *, pin: str, once: Once | None = None) -> None:
    """Set one's own PIN. Raises Invalid for one that is no 4 to 12 digits or easy to guess."""
    demand(actor, Permission.PUNCH)
    demand_good_pin(pin)
    _set(actor, actor.member_id or 0, pin, _hashed(actor, actor.member_id or 0, pin), once)


def hand_out_pin(actor: Actor, *, member_id: int, once: Once | None = None) -> str:
    """Give a person a new PIN, and return it; it is shown once.

    Raises NotFound and NotAllowed as `demand_badges_of`, and Conflict `already_done` when it comes
    a second time.
    """
    pin = _new_pin()
    _hand_out(actor, member_id, pin, _hashed(actor, member_id, pin), once)
    return pin


@transaction
def remove_pin(tx: Transaction, actor: Actor, *, member_id: int, once: Once | None = None) -> None:
    """End a person's PIN."""
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    if member_id != actor.member_id:
        demand_badges_of(tx, actor, member_id)
    row = tx.session.get(Pin, (actor.workspace_id, member_id))
    if row is None:
        return tx.discard()
    tx.session.delete(row)
    record(tx, head, kind="pin.removed", actor=actor, after={"member": member_id}, once=once)


def demand_badges_of(tx: Transaction, actor: Actor, member_id: int) -> Member:
    """The member, if the actor may give them PINs and badges: managers to people of their clocks.

    Raises NotFound for people out of reach, and NotAllowed for people whom one does not outrank.
    """
    demand(actor, Permission.MANAGE_KIOSKS)
    reach = members_decided_by(tx.connection, actor)
    if reach is not None and member_id not in reach:
        raise member_not_found()
    member = find_member(tx.session, actor.workspace_id, member_id)
    own = member_id == actor.member_id and may(actor, Permission.MANAGE_MEMBERS)
    if not own and not outranks(actor, member.role):
        raise NotAllowed("not_allowed", "You do not have the right to do this.")
    return member


def pin_mark(stored: str) -> str:
    """Names the hash of a PIN without giving it away."""
    return token_mark(stored.encode())


def _new_pin() -> str:
    """A PIN that is not easy to guess; no employee number is as long as a rule."""
    while True:
        pin = "".join(secrets.choice("0123456789") for _ in range(USUAL_PIN))
        if not is_easy(pin):
            return pin


def _hashed(actor: Actor, member_id: int, pin: str) -> str:
    """The slow hash, made before anything is locked."""
    return passwords().hash(peppered_pin(actor.workspace_id, member_id, pin))


@transaction
def _set(
    tx: Transaction, actor: Actor, member_id: int, pin: str, hashed: str, once: Once | None
) -> None:
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    member = find_member(tx.session, actor.workspace_id, member_id)
    _store(tx, head, actor, member, pin=pin, hashed=hashed, once=once)


@transaction
def _hand_out(
    tx: Transaction, actor: Actor, member_id: int, pin: str, hashed: str, once: Once | None
) -> None:
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    member = demand_badges_of(tx, actor, member_id)
    _store(tx, head, actor, member, pin=pin, hashed=hashed, once=once)


def _store(
    tx: Transaction,
    head: Head,
    actor: Actor,
    member: Member,
    *,
    pin: str,
    hashed: str,
    once: Once | None,
) -> None:
    if not member.is_active:
        raise Invalid("deactivated", "This person is deactivated.", field="member")
    if pin == member.employee_number:
        raise easy_pin()
    row = tx.session.get(Pin, (actor.workspace_id, member.id))
    if row is None:
        row = Pin(workspace_id=actor.workspace_id, member_id=member.id)
        tx.session.add(row)
    row.pin_hash, row.set_at, row.set_by_id = hashed, head.received_at, actor.member_id
    after: dict[str, Json] = {"member": member.id, "pin": pin_mark(hashed)}
    record(tx, head, kind="pin.set", actor=actor, after=after, once=once)
