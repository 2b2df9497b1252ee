"""Punches through our own API."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Script, turn_location_on

Call = Callable[..., TestResponse]


def recorded(answer: TestResponse) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    said: Any = answer.json
    assert said["recorded"] is True
    shift: dict[str, Any] = said["shift"]
    return shift


def refused(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    problem: Any = answer.json
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["title"]
    assert problem["detail"]
    assert problem["type"].endswith(f"/api/docs/problems#{code}")
    return dict(problem)


def test_a_day_at_the_clock(call: Call, bakery: Bakery) -> None:
    begun = recorded(call("clock-in", {"clock_id": bakery.shop, "note": "Rolls"}))
    assert (begun["state"], begun["user_id"]) == ("working", bakery.eli.user_id)
    assert begun["start_timezone"] == "Europe/Berlin"
    assert begun["started_at"][-6:] in ("+01:00", "+02:00")
    assert recorded(call("switch-job", {"job_id": bakery.job}))["job_id"] == bakery.job
    paused = recorded(call("pause"))
    assert (paused["state"], paused["breaks"][0]["ended_at"]) == ("on_break", None)
    assert recorded(call("resume"))["state"] == "working"
    ended = recorded(call("clock-out", {"note": "Rolls and bread"}))
    assert (ended["state"], ended["note"]) == ("ended", "Rolls and bread")
    assert [segment["job_id"] for segment in ended["segments"]] == [None, bakery.job]
    assert (ended["stopped"], ended["id"]) == (False, begun["id"])


@pytest.mark.databases("sqlite")
def test_what_changes_nothing_says_so(call: Call, bakery: Bakery) -> None:
    nothing: Any = call("resume").json
    assert (nothing["recorded"], nothing["shift"], nothing["position"]) == (False, None, None)
    call("clock-in", {"clock_id": bakery.shop})
    for first, second in ((None, "resume"), ("pause", "pause")):
        if first:
            recorded(call(first))
        again: Any = call(second).json
        assert again["recorded"] is False
        assert again["shift"]["id"]


@pytest.mark.databases("sqlite")
def test_refusals_have_code_and_sentence(call: Call, bakery: Bakery) -> None:
    for verb in ("clock-out", "pause"):
        refused(call(verb), 409, "not_clocked_in")
    refused(call("switch-job", {"job_id": None}), 409, "not_clocked_in")
    refused(call("undo"), 409, "nothing_to_undo")
    refused(call("clock-in", {"clock_id": 999}), 404, "clock_not_found")
    refused(call("clock-in", {"clock_id": bakery.foreign_clock}), 404, "clock_not_found")
    refused(call("clock-in", {"clock_id": bakery.yard}), 403, "not_assigned")
    refused(call("clock-in", {"clock_id": bakery.site}), 422, "job_required")
    refused(call("clock-in", {"job_id": 999}), 404, "job_not_found")
    recorded(call("clock-in", {"clock_id": bakery.shop}))
    refused(call("clock-in"), 409, "already_clocked_in")
    refused(call("pause", {"break_kind_id": 999}), 404, "break_kind_not_found")


@pytest.mark.databases("sqlite")
def test_a_claimed_time(call: Call, bakery: Bakery) -> None:
    now = datetime.now(UTC)
    ahead = (now + timedelta(minutes=5)).isoformat()
    assert refused(call("clock-in", {"at": ahead}), 422, "end_in_future")["field"] == "at"
    earlier = (now - timedelta(hours=2)).isoformat(timespec="seconds")
    begun = recorded(call("clock-in", {"at": earlier, "timezone": "Asia/Tokyo"}))
    assert datetime.fromisoformat(begun["started_at"]) == datetime.fromisoformat(earlier)
    assert begun["started_at"].endswith("+09:00")
    assert begun["start_edited"] is True
    before = (now - timedelta(hours=3)).isoformat()
    assert refused(call("clock-out", {"at": before}), 422, "end_before_start")["field"] == "at"


@pytest.mark.databases("sqlite")
def test_a_place_is_kept_only_where_wanted(app: Flask, call: Call, bakery: Bakery) -> None:
    place = {"address": "Main St 1", "latitude": 52.52, "longitude": 13.405}
    dropped = recorded(call("clock-in", {"clock_id": bakery.shop, "location": place}))
    assert dropped["start_location"] is None
    turn_location_on(app, bakery)
    kept = recorded(call("clock-out", {"location": place}))
    assert kept["end_location"] == place


@pytest.mark.databases("sqlite")
def test_a_stop_has_a_reason_and_can_be_taken_back(call: Call, bakery: Bakery) -> None:
    recorded(call("clock-in", {"clock_id": bakery.shop}))
    body = {"user_id": bakery.eli.user_id, "reason": "Left early"}
    refused(call("stop", body, by=bakery.otto), 403, "not_allowed")
    stopped = recorded(call("stop", body, by=bakery.maya))
    assert (stopped["stopped"], stopped["stop_reason"]) == (True, "Left early")
    refused(call("undo"), 409, "nothing_to_undo")
    undone = recorded(call("undo", {"user_id": bakery.eli.user_id}, by=bakery.maya))
    assert (undone["state"], undone["id"]) == ("working", stopped["id"])


@pytest.mark.databases("sqlite")
def test_undo_names_the_entry_that_it_means(call: Call, bakery: Bakery) -> None:
    begun: Any = call("clock-in", {"clock_id": bakery.shop}).json
    recorded(call("pause"))
    refused(call("undo", {"position": begun["position"]}), 409, "nothing_to_undo")
    assert recorded(call("undo", {"position": begun["position"] + 1}))["state"] == "working"


@pytest.mark.databases("sqlite")
def test_whom_one_may_punch_for(call: Call, bakery: Bakery) -> None:
    body = {"user_id": bakery.eli.user_id, "clock_id": bakery.shop}
    refused(call("clock-in", body, by=bakery.otto), 403, "not_allowed")
    refused(call("clock-in", {"user_id": 999}, by=bakery.otto), 403, "not_allowed")
    for unknown in (bakery.nora.user_id, 999):
        refused(call("clock-in", {"user_id": unknown}, by=bakery.edda), 404, "member_not_found")
    assert recorded(call("clock-in", body, by=bakery.maya))["user_id"] == bakery.eli.user_id


ACTS: dict[str, dict[str, object]] = {
    "clock-in": {},
    "pause": {},
    "resume": {},
    "clock-out": {},
    "switch-job": {"job_id": None},
    "undo": {},
    "stop": {"reason": "Left early"},
}


@pytest.mark.databases("sqlite")
def test_for_a_manager_no_one_is_there_but_the_people_of_theirs(call: Call, bakery: Bakery) -> None:
    for state in ("off", "working"):
        for act, more in ACTS.items():
            answers = [
                call(act, {"user_id": user, **more}, by=bakery.maya)
                for user in (bakery.otto.user_id, bakery.nora.user_id, 999)
            ]
            assert len({refused(each, 404, "member_not_found")["detail"] for each in answers}) == 1
        if state == "off":
            recorded(call("clock-in", {"clock_id": bakery.yard}, by=bakery.otto))


@pytest.mark.databases("sqlite")
def test_a_manager_ends_the_shift_of_someone_who_is_assigned_no_longer(
    call: Call, bakery: Bakery
) -> None:
    recorded(call("clock-in", {"clock_id": bakery.shop}))
    where = f"clocks/{bakery.shop}/assignments/{bakery.eli.user_id}"
    assert call(where, method="DELETE", by=bakery.edda).status_code == 204
    eli = {"user_id": bakery.eli.user_id}
    assert recorded(call("pause", eli, by=bakery.maya))["state"] == "on_break"
    assert recorded(call("stop", {**eli, "reason": "Left"}, by=bakery.maya))["state"] == "ended"
    assert recorded(call("undo", eli, by=bakery.maya))["state"] == "on_break"


@pytest.mark.databases("sqlite")
def test_keys(script: Script, call: Call, bakery: Bakery) -> None:
    path = "/api/timeclock/v1/resume"
    missing = script.send("POST", path)
    assert missing.headers["WWW-Authenticate"] == "Bearer"
    refused(missing, 401, "key_missing")
    refused(call("resume", key="nonsense"), 401, "key_unknown")
    refused(call("resume", X_API_KEY=bakery.eli.key), 401, "key_several")
    refused(call("resume", key=bakery.eli.read_key), 403, "not_allowed")
    assert script.send("POST", path, headers={"X-API-KEY": bakery.eli.key}).status_code == 200


def test_the_same_key_again(call: Call, bakery: Bakery) -> None:
    first = call("clock-in", {"clock_id": bakery.shop, "note": "a"}, Idempotency_Key="1")
    recorded(call("pause"))
    again = call("clock-in", b'{"note":"a", "clock_id":%d}' % bakery.shop, Idempotency_Key="1")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.get_data() == first.get_data()
    refused(call("clock-in", {"note": "b"}, Idempotency_Key="1"), 422, "key_reused")
    refused(call("clock-out", Idempotency_Key="x" * 201), 422, "invalid_header")
