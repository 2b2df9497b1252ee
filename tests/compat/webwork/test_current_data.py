"""What runs right now, and how long someone has tracked today."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.compat.webwork.conftest import (
    NO_RIGHT,
    UNKNOWN_USER,
    WORKSPACE,
    Get,
    data_of,
    demand_failure,
    demand_invalid,
)
from tests.fixtures.scripts import Bakery, Call, KeyHolder, Script
from timeclock.timekeeping import local_date
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, clock_out

pytestmark = pytest.mark.databases("sqlite")
FIELDS = {
    "contract_id",
    "user_id",
    "activity_description",
    "task_id",
    "task_title",
    "total_seconds",
    "total_minutes",
    "date",
    "start_time",
}


def began(app: Flask, bakery: Bakery, seconds: int, **more: Any) -> datetime:
    """Eli has been in at the shop for that long."""
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=seconds)
    with app.app_context():
        clock_in(
            bakery.operator,
            member_id=bakery.eli.member_id,
            clock_id=bakery.shop,
            claimed=at,
            **more,
        )
    return at


def test_a_tracker_that_runs(app: Flask, get: Get, bakery: Bakery) -> None:
    at = began(app, bakery, 125, job_id=bakery.job, details=ShiftDetails("Rolls"))
    found = data_of(get("time-tracking/current-data", user_id=bakery.eli.user_id))
    assert set(found) == FIELDS
    assert (found["user_id"], found["contract_id"]) == (bakery.eli.user_id, bakery.job)
    assert (found["activity_description"], found["task_id"]) == ("Rolls", None)
    assert found["task_title"] is None
    assert found["date"] == local_date(at, "Europe/Berlin").isoformat()
    assert found["start_time"] == at.isoformat()
    assert found["total_minutes"] * 60 + found["total_seconds"] in range(125, 185)


def test_earlier_shifts_of_the_day_count(app: Flask, get: Get, bakery: Bakery) -> None:
    """Both begin within a minute, so that no midnight is between them but once in a year."""
    began(app, bakery, 60)
    with app.app_context():
        clock_out(bakery.operator, member_id=bakery.eli.member_id)
    began(app, bakery, 0)
    found = data_of(get("time-tracking/current-data", user_id=bakery.eli.user_id))
    assert found["total_minutes"] == 1
    assert found["total_seconds"] in range(30)


def test_nothing_runs(get: Get, bakery: Bakery) -> None:
    today = local_date(datetime.now(UTC), "Europe/Berlin")
    assert data_of(get("time-tracking/current-data", user_id=bakery.eli.user_id)) == {
        "contract_id": None,
        "user_id": bakery.eli.user_id,
        "activity_description": None,
        "task_id": None,
        "task_title": None,
        "total_seconds": 0,
        "total_minutes": 0,
        "date": today.isoformat(),
        "start_time": None,
    }


@pytest.mark.parametrize("path", ["/time-tracking", "/api/v2/time-tracking"])
def test_under_either_base(script: Script, bakery: Bakery, path: str) -> None:
    query = f"?workspace_id={bakery.workspace_id}&user_id={bakery.eli.user_id}"
    for tail in ("current-data", "current-data/"):
        header = {"Authorization": f"Bearer {bakery.eli.read_key}"}
        assert script.send("GET", f"{path}/{tail}{query}", None, header).status_code == 200


@pytest.mark.parametrize(
    ("name", "status", "message"),
    [
        ("olive", 200, ""),
        ("edda", 200, ""),
        ("maya", 200, ""),
        ("eli", 200, ""),
        ("otto", 403, NO_RIGHT),
        ("nora", 404, WORKSPACE),
    ],
)
def test_who_sees_it(get: Get, bakery: Bakery, name: str, status: int, message: str) -> None:
    holder: KeyHolder = getattr(bakery, name)
    for key in (holder.key, holder.read_key):
        answer = get("time-tracking/current-data", key=key, user_id=bakery.eli.user_id)
        if status == 200:
            assert data_of(answer)["user_id"] == bakery.eli.user_id
        else:
            demand_failure(answer, status, message)


def test_people_out_of_reach_are_no_one(get: Get, bakery: Bakery) -> None:
    for user in (bakery.otto.user_id, bakery.nora.user_id, 999, 2**63, 0, -1):
        answer = get("time-tracking/current-data", by=bakery.maya, user_id=user)
        demand_failure(answer, 404, UNKNOWN_USER)


def test_missing_and_wrong_fields(call: Call, get: Get) -> None:
    demand_invalid(
        call("time-tracking/current-data", method="GET"),
        workspace_id="The workspace id field is required.",
        user_id="The user id field is required.",
    )
    demand_invalid(
        get("time-tracking/current-data", user_id="x"), user_id="The user id must be an integer."
    )
