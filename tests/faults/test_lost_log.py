"""The database loses its newest entries while no server runs: the next start says what is missing.

On SQLite the log is deleted after a crash; on PostgreSQL an older copy takes the database's place.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from flask import Flask

from tests.faults.crew import PATIENCE, Crew, demand_sound, found_in_ledger
from tests.faults.oracle import PunchKnowledge, RecordedPunch, faults
from tests.fixtures.database import settings_for
from tests.fixtures.live_server import LiveServer
from tests.fixtures.locations import PostgresLocation
from timeclock.factory import create_app
from timeclock.ledger.heads import heads_in
from timeclock.operations.anchor.installed import keeper
from timeclock.storage.transactions import db, snapshot


@pytest.fixture
def near(crew: Crew, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A terminal on the server's machine, with the same instance folder."""
    app = create_app(settings_for(database_url, tmp_path))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def freeze(crew: Crew, near: Flask, request: pytest.FixtureRequest) -> Iterator[Callable[[], None]]:
    """Keeps the present state of the database on SQLite's file or PostgreSQL's template; the value
    loses what came later."""
    let_go(crew.app, near)
    answer = near.test_cli_runner().invoke(args=("database", "checkpoint"))
    assert answer.exit_code == 0, answer.output
    let_go(crew.app, near)
    with near.app_context():
        url = db.engine.url
    if url.get_backend_name() == "sqlite":

        def lose() -> None:
            for ending in ("-wal", "-shm"):
                with suppress(FileNotFoundError):
                    Path(f"{url.database}{ending}").unlink()

        yield lose
        return
    location = PostgresLocation(request.getfixturevalue("migrated_postgres"))
    location.keep("older")

    def go_back() -> None:
        location.clear()
        location.lay("older")

    yield go_back
    location.clear()
    request.getfixturevalue("migrated_postgres").drop("older")


def let_go(*apps: Flask) -> None:
    """Close connections: the last one of SQLite would move the log into the file."""
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.mark.timeout(400)
def test_what_was_lost_is_named_and_nothing_is_recorded_until_it_is_confirmed(
    crew: Crew,
    near: Flask,
    freeze: Callable[[], None],
    make_live_server: Callable[[], LiveServer],
    thorough: bool,
) -> None:
    server = make_live_server()
    crew.go_to(server.url)
    with crew.at_work():
        crew.wait_for(PunchKnowledge.OK, 1500 if thorough else 60)
    until_the_anchor_knows_all(near)
    let_go(crew.app, near)
    server.kill()
    freeze()
    server.start()

    crew.go_to(server.url)
    ready = httpx.get(f"{server.url}/readyz")
    assert (ready.status_code, ready.json()["ready"]) == (503, False)
    for person in crew.people:
        assert person.punch().told is PunchKnowledge.REFUSED
    kept = present(near)
    confirmed = [sent for sent in crew.sent() if sent.told is PunchKnowledge.OK]
    lost = {sent.key for sent in confirmed} - {found.key for found in kept}
    assert len(lost) == len(confirmed) - len(kept)
    assert lost

    checked = near.test_cli_runner().invoke(args=("anchor", "check"))
    assert checked.exit_code == 1
    assert f"{len(lost)} entries are missing" in checked.stdout
    for name in ("Bakery, Ada", "Mill, Cem"):
        assert name in checked.stdout
    assert f"{len(lost)} entries are missing" in server.log.read_text()

    accepted = near.test_cli_runner().invoke(args=("anchor", "accept-loss", "--yes"))
    assert accepted.exit_code == 0, accepted.output
    until_it_records(server)
    for person in crew.people:
        here = (person.workspace_id, person.member_id)
        person.done = sum((found.workspace_id, found.member_id) == here for found in kept)
    with crew.at_work():
        crew.wait_for(PunchKnowledge.OK, 30)
    assert crew.surprises() == []
    wrong = faults(crew.sent(), present(crew.app))
    assert sorted(wrong) == sorted(f"{key}: was confirmed and is lost" for key in lost)
    demand_sound(crew.app)
    server.kill()
    server.start()
    assert httpx.get(f"{server.url}/readyz").status_code == 200


def present(app: Flask) -> list[RecordedPunch]:
    with app.app_context():
        db.engine.dispose()
        return found_in_ledger()


def until_the_anchor_knows_all(near: Flask) -> None:
    """At most a second later, and some more on a busy machine."""
    deadline = time.monotonic() + PATIENCE
    with near.app_context():
        with snapshot() as session:
            wanted = heads_in(session)
        while True:
            content = keeper().file.read()
            if content is not None and content.heads == wanted:
                return
            assert time.monotonic() < deadline, "the anchor is far behind"
            time.sleep(0.05)


def until_it_records(server: LiveServer) -> None:
    deadline = time.monotonic() + PATIENCE
    while httpx.get(f"{server.url}/readyz").status_code != 200:
        assert time.monotonic() < deadline, "it is still read-only"
        time.sleep(0.05)
