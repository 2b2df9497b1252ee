"""Members through our own API."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.api.conftest import at, done, refused
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call
from timeclock.ledger.models import Payload
from timeclock.storage.transactions import db

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]
ZOE = {"email": "Zoe@Bakery.example", "name": " Zoe ", "employee_number": "118"}


def test_a_member_as_it_is_shown(get: Get, bakery: Bakery) -> None:
    member = get(f"members/{bakery.eli.user_id}")["member"]
    assert list(member) == [
        "user_id",
        "name",
        "email",
        "role",
        "employee_number",
        "external_id",
        "active",
        "joined_at",
        "accepted_at",
        "deactivated_at",
    ]
    assert (member["user_id"], member["role"]) == (bakery.eli.user_id, "employee")
    assert (member["name"], member["employee_number"]) == ("Eli Engel", None)
    assert member["email"].startswith("eli@")
    assert (member["active"], member["deactivated_at"]) == (True, None)
    assert member["joined_at"].endswith("+00:00")


def test_everyone_sees_whom_their_role_reaches(get: Get, bakery: Bakery) -> None:
    def users(**how: Any) -> set[int]:
        return {each["user_id"] for each in get("members", **how)["members"]}

    everybody = {
        each.user_id for each in (bakery.olive, bakery.edda, bakery.maya, bakery.eli, bakery.otto)
    }
    assert users(by=bakery.olive) == users(by=bakery.edda) == everybody
    assert users(key=bakery.olive.read_key) == everybody
    assert users(by=bakery.maya) == {bakery.maya.user_id, bakery.eli.user_id}
    assert users(by=bakery.eli) == {bakery.eli.user_id}
    assert bakery.nora.user_id in users(by=bakery.nora)
    assert users(by=bakery.nora).isdisjoint(everybody)


def test_managers_see_people_and_not_where_they_sign_in(get: Get, bakery: Bakery) -> None:
    theirs = {each["user_id"]: each["email"] for each in get("members", by=bakery.maya)["members"]}
    assert theirs[bakery.eli.user_id] is None
    assert theirs[bakery.maya.user_id] is not None
    assert get(f"members/{bakery.eli.user_id}", by=bakery.maya)["member"]["email"] is None
    assert get(f"members/{bakery.eli.user_id}", by=bakery.edda)["member"]["email"]


@pytest.mark.databases("sqlite", "postgresql")
def test_someone_is_added_and_invited(call: Call, get: Get, bakery: Bakery) -> None:
    zoe = done(call("members", ZOE, by=bakery.edda), 201)["member"]
    assert (zoe["name"], zoe["email"]) == ("Zoe", "Zoe@Bakery.example")
    assert (zoe["role"], zoe["employee_number"]) == ("employee", "118")
    assert zoe["accepted_at"] is None
    path = f"members/{zoe['user_id']}"
    assert get(path, by=bakery.edda)["member"] == zoe
    answer = call(f"{path}/invite", by=bakery.edda, Idempotency_Key="i")
    invitation = done(answer, 201)["invitation"]
    assert "/invitation/" in invitation["url"]
    assert invitation["expires_at"] > zoe["joined_at"]
    refused(call(f"{path}/invite", by=bakery.edda, Idempotency_Key="i"), 409, "already_done")
    again = done(call(f"{path}/invite", by=bakery.edda), 201)["invitation"]
    assert again["url"] != invitation["url"]
    eli = f"members/{bakery.eli.user_id}/invite"
    refused(call(eli, by=bakery.edda), 409, "already_accepted")


def test_who_cannot_be_added(call: Call, bakery: Bakery) -> None:
    def wrong(status: int, code: str, **body: object) -> Any:
        return refused(call("members", ZOE | body, by=bakery.olive), status, code)

    assert wrong(422, "invalid_email", email="zoe")["field"] == "email"
    assert wrong(422, "required", name=" \u200b ")["field"] == "name"
    assert wrong(422, "too_long", name="Z" * 201)["field"] == "name"
    assert wrong(422, "too_long", employee_number="1" * 41)["field"] == "employee_number"
    done(call("members", ZOE, by=bakery.olive), 201)
    assert wrong(409, "already_member")["field"] == "email"
    taken = wrong(422, "number_taken", email="zara@bakery.example")
    assert taken["field"] == "employee_number"
    refused(call("members", ZOE | {"role": "manager"}, by=bakery.edda), 403, "not_allowed")


def test_an_edit_leaves_alone_what_it_does_not_name(call: Call, bakery: Bakery) -> None:
    def change(**body: object) -> Any:
        path = f"members/{bakery.eli.user_id}"
        member = done(call(path, body, method="PATCH", by=bakery.edda))["member"]
        return member["name"], member["employee_number"]

    assert change(employee_number="12") == ("Eli Engel", "12")
    assert change(name="Elias") == ("Elias", "12")
    assert change() == ("Elias", "12")
    assert change(employee_number=None) == ("Elias", None)


def test_a_role_is_given_by_owners_alone_and_the_last_one_stays(call: Call, bakery: Bakery) -> None:
    path = f"members/{bakery.eli.user_id}/role"
    refused(call(path, {"role": "manager"}, by=bakery.olive), 409, "keys_undecided")
    body = {"role": "manager", "revoke_keys": False}
    assert done(call(path, body, by=bakery.olive))["member"]["role"] == "manager"
    for who in (bakery.edda, bakery.maya, bakery.eli):
        refused(call(path, {"role": "employee"}, by=who), 403, "not_allowed")
    own = f"members/{bakery.olive.user_id}/role"
    refused(call(own, {"role": "employee"}, by=bakery.olive), 409, "last_owner")


@pytest.mark.databases("sqlite", "postgresql")
def test_who_leaves_is_clocked_out_and_may_come_back(
    call: Call, get: Get, bakery: Bakery, watch: Watch
) -> None:
    watch.at(at(2, "08:00"))
    shift = done(call("clock-in", {"clock_id": bakery.shop}))["shift"]["id"]
    watch.at(at(2, "09:00"))
    path = f"members/{bakery.eli.user_id}"
    gone = done(call(f"{path}/deactivate", by=bakery.edda))["member"]
    assert (gone["active"], gone["deactivated_at"]) == (False, "2026-03-02T08:00:00+00:00")
    refused(call("me", method="GET"), 401, "key_unknown")
    assert get(f"shifts/{shift}", by=bakery.edda)["shift"]["stop_reason"] == "Deactivated"
    left = get("members?active=false", by=bakery.edda)["members"]
    assert [each["user_id"] for each in left] == [bakery.eli.user_id]
    assert bakery.eli.user_id not in {
        each["user_id"] for each in get("members", by=bakery.edda)["members"]
    }
    back = done(call(f"{path}/reactivate", by=bakery.edda))["member"]
    assert (back["active"], back["deactivated_at"]) == (True, None)
    refused(call("me", method="GET"), 401, "key_unknown")  # leaving has revoked it for good


def test_no_one_deactivates_oneself_or_someone_above(call: Call, bakery: Bakery) -> None:
    own, above = (f"members/{who.user_id}/deactivate" for who in (bakery.edda, bakery.olive))
    refused(call(own, by=bakery.edda), 409, "own_membership")
    refused(call(above, by=bakery.edda), 403, "not_allowed")


@pytest.mark.parametrize("verb", ["", "/role", "/invite", "/deactivate", "/reactivate"])
def test_a_foreign_member_is_a_missing_one(call: Call, bakery: Bakery, verb: str) -> None:
    body = {"role": "manager"} if verb == "/role" else {}
    method = "POST" if verb else "PATCH"
    said = set()
    for user in (bakery.nora.user_id, 999_999, "x", "0", 2**70):
        answer = call(f"members/{user}{verb}", body, method=method, by=bakery.olive)
        said.add(refused(answer, 404, "member_not_found")["detail"])
        gone = call(f"members/{user}", method="GET", by=bakery.olive)
        refused(gone, 404, "member_not_found")
    assert len(said) == 1


def test_a_key_that_may_not_manage_changes_no_one(call: Call, bakery: Bakery) -> None:
    path = f"members/{bakery.eli.user_id}"
    for verb, method in (("", "PATCH"), ("/role", "POST"), ("/deactivate", "POST")):
        body = {"role": "manager"} if verb == "/role" else {}
        answer = call(path + verb, body, method=method, key=bakery.olive.read_key)
        refused(answer, 403, "not_allowed")
    refused(call("members", ZOE, key=bakery.olive.read_key), 403, "not_allowed")


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"name": None}, "name", "null"),
        ({"name": 1}, "name", "text"),
        ({"employee_number": 7}, "employee_number", "text"),
        ({"email": "a@b.example"}, "email", "unknown_field"),
        ({"role": "owner"}, "role", "unknown_field"),
    ],
)
def test_an_edit_that_cannot_be_read(
    call: Call, bakery: Bakery, body: dict[str, object], field: str, code: str
) -> None:
    answer = call(f"members/{bakery.eli.user_id}", body, method="PATCH", by=bakery.olive)
    (fault,) = refused(answer, 422, "invalid_body")["errors"]
    assert (fault["field"], fault["code"]) == (field, code)


def test_a_repeat_whose_text_was_erased_calls_the_person_as_now(
    app: Flask, call: Call, bakery: Bakery
) -> None:
    path, body = f"members/{bakery.eli.user_id}", {"name": "Elias"}

    def rename() -> Any:
        answer = call(path, body, method="PATCH", by=bakery.olive, Idempotency_Key="r")
        return done(answer)["member"]["name"]

    assert rename() == "Elias"
    done(call(path, {"name": "E."}, method="PATCH", by=bakery.olive))
    assert rename() == "Elias"
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(delete(Payload).where(Payload.workspace_id == bakery.workspace_id))
    assert rename() == "E."
