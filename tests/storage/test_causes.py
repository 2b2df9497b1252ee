"""A write that fails names its cause, and the operator reads the next step."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import ProgrammingError

from tests.fixtures.company import Company, found
from tests.fixtures.database import settings_for
from timeclock.errors import Busy
from timeclock.factory import create_app
from timeclock.storage import causes, connecting
from timeclock.storage.causes import Cause, cause_of
from timeclock.storage.transactions import Transaction, db, transaction
from timeclock.worktime.shifts.punching import clock_in

SQLSTATES = {
    "53100": causes.DISK_FULL,
    "58030": causes.DISK_FAULT,
    "XX001": causes.DAMAGED,
    "XX002": causes.DAMAGED,
    "55P03": causes.LOCKED,
    "25006": causes.READ_ONLY,
    "42501": causes.NO_PERMISSION,
    "53300": causes.BUSY,
    "57014": causes.BUSY,
    "40001": causes.BUSY,
}


@transaction
def run_statement(tx: Transaction, statement: str) -> None:
    tx.connection.exec_driver_sql(statement)


def refusal_of(act: Callable[[], object]) -> str:
    with pytest.raises(Busy) as refused:
        act()
    return refused.value.sentence


def sentence(cause: Cause) -> str:
    return f"{cause.fact} Nothing was recorded; try again."


@pytest.mark.databases("postgresql")
@pytest.mark.parametrize(("state", "cause"), SQLSTATES.items())
def test_what_postgresql_answers_is_said_in_words(
    app: Flask, state: str, cause: Cause, caplog: pytest.LogCaptureFixture
) -> None:
    fails = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
    with app.app_context():
        assert refusal_of(lambda: run_statement(fails)) == sentence(cause)
    assert cause.step in caplog.text


@pytest.mark.databases("postgresql")
def test_a_postgresql_that_only_reads_is_named(app: Flask) -> None:
    with app.app_context():
        company = found()
        name = db.engine.url.database
        with db.engine.begin() as connection:
            connection.exec_driver_sql(
                f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'
            )
        db.session.remove()
        db.engine.dispose()
        said = refusal_of(lambda: clock_in(company.eli.actor, clock_id=company.shop))
        assert said == sentence(causes.READ_ONLY)


@pytest.mark.databases("postgresql")
@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (("?host=", "?host=/nowhere"), causes.UNREACHABLE),
        (("lent?", "no_such_database?"), causes.MISSING),
    ],
)
def test_a_postgresql_that_is_not_there_is_named(
    database_url: str, tmp_path: Path, change: tuple[str, str], cause: Cause
) -> None:
    app = create_app(settings_for(database_url.replace(*change), tmp_path))
    with app.app_context():
        assert refusal_of(lambda: run_statement("SELECT 1")) == sentence(cause)


@pytest.fixture
def bakery(app: Flask) -> Iterator[Company]:
    with app.app_context():
        company = found()
        db.session.remove()
        db.engine.dispose()
        yield company
        db.session.remove()


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("pragma", "cause"),
    [
        ("PRAGMA max_page_count = 1", causes.DISK_FULL),
        ("PRAGMA query_only = 1", causes.READ_ONLY),
    ],
)
def test_what_sqlite_answers_is_said_in_words(bakery: Company, pragma: str, cause: Cause) -> None:
    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(pragma).close()

    event.listen(db.engine, "connect", limit)
    try:
        said = refusal_of(lambda: run_statement("CREATE TABLE large AS SELECT zeroblob(1000000)"))
    finally:
        event.remove(db.engine, "connect", limit)
        db.engine.dispose()
    assert said == sentence(cause)
    assert clock_in(bakery.eli.actor, clock_id=bakery.shop).changed


@pytest.mark.databases("sqlite")
def test_a_damaged_file_is_named_and_the_command_in_the_sentence_repairs_it(
    app: Flask, bakery: Company, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    terminal, copy = app.test_cli_runner(), tmp_path / "copy.sqlite3"
    made = terminal.invoke(args=["backup", "create", str(copy)])
    assert made.exit_code == 0, made.output
    file, eli, shop = Path(db.engine.url.database or ""), bakery.eli.actor, bakery.shop
    db.session.remove()
    db.engine.dispose()
    with file.open("r+b") as damaged:
        damaged.seek(100)
        damaged.write(b"\xff" * (file.stat().st_size - 100))
    said = refusal_of(lambda: clock_in(eli, clock_id=shop))
    assert said == sentence(causes.DAMAGED)
    assert "backup restore --replace FILE" in caplog.text
    db.session.remove()
    db.engine.dispose()
    listed = terminal.invoke(args=["workspaces", "list"])
    assert (listed.exit_code, listed.stderr.strip()) == (1, str(causes.DAMAGED))
    restored = terminal.invoke(args=["backup", "restore", "--replace", str(copy)])
    assert restored.exit_code == 0, restored.output
    assert file.stat().st_mode & 0o077 == 0
    assert len(list(file.parent.glob(f"{file.name}.damaged-*"))) == 1
    assert clock_in(eli, clock_id=shop).changed


@pytest.mark.databases("sqlite")
def test_a_file_that_another_program_locks_is_named(
    make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "LOCK_DEADLINE", 0.3)
    with make_app().app_context():
        company = found()
        db.session.remove()
        file = db.engine.url.database or ""
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            said = refusal_of(lambda: clock_in(company.eli.actor, clock_id=company.shop))
            assert said == sentence(causes.LOCKED)


@pytest.mark.databases("postgresql")
def test_a_wrong_statement_stays_a_fault_of_the_program(app: Flask) -> None:
    with app.app_context(), pytest.raises(ProgrammingError, match="no_such_column"):
        run_statement("SELECT no_such_column FROM chain")


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, causes.DISK_FULL),
        (errno.EDQUOT, causes.DISK_FULL),
        (errno.EROFS, causes.READ_ONLY),
        (errno.EACCES, causes.NO_PERMISSION),
        (errno.EIO, causes.DISK_FAULT),
        (errno.ENOENT, causes.MISSING),
        (errno.EINTR, None),
    ],
)
def test_a_fault_of_a_file_has_the_same_causes(number: int, cause: Cause | None) -> None:
    assert cause_of(OSError(number, "no")) is cause
