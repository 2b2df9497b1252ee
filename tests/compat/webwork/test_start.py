"""Starting a tracker: one's own, and anyone's for executive managers and owners."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.compat.webwork.conftest import (
    NO_RIGHT,
    UNKNOWN_USER,
    WORKSPACE,
    data_of,
    demand_failure,
    demand_invalid,
)
from tests.fixtures.scripts import Bakery, Call, KeyHolder, Script
from timeclock.company.clocks.assigning import unassign
from timeclock.worktime.shifts.queries import open_shift

pytestmark = pytest.mark.databases("sqlite")
STARTED = {
    "message": "Time tracking started successfully",
    "contract_id": None,
    "project_id": None,
    "task_id": None,
    "activity_description": None,
}
ORDER = ["message", "start_time", "contract_id", "project_id", "task_id", "activity_description"]


def test_ones_own_tracker(start: Call) -> None:
    found = data_of(start())
    assert list(found) == ORDER
    assert found.pop("start_time").endswith("+00:00")
    assert found == STARTED


@pytest.mark.parametrize("base", ["", "/api/v2"])
def test_under_either_base_with_or_without_a_slash(
    script: Script, bakery: Bakery, base: str
) -> None:
    body = {"workspace_id": bakery.workspace_id, "user_id": bakery.eli.user_id}
    header = {"Authorization": f"Bearer {bakery.eli.key}"}
    assert script.send("POST", f"{base}/time-tracking/start/", body, header).status_code == 200
    assert script.send("POST", f"{base}/time-tracking/start", body, header).status_code == 400


def test_a_contract_is_a_job(app: Flask, start: Call, bakery: Bakery) -> None:
    found = data_of(
        start(contract_id=str(bakery.job), task_id=5, activity_description="Rolls", other="x")
    )
    assert (found["contract_id"], found["project_id"]) == (bakery.job, bakery.job)
    assert (found["task_id"], found["activity_description"]) == (None, "Rolls")
    with app.app_context():
        shift = open_shift(bakery.workspace_id, bakery.eli.member_id)
    assert shift is not None
    assert (shift.timeline.job_id, shift.note) == (bakery.job, "Rolls")
    assert shift.clock_id == bakery.shop


def test_nulls_are_nothing(start: Call) -> None:
    found = data_of(start(contract_id=None, task_id=None, activity_description=None))
    assert found | {"start_time": ""} == STARTED | {"start_time": ""}


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("olive", True),
        ("edda", True),
        ("maya", False),
        ("eli", True),
        ("otto", False),
    ],
)
def test_who_may_start_elis_tracker(start: Call, bakery: Bakery, name: str, may: bool) -> None:
    answer = start(by=getattr(bakery, name))
    if may:
        assert answer.status_code == 200
    else:
        demand_failure(answer, 403, NO_RIGHT)


def test_a_key_that_only_reads(start: Call, bakery: Bakery) -> None:
    for holder in (bakery.eli, bakery.edda):
        demand_failure(start(key=holder.read_key), 403, NO_RIGHT)


def test_another_company(start: Call, bakery: Bakery) -> None:
    demand_failure(start(by=bakery.nora), 404, WORKSPACE)
    for unknown in (bakery.foreign_workspace_id, 999, 2**63, -1, 0):
        demand_failure(start(workspace_id=unknown), 404, WORKSPACE)


def test_no_one_of_this_company(start: Call, bakery: Bakery) -> None:
    for unknown in (bakery.nora.user_id, 999, 2**63, -1, 0):
        demand_failure(start(by=bakery.edda, user_id=unknown), 404, UNKNOWN_USER)
        demand_failure(start(by=bakery.maya, user_id=unknown), 403, NO_RIGHT)


def test_already_tracking(start: Call, bakery: Bakery) -> None:
    assert start().status_code == 200
    sentence = (
        "User already has an active tracker and must stop the current tracker "
        "before starting a new one"
    )
    for by in (bakery.eli, bakery.olive):
        demand_failure(start(by=by), 400, sentence)


def test_an_unknown_contract(start: Call, bakery: Bakery) -> None:
    for unknown in (bakery.archived_job, 999, 2**63, -1, 0):
        demand_failure(start(contract_id=unknown), 404, "Contract not found")


def test_a_clock_that_wants_a_contract(app: Flask, start: Call, bakery: Bakery) -> None:
    with app.app_context():
        unassign(bakery.operator, clock_id=bakery.shop, member_id=bakery.eli.member_id)
    demand_invalid(start(), contract_id="The contract id field is required.")
    assert start(contract_id=bakery.job).status_code == 200


def test_anyone_who_has_no_clock(start: Call, bakery: Bakery) -> None:
    answer = start(by=bakery.olive, user_id=bakery.olive.user_id)
    demand_invalid(answer, user_id="You are not assigned to a time clock yet.")


def test_missing_and_wrong_fields(call: Call, start: Call) -> None:
    demand_invalid(
        call("time-tracking/start", {}),
        workspace_id="The workspace id field is required.",
        user_id="The user id field is required.",
    )
    demand_invalid(
        start(contract_id="x", task_id=True, activity_description=[]),
        contract_id="The contract id must be an integer.",
        task_id="The task id must be an integer.",
        activity_description="The activity description must be a string.",
    )


def test_a_description_that_is_too_long(start: Call) -> None:
    answer = start(activity_description="x" * 5000)
    assert answer.status_code == 422
    whole: Any = answer.json
    assert list(whole["errors"]) == ["activity_description"]


def test_the_same_key_again(start: Call, call: Call, bakery: Bakery) -> None:
    first = start(Idempotency_Key="once", activity_description="Rolls")
    body = {"workspace_id": bakery.workspace_id, "user_id": bakery.eli.user_id}
    assert call("time-tracking/stop", body, by=bakery.edda).status_code == 200
    again = start(Idempotency_Key="once", activity_description="Rolls")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.get_data() == first.get_data()
    other = start(Idempotency_Key="once")
    assert other.status_code == 422
    whole: Any = other.json
    assert list(whole["errors"]) == ["Idempotency-Key"]


def test_someone_who_has_left(
    start: Call, bakery: Bakery, let_go: Callable[[KeyHolder], None]
) -> None:
    let_go(bakery.otto)
    demand_failure(start(by=bakery.edda, user_id=bakery.otto.user_id), 404, UNKNOWN_USER)
