"""People and projects as a script for awork reads them, and their names in an entry."""

from typing import Any

import pytest

from tests.compat.awork.test_timetracking import entry_in
from tests.fixtures.scripts import Bakery, Call
from timeclock.compat.ids import IdKind, uuid8

pytestmark = pytest.mark.databases("sqlite")


def said(call: Call, path: str, **more: Any) -> Any:
    answer = call(path, method="GET", **more)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_people_look_like_oneself(call: Call, bakery: Bakery) -> None:
    own = said(call, "me")
    assert said(call, "users") == [own]
    assert said(call, f"users/{own['id'].upper()}/") == own


def test_people_in_sight(call: Call, bakery: Bakery) -> None:
    for holder, names in (
        (bakery.olive, ["Olive", "Edda", "Maya", "Eli", "Otto"]),
        (bakery.maya, ["Maya", "Eli"]),
        (bakery.otto, ["Otto"]),
    ):
        assert [each["firstName"] for each in said(call, "users", by=holder)] == names
    answer = call(f"users/{uuid8(IdKind.USER, bakery.eli.user_id)}", method="GET", by=bakery.otto)
    assert (answer.status_code, answer.json["code"]) == (404, "not-found")  # type: ignore[index]


def test_projects(call: Call, bakery: Bakery) -> None:
    found = said(call, "projects")
    assert [(each["name"], each["key"], each["isArchived"]) for each in found] == [
        ("Counter", "C", False),
        ("Milling", None, True),
    ]
    assert said(call, f"projects/{found[0]['id']}") == found[0]
    for name in ("x", uuid8(IdKind.JOB, 999), uuid8(IdKind.USER, bakery.job)):
        assert call(f"projects/{name}", method="GET").status_code == 404


def test_an_entry_has_the_names_of_its_ids(call: Call, bakery: Bakery) -> None:
    project = uuid8(IdKind.JOB, bakery.job)
    body = {
        "typeOfWorkId": uuid8(IdKind.TYPE_OF_WORK, bakery.workspace_id),
        "timezone": "Europe/Berlin",
        "projectId": project,
    }
    begun = entry_in(call("me/timetracking/start", body))
    assert begun["project"] == {"id": project, "name": "Counter"}
    assert begun["user"] == {"id": begun["userId"], "firstName": "Eli", "lastName": "Engel"}
    assert said(call, "timeentries")[0] == begun
    assert entry_in(call("me/timetracking/stop"))["project"] == begun["project"]
