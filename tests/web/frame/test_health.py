"""What a machine that looks after the server asks."""

import sqlite3

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from timeclock.web import health


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising() -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(health, "reading", raising)


def test_it_is_open_and_names_the_database(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["status"] == "ok"
    assert answer.json["database"] in ("PostgreSQL", f"SQLite {sqlite3.sqlite_version}")
    assert client.get("/readyz").json == {"ready": True}


@pytest.mark.databases("sqlite")
def test_without_its_database_it_is_not_ready(client: FlaskClient, lost: None) -> None:
    assert client.get("/healthz").status_code == 503
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"ready": False})
