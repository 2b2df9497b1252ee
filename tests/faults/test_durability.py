"""A confirmation is sent after the punch is on disk: kill -9 alone would not show that."""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.crew import Crew
from tests.faults.employee import DAY
from tests.faults.oracle import PunchKnowledge
from tests.fixtures.live_server import LiveServer
from timeclock.storage.connecting import DurabilityOff
from timeclock.storage.transactions import db

CONNECTIONS = 12  # more than a server has threads
CALLS = "fdatasync,fsync,pwrite64,write,writev,sendto,sendmsg"
CALL = re.compile(r"(\d+) +(?:<\.\.\. )?(\w+)(.*)")

SAFE = {
    "sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 2, "PRAGMA foreign_keys": 1},
    "postgresql": {
        "SHOW fsync": "on",
        "SHOW synchronous_commit": "on",
        "SHOW full_page_writes": "on",
    },
}


def test_every_connection_of_the_pool_waits_for_the_disk(app: Flask) -> None:
    with app.app_context(), ExitStack() as stack:
        for _ in range(CONNECTIONS):
            connection = stack.enter_context(db.engine.connect())
            asked = SAFE[connection.dialect.name]
            said = {ask: connection.exec_driver_sql(ask).scalar_one() for ask in asked}
            assert said == asked


@pytest.mark.databases("postgresql")
def test_a_postgresql_that_would_not_wait_is_refused(app: Flask) -> None:
    with app.app_context():
        with db.engine.connect() as connection:
            name = connection.exec_driver_sql("SELECT current_database()").scalar_one()
            connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
            connection.commit()
        db.engine.dispose()
        with pytest.raises(DurabilityOff, match="synchronous_commit"):
            db.engine.connect()


@pytest.mark.databases("sqlite")
@pytest.mark.skipif(shutil.which("strace") is None, reason="looks on by means of strace")
def test_the_log_reaches_the_disk_before_the_answer_leaves(
    live_server: LiveServer, crew: Crew, tmp_path: Path
) -> None:
    crew.go_to(live_server.url)
    (worker,) = live_server.workers()
    with traced(worker, tmp_path / "calls"):
        told = [person.punch().told for person in crew.people for _ in DAY]
    assert told == [PunchKnowledge.OK] * len(told)
    calls = [CALL.match(line) for line in (tmp_path / "calls").read_text().splitlines()]
    assert answers_after_a_sync([call for call in calls if call]) == len(told)


def answers_after_a_sync(calls: Sequence[re.Match[str]]) -> int:
    """How many answers left; before each of them all that was written to the log was synced."""
    answers = syncs = 0
    written: bool | None = None
    syncing = set()
    for thread, name, rest in (call.groups() for call in calls):
        if name == "pwrite64" and "-wal>" in rest:
            written = True
        elif name in ("fdatasync", "fsync") and ("-wal>" in rest or thread in syncing):
            if "unfinished" in rest:
                syncing.add(thread)
            else:
                assert rest.endswith("= 0")
                syncing.discard(thread)
                written, syncs = False, syncs + 1
        elif "HTTP/1.1 200" in rest:
            assert written is False, "an answer left while the log was not on disk"
            assert syncs, "an answer left before anything was written"
            answers, syncs = answers + 1, 0
    return answers


@contextmanager
def traced(process: int, file: Path) -> Iterator[None]:
    """Write down what the process asks of the system meanwhile."""
    options = ("-f", "-y", "-e", f"trace={CALLS}", "-o", str(file), "-p", str(process))
    with subprocess.Popen(["strace", *options], stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        said = strace.stderr.readline()
        if "not permitted" in said:
            pytest.skip("this machine lets no one look on")
        assert "attached" in said
        yield
        strace.send_signal(signal.SIGINT)
        strace.stderr.read()
