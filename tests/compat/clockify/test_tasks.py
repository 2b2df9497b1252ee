"""Sub-jobs are the tasks of the job at the top: listed, booked on, and found again."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.compat.clockify.conftest import NO_PROJECT, Call, ago, entry_in, error, of, text_of
from tests.fixtures.scripts import Bakery
from tests.fixtures.stored_objects import StoredObjects
from timeclock.company.jobs.service import add_job, archive_job
from timeclock.compat.ids import IdKind, hex24
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.timesheets.approval.approving import approve

pytestmark = pytest.mark.databases("sqlite")
NO_TASK = (400, "Task doesn't belong to Project", 501)
MINE = "time-entries"
WEEK = timedelta(days=7)


@pytest.fixture
def till(app: Flask, bakery: Bakery) -> int:
    """A sub-job of the counter, with one below it."""
    with app.app_context():
        made = add_job(bakery.operator, name="Till", parent_id=bakery.job)
        add_job(bakery.operator, name="Cash", parent_id=made)
        return made


def project(job: int) -> str:
    return hex24(IdKind.JOB, job)


def task(job: int) -> str:
    return hex24(IdKind.TASK, job)


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["name"] for each in answer.json]


def test_tasks_are_in_their_project_only(
    app: Flask, clockify: Call, bakery: Bakery, till: int
) -> None:
    assert names(clockify("GET", "projects")) == ["Counter", "Milling"]
    path = f"projects/{project(bakery.job)}/tasks"
    assert names(clockify("GET", path)) == ["Cash", "Till"]
    assert names(clockify("GET", f"projects/{project(bakery.archived_job)}/tasks")) == []
    listed: Any = clockify("GET", path).json
    assert [each["projectId"] for each in listed] == [project(bakery.job)] * 2
    assert [each["status"] for each in listed] == ["ACTIVE"] * 2
    with app.app_context():
        archive_job(bakery.operator, job_id=till)
    assert names(clockify("GET", f"{path}?is-active=true")) == ["Cash"]
    (done,) = clockify("GET", f"{path}?is-active=0").json
    assert (done["id"], done["status"]) == (task(till), "DONE")


def test_one_project(clockify: Call, bakery: Bakery, till: int) -> None:
    found = entry_in(clockify("GET", f"projects/{project(bakery.job)}"))
    assert (found["name"], found["note"], found["budgetEstimate"]) == ("Counter", "C", None)
    assert "tasks" not in found
    whole = entry_in(clockify("GET", f"projects/{project(bakery.job)}?hydrated=1"))
    assert [each["name"] for each in whole["tasks"]] == ["Cash", "Till"]
    assert entry_in(clockify("GET", f"projects/{project(till)}"))["name"] == "Till"
    for name in ("x", project(999), task(till)):
        assert error(clockify("GET", f"projects/{name}")) == NO_PROJECT


def test_an_entry_is_booked_on_a_task(
    app: Flask, clockify: Call, bakery: Bakery, till: int
) -> None:
    sent = {"projectId": project(bakery.job), "taskId": task(till)}
    begun = entry_in(clockify("POST", MINE, {"start": text_of(ago(1)), **sent}), 201)
    assert {name: begun[name] for name in sent} == sent
    with app.app_context():
        running = open_shift(bakery.workspace_id, bakery.eli.member_id)
        assert running is not None
        assert running.timeline.job_id == till
    mine = of(bakery.eli)
    for query in (f"project={sent['projectId']}", f"task={sent['taskId']}", "task-required=1"):
        assert [each["id"] for each in clockify("GET", f"{mine}?{query}").json] == [begun["id"]]
    (whole,) = clockify("GET", f"{mine}?hydrated=true").json
    assert (whole["project"]["name"], whole["task"]["name"]) == ("Counter", "Till")
    assert whole["user"]["name"] == "Eli Engel"


def test_a_task_alone_names_its_project(clockify: Call, bakery: Bakery, till: int) -> None:
    begun = entry_in(clockify("POST", MINE, {"taskId": task(till)}), 201)
    assert (begun["projectId"], begun["taskId"]) == (project(bakery.job), task(till))


@pytest.mark.parametrize("name", ["taskOfNone", "jobAtTheTop", "otherProject"])
def test_a_task_that_is_not_of_the_project(
    clockify: Call, bakery: Bakery, till: int, name: str
) -> None:
    sent = {
        "taskOfNone": {"taskId": task(999)},
        "jobAtTheTop": {"taskId": task(bakery.job)},
        "otherProject": {"taskId": task(till), "projectId": project(bakery.archived_job)},
    }[name]
    assert error(clockify("POST", MINE, sent)) == NO_TASK


def test_a_changed_entry_keeps_its_task_with_its_project(
    clockify: Call, bakery: Bakery, till: int
) -> None:
    begun = entry_in(clockify("POST", MINE, {"taskId": task(till)}), 201)
    path, top = f"{MINE}/{begun['id']}", project(bakery.job)
    for sent, expected in (
        ({"projectId": top}, task(till)),
        ({"description": "Coins"}, task(till)),
        ({"projectId": top, "taskId": None}, None),
        ({"taskId": task(till)}, task(till)),
        ({"projectId": None}, None),
    ):
        changed = entry_in(clockify("PUT", path, sent))
        assert changed["taskId"] == expected, sent
    assert changed["projectId"] is None


def test_entries_of_approved_days_are_locked(
    app: Flask, clockify: Call, bakery: Bakery, stored: StoredObjects
) -> None:
    """In another week than the stored objects, whose correction is in the way of an approval."""
    start, first = stored.start - WEEK, stored.first - WEEK
    with app.app_context():
        added = propose(
            bakery.operator,
            member_id=bakery.eli.member_id,
            shift_id=None,
            drafts=[Draft(bakery.shop, start, start + timedelta(hours=8))],
            reason="The clock was broken",
        )
    entry = f"{MINE}/{hex24(IdKind.SHIFT, added.shift_ids[0])}"

    def locked() -> list[bool]:
        listed = [each["isLocked"] for each in clockify("GET", of(bakery.eli)).json]
        return [*listed, entry_in(clockify("GET", entry))["isLocked"]]

    assert locked() == [False, False, False]
    with app.app_context():
        approve(bakery.operator, member_id=bakery.eli.member_id, first_day=first)
    assert locked() == [False, True, True]
    refused = error(clockify("PUT", entry, {"description": "x"}, by=bakery.maya))
    assert refused[0] == 400
