"""The key of a tablet, and what the tablet tells of its queue at each contact."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select

from timeclock.authority.actor import Actor
from timeclock.company.kiosks.credentials import Device
from timeclock.company.kiosks.facts import key_facts
from timeclock.company.kiosks.holding import hold_missing
from timeclock.company.kiosks.offline_models import KioskKey
from timeclock.company.kiosks.sealing import is_point
from timeclock.errors import Invalid
from timeclock.ledger.recording import lock_workspace, present, record
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True, slots=True)
class Contact:
    """What a tablet tells: its public key, its last number, and how many punches wait since when.

    `former` and `former_used` are a key and a number that the browser remembers apart from the
    queue: a tablet whose storage was cleared has another key and remembers the former one.
    """

    public: bytes
    used: int
    waiting: int
    waiting_since: datetime | None
    former: bytes | None = None
    former_used: int = 0


@dataclass(frozen=True, slots=True)
class KeyState:
    """How the server knows a key: `taken` is the last number that it has."""

    key_id: int
    taken: int
    replaced: bool


@transaction
def note_contact(tx: Transaction, device: Device, told: Contact) -> KeyState:
    """Note what the tablet tells, and register a key that is new.

    A new key takes the place of the one in use. Numbers that a tablet has used, and whose punches
    it has not any more, are reported. Raises Invalid `invalid_key`.
    """
    row = find_key(tx, device, told.public)
    now = present()
    if row is None:
        row = _register(tx, device, told, now)
    elif row.replaced_at is not None:
        tx.discard()
        return KeyState(row.id, row.taken, replaced=True)
    row.used = max(row.used, told.used)
    row.waiting, row.waiting_since = told.waiting, None
    if told.waiting:
        row.waiting_since = _since(told, now)
    if told.waiting == 0:
        if row.used > row.taken:
            head = lock_workspace(tx, device.workspace_id)
            hold_missing(tx, head, row, device.clock_id, up_to=row.used)
        row.empty_at = now
    return KeyState(row.id, row.taken, replaced=False)


def _since(told: Contact, now: datetime) -> datetime:
    """Since when punches wait; from now where the tablet's clock is beyond all calendars."""
    since = told.waiting_since
    return since if since and FIRST_YEAR <= since.year <= LAST_YEAR else now


def find_key(tx: Transaction, device: Device, public: bytes) -> KioskKey | None:
    """A key of this kiosk, in use or replaced."""
    return tx.session.scalar(
        select(KioskKey)
        .where(
            KioskKey.workspace_id == device.workspace_id,
            KioskKey.kiosk_id == device.kiosk_id,
            KioskKey.public == public,
        )
        .with_for_update()
    )


def _register(tx: Transaction, device: Device, told: Contact, now: datetime) -> KioskKey:
    if not is_point(told.public):
        raise Invalid("invalid_key", "This is not a key of a tablet.", field="key")
    head = lock_workspace(tx, device.workspace_id)
    former = tx.session.scalars(
        select(KioskKey).where(
            KioskKey.workspace_id == device.workspace_id,
            KioskKey.kiosk_id == device.kiosk_id,
            KioskKey.replaced_at.is_(None),
        )
    ).first()
    taken = _taken_elsewhere(tx, device, told.public)
    row = KioskKey(
        workspace_id=device.workspace_id,
        kiosk_id=device.kiosk_id,
        public=told.public,
        registered_at=head.received_at,
        taken=taken,
        used=taken,
        waiting=0,
        empty_at=now,
    )
    if former is not None:
        former.replaced_at = head.received_at
    tx.session.add(row)
    tx.session.flush()
    facts = key_facts(row, replaces=former.id if former else None)
    actor = Actor.clock(device.workspace_id)
    record(tx, head, kind="kiosk_key.registered", actor=actor, after=facts)
    if former is not None:
        remembered = told.former_used if told.former == former.public else 0
        lost = max(former.used, remembered)
        if lost > former.taken:
            head = lock_workspace(tx, device.workspace_id)
            hold_missing(tx, head, former, device.clock_id, up_to=lost)
    return row


def _taken_elsewhere(tx: Transaction, device: Device, public: bytes) -> int:
    """How far the numbers of a browser came that was another kiosk of the company before."""
    query = select(func.max(KioskKey.taken)).where(
        KioskKey.workspace_id == device.workspace_id, KioskKey.public == public
    )
    return tx.session.scalar(query) or 0


def moment_in_milliseconds(moment: datetime) -> int:
    """A moment as browsers count: milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


def moment_of_milliseconds(milliseconds: int) -> datetime:
    """The moment of such a number. Raises Invalid `invalid_time` for one that is none."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        raise Invalid("invalid_time", "This is not a time.") from None
