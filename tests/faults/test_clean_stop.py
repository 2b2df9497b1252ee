"""After a stop the database file alone holds every punch."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.crew import PATIENCE, Crew, demand_truth
from tests.faults.oracle import PunchKnowledge
from tests.fixtures.database import settings_for
from tests.fixtures.live_server import free_port
from timeclock.config import ROOT
from timeclock.factory import create_app
from timeclock.storage.transactions import db

pytestmark = pytest.mark.databases("sqlite")
Begin = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "start.log"


@pytest.fixture
def begin(database_url: str, tmp_path: Path, port: int, log: Path) -> Iterator[Begin]:
    """Runs start.py as an operator does, until it serves."""
    begun: list[subprocess.Popen[bytes]] = []

    def run() -> "subprocess.Popen[bytes]":
        given = {name: value for name, value in os.environ.items() if "TIMECLOCK" not in name}
        own = {
            "TIMECLOCK_PORT": str(port),
            "TIMECLOCK_INSTANCE": str(tmp_path / "instance"),
            "TIMECLOCK_DATABASE_URL": database_url,
            "TIMECLOCK_API_LIMIT": "off",
        }
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "start.py", "run"],
                cwd=ROOT,
                env=given | own,
                stdout=out,
                stderr=out,
            )
        begun.append(process)
        deadline = time.monotonic() + PATIENCE
        while "Ctrl-C ends it." not in log.read_text():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        return process

    yield run
    for process in begun:
        process.terminate()
        process.wait(PATIENCE)


@pytest.mark.parametrize(
    "number", [pytest.param(signal.SIGINT, marks=pytest.mark.repetition), signal.SIGTERM]
)
def test_the_file_alone_holds_every_punch_after_a_stop(
    crew: Crew, begin: Begin, port: int, log: Path, tmp_path: Path, number: signal.Signals
) -> None:
    process = begin()
    crew.go_to(f"http://127.0.0.1:{port}")
    with crew.at_work():
        crew.wait_for(PunchKnowledge.OK, 60)
    file = database_of(crew.app)
    process.send_signal(number)
    assert process.wait(PATIENCE) == 0
    said = log.read_text()
    assert "Traceback" not in said
    assert said.count("Ledger at ") == 2, said  # at the start and at the stop

    alone = tmp_path / "alone"
    alone.mkdir()
    copy = shutil.copy(file, alone)
    elsewhere = create_app(settings_for(f"sqlite:///{copy}", alone))
    assert crew.surprises() == []
    demand_truth(elsewhere, crew.sent())
    with elsewhere.app_context():
        db.engine.dispose()


def database_of(app: Flask) -> Path:
    """The file; connections of the test are closed."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        return Path(db.engine.url.database or "")
