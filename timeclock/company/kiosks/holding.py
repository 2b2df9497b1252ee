"""Punches that a kiosk kept and that do not count by themselves: a person decides about them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may
from timeclock.company.clocks.approvers import clocks_in_reach, manages
from timeclock.company.kiosks.facts import held_facts
from timeclock.company.kiosks.models import Kiosk
from timeclock.company.kiosks.offline_models import HeldPunch, KioskKey
from timeclock.errors import Conflict, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.recording import Head, demand_first_time, lock_workspace, record
from timeclock.storage.transactions import Transaction, db, transaction

MISSING, LATE = "missing", "late"
COUNTED, DISMISSED = "counted", "dismissed"
# An executive manager decides about these: the tablet itself is in doubt.
OF_EXECUTIVES = frozenset({"revoked", "key_replaced", "bad_signature"})


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a punch that does not count by itself, and why it does not."""

    number: int
    reason: str
    last_number: int = 0
    member_id: int | None = None
    act: str | None = None
    moment: datetime | None = None
    job_id: int | None = None
    kind_id: int | None = None


def hold(tx: Transaction, head: Head, key: KioskKey, clock_id: int, held: Held) -> HeldPunch:
    """Keep a punch for a person to decide. The workspace's chain is locked: `head` is used up."""
    row = HeldPunch(
        workspace_id=key.workspace_id,
        kiosk_id=key.kiosk_id,
        key_id=key.id,
        number=held.number,
        last_number=max(held.number, held.last_number),
        clock_id=clock_id,
        member_id=held.member_id,
        act=held.act,
        moment_at=held.moment,
        job_id=held.job_id,
        kind_id=held.kind_id,
        reason=held.reason,
        received_at=head.received_at,
    )
    tx.session.add(row)
    tx.session.flush()
    actor = Actor.clock(key.workspace_id)
    record(tx, head, kind="kiosk_punch.held", actor=actor, after=held_facts(row))
    return row


def hold_missing(
    tx: Transaction, head: Head, key: KioskKey, clock_id: int, *, up_to: int
) -> HeldPunch:
    """Report the numbers after the last one taken: the tablet used them, and lost the punches."""
    held = Held(key.taken + 1, MISSING, last_number=up_to)
    key.taken = up_to
    return hold(tx, head, key, clock_id, held)


def held_punches(actor: Actor) -> Sequence[HeldPunch]:
    """Those that wait for a decision of the actor, in the order in which they came.

    Those of tablets in doubt are for executive managers. Raises NotAllowed.
    """
    demand(actor, Permission.CORRECT_OTHERS)
    query = (
        select(HeldPunch)
        .where(HeldPunch.workspace_id == actor.workspace_id, HeldPunch.decided_at.is_(None))
        .order_by(HeldPunch.id)
    )
    reach = clocks_in_reach(actor)
    if reach is not None:
        query = query.where(
            HeldPunch.clock_id.in_(sorted(reach)), HeldPunch.reason.not_in(OF_EXECUTIVES)
        )
    return db.session.scalars(query).all()


def held_count(actor: Actor, clock_ids: Collection[int] | None) -> int:
    """How many wait for the actor, at the clocks in reach (None: all), without the actor's own."""
    query = (
        select(func.count())
        .select_from(HeldPunch)
        .where(
            HeldPunch.workspace_id == actor.workspace_id,
            HeldPunch.decided_at.is_(None),
            HeldPunch.member_id.is_(None) | (HeldPunch.member_id != (actor.member_id or 0)),
        )
    )
    if clock_ids is not None:
        query = query.where(
            HeldPunch.clock_id.in_(sorted(clock_ids)), HeldPunch.reason.not_in(OF_EXECUTIVES)
        )
    return db.session.scalar(query) or 0


def waiting_of(tx: Transaction, key: KioskKey) -> int:
    """How many punches of the key's tablet wait for a decision."""
    query = select(func.count()).where(
        HeldPunch.workspace_id == key.workspace_id,
        HeldPunch.kiosk_id == key.kiosk_id,
        HeldPunch.decided_at.is_(None),
    )
    return tx.session.scalar(query) or 0


def find_held(actor: Actor, punch_id: int) -> HeldPunch:
    """A held punch that the actor decides about. Raises NotAllowed and NotFound."""
    demand(actor, Permission.CORRECT_OTHERS)
    found = db.session.get(HeldPunch, (actor.workspace_id, punch_id))
    reach = clocks_in_reach(actor)
    if found is None or not _decides(actor, found, reach is None or found.clock_id in reach):
        raise held_not_found()
    return found


@transaction
def decide_held(
    tx: Transaction, actor: Actor, *, punch_id: int, decision: str, once: Once | None = None
) -> None:
    """Note the decision about a held punch: it was counted, or dismissed.

    Raises NotAllowed, NotFound, and Conflict `punch_decided`.
    """
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    demand(actor, Permission.CORRECT_OTHERS)
    row = tx.session.get(HeldPunch, (actor.workspace_id, punch_id))
    if row is None or not _decides(actor, row, manages(tx, actor, row.clock_id)):
        raise held_not_found()
    if row.decided_at is not None:
        if row.decision == decision:
            return tx.discard()
        raise punch_decided()
    row.decision, row.decided_at, row.decided_by_id = decision, head.received_at, actor.member_id
    kind = f"kiosk_punch.{decision}"
    record(tx, head, kind=kind, actor=actor, after=held_facts(row), once=once)


def punch_decided() -> Conflict:
    """The refusal of a second decision."""
    return Conflict("punch_decided", "This punch was already counted or dismissed.")


def held_not_found() -> NotFound:
    """The same words for a missing punch and for one out of reach."""
    return NotFound("held_punch_not_found", "This punch does not exist.")


def kiosk_names(workspace_id: int) -> dict[int, str]:
    """What each tablet is called, revoked ones too."""
    rows = db.session.execute(
        select(Kiosk.id, Kiosk.name).where(Kiosk.workspace_id == workspace_id)
    )
    return {row.id: row.name for row in rows}


def _decides(actor: Actor, row: HeldPunch, in_reach: bool) -> bool:
    return in_reach and (row.reason not in OF_EXECUTIVES or may(actor, Permission.SEE_EVERYONE))
