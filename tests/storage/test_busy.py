"""A lock that is not available in time: said so, within the deadline, with nothing recorded."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from tests.fixtures.company import Company, found
from timeclock.errors import Busy
from timeclock.storage import connecting
from timeclock.storage.transactions import db
from timeclock.storage.write_lock import WriteLock
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.queries import open_shift

DEADLINE = 0.4

HOLD_DATABASE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.close()
"""
HOLD_LOCK = """
import fcntl, sys
with open(sys.argv[1] + ".lock", "ab") as file:
    fcntl.flock(file, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def impatient(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Iterator[Company]:
    """An app that waits for less than half a second, with the cast in its database."""
    monkeypatch.setattr(connecting, "LOCK_DEADLINE", DEADLINE)
    with make_app().app_context():
        yield found()


@contextmanager
def held(program: str) -> Iterator[None]:
    """Another process holds the database until the block ends."""
    path = str(Path(db.engine.url.database or ""))
    with subprocess.Popen(
        [sys.executable, "-c", program, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield


def assert_busy_in_time(company: Company) -> None:
    began = time.monotonic()
    with pytest.raises(Busy) as refused:
        clock_in(company.eli.actor, clock_id=company.shop)
    # Twice: once for the lock beside the file, once for SQLite's own; the rest is a slow machine.
    assert time.monotonic() - began < 2 * DEADLINE + 5
    assert refused.value.code == "busy"


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("program", [HOLD_DATABASE, HOLD_LOCK], ids=["database", "lock"])
def test_another_process_that_writes_is_waited_for_and_not_for_ever(
    impatient: Company, program: str
) -> None:
    with held(program):
        assert_busy_in_time(impatient)
        assert open_shift(impatient.workspace_id, impatient.eli.member_id) is None
        db.session.rollback()
    assert clock_in(impatient.eli.actor, clock_id=impatient.shop).changed


@pytest.mark.databases("postgresql")
def test_a_session_that_holds_a_chain_is_waited_for_and_not_for_ever(impatient: Company) -> None:
    with db.engine.connect() as other:
        other.execute(
            text("UPDATE chain SET position = position WHERE workspace_id = :w AND id = :c"),
            {"w": impatient.workspace_id, "c": impatient.eli.chain_id},
        )
        assert_busy_in_time(impatient)
        assert clock_in(impatient.maya.actor, clock_id=impatient.shop).changed
        other.rollback()
    assert clock_in(impatient.eli.actor, clock_id=impatient.shop).changed


@pytest.mark.databases("sqlite")
def test_many_who_wait_in_vain_are_all_told(impatient: Company) -> None:
    with held(HOLD_LOCK):
        began = time.monotonic()
        for _ in range(3):
            assert_busy_in_time(impatient)
        assert time.monotonic() - began < 3 * (2 * DEADLINE + 5)


class TestTheLock:
    """First come, first served, among the threads of a process."""

    def test_who_came_first_goes_first(self, tmp_path: Path) -> None:
        lock, order = WriteLock(tmp_path / "lock", 20), []
        threads = []

        def run(number: int) -> None:
            with lock():
                order.append(number)

        with lock():
            for number in range(10):
                thread = threading.Thread(target=run, args=(number,))
                thread.start()
                threads.append(thread)
                _until(lambda n=number: len(lock._waiting) == n + 1)
        for thread in threads:
            thread.join(20)
        assert order == list(range(10))

    def test_only_one_is_in(self, tmp_path: Path) -> None:
        lock, inside, most = WriteLock(tmp_path / "lock", 20), 0, 0

        def run() -> None:
            nonlocal inside, most
            for _ in range(50):
                with lock():
                    inside += 1
                    most = max(most, inside)
                    inside -= 1

        threads = [threading.Thread(target=run) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert (inside, most) == (0, 1)

    def test_who_gives_up_leaves_the_line(self, tmp_path: Path) -> None:
        lock, told = WriteLock(tmp_path / "lock", 0.05), []

        def run() -> None:
            try:
                with lock():
                    told.append("in")
            except Busy:
                told.append("busy")

        with lock():
            thread = threading.Thread(target=run)
            thread.start()
            thread.join(20)
        assert told == ["busy"]
        run()
        assert told == ["busy", "in"]

    def test_an_exception_frees_it(self, tmp_path: Path) -> None:
        lock = WriteLock(tmp_path / "lock", 0.05)
        for _ in range(2):
            with pytest.raises(ValueError, match="x"), lock():
                raise ValueError("x")

    def test_two_locks_on_one_file_keep_each_other_out(self, tmp_path: Path) -> None:
        """As two processes would."""
        mine, yours = WriteLock(tmp_path / "lock", 0.05), WriteLock(tmp_path / "lock", 0.05)
        with mine(), pytest.raises(Busy), yours():
            pass
        with yours():
            pass


def _until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.001)
