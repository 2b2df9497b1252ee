"""Clock-out as Connecteam's text has it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Script, turn_location_on

pytestmark = pytest.mark.databases("sqlite")

Call = Callable[..., TestResponse]
ShiftOf = Callable[[TestResponse], dict[str, Any]]
NO_OPEN_SHIFT = {"detail": "User does not have an open shift"}


@pytest.fixture
def clocked_in(call: Call, bakery: Bakery, shift_of: ShiftOf) -> dict[str, Any]:
    """Eli has been in at the shop for an hour."""
    began = int(datetime.now(UTC).timestamp()) - 3600
    return shift_of(call("clock-in", {"userId": bakery.eli.user_id, "timestamp": began}))


def test_the_basic_call_of_the_text(
    call: Call, bakery: Bakery, shift_of: ShiftOf, clocked_in: dict[str, Any]
) -> None:
    shift = shift_of(call("clock-out", {"userId": bakery.eli.user_id}))
    end = shift.pop("end")
    assert shift == clocked_in | {"modifiedAt": shift["modifiedAt"]}
    assert end == {
        "timestamp": end["timestamp"],
        "timezone": "Europe/Berlin",
        "source": {"type": "api"},
    }
    assert end["timestamp"] - clocked_in["start"]["timestamp"] in range(3600, 3660)


def test_zone_and_place_belong_to_the_end(
    app: Flask, call: Call, bakery: Bakery, shift_of: ShiftOf, clocked_in: dict[str, Any]
) -> None:
    turn_location_on(app, bakery)
    place = {"address": "456 Oak Ave", "latitude": 40.7145, "longitude": -74.0055}
    body = {"userId": bakery.eli.user_id, "timezone": "America/New_York", "locationData": place}
    shift = shift_of(call("clock-out", body))
    assert shift["end"]["timezone"] == "America/New_York"
    assert shift["end"]["locationData"] == place
    assert "locationData" not in shift["start"]


def test_an_earlier_end(
    call: Call, bakery: Bakery, shift_of: ShiftOf, clocked_in: dict[str, Any]
) -> None:
    earlier = clocked_in["start"]["timestamp"] + 60
    shift = shift_of(call("clock-out", {"userId": bakery.eli.user_id, "timestamp": earlier}))
    assert shift["end"]["timestamp"] == earlier


def test_an_end_before_the_start(call: Call, bakery: Bakery, clocked_in: dict[str, Any]) -> None:
    before = clocked_in["start"]["timestamp"] - 1
    answer = call("clock-out", {"userId": bakery.eli.user_id, "timestamp": before})
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["detail"][0]["loc"] == ["body", "timestamp"]


def test_no_one_is_clocked_in(call: Call, bakery: Bakery) -> None:
    answer = call("clock-out", {"userId": bakery.eli.user_id})
    assert (answer.status_code, answer.json) == (400, NO_OPEN_SHIFT)


def test_the_open_shift_is_at_another_clock(
    call: Call, bakery: Bakery, clocked_in: dict[str, Any]
) -> None:
    answer = call("clock-out", {"userId": bakery.eli.user_id}, clock=bakery.site)
    assert (answer.status_code, answer.json) == (400, NO_OPEN_SHIFT)
    # Eli is not at the yard, so it does not exist for him.
    answer = call("clock-out", {"userId": bakery.eli.user_id}, clock=bakery.yard)
    unknown = {"detail": f"Time clock {bakery.yard} not found"}
    assert (answer.status_code, answer.json) == (404, unknown)


def test_an_unknown_clock(call: Call, bakery: Bakery) -> None:
    for clock in (12345, bakery.foreign_clock, "abc"):
        answer = call("clock-out", {"userId": bakery.eli.user_id}, clock=clock)
        assert answer.status_code == 404
        assert answer.json == {"detail": f"Time clock {clock} not found"}


def test_an_unknown_user_has_no_open_shift(call: Call, bakery: Bakery) -> None:
    for user_id in (9_170_357, bakery.nora.user_id):
        answer = call("clock-out", {"userId": user_id}, by=bakery.edda)
        assert (answer.status_code, answer.json) == (400, NO_OPEN_SHIFT)


def test_after_a_break_the_last_part_is_answered(
    script: Script,
    call: Call,
    bakery: Bakery,
    shift_of: ShiftOf,
    clocked_in: dict[str, Any],
) -> None:
    bearer = {"Authorization": f"Bearer {bakery.eli.key}"}
    for verb in ("pause", "resume"):
        assert script.send("POST", f"/api/v1/me/timetracking/{verb}", headers=bearer).json
    shift = shift_of(call("clock-out", {"userId": bakery.eli.user_id}))
    assert shift["id"].startswith(clocked_in["id"])


def test_during_a_break_the_part_before_it_is_answered(
    script: Script,
    call: Call,
    bakery: Bakery,
    shift_of: ShiftOf,
    clocked_in: dict[str, Any],
) -> None:
    bearer = {"Authorization": f"Bearer {bakery.eli.key}"}
    script.send("POST", "/api/v1/me/timetracking/pause", headers=bearer)
    shift = shift_of(call("clock-out", {"userId": bakery.eli.user_id}))
    assert shift["id"] == clocked_in["id"]


def test_a_manager_of_the_clock_may_clock_someone_out(
    call: Call, bakery: Bakery, shift_of: ShiftOf, clocked_in: dict[str, Any]
) -> None:
    shift = shift_of(call("clock-out", {"userId": bakery.eli.user_id}, by=bakery.maya))
    assert shift["id"] == clocked_in["id"]


def test_someone_else_without_the_right(
    call: Call, bakery: Bakery, clocked_in: dict[str, Any]
) -> None:
    answer = call("clock-out", {"userId": bakery.eli.user_id}, by=bakery.otto)
    assert (answer.status_code, answer.json) == (403, {"detail": "Not allowed"})
