"""Which shifts a manager's key reads, through every door, of a person of two clocks."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Script
from timeclock.company.clocks.assigning import assign, unassign
from timeclock.compat.ids import IdKind, hex24

pytestmark = pytest.mark.databases("sqlite", "postgresql")
OWN = "/api/timeclock/v1"
Read = Callable[[str], Any]


@pytest.fixture
def read(script: Script, bakery: Bakery) -> Read:
    """What Maya, who manages the shop, reads."""

    def get(path: str) -> Any:
        key = bakery.maya.key
        headers = {"X-API-KEY": key} if "time-clock/v1" in path else {}
        headers |= {"X-Api-Key": key} if "/workspaces/" in path else {}
        answer = script.send("GET", path, headers=headers or {"Authorization": f"Bearer {key}"})
        assert answer.status_code == 200, answer.text
        return answer.json

    return get


@pytest.fixture
def shifts(app: Flask, script: Script, bakery: Bakery, watch: Watch) -> list[int]:
    """Eli worked at the shop on Monday and at the yard on Tuesday."""
    with app.app_context():
        assign(bakery.operator, clock_id=bakery.yard, member_id=bakery.eli.member_id)
    found = []
    for day, clock in ((2, bakery.shop), (3, bakery.yard)):
        for hour, verb, body in ((8, "clock-in", {"clock_id": clock}), (16, "clock-out", None)):
            watch.at(datetime(2026, 3, day, hour, tzinfo=UTC))
            headers = {"Authorization": f"Bearer {bakery.eli.key}"}
            answer: Any = script.send("POST", f"{OWN}/{verb}", body or {}, headers)
            assert answer.status_code == 200, answer.text
        found.append(answer.json["shift"]["id"])
    watch.at(datetime(2026, 3, 20, 8, tzinfo=UTC))
    return found


@pytest.fixture
def moved(app: Flask, bakery: Bakery, shifts: list[int]) -> list[int]:
    """The same after Eli has left the shop."""
    with app.app_context():
        unassign(bakery.operator, clock_id=bakery.shop, member_id=bakery.eli.member_id)
    return shifts


def read_everywhere(read: Read, bakery: Bakery) -> dict[str, int]:
    """How many shifts of Eli each door lists."""
    user, workspace = bakery.eli.user_id, bakery.workspace_id
    of_user = f"{hex24(IdKind.WORKSPACE, workspace)}/user/{hex24(IdKind.USER, user)}"
    days = "startDate=2026-03-01&endDate=2026-03-04"
    activities = read(f"/time-clock/v1/time-clocks/{bakery.shop}/time-activities?{days}")
    by_users = activities["data"]["timeActivitiesByUsers"]
    of_webwork = f"/api/v2/time-entries?workspace_id={workspace}&user_id={user}"
    return {
        "own": len(read(f"{OWN}/shifts?user_id={user}")["shifts"]),
        "awork": len(read("/api/v1/timeentries")),
        "clockify": len(read(f"/api/v1/workspaces/{of_user}/time-entries")),
        "webwork": sum(len(read(f"{of_webwork}&date=2026-03-0{day}")["data"]) for day in (2, 3)),
        "connecteam": sum(len(each["shifts"]) for each in by_users),
    }


def test_of_their_people_a_manager_reads_every_shift(
    shifts: list[int], read: Read, bakery: Bakery
) -> None:
    each = {"own": 2, "awork": 2, "clockify": 2, "webwork": 2, "connecteam": 1}
    assert read_everywhere(read, bakery) == each
    for number in shifts:
        assert read(f"{OWN}/shifts/{number}")["shift"]["id"] == number


def test_after_a_move_the_shifts_at_the_clock_are_still_read(
    moved: list[int], read: Read, bakery: Bakery
) -> None:
    each = {"own": 1, "awork": 1, "clockify": 1, "webwork": 1, "connecteam": 1}
    assert read_everywhere(read, bakery) == each
    week = read(f"{OWN}/timesheets/{bakery.eli.user_id}/2026-03-02")["timesheet"]
    assert week["totals"]["worked_seconds"] == 16 * 3600
    for number in moved:
        assert read(f"{OWN}/shifts/{number}")["shift"]["id"] == number


def test_a_refusal_through_our_api_names_who_decides(
    shifts: list[int], script: Script, bakery: Bakery
) -> None:
    headers = {"Authorization": f"Bearer {bakery.maya.key}"}
    sheet = f"{OWN}/timesheets/{bakery.eli.user_id}/2026-03-02"
    answer: Any = script.send("POST", f"{sheet}/approve", {}, headers)
    assert (answer.status_code, answer.json["code"]) == (403, "not_every_clock")
    assert "Edda Ernst and Olive Owens" in answer.json["detail"]
    body = {"user_ids": [bakery.eli.user_id], "include_unsubmitted": True}
    many: Any = script.send("POST", f"{OWN}/periods/2026-03-02/approve", body, headers)
    assert many.status_code == 200, many.text
    assert (many.json["approved"], many.json["left"][0]["code"]) == ([], "not_every_clock")
    for answer in (
        script.send(
            "POST",
            f"{OWN}/corrections",
            {
                "user_id": bakery.eli.user_id,
                "shift_id": shifts[1],
                "drafts": [],
                "reason": "It was another day",
            },
            headers,
        ),
    ):
        assert (answer.status_code, answer.json["code"]) == (403, "not_your_clock"), answer.text
