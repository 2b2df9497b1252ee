"""Taking in the queue of a kiosk.

Each punch counts at its own moment, once and in the order of its number; what contradicts anything
is held for a person to decide. A batch that comes again, whole or in part, changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from timeclock.authority.actor import Actor, Door
from timeclock.company.kiosks.absent_people import Identity, identify
from timeclock.company.kiosks.credentials import Sender
from timeclock.company.kiosks.holding import (
    LATE,
    MISSING,
    OF_EXECUTIVES,
    Held,
    hold,
    hold_missing,
    waiting_of,
)
from timeclock.company.kiosks.keys import find_key
from timeclock.company.kiosks.offline_models import HeldPunch, KioskKey
from timeclock.company.kiosks.sealing import Unreadable, bound_to, is_signed, unseal
from timeclock.errors import Busy, Conflict, ProductError, Unconfirmed
from timeclock.ledger.entry import Once
from timeclock.ledger.models import Entry
from timeclock.ledger.recording import lock_workspace, present
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.kiosk_queue.acts import ACTS
from timeclock.worktime.kiosk_queue.queued import (
    Bounds,
    QueuedPunch,
    clock_stepped,
    is_believable,
    read_queued,
)


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A punch as it was sent: its number, its text, and the signature of the text if it has one."""

    number: int
    text: str
    signature: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some punches of one tablet, signed with the key `public`; `sent_at` is by its own clock."""

    public: bytes
    sent_at: datetime
    items: Sequence[QueueItem]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The last number that the server has now, and how many of the batch wait for a decision."""

    taken: int
    held: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What the server knows of the key before it takes the batch in."""

    key_id: int
    public: bytes
    taken: int
    replaced: bool
    bounds: Bounds
    held: Sequence[tuple[int, int, str]]

    def state_of(self, number: int) -> str | None:
        """`taken`, `held`, or `missing` where it was reported so; None where it is new."""
        reasons = {reason for first, last, reason in self.held if first <= number <= last}
        if reasons:
            return MISSING if reasons == {MISSING} else "held"
        return "taken" if number <= self.taken else None


def take_in(sender: Sender, batch: Batch) -> TakenIn:
    """Take in a batch. Raises Conflict `unknown_key` for a key that no contact has told of.

    Raises Busy and Unconfirmed as each act does: the tablet keeps what was not taken, and sends it
    again.
    """
    items = sorted(batch.items, key=lambda item: item.number)
    known = _read(sender, batch)
    read = {item.number: read_queued(item.text) for item in items}
    stepped = clock_stepped([each for each in read.values() if each is not None])
    held = 0
    for item in items:
        punch = read[item.number]
        trouble = _trouble(sender, known, batch, item, punch)
        if trouble is None and (stepped or (punch and not is_believable(punch, known.bounds))):
            trouble = "clock_moved"
        held += _take(sender, known, item, punch, trouble)
        if punch is not None and trouble is None:
            latest = max(punch.moment, known.bounds.latest or punch.moment)
            known = replace(known, bounds=replace(known.bounds, latest=latest))
    return TakenIn(_finish(sender, known, [item.number for item in items]), held)


def key_of_item(key_id: int, number: int) -> Once:
    """The idempotency key of a punch of a queue."""
    return Once.of(f"kiosk {key_id} {number}", {"key": key_id, "number": number})


@transaction
def _read(tx: Transaction, sender: Sender, batch: Batch) -> _Known:
    device = sender.device
    key = find_key(tx, device, batch.public)
    if key is None:
        raise Conflict("unknown_key", "The server does not know this tablet's key yet.")
    numbers = [item.number for item in batch.items]
    rows = tx.session.execute(
        select(HeldPunch.number, HeldPunch.last_number, HeldPunch.reason).where(
            HeldPunch.workspace_id == device.workspace_id,
            HeldPunch.key_id == key.id,
            HeldPunch.number <= max(numbers, default=0),
            HeldPunch.last_number >= min(numbers, default=0),
        )
    )
    held = [(row.number, row.last_number, row.reason) for row in rows]
    bounds = Bounds(batch.sent_at, present(), key.empty_at, key.last_moment_at)
    tx.discard()
    return _Known(key.id, key.public, key.taken, key.replaced_at is not None, bounds, held)


def _trouble(
    sender: Sender, known: _Known, batch: Batch, item: QueueItem, punch: QueuedPunch | None
) -> str | None:
    """Why a punch does not count whatever it says, if there is a reason."""
    if item.signature is not None and not is_signed(batch.public, item.signature, item.text):
        return "bad_signature"
    if sender.reason is not None:
        return sender.reason
    if known.replaced:
        return "key_replaced"
    if punch is None or (punch.kiosk_id, punch.number) != (sender.device.kiosk_id, item.number):
        return "unreadable"
    return None


def _take(
    sender: Sender, known: _Known, item: QueueItem, punch: QueuedPunch | None, trouble: str | None
) -> bool:
    """Count the punch or hold it; whether it is held. One that is known stays as it is."""
    state = known.state_of(item.number)
    if state is not None and state != MISSING:
        return state == "held"
    if state == MISSING and trouble not in OF_EXECUTIVES | _NOT_OF_THIS_TABLET:
        trouble = LATE
    identity = _identity(sender, known, punch, trouble)
    reason = trouble or identity.reason
    if reason is None and punch is not None and identity.person is not None:
        door = Door.KIOSK_OFFLINE if item.signature is not None else Door.KIOSK_UNSIGNED
        acted_at = punch.moment if item.signature is not None else None
        actor = replace(identity.person.actor, door=door, acted_at=acted_at)
        reason = _count(actor, sender.device.clock_id, known, punch)
    if reason is None:
        _note_taken(sender, known, item.number, punch)
        return False
    # A decision must not count a punch for a person whose PIN was wrong or was not checked.
    who = identity.member_id if identity.proven or trouble is None else None
    _hold(sender, known, _held(item.number, punch, who, reason))
    return True


def _count(actor: Actor, clock_id: int, known: _Known, punch: QueuedPunch) -> str | None:
    """Do what was pressed, at its moment; the reason why not, if there is one."""
    at = min(punch.moment, known.bounds.received)
    if actor.acted_at is not None:
        actor = replace(actor, acted_at=at)
    once = key_of_item(known.key_id, punch.number)
    try:
        punched = ACTS[punch.act](actor, clock_id, punch, at, once)
    except (Busy, Unconfirmed):
        raise
    except ProductError as refusal:
        return refusal.code
    return None if punched.changed or punched.replayed else "no_change"


# A tablet that was taken out of use hands over what it has, but cannot fill the ledger.
MOST_IN_DOUBT = 1000
_ENDED = frozenset({"revoked", "key_replaced"})
# Nothing that such a punch says is tried, so that no one can try PINs with it.
_NOT_OF_THIS_TABLET = frozenset({"bad_signature", "unreadable"})


def _identity(
    sender: Sender, known: _Known, punch: QueuedPunch | None, trouble: str | None
) -> Identity:
    if punch is None or trouble in _NOT_OF_THIS_TABLET:
        return Identity(None, None, "unreadable")
    try:
        said = unseal(punch.sealed, bound_to(known.public, *punch.pressed))
        return identify(sender.device, said)
    except Unreadable:
        return Identity(None, None, "unreadable")


def _held(number: int, punch: QueuedPunch | None, member_id: int | None, reason: str) -> Held:
    if punch is None:
        return Held(number, reason)
    return Held(
        number,
        reason,
        member_id=member_id,
        act=punch.act.value,
        moment=punch.moment,
        job_id=punch.job_id,
        kind_id=punch.kind_id,
    )


@transaction
def _hold(tx: Transaction, sender: Sender, known: _Known, held: Held) -> None:
    """Hold a punch, unless it was counted before its answer was lost."""
    device, key = sender.device, _locked(tx, sender, known)
    if held.member_id is not None and _was_counted(tx, device.workspace_id, known, held):
        key.taken = max(key.taken, held.number)
        return None
    if _is_held(tx, key, held):
        return tx.discard()
    if held.reason in _ENDED and waiting_of(tx, key) >= MOST_IN_DOUBT:
        raise Busy(
            "busy",
            "Too many punches of this tablet wait for a decision. Nothing was recorded; try again.",
            tells_outcome=True,
        )
    _report_gap(tx, sender, key, held.number)
    head = lock_workspace(tx, device.workspace_id)
    hold(tx, head, key, device.clock_id, held)
    key.taken = max(key.taken, held.number)
    return None


@transaction
def _note_taken(
    tx: Transaction, sender: Sender, known: _Known, number: int, punch: QueuedPunch | None
) -> None:
    key = _locked(tx, sender, known)
    _report_gap(tx, sender, key, number)
    key.taken = max(key.taken, number)
    if punch is not None:
        key.last_moment_at = max(punch.moment, key.last_moment_at or punch.moment)


def _report_gap(tx: Transaction, sender: Sender, key: KioskKey, number: int) -> None:
    if number > key.taken + 1:
        head = lock_workspace(tx, key.workspace_id)
        hold_missing(tx, head, key, sender.device.clock_id, up_to=number - 1)


@transaction
def _finish(tx: Transaction, sender: Sender, known: _Known, numbers: Sequence[int]) -> int:
    key = _locked(tx, sender, known)
    key.used = max([key.used, *numbers])
    return key.taken


def _locked(tx: Transaction, sender: Sender, known: _Known) -> KioskKey:
    return tx.session.scalars(
        select(KioskKey)
        .where(KioskKey.workspace_id == sender.device.workspace_id, KioskKey.id == known.key_id)
        .with_for_update()
    ).one()


def _is_held(tx: Transaction, key: KioskKey, held: Held) -> bool:
    """Whether the same batch, sent twice at once, has held it in the meantime."""
    found = tx.session.scalar(
        select(HeldPunch.id).where(
            HeldPunch.workspace_id == key.workspace_id,
            HeldPunch.key_id == key.id,
            HeldPunch.number == held.number,
            HeldPunch.reason != MISSING,
        )
    )
    return found is not None


def _was_counted(tx: Transaction, workspace_id: int, known: _Known, held: Held) -> bool:
    found = tx.session.scalar(
        select(Entry.position).where(
            Entry.workspace_id == workspace_id,
            Entry.actor_id == held.member_id,
            Entry.key == key_of_item(known.key_id, held.number).key,
        )
    )
    return found is not None
