"""People and projects as a script for awork reads them, and their names in an entry."""

from typing import Any

import pytest
from flask import Flask

from tests.compat.awork.test_timetracking import entry_in
from tests.fixtures.scripts import Bakery, Call, KeyHolder, Script
from timeclock.compat.ids import IdKind, uuid8
from timeclock.worktime.shifts.punching import clock_out


def start_body(bakery: Bakery) -> dict[str, str]:
    return {
        "typeOfWorkId": uuid8(IdKind.TYPE_OF_WORK, bakery.workspace_id),
        "timezone": "Europe/Berlin",
    }


def answer_to(call: Call, path: str, **more: Any) -> Any:
    answer = call(path, method="GET", **more)
    assert answer.status_code == 200, answer.text
    return answer.json


# GET /me as mindcloud-inc/universal-api-reference records awork's answer.
OWN_FIELDS = (
    "createdBy createdOn firstName hasImage id isArchived isDeactivated isExternal language"
    " lastName resourceVersion shouldMigrateToConnect status updatedBy updatedOn"
    " userContactInfos workspace"
)
CONTACT_FIELDS = "createdBy createdOn id isAddress subType type updatedBy updatedOn value"


def test_oneself_has_the_fields_of_awork_and_no_others(call: Call, bakery: Bakery) -> None:
    own = answer_to(call, "me")
    assert sorted(own) == sorted(OWN_FIELDS.split())
    assert set(own["status"]) == {"invitationAccepted", "isDeactivated"}
    assert set(own["workspace"]) == {"id", "name", "url"}
    (contact,) = own["userContactInfos"]
    assert sorted(contact) == CONTACT_FIELDS.split()
    assert (contact["type"], contact["value"]) == ("email", "eli@1.example")


def test_people_look_like_oneself(call: Call, bakery: Bakery) -> None:
    own = answer_to(call, "me")
    del own["workspace"]
    assert answer_to(call, "users") == [own]
    assert answer_to(call, f"users/{own['id'].upper()}/") == own


def test_people_in_sight(call: Call, bakery: Bakery) -> None:
    for holder, names in (
        (bakery.olive, ["Olive", "Edda", "Maya", "Eli", "Otto"]),
        (bakery.maya, ["Maya", "Eli"]),
        (bakery.otto, ["Otto"]),
    ):
        assert [each["firstName"] for each in answer_to(call, "users", by=holder)] == names
    answer = call(f"users/{uuid8(IdKind.USER, bakery.eli.user_id)}", method="GET", by=bakery.otto)
    assert (answer.status_code, answer.json["code"]) == (404, "not-found")  # type: ignore[index]


def test_projects(call: Call, bakery: Bakery) -> None:
    found = answer_to(call, "projects")
    assert [(each["name"], each["key"], each["isArchived"]) for each in found] == [
        ("Counter", "C", False),
        ("Milling", None, True),
    ]
    assert answer_to(call, f"projects/{found[0]['id']}") == found[0]
    for name in ("x", uuid8(IdKind.JOB, 999), uuid8(IdKind.USER, bakery.job)):
        assert call(f"projects/{name}", method="GET").status_code == 404


def test_an_entry_has_the_names_of_its_ids(call: Call, bakery: Bakery) -> None:
    project = uuid8(IdKind.JOB, bakery.job)
    begun = entry_in(call("me/timetracking/start", start_body(bakery) | {"projectId": project}))
    assert begun["project"] == {"id": project, "name": "Counter"}
    assert begun["user"] == {"id": begun["userId"], "firstName": "Eli", "lastName": "Engel"}
    assert answer_to(call, "timeentries")[0] == begun
    assert entry_in(call("me/timetracking/stop"))["project"] == begun["project"]


@pytest.mark.databases("sqlite", "postgresql")
def test_an_entry_names_who_began_and_who_last_changed_it(
    script: Script, call: Call, bakery: Bakery
) -> None:
    def punch(verb: str, holder: KeyHolder) -> None:
        body = {"user_id": bakery.eli.user_id}
        sent = script.send(
            "POST", f"/api/timeclock/v1/{verb}", body, {"Authorization": f"Bearer {holder.key}"}
        )
        assert sent.status_code == 200, sent.text

    eli, maya, olive = (
        uuid8(IdKind.USER, holder.user_id) for holder in (bakery.eli, bakery.maya, bakery.olive)
    )

    def authors(path: str) -> tuple[str, str, str]:
        found = answer_to(call, path)
        entry = found if isinstance(found, dict) else found[0]
        return entry["userId"], entry["createdBy"], entry["updatedBy"]

    punch("clock-in", bakery.maya)
    assert authors("timeentries") == (eli, maya, maya)
    punch("pause", bakery.eli)
    assert authors("me/timeentries/last") == (eli, maya, eli)
    punch("resume", bakery.olive)
    assert authors("timeentries") == (eli, maya, olive)
    assert entry_in(call("me/timetracking/stop"))["updatedBy"] == eli
    assert authors("timeentries?filterby=createdBy eq '" + maya + "'") == (eli, maya, eli)
    assert entry_in(call("me/timetracking/start", start_body(bakery)))["createdBy"] == eli
    assert authors("timeentries") == (eli, eli, eli)


def test_no_user_is_named_for_what_the_operator_did(app: Flask, call: Call, bakery: Bakery) -> None:
    entry_in(call("me/timetracking/start", start_body(bakery)))
    with app.app_context():
        clock_out(bakery.operator, member_id=bakery.eli.member_id)
    found = answer_to(call, "me/timeentries/last")
    assert (found["createdBy"], found["updatedBy"]) == (found["userId"], None)
