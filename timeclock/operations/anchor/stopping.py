"""What follows a clean stop: the database file alone holds everything, and so does the anchor."""

import logging
import time

from timeclock.errors import Busy
from timeclock.ledger.heads import heads_in
from timeclock.operations.anchor.installed import keeper
from timeclock.operations.anchor.keeping import heads_in_words
from timeclock.storage.transactions import db, snapshot, write_lock

_PATIENCE = 5.0  # seconds that a reader may still take
_log = logging.getLogger(__name__)


def close_down() -> str:
    """Move SQLite's log into the file, bring the anchor up to date; returns the line for the log.

    Raises Busy when another process does not stop reading the log.
    """
    if db.engine.dialect.name == "sqlite":
        checkpoint()
    try:
        keeper().compare()
    except OSError as error:
        _log.warning("The anchor file cannot be used: %s", error)
    with snapshot() as session:
        return heads_in_words(heads_in(session).values())


def checkpoint() -> None:
    """Move everything from SQLite's log into the file and cut the log to nothing."""
    until = time.monotonic() + _PATIENCE
    db.session.remove()
    while not _truncated():
        if time.monotonic() >= until:
            raise Busy(
                "checkpoint_failed",
                "Another process reads the database, so its file alone does not hold everything"
                " yet: the rest is in the file that ends in -wal.",
            )
        time.sleep(0.05)


def _truncated() -> bool:
    with write_lock(), db.engine.connect() as connection:
        connection.detach()  # it does not wait, and so must not go back to the pool
        connection = connection.execution_options(timeclock_autocommit=True)
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    return not busy
