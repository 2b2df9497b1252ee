"""How far a file has come: a note that is left out where the database is busy."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import update

from timeclock.errors import Busy, Unconfirmed
from timeclock.ledger.recording import present
from timeclock.outgoing.exports.models import Export
from timeclock.storage.transactions import Transaction, briefly, transaction


def note_done(workspace_id: int, export_id: int, done: int) -> None:
    """So many of its people are written."""
    with suppress(Busy, Unconfirmed), briefly():
        _note(workspace_id, export_id, done, None)


def note_finished(workspace_id: int, export_id: int, total: int) -> None:
    """The whole file is handed over."""
    with suppress(Busy, Unconfirmed):
        _note(workspace_id, export_id, total, present())


@transaction
def _note(
    tx: Transaction, workspace_id: int, export_id: int, done: int, finished_at: datetime | None
) -> None:
    tx.connection.execute(
        update(Export)
        .where(Export.workspace_id == workspace_id, Export.id == export_id)
        .values(done=done, finished_at=finished_at)
    )
