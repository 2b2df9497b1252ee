"""The tablet that a credential belongs to."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, select, update

from timeclock.company.clocks.models import TimeClock
from timeclock.company.kiosks.models import Kiosk, KioskWays
from timeclock.company.people.accounts import token_hash
from timeclock.errors import Busy, Unconfirmed
from timeclock.storage.transactions import Transaction, briefly, reading, transaction

_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Device:
    """A paired tablet: its clock, and how people say there who they are."""

    workspace_id: int
    kiosk_id: int
    clock_id: int
    name: str
    clock_name: str
    zone: str
    locked: bool
    badges: bool
    numbers: bool
    names: bool


@dataclass(frozen=True, slots=True)
class Sender:
    """A tablet that sends what it kept; `reason` says why nothing of that counts by itself."""

    device: Device
    reason: str | None


_DEVICE = (
    select(
        Kiosk.workspace_id,
        Kiosk.id,
        Kiosk.clock_id,
        Kiosk.name,
        Kiosk.locked_at,
        Kiosk.last_seen_at,
        TimeClock.name.label("clock_name"),
        TimeClock.zone,
        KioskWays.badges,
        KioskWays.numbers,
        KioskWays.names,
        Kiosk.revoked_at,
    )
    .join(
        TimeClock,
        and_(TimeClock.workspace_id == Kiosk.workspace_id, TimeClock.id == Kiosk.clock_id),
    )
    .outerjoin(
        KioskWays,
        and_(KioskWays.workspace_id == Kiosk.workspace_id, KioskWays.clock_id == Kiosk.clock_id),
    )
    .where(Kiosk.token_hash == bindparam("token"))
)


def find_device(token: str) -> Device | None:
    """The kiosk whose credential this is; None when it is unknown or revoked.

    "Last seen" is written at most once a minute.
    """
    row = _read(token)
    if row is None or row.revoked_at is not None:
        return None
    now = datetime.now(UTC)
    if row.last_seen_at is None or now - row.last_seen_at >= _SEEN_EVERY:
        with briefly(), suppress(Busy, Unconfirmed):  # a note must not turn a person away
            _note_seen(row.workspace_id, row.id, now)
    return _device(row)


def find_sender(token: str) -> Sender | None:
    """The tablet whose credential this is, also after it was revoked; None when it is unknown.

    What it kept before that is not lost: a person decides about it.
    """
    row = _read(token)
    if row is None:
        return None
    return Sender(_device(row), "revoked" if row.revoked_at else None)


def _read(token: str) -> Row[*tuple[Any, ...]] | None:
    with reading() as connection:
        return connection.execute(_DEVICE, {"token": token_hash(token)}).first()


def _device(row: Row[*tuple[Any, ...]]) -> Device:
    chosen = row.badges is not None
    return Device(
        row.workspace_id,
        row.id,
        row.clock_id,
        row.name,
        row.clock_name,
        row.zone,
        row.locked_at is not None,
        row.badges if chosen else True,
        row.numbers if chosen else True,
        row.names if chosen else False,
    )


@transaction
def _note_seen(tx: Transaction, workspace_id: int, kiosk_id: int, now: datetime) -> None:
    tx.connection.execute(
        update(Kiosk)
        .where(Kiosk.workspace_id == workspace_id, Kiosk.id == kiosk_id)
        .values(last_seen_at=now)
    )
