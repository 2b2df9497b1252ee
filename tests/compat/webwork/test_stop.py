"""Stopping someone's tracker, as WebWork's text has it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Body, KeyHolder, Script

pytestmark = pytest.mark.databases("sqlite")

Call = Callable[..., TestResponse]


@pytest.fixture
def stop(script: Script, bakery: Bakery) -> Call:
    """`stop(body)`, by Edda unless `by` says otherwise; Eli's tracker without a body."""

    def send(
        body: Body | dict[str, object] = None,
        *,
        by: KeyHolder | None = None,
        path: str = "/time-tracking/stop",
        key: str | None = None,
        **headers: str,
    ) -> TestResponse:
        theirs = {"workspace_id": bakery.workspace_id, "user_id": bakery.eli.user_id}
        sent = {"Authorization": f"Bearer {key or (by or bakery.edda).key}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return script.send("POST", path, theirs if body is None else body, sent)

    return send


@pytest.fixture
def tracking(script: Script, bakery: Bakery) -> None:
    """Eli is in at the shop."""
    answer = script.send(
        "POST",
        "/api/timeclock/v1/clock-in",
        {"clock_id": bakery.shop},
        {"X-API-KEY": bakery.eli.key},
    )
    assert answer.status_code == 200


def demand_failure(answer: TestResponse, status: int) -> None:
    assert answer.status_code == status, answer.text
    said: Any = answer.json
    assert list(said) == ["success", "message", "error", "meta"]
    assert (said["success"], said["error"]) == (False, None)
    assert said["message"]
    demand_meta(said["meta"])


def demand_meta(meta: dict[str, str]) -> None:
    assert list(meta) == ["api_version", "timestamp"]
    assert meta["api_version"] == "2.0.0"
    assert meta["timestamp"].endswith("Z")
    assert datetime.fromisoformat(meta["timestamp"])


@pytest.mark.usefixtures("tracking")
@pytest.mark.parametrize(
    "path",
    ["/time-tracking/stop", "/api/v2/time-tracking/stop", "/api/v2/time-tracking/stop/"],
)
def test_the_call_of_the_text_under_either_base(stop: Call, path: str) -> None:
    answer = stop(path=path)
    assert answer.status_code == 200
    said: Any = answer.json
    assert list(said) == ["success", "data", "meta"]
    assert said["success"] is True
    assert list(said["data"]) == ["message", "stopped_at"]
    assert said["data"]["message"] == "Time tracking stopped successfully"
    assert said["data"]["stopped_at"].endswith("+00:00")
    assert len(said["data"]["stopped_at"]) == len("2024-01-15T12:30:00+00:00")
    demand_meta(said["meta"])
    demand_failure(stop(path=path), 400)


@pytest.mark.usefixtures("tracking")
def test_ids_as_text(stop: Call, bakery: Bakery) -> None:
    body = {"workspace_id": str(bakery.workspace_id), "user_id": str(bakery.eli.user_id)}
    assert stop(body, by=bakery.olive).status_code == 200


@pytest.mark.usefixtures("tracking")
def test_who_stops_is_named_to_the_person(script: Script, bakery: Bakery, stop: Call) -> None:
    stop()
    later = script.send(
        "GET", "/api/timeclock/v1/shifts/open", headers={"X-API-KEY": bakery.eli.key}
    )
    assert later.json == {"shifts": [], "next_cursor": None}


@pytest.mark.usefixtures("tracking")
def test_refusals_in_the_vendors_order(stop: Call, bakery: Bakery) -> None:
    """401, 422, workspace 404, role 403, user 404, tracker 400."""
    here, there = bakery.workspace_id, bakery.foreign_workspace_id
    demand_failure(stop({}, key="nonsense"), 401)
    assert stop({"workspace_id": there}, by=bakery.eli).status_code == 422
    for unknown in (there, 999, 2**63, -1, 0):
        demand_failure(stop({"workspace_id": unknown, "user_id": 999}, by=bakery.eli), 404)
    for by in (bakery.eli, bakery.maya):
        demand_failure(stop({"workspace_id": here, "user_id": 999}, by=by), 403)
    demand_failure(stop({"workspace_id": here, "user_id": 999}, key=bakery.edda.read_key), 403)
    for unknown in (bakery.nora.user_id, 999, 2**63, -1, 0):
        demand_failure(stop({"workspace_id": here, "user_id": unknown}), 404)
    demand_failure(stop({"workspace_id": here, "user_id": bakery.otto.user_id}), 400)
    assert stop().status_code == 200


def test_a_foreign_user_reads_as_an_unknown_one(stop: Call, bakery: Bakery) -> None:
    foreign, unknown = (
        stop({"workspace_id": bakery.workspace_id, "user_id": user}).json
        for user in (bakery.nora.user_id, 999)
    )
    assert foreign is not None
    assert unknown is not None
    assert foreign["message"] == unknown["message"]


def test_missing_and_wrong_fields(stop: Call) -> None:
    said: Any = stop({}).json
    assert said["success"] is False
    assert said["message"] == "Validation failed"
    assert said["errors"] == {
        "workspace_id": ["The workspace id field is required."],
        "user_id": ["The user id field is required."],
    }
    demand_meta(said["meta"])
    for value in (True, "x", 1.5, [], "1_000", "٣"):
        wrong: Any = stop({"workspace_id": value, "user_id": None}).json
        assert wrong["errors"] == {
            "workspace_id": ["The workspace id must be an integer."],
            "user_id": ["The user id field is required."],
        }


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"1"])
def test_what_is_no_object(stop: Call, body: bytes) -> None:
    answer = stop(body)
    assert answer.status_code == 422
    assert answer.json is not None
    assert list(answer.json["errors"]) == ["body"]
