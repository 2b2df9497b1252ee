"""Resume, pause, stop and start, as awork has them."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Script
from timeclock.compat.ids import IdKind, from_uuid8, uuid8

pytestmark = pytest.mark.databases("sqlite")

Call = Callable[..., TestResponse]
NOT_YOURS = {
    "code": "invalid-operation",
    "description": "You can only resume your own time trackings.",
}
VERBS = ["resume", "pause", "stop", "start"]


def entry_in(answer: TestResponse) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    entry: dict[str, Any] = answer.json
    return entry


def is_paused(entry: dict[str, Any]) -> bool:
    return bool(entry["breaks"]) and "endDate" not in entry["breaks"][-1]


@pytest.fixture
def start_body(bakery: Bakery) -> dict[str, object]:
    return {
        "typeOfWorkId": uuid8(IdKind.TYPE_OF_WORK, bakery.workspace_id),
        "timezone": "Europe/Berlin",
    }


@pytest.fixture
def running(call: Call, start_body: dict[str, object]) -> dict[str, Any]:
    return entry_in(call("me/timetracking/start", start_body))


@pytest.fixture(params=["me", "users"])
def who(request: pytest.FixtureRequest, bakery: Bakery) -> str:
    """Either route to oneself."""
    if request.param == "me":
        return "me"
    return f"users/{uuid8(IdKind.USER, bakery.eli.user_id)}"


def test_resuming_ends_the_break(call: Call, running: dict[str, Any], who: str) -> None:
    paused = entry_in(call(f"{who}/timetracking/pause"))
    assert is_paused(paused)
    resumed = entry_in(call(f"{who}/timetracking/resume"))
    assert resumed["id"] == running["id"]
    assert not is_paused(resumed)
    assert resumed["breaks"][0]["duration"] >= 0
    assert running["resourceVersion"] < paused["resourceVersion"] < resumed["resourceVersion"]


def test_resuming_what_runs_changes_nothing(call: Call, running: dict[str, Any], who: str) -> None:
    assert entry_in(call(f"{who}/timetracking/resume")) == running


def test_pausing_twice_changes_nothing(call: Call, running: dict[str, Any], who: str) -> None:
    first = entry_in(call(f"{who}/timetracking/pause"))
    assert entry_in(call(f"{who}/timetracking/pause")) == first


def test_stopping_ends_the_entry(call: Call, running: dict[str, Any], who: str) -> None:
    stopped = entry_in(call(f"{who}/timetracking/stop"))
    assert stopped["id"] == running["id"]
    assert stopped["endTimeUtc"]
    assert call(f"{who}/timetracking/stop").status_code == 204


@pytest.mark.parametrize("verb", ["resume", "pause", "stop"])
def test_nothing_is_open(call: Call, who: str, verb: str) -> None:
    answer = call(f"{who}/timetracking/{verb}")
    assert (answer.status_code, answer.get_data()) == (204, b"")


@pytest.mark.parametrize("body", [None, b"", b"{}", b'{"anything": 1}'])
@pytest.mark.parametrize("kind", [None, "text/plain", "nonsense"])
def test_a_body_without_meaning(
    call: Call, running: dict[str, Any], body: bytes | None, kind: str | None
) -> None:
    headers = {"Content_Type": kind} if kind and not body else {}
    assert entry_in(call("me/timetracking/resume/", body, **headers)) == running


@pytest.mark.parametrize("verb", VERBS)
def test_the_user_in_the_path_is_the_caller(
    call: Call, bakery: Bakery, start_body: dict[str, object], verb: str
) -> None:
    """No matter who it is, even for the owner of the company, and whatever the body."""
    users = [
        uuid8(IdKind.USER, bakery.otto.user_id),
        uuid8(IdKind.USER, bakery.nora.user_id),
        uuid8(IdKind.USER, 999),
        uuid8(IdKind.SHIFT, bakery.olive.user_id),
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        str(bakery.olive.user_id),
        "me",
    ]
    for user in users:
        answer = call(f"users/{user}/timetracking/{verb}", start_body, by=bakery.olive)
        assert (answer.status_code, answer.json) == (400, NOT_YOURS)


def test_upper_case_is_the_same_user(call: Call, bakery: Bakery, running: dict[str, Any]) -> None:
    user = uuid8(IdKind.USER, bakery.eli.user_id).upper()
    assert entry_in(call(f"users/{user}/timetracking/resume")) == running


def test_starting_takes_job_note_and_zone(
    call: Call, bakery: Bakery, start_body: dict[str, object], who: str
) -> None:
    job = uuid8(IdKind.JOB, bakery.job)
    more = {"projectId": job, "taskId": None, "note": "Rolls", "isBillable": "true"}
    entry = entry_in(call(f"{who}/timetracking/start", start_body | more))
    assert from_uuid8(IdKind.SHIFT, entry["id"])
    assert (entry["projectId"], entry["note"]) == (job, "Rolls")
    assert (entry["isBillable"], entry["isBilled"]) == (True, False)
    assert entry["timezone"] == "Europe/Berlin"
    assert (entry["duration"], entry["breaks"], entry["endTimeUtc"]) == (0, [], None)
    assert entry["typeOfWorkId"] == start_body["typeOfWorkId"]
    assert entry["userId"] == uuid8(IdKind.USER, bakery.eli.user_id)


def test_starting_stops_what_runs(
    call: Call, running: dict[str, Any], start_body: dict[str, object]
) -> None:
    assert entry_in(call("me/timetracking/start", start_body))["id"] != running["id"]


@pytest.mark.parametrize(
    ("change", "property_"),
    [
        ({"typeOfWorkId": None}, "typeOfWorkId"),
        ({"typeOfWorkId": "x"}, "typeOfWorkId"),
        ({"typeOfWorkId": uuid8(IdKind.TYPE_OF_WORK, 999)}, "typeOfWorkId"),
        ({"timezone": None}, "timezone"),
        ({"timezone": "Mars/Phobos"}, "timezone"),
        ({"projectId": uuid8(IdKind.JOB, 999)}, "projectId"),
        ({"projectId": "job-123"}, "projectId"),
        ({"note": []}, "note"),
        ({"isBillable": "perhaps"}, "isBillable"),
    ],
)
def test_a_start_that_is_not_valid(
    call: Call, start_body: dict[str, object], change: dict[str, object], property_: str
) -> None:
    answer = call("me/timetracking/start", start_body | change)
    assert answer.status_code == 400
    said = answer.json
    assert said is not None
    assert list(said) == ["code", "description", "link", "details", "validationErrors"]
    assert (said["code"], said["details"]) == ("validation-failed", [])
    (problem,) = said["validationErrors"]
    assert problem["property"] == property_
    assert problem["message"]


def test_a_start_of_anyone_who_has_no_clock(
    call: Call, bakery: Bakery, start_body: dict[str, object]
) -> None:
    answer = call("me/timetracking/start", start_body, by=bakery.olive)
    assert answer.status_code == 400
    assert answer.json is not None
    (problem,) = answer.json["validationErrors"]
    assert problem == {
        "property": "userId",
        "message": "You are not assigned to a time clock yet.",
    }


def test_an_empty_start(call: Call) -> None:
    for body in (None, b"{}"):
        said = call("me/timetracking/start", body).json
        assert said is not None
        named = [problem["property"] for problem in said["validationErrors"]]
        assert named == ["typeOfWorkId", "timezone"]


def test_no_or_a_bad_token(script: Script, call: Call, bakery: Bakery) -> None:
    path = "/api/v1/me/timetracking/resume"
    for answer in (
        script.send("POST", path),
        script.send("POST", path, headers={"X-Api-Key": bakery.eli.key}),
        script.send("POST", path, headers={"Authorization": bakery.eli.key}),
        script.send("POST", path, headers={"Authorization": "Bearer "}),
        call("me/timetracking/resume", key="nonsense"),
    ):
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.json is not None
        assert answer.json["code"] == "unauthorized"


def test_a_key_that_only_reads(call: Call, bakery: Bakery) -> None:
    answer = call("me/timetracking/resume", key=bakery.eli.read_key)
    assert answer.status_code == 403
    assert answer.json is not None
    assert answer.json["code"] == "forbidden"
