"""Opening the database: what every connection must be like before it may be used."""

import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from psycopg.pq import ExecStatus
from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import PoolProxiedConnection

from timeclock.errors import StartRefused
from timeclock.storage.transactions import Writes, db
from timeclock.storage.write_lock import WriteLock

LOCK_DEADLINE = 10.0  # seconds; then 503 instead of waiting for ever
# A reader keeps SQLite's log from being shortened; once it has ended, the file is cut to this size.
LOG_KEPT = 64 * 1024 * 1024  # bytes
PREPARE_AFTER = 5  # executions, psycopg's own default
# Faults are logged, and values are secrets, names and notes.
_QUIET: dict[str, Any] = {"hide_parameters": True}


def engine_options(url: URL) -> dict[str, Any]:
    """How to open this database."""
    if url.get_backend_name() == "sqlite":
        # One INSERT a row: several in one statement would all read the same max(id).
        connect: dict[str, Any] = {"timeout": LOCK_DEADLINE}
        return {**_QUIET, "use_insertmanyvalues": False, "connect_args": connect}
    return {
        **_QUIET,
        "pool_reset_on_return": None,
        "pool_size": 16,
        "pool_timeout": LOCK_DEADLINE,
        "connect_args": {
            "connect_timeout": max(round(LOCK_DEADLINE), 2),
            "prepare_threshold": None,
        },
    }


def prepare(app: Flask) -> None:
    """Attach what each connection must do, and the lock that writers share."""
    app.extensions["timeclock_writes"] = Writes()
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database or "")
        path.touch(0o600)  # before SQLite makes it readable for everyone
        lock = WriteLock(path.with_name(path.name + ".lock"), LOCK_DEADLINE)
        app.extensions["timeclock_write_lock"] = lock
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        app.extensions["timeclock_write_lock"] = None
        event.listen(engine, "connect", _open_postgresql)
        # As SQLAlchemy has a dialect do it. An event would cost each statement time.
        engine.dialect.do_begin = _begin_postgresql  # type: ignore[assignment, method-assign]


def _open_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; _begin_sqlite does
    wanted: dict[str, object] = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "journal_size_limit": LOG_KEPT,
    }
    if sys.platform == "darwin":
        wanted["fullfsync"] = 1
    for name, value in wanted.items():
        _set_pragma(connection, name, value)
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            raise DurabilityOff(
                "SQLite's %(name)s is %(found)s and must be %(value)s.",
                name=name,
                found=found,
                value=value,
            )


def _set_pragma(connection: Any, name: str, value: object) -> None:
    # Two processes that open a new file at once: SQLite lets one change the mode and does not make
    # the other wait.
    deadline = time.monotonic() + LOCK_DEADLINE
    while True:
        try:
            connection.execute(f"PRAGMA {name} = {value}").close()
        except sqlite3.OperationalError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("timeclock_autocommit"):
        return
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("timeclock_writes") else "BEGIN")


def _open_postgresql(connection: Any, record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting, pg_backend_pid() FROM pg_settings"
            " WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')"
        )
        found = cursor.fetchall()
    connection.rollback()
    off = sorted(name for name, setting, _pid in found if setting == "off")
    if off:
        raise DurabilityOff("PostgreSQL's %(names)s is off and must be on.", names=", ".join(off))
    # A pooler answers the greeting itself, so its process is not the one that runs the query.
    # Behind a pooler the next transaction may run in another session, where the name of a
    # prepared statement is unknown or belongs to another statement.
    if all(pid == connection.info.backend_pid for _name, _setting, pid in found):
        connection.prepare_threshold = PREPARE_AFTER


def _begin_postgresql(pooled: PoolProxiedConnection) -> None:
    """Begin with a deadline for locks that ends with the transaction.

    Both go in one message, so the deadline costs no round trip. Raises OperationalError when the
    connection is lost.
    """
    driver: psycopg.Connection[Any] = pooled.dbapi_connection  # type: ignore[assignment]
    if driver.autocommit:
        return
    level = driver.isolation_level
    begin = f"BEGIN ISOLATION LEVEL {level.name.replace('_', ' ')}" if level else "BEGIN"
    deadline = f"SET LOCAL lock_timeout = {round(LOCK_DEADLINE * 1000)}"
    result = driver.pgconn.exec_(f"{begin}; {deadline}".encode("ascii"))
    if result.status != ExecStatus.COMMAND_OK:
        raise psycopg.OperationalError(result.get_error_message())


class DurabilityOff(StartRefused):
    """The database would lose confirmed punches in a power cut: the server does not start on it."""
