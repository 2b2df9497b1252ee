"""No more room for the database: nothing is recorded, everyone is told, and room makes it work."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
import psutil
import pytest
from flask import Flask
from sqlalchemy import event

from tests.faults.crew import Crew, demand_sound, found_in_ledger
from tests.faults.oracle import PunchKnowledge
from tests.fixtures.live_server import LiveServer
from tests.fixtures.scripts import Bakery, Script
from timeclock.storage.transactions import db

BASE = "/api/timeclock/v1"
PAGES = 2**31  # as good as no limit

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of five megabytes where this user may mount one, otherwise a folder."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with suppress(OSError):
        mount = ("mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", folder)
        subprocess.run(mount, capture_output=True, check=False)
    yield folder
    if folder.is_mount():
        subprocess.run(("umount", "--lazy", folder), check=True)


@pytest.fixture
def database_url(disk: Path, migrated_sqlite: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_sqlite, disk)}"


@contextmanager
def full(disk: Path, server: LiveServer) -> Iterator[None]:
    """No room on the disk until the block ends."""
    if not disk.is_mount():
        with no_file_written_by(server):
            yield
        return
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    yield
    ballast.unlink()


@contextmanager
def no_file_written_by(server: LiveServer) -> Iterator[None]:
    """Every write of the server to a file fails until the block ends."""
    (worker,) = server.workers()
    process = psutil.Process(worker)
    _soft, hard = process.rlimit(psutil.RLIMIT_FSIZE)
    process.rlimit(psutil.RLIMIT_FSIZE, (0, hard))
    yield
    process.rlimit(psutil.RLIMIT_FSIZE, (hard, hard))


@pytest.fixture
def room(app: Flask) -> Callable[[int | None], None]:
    """Lets the database grow by so many pages more, or without a limit."""
    limit = [PAGES]

    def give(pages: int | None) -> None:
        with app.app_context():
            with db.engine.connect() as connection:
                count: int = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            limit[0] = PAGES if pages is None else count + pages
            db.engine.dispose()

    def open_with_limit(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {limit[0]}").close()  # type: ignore[attr-defined]

    with app.app_context():
        event.listen(db.engine, "connect", open_with_limit)
    return give


def test_a_punch_without_room_says_that_it_was_not_recorded(
    app: Flask, bakery: Bakery, script: Script, room: Callable[[int | None], None]
) -> None:
    headers = {"Authorization": f"Bearer {bakery.eli.key}"}

    def punch(number: int) -> tuple[int, str | None]:
        path, body = (
            ("clock-in", {"clock_id": bakery.shop, "note": "Rolls " * 300})
            if number % 2
            else ("clock-out", {})
        )
        sent = headers | {"Idempotency-Key": str(number)}
        answer = script.send("POST", f"{BASE}/{path}", body, sent)
        return answer.status_code, answer.headers.get("X-Punch-Recorded")

    room(2)
    told = [punch(1)]
    while told[-1][0] == 200:
        told.append(punch(len(told) + 1))
        assert len(told) < 50
    assert told[-1] == (503, "no")
    with app.app_context():
        assert [e.key for e in found_in_ledger()] == [str(n) for n in range(1, len(told))]
    assert script.send("GET", f"{BASE}/shifts/open", None, headers).status_code == 200
    room(None)
    assert punch(len(told)) == (200, None)
    demand_sound(app)


def test_who_only_reads_is_served_without_room(live_server: LiveServer, crew: Crew) -> None:
    """The note that a key was used cannot be written either, and is not worth a refusal."""
    with no_file_written_by(live_server):
        for person in crew.people:
            headers = {"Authorization": f"Bearer {person.api_key}"}
            answer = httpx.get(f"{live_server.url}{BASE}/shifts/open", headers=headers)
            assert answer.status_code == 200, answer.text


def ready_in_the_end(server: LiveServer, status: int) -> dict[str, object]:
    """What /readyz says as soon as it answers with this status; an answer is kept for a moment."""
    deadline = time.monotonic() + 30
    while True:
        answer = httpx.get(f"{server.url}/readyz", timeout=30)
        if answer.status_code == status:
            said: dict[str, object] = answer.json()
            return said
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.2)


def test_under_load_nothing_is_recorded_until_there_is_room_again(
    live_server: LiveServer, crew: Crew, app: Flask, disk: Path
) -> None:
    crew.go_to(live_server.url)
    with ExitStack() as meanwhile:
        with crew.at_work():
            crew.wait_for(PunchKnowledge.OK, 40)
            meanwhile.enter_context(full(disk, live_server))
            crew.wait_for(PunchKnowledge.REFUSED, 40)
        crew.demand_truth()
        with app.app_context():
            before = found_in_ledger()
            assert PunchKnowledge.OK not in {person.try_on().told for person in crew.people}
            assert found_in_ledger() == before
            assert ready_in_the_end(live_server, 503)["cause"] in ("disk_full", "disk_fault")
    assert ready_in_the_end(live_server, 200) == {"ready": True}
    crew.settle()
    with crew.at_work():
        crew.wait_for(PunchKnowledge.OK, 40)
    crew.demand_truth()
