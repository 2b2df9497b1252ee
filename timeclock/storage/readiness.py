"""Whether a punch could be recorded now: found out by writing, seldom, beside the punches."""

import contextlib
import os
import sqlite3
import threading
import time
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, TimeoutError

from timeclock.storage.causes import LOCKED, UNREACHABLE, Cause, cause_of
from timeclock.storage.connecting import LOCK_DEADLINE, DurabilityOff
from timeclock.storage.transactions import db

KEPT = 3.0  # seconds that an answer is good for
ROOM = 128 * 1024  # bytes; more than the pages of a punch
_SECONDS_FOR_A_TRY = 2


class Readiness:
    """Tries out what a punch needs, at most once in `KEPT` seconds, in one thread at a time."""

    def __init__(self) -> None:
        self._trying = threading.Lock()
        self._cause: Cause | None = None
        self._tried_at: float | None = None
        self._locked_since: float | None = None

    def cause(self) -> Cause | None:
        """Why no punch can be recorded; None when one can. Needs an application context."""
        # Who comes while another tries gets the last answer, unless there is none yet.
        if self._trying.acquire(blocking=self._tried_at is None):
            try:
                if self._tried_at is None or time.monotonic() - self._tried_at >= KEPT:
                    self._cause = self._bear_with_a_lock(try_to_write())
                    self._tried_at = time.monotonic()
            finally:
                self._trying.release()
        return self._cause

    def _bear_with_a_lock(self, cause: Cause | None) -> Cause | None:
        # Punches lock the file too. It is a fault when it outlasts the patience of a punch.
        if cause is not LOCKED:
            self._locked_since = None
            return cause
        now = time.monotonic()
        self._locked_since = self._locked_since or now
        return LOCKED if now - self._locked_since >= LOCK_DEADLINE else None


def try_to_write() -> Cause | None:
    """Do what a punch does, without a row; the cause when it fails."""
    try:
        if db.engine.dialect.name == "sqlite":
            _try_sqlite(Path(db.engine.url.database or ""))
        else:
            _try_postgresql()
    except (DBAPIError, TimeoutError, DurabilityOff, sqlite3.Error, OSError) as error:
        return cause_of(error) or UNREACHABLE
    return None


def _try_sqlite(path: Path) -> None:
    # Not the lock that punches queue for: SQLite's own, for an instant, without waiting.
    with contextlib.closing(
        sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None)
    ) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    # What is rolled back never reaches the disk, so room and rights are tried with a file there.
    trial = path.with_name(f".{path.name}.{os.getpid()}.trial")
    try:
        with trial.open("wb", buffering=0) as file:
            left = ROOM
            while left:
                left -= file.write(bytes(left))
    finally:
        trial.unlink(missing_ok=True)


def _try_postgresql() -> None:
    with db.engine.begin() as connection:
        connection.execute(text(f"SET LOCAL statement_timeout = '{_SECONDS_FOR_A_TRY}s'"))
        # The rights, without a row and without waiting for a chain.
        connection.execute(text("UPDATE chain SET position = position WHERE false"))
        # It goes through the log to the disk with the commit, and leaves nothing in a table.
        connection.execute(text("SELECT pg_logical_emit_message(true, 'timeclock', 'ready')"))
