"""Badges: printed codes that we make, and cards that people have already."""

import base64
import secrets
from dataclasses import dataclass

from sqlalchemy import select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.kiosks.facts import badge_facts
from timeclock.company.kiosks.models import Badge
from timeclock.company.kiosks.pins import demand_badges_of
from timeclock.company.kiosks.protecting import PRINTED, badge_hash, badge_text
from timeclock.errors import Conflict, Invalid, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.recording import demand_first_time, lock_workspace, record
from timeclock.storage.transactions import Transaction, transaction
from timeclock.wording import required


@dataclass(frozen=True, slots=True)
class IssuedBadge:
    """A new badge; `text` is what its code says, shown once and kept nowhere."""

    badge_id: int
    text: str


@transaction
def issue_badge(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    name: str,
    text: str | None = None,
    once: Once | None = None,
) -> IssuedBadge:
    """Give a person a badge: a card with this `text`, or else a printed one with a new text.

    Raises what `demand_badges_of` does, Conflict `badge_taken` for a card of another person, and
    Conflict `already_done` when it comes a second time.
    """
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    member = demand_badges_of(tx, actor, member_id)
    if not member.is_active:
        raise Invalid("deactivated", "This person is deactivated.", field="member")
    if text and badge_text(text).startswith(PRINTED):
        raise Invalid("printed_badge", "A printed badge cannot be entered again.", field="badge")
    said = text or _new_text()
    hashed = badge_hash(actor.workspace_id, said)
    _demand_free(tx, actor.workspace_id, hashed)
    row = Badge(
        workspace_id=actor.workspace_id,
        member_id=member_id,
        name=required(name, field="name"),
        text_hash=hashed,
        issued_by_id=actor.member_id,
        issued_at=head.received_at,
    )
    tx.session.add(row)
    tx.session.flush()
    record(tx, head, kind="badge.issued", actor=actor, after=badge_facts(row), once=once)
    return IssuedBadge(row.id, said)


@transaction
def revoke_badge(tx: Transaction, actor: Actor, *, badge_id: int, once: Once | None = None) -> None:
    """End a badge at once.

    Raises NotFound for one out of reach as for a missing one, and NotAllowed below manager for
    each that is not one's own.
    """
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    row = tx.session.get(Badge, (actor.workspace_id, badge_id))
    if row is None:
        demand(actor, Permission.MANAGE_KIOSKS)
        raise badge_not_found()
    if row.member_id != actor.member_id:
        try:
            demand_badges_of(tx, actor, row.member_id)
        except NotFound:
            raise badge_not_found() from None
    if row.revoked_at is not None:
        return tx.discard()
    row.revoked_at = head.received_at
    record(tx, head, kind="badge.revoked", actor=actor, after={"badge": badge_id}, once=once)


def badge_not_found() -> NotFound:
    """The same words for a missing badge and for one out of reach."""
    return NotFound("badge_not_found", "This badge does not exist.")


def _demand_free(tx: Transaction, workspace_id: int, hashed: bytes) -> None:
    found = tx.session.scalar(
        select(Badge).where(
            Badge.workspace_id == workspace_id,
            Badge.text_hash == hashed,
            Badge.revoked_at.is_(None),
        )
    )
    if found is not None:
        raise Conflict("badge_taken", "This badge belongs to a person already.", field="badge")


def _new_text() -> str:
    return PRINTED + base64.b32encode(secrets.token_bytes(15)).decode()[:21]
