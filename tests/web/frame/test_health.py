"""What a machine that looks after the server asks."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from tests.fixtures.machine import Machine
from timeclock.ledger.models import Entry
from timeclock.storage import readiness
from timeclock.storage.causes import DAMAGED, DISK_FULL, LOCKED, MISSING, READ_ONLY, Cause
from timeclock.storage.transactions import db
from timeclock.web.frame import health

pytestmark = pytest.mark.databases("sqlite", "postgresql")


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising() -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(health, "reading", raising)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question is answered anew."""
    monkeypatch.setattr(readiness, "KEPT", 0.0)


def assert_not_ready(client: FlaskClient, cause: Cause) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {"ready": False, "cause": cause.code, "detail": str(cause)}


def test_it_is_open_and_names_the_database(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["status"] == "ok"
    assert answer.json["database"] in ("PostgreSQL", f"SQLite {sqlite3.sqlite_version}")
    assert client.get("/readyz").json == {"ready": True}


@pytest.mark.databases("sqlite")
def test_without_its_database_it_is_not_healthy(client: FlaskClient, lost: None) -> None:
    assert client.get("/healthz").status_code == 503


def test_asking_leaves_no_row_and_no_file(
    app: Flask, client: FlaskClient, at_once: None, database_url: str
) -> None:
    for _ in range(3):
        assert client.get("/readyz").status_code == 200
    with app.app_context():
        assert db.session.query(Entry).count() == 0
        if db.engine.dialect.name == "sqlite":
            folder = Path(db.engine.url.database or "").parent
            assert [path.name for path in folder.iterdir() if "trial" in path.name] == []


def test_it_tries_once_in_a_while_however_often_it_is_asked(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[None] = []
    monkeypatch.setattr(readiness, "try_to_write", lambda: tries.append(None))
    monkeypatch.setattr(readiness, "KEPT", 1000.0)
    for _ in range(20):
        assert client.get("/readyz").status_code == 200
    assert len(tries) == 1


@pytest.mark.databases("postgresql")
def test_a_postgresql_that_only_reads_is_not_ready(
    app: Flask, client: FlaskClient, at_once: None
) -> None:
    with app.app_context():
        name = db.engine.url.database
        with db.engine.begin() as connection:
            connection.exec_driver_sql(
                f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'
            )
        db.engine.dispose()
        assert_not_ready(client, READ_ONLY)
        with db.engine.begin() as connection:
            connection.exec_driver_sql("SET TRANSACTION READ WRITE")
            connection.exec_driver_sql(
                f'ALTER DATABASE "{name}" RESET default_transaction_read_only'
            )
        db.engine.dispose()
    assert client.get("/readyz").status_code == 200


@contextmanager
def renamed(file: Path) -> Iterator[None]:
    away = file.rename(file.with_name("away"))
    yield
    away.rename(file)


@contextmanager
def overwritten(file: Path) -> Iterator[None]:
    whole = file.read_bytes()
    file.write_bytes(b"no database" * 1000)
    yield
    file.write_bytes(whole)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("fault", "cause"), [(renamed, MISSING), (overwritten, DAMAGED), (locked, LOCKED)]
)
def test_it_names_the_cause_and_recovers_by_itself(
    app: Flask,
    client: FlaskClient,
    at_once: None,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[Path], "contextmanager[None]"],
    cause: Cause,
) -> None:
    monkeypatch.setattr(readiness, "LOCK_DEADLINE", 0.0)
    with app.app_context():
        file = Path(db.engine.url.database or "")
        db.engine.dispose()
    with fault(file):  # type: ignore[attr-defined]
        assert_not_ready(client, cause)
    assert client.get("/readyz").status_code == 200


@pytest.mark.databases("sqlite")
def test_a_lock_as_short_as_a_punch_is_no_fault(
    app: Flask, client: FlaskClient, at_once: None
) -> None:
    with app.app_context():
        file = Path(db.engine.url.database or "")
    with locked(file):
        assert client.get("/readyz").status_code == 200


@pytest.mark.databases("sqlite")
def test_a_full_disk_is_said_until_there_is_room(
    client: FlaskClient, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(Path, "open", _open_full)
        assert_not_ready(client, DISK_FULL)
    assert client.get("/readyz").status_code == 200


def _open_full(_path: Path, mode: str, buffering: int) -> object:
    return open("/dev/full", mode, buffering)  # noqa: PTH123  (Path.open is what is replaced)


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=-1)])
def test_with_a_clock_in_doubt_it_is_ready_and_says_so(
    app: Flask, client: FlaskClient, machine: Machine, ahead: timedelta
) -> None:
    keeper = machine.keep(app)
    assert client.get("/readyz").json == {"ready": True}
    keeper.judge(machine.at(machine.true, ahead))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {
        "ready": True,
        "clock": {
            "in_doubt": True,
            "off_by": ahead.total_seconds(),
            "ahead_of_database": 0,
        },
    }
    keeper.judge(machine.at(machine.true))
    assert client.get("/readyz").json == {"ready": True}
