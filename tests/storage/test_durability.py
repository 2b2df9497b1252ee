"""A confirmed punch is on disk: every connection is set so, or none is used."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from timeclock.storage.connecting import LOG_KEPT, DurabilityOff, _open_sqlite
from timeclock.storage.transactions import db, reading, snapshot

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "mmap_size": 0,
    "journal_size_limit": LOG_KEPT,
}
SETTINGS = ("fsync", "full_page_writes", "synchronous_commit")


@pytest.mark.databases("sqlite")
def test_every_connection_to_sqlite_waits_for_the_disk(app: Flask) -> None:
    with app.app_context():
        open_at_once = [db.engine.connect() for _ in range(4)]
        try:
            for connection in open_at_once:
                for name, value in PRAGMAS.items():
                    found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    assert found == value, name
        finally:
            for connection in open_at_once:
                connection.close()


@pytest.mark.databases("sqlite")
def test_the_log_is_short_again_after_a_long_reader(app: Flask) -> None:
    with app.app_context():
        log = Path(f"{db.engine.url.database}-wal")
        with db.engine.connect() as writer:
            writer = writer.execution_options(timeclock_autocommit=True)
            with snapshot() as reader:
                reader.execute(text("SELECT count(*) FROM member"))
                writer.exec_driver_sql("CREATE TABLE ballast (bytes BLOB)")
                writer.exec_driver_sql(f"INSERT INTO ballast VALUES (zeroblob({LOG_KEPT + 2**20}))")
                assert log.stat().st_size > LOG_KEPT
            for size in (1, 2, 3):
                writer.exec_driver_sql(f"INSERT INTO ballast VALUES (zeroblob({size}))")
            assert log.stat().st_size <= LOG_KEPT
            writer.exec_driver_sql("DROP TABLE ballast")


def test_a_database_that_cannot_keep_a_log_is_refused() -> None:
    """In memory there is no WAL; on some network drives there is none either."""
    memory = closing(sqlite3.connect(":memory:"))
    with memory as connection, pytest.raises(DurabilityOff, match="journal_mode is memory"):
        _open_sqlite(connection, None)


@pytest.mark.databases("postgresql")
def test_postgresql_waits_for_its_disk(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        for name in SETTINGS:
            assert connection.exec_driver_sql(f"SHOW {name}").scalar() == "on"


@pytest.mark.databases("postgresql")
def test_a_database_with_synchronous_commit_off_is_refused(app: Flask) -> None:
    with app.app_context():
        with db.engine.begin() as connection:
            name = db.engine.url.database
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
        db.engine.dispose()
        with pytest.raises(DurabilityOff, match="synchronous_commit"):
            db.engine.connect()


def test_reading_and_snapshots_use_the_same_connections(app: Flask) -> None:
    with app.app_context():
        with reading() as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar() == 1
        with snapshot() as session:
            assert session.execute(text("SELECT 1")).scalar() == 1
