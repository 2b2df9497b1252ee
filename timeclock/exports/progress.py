"""How far a file has come, told now and then while it is written."""

import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime

from sqlalchemy import update

from timeclock.database import Transaction, briefly, transaction
from timeclock.errors import Busy, Unconfirmed
from timeclock.exports.models import Export
from timeclock.exports.tables import Block
from timeclock.ledger.recording import present

SECONDS_BETWEEN = 1.0


class Progress:
    """Tells how many of the people of an export are written, at most once a second.

    It is a note that can be left out: where the database is busy the file goes on without it.
    """

    def __init__(self, workspace_id: int, export_id: int, total: int) -> None:
        self._export = (workspace_id, export_id)
        self._total = total
        self._told_at: float | None = None

    def counted(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """The same blocks, one for each person, counted as they are written."""
        for done, block in enumerate(blocks):
            now = time.monotonic()
            if self._told_at is None or now - self._told_at >= SECONDS_BETWEEN:
                self._told_at = now
                self._tell(done, finished=False)
            yield block

    def finished(self) -> None:
        """All of the file has been handed over."""
        self._tell(self._total, finished=True)

    def _tell(self, done: int, *, finished: bool) -> None:
        try:
            # Only the last word is worth waiting for.
            with nullcontext() if finished else briefly():
                _note(*self._export, done, present() if finished else None)
        except (Busy, Unconfirmed):
            return


@transaction
def _note(
    tx: Transaction, workspace_id: int, export_id: int, done: int, finished_at: datetime | None
) -> None:
    tx.connection.execute(
        update(Export)
        .where(Export.workspace_id == workspace_id, Export.id == export_id)
        .values(done=done, finished_at=finished_at)
    )
