"""Another process keeps SQLite's file for itself, longer than a writer waits."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from tests.faults.crew import Crew, found_in_ledger
from tests.faults.oracle import PunchKnowledge
from tests.fixtures.at_the_clock import AtTheClock
from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.live_server import LiveServer
from tests.fixtures.scripts import Bakery, Script
from timeclock.storage.connecting import LOCK_DEADLINE

SHORT = 0.3  # seconds that a writer waits, where a test sets it
CLOCK_IN = "/api/timeclock/v1/clock-in"

HOLDERS = {
    "a program with the database open": """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
""",
    "a command of ours at its work": """
import fcntl, sys
lock = open(sys.argv[1] + ".lock", "a")
fcntl.flock(lock, fcntl.LOCK_EX)
""",
}

pytestmark = pytest.mark.databases("sqlite")


@contextmanager
def held(url: str, holder: str) -> Iterator[None]:
    """The database in the hands of another process, until the block ends."""
    program = HOLDERS[holder] + 'print("held", flush=True); sys.stdin.read()'
    with subprocess.Popen(
        [sys.executable, "-c", program, url.removeprefix("sqlite:///")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(params=list(HOLDERS))
def holder(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer's patience, cut short; asked for before the app, which reads it once."""
    monkeypatch.setattr("timeclock.storage.connecting.LOCK_DEADLINE", SHORT)


def test_a_script_reads_that_nothing_was_recorded_and_may_try_again(
    impatient: None, app: Flask, bakery: Bakery, script: Script, database_url: str, holder: str
) -> None:
    headers = {"Authorization": f"Bearer {bakery.eli.key}", "Idempotency-Key": "k"}
    body = {"clock_id": bakery.shop}
    with held(database_url, holder):
        begun = time.monotonic()
        answer = script.send("POST", CLOCK_IN, body, headers)
        assert time.monotonic() - begun >= SHORT
        assert answer.status_code == 503
        assert answer.headers["X-Punch-Recorded"] == "no"
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.json["code"] == "busy"
        assert "Nothing was recorded" in answer.json["detail"]
        with app.app_context():
            assert found_in_ledger() == []
    assert script.send("POST", CLOCK_IN, body, headers).status_code == 200
    with app.app_context():
        assert [entry.key for entry in found_in_ledger()] == ["k"]


def test_a_page_says_so_and_the_same_form_works_later(
    impatient: None,
    app: Flask,
    cast: Cast,
    at_the_clock: Callable[[CastMember], AtTheClock],
    database_url: str,
    holder: str,
) -> None:
    eli = at_the_clock(cast.eli)
    form = eli.browser.fill(clock=cast.shop)
    with held(database_url, holder):
        answer = eli.browser.client.post("/punch/clock-in", data=form)
        assert answer.status_code == 503
        assert answer.headers["X-Punch-Recorded"] == "no"
        assert "Nothing was recorded" in answer.text
        assert eli.browser.client.get("/").status_code == 200
        with app.app_context():
            assert found_in_ledger() == []
    assert eli.browser.client.post("/punch/clock-in", data=form).status_code == 303
    with app.app_context():
        assert len(found_in_ledger()) == 1


def test_under_load_everyone_is_told_in_time_and_works_on_afterwards(
    live_server: LiveServer, crew: Crew, database_url: str, thorough: bool
) -> None:
    crew.go_to(live_server.url)
    with crew.at_work():
        crew.wait_for(PunchKnowledge.OK, 40)
        with held(database_url, "a program with the database open"):
            crew.wait_for(PunchKnowledge.REFUSED, 13 if thorough else 1)
        crew.wait_for(PunchKnowledge.OK, 40)
    assert crew.in_doubt() == 0
    assert crew.longest_wait() < 3 * LOCK_DEADLINE
    crew.demand_truth()
