"""Stopping what runs, as Clockify's text has it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.compat.clockify.conftest import text_of
from tests.fixtures.scripts import Bakery, Script
from timeclock.company.clocks.assigning import unassign
from timeclock.compat.ids import IdKind, from_hex24, hex24

pytestmark = pytest.mark.databases("sqlite")

Call = Callable[..., TestResponse]
DENIED = {"message": "Access Denied", "code": 501}
NOTHING_RUNS = {
    "message": "Currently running time entry doesn't exist on workspace.",
    "code": 404,
}
NOW = "2026-01-01T00:00:00Z"


def now_text(seconds: int = 0) -> str:
    return text_of(datetime.now(UTC) + timedelta(seconds=seconds))


@pytest.mark.parametrize("base", ["/api/v1", "/v1"])
def test_the_call_of_the_text_under_either_base(
    stop: Call, bakery: Bakery, running: datetime, base: str
) -> None:
    end = running + timedelta(minutes=30)
    answer = stop({"end": text_of(end)}, base=base)
    assert answer.status_code == 200
    entry = answer.json
    assert entry is not None
    assert from_hex24(IdKind.SHIFT, entry["id"])
    assert entry == {
        "id": entry["id"],
        "description": "Rolls",
        "tagIds": [],
        "userId": hex24(IdKind.USER, bakery.eli.user_id),
        "billable": True,
        "taskId": None,
        "projectId": None,
        "workspaceId": hex24(IdKind.WORKSPACE, bakery.workspace_id),
        "timeInterval": {"start": text_of(running), "end": text_of(end), "duration": "PT30M"},
        "customFieldValues": [],
        "type": "REGULAR",
        "kioskId": None,
        "isLocked": False,
    }


@pytest.mark.parametrize("fraction", ["", ".5", ".123", ".123456"])
def test_an_end_with_fractions_of_a_second(stop: Call, running: datetime, fraction: str) -> None:
    end = running + timedelta(minutes=30)
    answer = stop({"end": end.strftime(f"%Y-%m-%dT%H:%M:%S{fraction}Z")})
    assert answer.json is not None
    assert answer.json["timeInterval"]["end"] == text_of(end)


def test_an_end_a_little_ahead_is_now(stop: Call, running: datetime) -> None:
    answer = stop({"end": now_text(50)})
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["timeInterval"]["end"] <= now_text()


def test_a_stop_during_a_break_answers_the_break(
    stop: Call, punch: Call, running: datetime
) -> None:
    assert punch("pause").status_code == 200
    entry = stop({"end": now_text()}).json
    assert entry is not None
    assert from_hex24(IdKind.BREAK, entry["id"])
    assert entry["type"] == "BREAK"
    assert stop({"end": now_text()}).json == NOTHING_RUNS


def test_hex_in_upper_case_and_a_trailing_slash(
    script: Script, bakery: Bakery, running: datetime
) -> None:
    workspace = hex24(IdKind.WORKSPACE, bakery.workspace_id).upper()
    user = hex24(IdKind.USER, bakery.eli.user_id).upper()
    path = f"/v1/workspaces/{workspace}/user/{user}/time-entries/"
    answer = script.send("PATCH", path, {"end": now_text()}, {"x-api-key": bakery.eli.key})
    assert answer.status_code == 200


def test_nothing_runs(stop: Call) -> None:
    answer = stop({"end": now_text()})
    assert (answer.status_code, answer.json) == (404, NOTHING_RUNS)


@pytest.mark.parametrize("body", [None, {}, {"end": None}, b"", b"{}"])
def test_a_missing_end(stop: Call, running: datetime, body: object) -> None:
    answer = stop(body)
    assert (answer.status_code, answer.json) == (400, {"message": "must not be null", "code": 501})


def test_an_end_before_the_start(stop: Call, running: datetime) -> None:
    answer = stop({"end": "2021-01-01T00:00:00Z"})
    assert answer.status_code == 400
    assert answer.json == {"message": "Start time is greater than end time", "code": 501}


@pytest.mark.parametrize(
    "end", ["tomorrow", 1, True, [], "2026-10-25", "9999-12-31T23:59:59-12:00", "2026-01-01T24:00Z"]
)
def test_an_end_that_is_no_time(stop: Call, running: datetime, end: object) -> None:
    answer = stop({"end": end})
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["code"] == 501


def test_an_end_in_the_future(stop: Call, running: datetime) -> None:
    answer = stop({"end": now_text(120)})
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["code"] == 501


def test_no_key_or_two_kinds_at_once(stop: Call, script: Script, bakery: Bakery) -> None:
    refused = {"message": "Multiple or none auth tokens present", "code": 1000}
    body = {"end": now_text()}
    path = f"/api/v1/workspaces/{bakery.workspace_id}/user/{bakery.eli.user_id}/time-entries"
    for answer in (
        script.send("PATCH", path, body),
        script.send("PATCH", path, body, {"Authorization": f"Bearer {bakery.eli.key}"}),
        stop(body, Authorization=f"Bearer {bakery.eli.key}"),
        stop(body, X_Addon_Token="x"),
    ):
        assert (answer.status_code, answer.json) == (401, refused)


def test_an_unknown_key(stop: Call) -> None:
    answer = stop({"end": now_text()}, key="<YOUR_API_KEY>")
    assert answer.status_code == 401
    assert answer.json == {"message": "Api key does not exist", "code": 4003}


@pytest.mark.parametrize("by", ["maya", "edda", "olive"])
def test_managers_stop_others(stop: Call, bakery: Bakery, running: datetime, by: str) -> None:
    assert stop({"end": now_text()}, by=getattr(bakery, by)).status_code == 200


def test_a_manager_stops_anyone_who_runs_at_the_clock(
    app: Flask, stop: Call, bakery: Bakery, running: datetime
) -> None:
    with app.app_context():
        for clock in (bakery.shop, bakery.site):
            unassign(bakery.operator, clock_id=clock, member_id=bakery.eli.member_id)
    assert stop({"end": now_text()}, by=bakery.maya).status_code == 200


def test_whatever_may_not_be_reads_the_same(stop: Call, bakery: Bakery, running: datetime) -> None:
    answers = [
        stop({}, by=bakery.otto),
        stop({}, by=bakery.maya, of=bakery.otto),
        stop({}, key=bakery.eli.read_key),
        stop({}, by=bakery.edda, user=hex24(IdKind.USER, 999)),
        stop({}, by=bakery.edda, of=bakery.nora),
        stop({}, by=bakery.edda, user="x"),
        stop({}, user=hex24(IdKind.SHIFT, bakery.eli.user_id)),
        stop({}, workspace=hex24(IdKind.WORKSPACE, bakery.foreign_workspace_id)),
        stop({}, workspace=hex24(IdKind.WORKSPACE, 999)),
        stop({}, workspace="64a687e29ae1f428e7ebe303"),
        stop({}, by=bakery.nora),
    ]
    assert {(a.status_code, a.get_data()) for a in answers} == {(403, answers[0].get_data())}
    assert answers[0].json == DENIED


def test_the_order_of_judging(stop: Call, bakery: Bakery) -> None:
    """401, 403, body 400, 404."""
    assert stop({}, key="wrong", workspace="x").status_code == 401
    assert stop(b"{", workspace="x").status_code == 403
    assert stop({}).status_code == 400
    future = stop({"end": now_text(120)})
    assert future.json == {"message": "That time is in the future.", "code": 501}
    assert future.status_code == 400
    assert stop({"end": now_text(50)}).status_code == 404
    assert stop({"end": now_text()}).status_code == 404
