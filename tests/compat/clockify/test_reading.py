"""What a script asks first: who am I, where, who else, and on what."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.compat.clockify.conftest import DENIED, NO_ENTRY, NO_PROJECT, Call, error, of
from tests.fixtures.scripts import Bakery, KeyHolder, Script
from tests.fixtures.stored_objects import StoredObjects
from timeclock.compat.ids import IdKind, hex24
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.shifts.leaving import deactivate_member

pytestmark = pytest.mark.databases("sqlite")
SETTINGS = {
    "weekStart": "MONDAY",
    "timeZone": "Europe/Berlin",
    "timeFormat": "HOUR24",
    "dateFormat": "YYYY-MM-DD",
}
COLLEAGUES = ("olive", "edda", "maya", "eli", "otto")


@pytest.mark.parametrize("path", ["/api/v1/user", "/v1/user", "/v1/user/"])
def test_the_owner_of_a_key(script: Script, bakery: Bakery, path: str) -> None:
    answer = script.send("GET", path, headers={"X-Api-Key": bakery.eli.read_key})
    assert answer.status_code == 200
    user = answer.json
    assert user is not None
    assert list(user) == [
        "id",
        "email",
        "name",
        "memberships",
        "profilePicture",
        "activeWorkspace",
        "defaultWorkspace",
        "settings",
        "status",
        "customFields",
    ]
    assert user["id"] == hex24(IdKind.USER, bakery.eli.user_id)
    assert user["activeWorkspace"] == hex24(IdKind.WORKSPACE, bakery.workspace_id)
    assert {name: user["settings"][name] for name in SETTINGS} == SETTINGS


def test_a_key_belongs_to_one_workspace(script: Script, bakery: Bakery) -> None:
    answer = script.send("GET", "/v1/workspaces", headers={"X-Api-Key": bakery.eli.read_key})
    assert answer.json is not None
    (workspace,) = answer.json
    assert workspace["id"] == hex24(IdKind.WORKSPACE, bakery.workspace_id)
    assert answer.headers["Last-Page"] == "true"


def test_anyone_who_asks_for_pages_until_one_is_empty_comes_to_an_end(
    script: Script, bakery: Bakery
) -> None:
    key = {"X-Api-Key": bakery.eli.key}
    first = script.send("GET", "/api/v1/workspaces?page=1&page-size=1", headers=key)
    assert len(listed(first)) == 1
    beyond = script.send("GET", "/api/v1/workspaces?page=2", headers=key)
    assert (listed(beyond), beyond.headers["Last-Page"]) == ([], "true")


def listed(answer: TestResponse) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    found: Any = answer.json
    return list(found)


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("olive", set(COLLEAGUES)),
        ("edda", set(COLLEAGUES)),
        ("maya", {"maya", "eli"}),
        ("eli", {"eli"}),
        ("otto", {"otto"}),
    ],
)
def test_the_people_in_sight(clockify: Call, bakery: Bakery, name: str, sees: set[str]) -> None:
    found = listed(clockify("GET", "users", key=getattr(bakery, name).read_key))
    assert {each["name"].split()[0].lower() for each in found} == sees


def test_people_look_like_the_owner_of_a_key(
    script: Script, clockify: Call, bakery: Bakery
) -> None:
    own = script.send("GET", "/v1/user", headers={"X-Api-Key": bakery.eli.key}).json
    assert listed(clockify("GET", "users")) == [own]


def test_people_by_address(clockify: Call, bakery: Bakery) -> None:
    (eli,) = listed(clockify("GET", "users"))
    address = eli["email"].upper()
    assert listed(clockify("GET", f"users?email={address}", by=bakery.olive)) == [eli]
    assert listed(clockify("GET", f"users?email={address}", by=bakery.otto)) == []
    assert listed(clockify("GET", "users?email=nobody@example.com", by=bakery.olive)) == []


def test_pages_of_people(clockify: Call, bakery: Bakery) -> None:
    whole = listed(clockify("GET", "users/?page-size=500", by=bakery.olive, base="/v1"))
    pages = []
    for page in range(1, len(whole) + 2):
        answer = clockify("GET", f"users?page={page}&page-size=1", by=bakery.olive)
        pages += listed(answer)
        assert answer.headers["Last-Page"] == ("true" if page >= len(whole) else "false")
    assert pages == whole


def test_who_has_left_is_no_longer_listed(app: Flask, clockify: Call, bakery: Bakery) -> None:
    before = listed(clockify("GET", "users", by=bakery.olive))
    with app.app_context():
        deactivate_member(bakery.operator, member_id=bakery.otto.member_id)
    after = listed(clockify("GET", "users", by=bakery.olive))
    assert len(after) == len(before) - 1


def test_jobs_are_projects(clockify: Call, bakery: Bakery) -> None:
    found = {each["id"]: each for each in listed(clockify("GET", "projects"))}
    own, old = hex24(IdKind.JOB, bakery.job), hex24(IdKind.JOB, bakery.archived_job)
    assert {own, old} == set(found)
    assert found[old]["name"] == "Milling"
    assert (found[own]["archived"], found[old]["archived"]) == (False, True)
    assert found[own]["workspaceId"] == hex24(IdKind.WORKSPACE, bakery.workspace_id)


def test_projects_by_name_and_state(clockify: Call, bakery: Bakery) -> None:
    old = hex24(IdKind.JOB, bakery.archived_job)
    for query in ("archived=true", "name=MILL", "name=illi&archived=true"):
        assert [each["id"] for each in listed(clockify("GET", f"projects?{query}"))] == [old]
    for query in ("archived=true&name=x", "archived=false&name=Milling", "name=%25"):
        assert listed(clockify("GET", f"projects?{query}")) == []
    assert error(clockify("GET", "projects?archived=perhaps"))[::2] == (400, 501)
    answer = clockify("GET", "projects?page-size=1")
    assert (len(listed(answer)), answer.headers["Last-Page"]) == (1, "false")


def test_clients_tags_and_tasks_are_none(clockify: Call, bakery: Bakery) -> None:
    project = hex24(IdKind.JOB, bakery.job)
    for path in ("clients", "tags", f"projects/{project}/tasks", "tags/?page=2&page-size=9999"):
        answer = clockify("GET", path, key=bakery.eli.read_key)
        assert (listed(answer), answer.headers["Last-Page"]) == ([], "true")
        assert error(clockify("GET", "clients?page=x"))[::2] == (400, 501)
    for name in ("x", hex24(IdKind.JOB, 999_999), hex24(IdKind.SHIFT, bakery.job)):
        assert error(clockify("GET", f"projects/{name}/tasks")) == NO_PROJECT


@pytest.mark.parametrize("path", ["users", "projects", "clients", "tags", "projects/x/tasks"])
def test_another_company(clockify: Call, bakery: Bakery, path: str) -> None:
    foreign = hex24(IdKind.WORKSPACE, bakery.foreign_workspace_id)
    for answer in (
        clockify("GET", path, by=bakery.nora),
        clockify("GET", path, workspace=foreign),
        clockify("GET", f"{path}?page=x", workspace="x"),
    ):
        assert error(answer) == DENIED


class TestOneEntry:
    @pytest.mark.parametrize("name", [*COLLEAGUES, "nora"])
    def test_whose_one_sees(
        self, clockify: Call, bakery: Bakery, stored: StoredObjects, name: str
    ) -> None:
        entry, holder = hex24(IdKind.SHIFT, stored.shift), getattr(bakery, name)
        assert isinstance(holder, KeyHolder)
        for key in (holder.key, holder.read_key):
            answer = clockify("GET", f"time-entries/{entry.upper()}/", key=key, base="/v1")
            if name in ("otto", "nora"):
                assert error(answer) == (DENIED if name == "nora" else NO_ENTRY)
            else:
                assert listed(clockify("GET", of(bakery.eli), key=key))[0]["id"] == entry
                assert answer.json is not None
                assert answer.json["id"] == entry

    def test_one_that_is_none(self, clockify: Call, bakery: Bakery, stored: StoredObjects) -> None:
        for name in (
            hex24(IdKind.SHIFT, 999_999),
            hex24(IdKind.JOB, stored.shift),
            hex24(IdKind.BREAK, 999_999),
            hex24(IdKind.PART_AFTER_BREAK, stored.shift),
            hex24(IdKind.PART_AFTER_SWITCH, stored.shift),
            str(stored.shift),
            "64c777ddd3fcab07cfbb210c",
            "%20",
        ):
            assert error(clockify("GET", f"time-entries/{name}", by=bakery.olive)) == NO_ENTRY

    def test_one_of_another_company(self, clockify: Call, bakery: Bakery) -> None:
        foreign = hex24(IdKind.WORKSPACE, bakery.foreign_workspace_id)
        theirs: Any = clockify("GET", of(bakery.nora), by=bakery.nora, workspace=foreign).json
        assert theirs == []
        answer = clockify("GET", "time-entries/x", by=bakery.nora, workspace=foreign)
        assert error(answer) == NO_ENTRY

    def test_one_that_was_removed(
        self, app: Flask, clockify: Call, bakery: Bakery, stored: StoredObjects
    ) -> None:
        with app.app_context():
            propose(
                bakery.operator,
                member_id=bakery.eli.member_id,
                shift_id=stored.shift,
                drafts=[],
                reason="x",
            )
        entry = hex24(IdKind.SHIFT, stored.shift)
        assert error(clockify("GET", f"time-entries/{entry}")) == NO_ENTRY
