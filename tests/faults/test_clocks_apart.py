"""Two servers on one PostgreSQL, whose clocks are a minute and a half apart."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tests.faults.crew import demand_sound, found_in_ledger
from tests.fixtures.scripts import Bakery, Script
from timeclock.timekeeping import utc_text

BASE = "/api/timeclock/v1"
APART = timedelta(seconds=90)
PUNCHES = ("clock-in", "pause", "resume", "clock-out") * 3

pytestmark = pytest.mark.databases("postgresql")


@pytest.fixture
def nodes(app: Flask, make_app: Callable[..., Flask]) -> tuple[Script, Script]:
    return Script(app), Script(make_app())


def test_moments_are_the_databases_and_never_step_back(
    app: Flask, bakery: Bakery, nodes: tuple[Script, Script]
) -> None:
    headers = {"Authorization": f"Bearer {bakery.eli.key}"}
    begun = datetime.now(UTC).replace(microsecond=0)
    for number, punch in enumerate(PUNCHES):
        ahead = APART if number % 2 else -APART
        with time_machine.travel(datetime.now(UTC) + ahead):
            body = {"clock_id": bakery.shop} if punch == "clock-in" else {}
            answer = nodes[number % 2].send("POST", f"{BASE}/{punch}", body, headers)
        assert answer.status_code == 200
        assert begun <= datetime.fromisoformat(answer.json["at"]) <= datetime.now(UTC)
        assert answer.json["shift"]["worked_seconds"] <= 60
    with app.app_context():
        moments = [entry.at for entry in found_in_ledger()]
    assert len(moments) == len(PUNCHES)
    assert moments == sorted(moments)
    demand_sound(app)


def test_a_claimed_time_is_judged_by_the_databases_clock(
    app: Flask, bakery: Bakery, nodes: tuple[Script, Script]
) -> None:
    headers = {"Authorization": f"Bearer {bakery.eli.key}"}
    now = datetime.now(UTC)
    with time_machine.travel(now + APART):
        body = {"clock_id": bakery.shop, "at": utc_text(now + APART)}
        answer = nodes[0].send("POST", f"{BASE}/clock-in", body, headers)
        assert (answer.status_code, answer.json["code"]) == (422, "end_in_future")
    with time_machine.travel(now - APART):
        body = {"clock_id": bakery.shop, "at": utc_text(now)}
        answer = nodes[1].send("POST", f"{BASE}/clock-in", body, headers)
        assert answer.json["shift"]["start_edited"] is False
        assert datetime.fromisoformat(answer.json["at"]) == now.replace(microsecond=0)


def test_a_punch_just_made_can_be_undone_on_a_node_whose_clock_is_wrong(
    bakery: Bakery, nodes: tuple[Script, Script]
) -> None:
    headers = {"Authorization": f"Bearer {bakery.eli.key}"}
    body = {"clock_id": bakery.shop}
    for node, ahead in zip(nodes, (APART, -APART), strict=True):
        assert nodes[0].send("POST", f"{BASE}/clock-in", body, headers).status_code == 200
        with time_machine.travel(datetime.now(UTC) + ahead):
            assert node.send("POST", f"{BASE}/undo", {}, headers).status_code == 200
