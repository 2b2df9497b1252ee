"""Clock-in as Connecteam's text has it."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Script, turn_location_on
from timeclock.wire.notices import NOTICE

pytestmark = pytest.mark.databases("sqlite")

Call = Callable[..., TestResponse]
ShiftOf = Callable[[TestResponse], dict[str, Any]]
PLACE = {
    "address": "123 Main St, New York, NY 10001",
    "latitude": 40.7128,
    "longitude": -74.0060,
}


def unix_now() -> int:
    return int(datetime.now(UTC).timestamp())


def test_the_basic_call_of_the_text(call: Call, bakery: Bakery) -> None:
    before = unix_now()
    answer = call("clock-in", f'{{\n    "userId": {bakery.eli.user_id}\n  }}')
    assert answer.status_code == 200
    said = answer.json
    assert said is not None
    assert str(uuid.UUID(said["requestId"])) == said["requestId"]
    shift = said["data"]["shift"]
    moment = shift["start"]["timestamp"]
    assert before <= moment <= unix_now()
    assert shift == {
        "id": shift["id"],
        "userId": bakery.eli.user_id,
        "start": {"timestamp": moment, "timezone": "Europe/Berlin", "source": {"type": "api"}},
        "jobId": None,
        "schedulerShiftId": None,
        "createdAt": moment,
        "modifiedAt": moment,
    }
    assert isinstance(shift["id"], str)


def test_job_zone_and_scheduled_shift_come_back_as_sent(
    call: Call, bakery: Bakery, shift_of: ShiftOf
) -> None:
    body = {
        "userId": bakery.eli.user_id,
        "jobId": str(bakery.job),
        "timezone": "America/New_York",
        "schedulerShiftId": "sched-shift-789",
    }
    shift = shift_of(call("clock-in", body))
    assert shift["jobId"] == str(bakery.job)
    assert shift["start"]["timezone"] == "America/New_York"
    assert shift["schedulerShiftId"] == "sched-shift-789"


def test_a_place_is_accepted_and_dropped(call: Call, bakery: Bakery, shift_of: ShiftOf) -> None:
    answer = call("clock-in", {"userId": bakery.eli.user_id, "locationData": PLACE})
    assert "locationData" not in shift_of(answer)["start"]
    assert answer.headers[NOTICE].startswith("locationData: not kept")
    assert NOTICE not in call("clock-out", {"userId": bakery.eli.user_id}).headers


def test_a_place_is_kept_where_the_company_wants_it(
    app: Flask, call: Call, bakery: Bakery, shift_of: ShiftOf
) -> None:
    turn_location_on(app, bakery)
    answer = call("clock-in", {"userId": bakery.eli.user_id, "locationData": PLACE})
    assert shift_of(answer)["start"]["locationData"] == PLACE
    assert NOTICE not in answer.headers


def test_nulls_text_for_numbers_and_unknown_members_are_taken(
    call: Call, bakery: Bakery, shift_of: ShiftOf
) -> None:
    body = {
        "userId": str(bakery.eli.user_id),
        "jobId": None,
        "timezone": None,
        "schedulerShiftId": None,
        "locationData": {"address": None, "latitude": "52.52", "longitude": None},
        "timestamp": None,
        "employeeMood": "fine",
    }
    assert shift_of(call("clock-in", body))["userId"] == bakery.eli.user_id


def test_a_trailing_slash_is_answered_directly(call: Call, bakery: Bakery) -> None:
    assert call("clock-in/", {"userId": bakery.eli.user_id}).status_code == 200


def test_clocking_in_twice(call: Call, bakery: Bakery) -> None:
    call("clock-in", {"userId": bakery.eli.user_id})
    again = call("clock-in", {"userId": bakery.eli.user_id})
    assert (again.status_code, again.json) == (400, {"detail": "User already has an open shift"})


def test_someone_who_is_not_assigned(call: Call, bakery: Bakery) -> None:
    answer = call("clock-in", {"userId": bakery.eli.user_id}, clock=bakery.yard)
    sentence = f"User {bakery.eli.user_id} is not assigned to time clock {bakery.yard}"
    assert (answer.status_code, answer.json) == (400, {"detail": sentence})


@pytest.mark.parametrize("who", ["nobody", "foreign"])
def test_a_foreign_user_reads_as_an_unknown_one(call: Call, bakery: Bakery, who: str) -> None:
    user_id = bakery.nora.user_id if who == "foreign" else 9_170_357
    answer = call("clock-in", {"userId": user_id}, by=bakery.edda)
    sentence = f"User {user_id} is not assigned to time clock {bakery.shop}"
    assert (answer.status_code, answer.json) == (400, {"detail": sentence})


def test_a_job_is_required_where_the_clock_says_so(call: Call, bakery: Bakery) -> None:
    for job in ({}, {"jobId": None}, {"jobId": ""}):
        answer = call("clock-in", {"userId": bakery.eli.user_id, **job}, clock=bakery.site)
        assert answer.status_code == 400
        assert answer.json == {"detail": "Job ID is required based on time clock settings"}


def test_an_unknown_or_archived_job(call: Call, bakery: Bakery) -> None:
    for job in ("job-999", str(bakery.archived_job), "999", "-1", "9" * 30, "٣"):
        answer = call("clock-in", {"userId": bakery.eli.user_id, "jobId": job})
        assert (answer.status_code, answer.json) == (400, {"detail": f"Job {job} not found"})


def test_an_unknown_or_foreign_clock(call: Call, bakery: Bakery) -> None:
    for clock in (12345, bakery.foreign_clock, "abc", -1, 2**63, "9" * 5000, "1_0", "٣"):
        answer = call("clock-in", {"userId": bakery.eli.user_id}, clock=clock)
        assert answer.status_code == 404
        assert answer.json == {"detail": f"Time clock {clock} not found"}


def test_an_unknown_clock_is_said_before_an_unknown_user(call: Call, bakery: Bakery) -> None:
    for verb in ("clock-in", "clock-out"):
        answer = call(verb, {"userId": 9_170_357}, clock=12345, by=bakery.edda)
        assert answer.status_code == 404
        assert answer.json == {"detail": "Time clock 12345 not found"}


def test_a_missing_or_wrong_key(script: Script, call: Call, bakery: Bakery) -> None:
    path, body = f"/time-clock/v1/time-clocks/{bakery.shop}/clock-in", {"userId": 1}
    refused = {"detail": "Invalid API key"}
    bearer = {"Authorization": f"Bearer {bakery.eli.key}x"}
    for answer in (
        script.send("POST", path, body),
        script.send("POST", path, body, bearer),
        call("clock-in", body, key="YOUR_API_KEY"),
        call("clock-in", body, key=bakery.eli.key + "x"),
    ):
        assert (answer.status_code, answer.json) == (403, refused)


@pytest.mark.parametrize(
    ("by", "whom", "clock"),
    [("eli", "otto", "yard"), ("eli", "nora", "shop")],
)
def test_someone_else_without_the_right(
    call: Call, bakery: Bakery, by: str, whom: str, clock: str
) -> None:
    body = {"userId": getattr(bakery, whom).user_id}
    answer = call("clock-in", body, by=getattr(bakery, by), clock=getattr(bakery, clock))
    assert (answer.status_code, answer.json) == (403, {"detail": "Not allowed"})


def test_a_manager_meets_no_one_out_of_reach(call: Call, bakery: Bakery) -> None:
    """Otto is at the yard, where Maya has no say: neither of them exists for her."""
    for user_id in (bakery.otto.user_id, 9_170_357):
        answer = call("clock-in", {"userId": user_id}, by=bakery.maya, clock=bakery.yard)
        unknown = {"detail": f"Time clock {bakery.yard} not found"}
        assert (answer.status_code, answer.json) == (404, unknown)
        answer = call("clock-in", {"userId": user_id}, by=bakery.maya)
        sentence = f"User {user_id} is not assigned to time clock {bakery.shop}"
        assert (answer.status_code, answer.json) == (400, {"detail": sentence})


def test_a_key_that_only_reads(call: Call, bakery: Bakery) -> None:
    answer = call("clock-in", {"userId": bakery.eli.user_id}, key=bakery.eli.read_key)
    assert (answer.status_code, answer.json) == (403, {"detail": "Not allowed"})


@pytest.mark.parametrize("by", ["maya", "edda", "olive"])
def test_who_may_clock_in_someone_else(
    call: Call, bakery: Bakery, shift_of: ShiftOf, by: str
) -> None:
    shift = shift_of(call("clock-in", {"userId": bakery.eli.user_id}, by=getattr(bakery, by)))
    assert shift["userId"] == bakery.eli.user_id


def test_a_punch_that_was_made_offline(call: Call, bakery: Bakery, shift_of: ShiftOf) -> None:
    an_hour_ago = unix_now() - 3600
    shift = shift_of(
        call("clock-in", {"userId": bakery.eli.user_id, "timestamp": str(an_hour_ago)})
    )
    assert shift["start"]["timestamp"] == an_hour_ago
    assert shift["createdAt"] >= an_hour_ago + 3600


@pytest.mark.parametrize("ago", [-3600, -(10**11), 10**12])
def test_a_time_that_is_not_yet_or_no_time(call: Call, bakery: Bakery, ago: int) -> None:
    answer = call("clock-in", {"userId": bakery.eli.user_id, "timestamp": unix_now() - ago})
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["detail"][0]["loc"] == ["body", "timestamp"]
