"""No more room for the database: nothing is recorded, everybody is told, and room makes it work."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import psutil
import pytest
from flask import Flask
from sqlalchemy import event

from tests.faults.crew import Crew, demand_sound, found_in_ledger
from tests.faults.oracle import Told
from tests.fixtures.live_server import LiveServer
from tests.fixtures.scripts import Bakery, Script
from timeclock.database import db

BASE = "/api/timeclock/v1"
NOT_OK = {Told.REFUSED, Told.UNKNOWN}
NOT_MORE = 2**31  # pages: as good as no limit

pytestmark = pytest.mark.databases("sqlite")


@contextmanager
def no_room_for(server: LiveServer) -> Iterator[None]:
    """Every write of the server to a file fails until the block ends, as on a full disk."""
    (worker,) = server.workers()
    process = psutil.Process(worker)
    _soft, hard = process.rlimit(psutil.RLIMIT_FSIZE)
    process.rlimit(psutil.RLIMIT_FSIZE, (0, hard))
    yield
    process.rlimit(psutil.RLIMIT_FSIZE, (hard, hard))


@pytest.fixture
def room(app: Flask) -> Callable[[int | None], None]:
    """Lets the database grow by so many pages more, or without a limit."""
    limit = [NOT_MORE]

    def give(pages: int | None) -> None:
        with app.app_context():
            if pages is not None:
                with db.engine.connect() as connection:
                    pages += connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            limit[0] = NOT_MORE if pages is None else pages
            db.engine.dispose()

    with app.app_context():
        event.listen(
            db.engine,
            "connect",
            lambda connection, _: connection.execute(f"PRAGMA max_page_count = {limit[0]}").close(),
        )
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


def test_under_load_nothing_is_recorded_until_there_is_room_again(
    live_server: LiveServer, crew: Crew, app: Flask
) -> None:
    crew.go_to(live_server.url)
    with ExitStack() as full:
        with crew.at_work():
            crew.wait_for(Told.OK, 40)
            full.enter_context(no_room_for(live_server))
            crew.wait_for(Told.REFUSED, 20)
        crew.demand_truth()
        with app.app_context():
            before = found_in_ledger()
            assert {person.try_on().told for person in crew.people} <= NOT_OK
            assert found_in_ledger() == before
    crew.settle()
    with crew.at_work():
        crew.wait_for(Told.OK, 40)
    crew.demand_truth()
