"""Archiving a time clock: its kiosks end with it, so that none comes back when it is restored."""

from sqlalchemy import select

from timeclock.authority.actor import Actor
from timeclock.company.clocks.service import set_archived
from timeclock.company.kiosks.facts import kiosk_facts
from timeclock.company.kiosks.models import Kiosk
from timeclock.ledger.editing import Expected
from timeclock.ledger.entry import Once
from timeclock.ledger.recording import lock_workspace, present, record
from timeclock.storage.transactions import Transaction, transaction


@transaction
def archive_clock(
    tx: Transaction,
    actor: Actor,
    *,
    clock_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Let no one clock in here any more, and revoke its kiosks; shifts under way run on."""
    if not set_archived(tx, actor, clock_id, present(), expected, once):
        return
    kiosks = tx.session.scalars(
        select(Kiosk)
        .where(
            Kiosk.workspace_id == actor.workspace_id,
            Kiosk.clock_id == clock_id,
            Kiosk.revoked_at.is_(None),
        )
        .order_by(Kiosk.id)
    )
    for row in kiosks.all():
        head = lock_workspace(tx, actor.workspace_id)
        row.revoked_at, row.code_hash = head.received_at, None
        record(tx, head, kind="kiosk.revoked", actor=actor, after=kiosk_facts(row))
