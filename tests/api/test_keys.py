"""API keys through our own API."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import at, done, refused
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_key_is_issued_used_and_revoked(
    call: Call, get: Get, bakery: Bakery, watch: Watch
) -> None:
    watch.at(at(2, "08:00"))
    body = {"name": "Payroll", "scope": "read", "expires_at": "2026-04-01T00:00:00+02:00"}
    issued = done(call("keys", body | {"user_id": bakery.eli.user_id}, by=bakery.edda), 201)
    key, secret = issued["key"], issued["secret"]
    assert secret.startswith(key["start"])
    assert key == {
        "id": key["id"],
        "name": "Payroll",
        "start": key["start"],
        "scope": "read",
        "user_id": bakery.eli.user_id,
        "issued_by_user_id": bakery.edda.user_id,
        "created_at": "2026-03-02T07:00:00+00:00",
        "expires_at": "2026-03-31T22:00:00+00:00",
        "last_used_at": None,
        "revoked_at": None,
    }
    me = get("me", key=secret)["me"]
    assert (me["user_id"], me["scope"], me["role"]) == (bakery.eli.user_id, "read", "employee")
    refused(call("clock-in", {"clock_id": bakery.shop}, key=secret), 403, "not_allowed")
    newest = get("keys", by=bakery.edda)["keys"][0]
    assert newest["last_used_at"] == "2026-03-02T07:00:00+00:00"
    assert secret not in str(get("keys", by=bakery.edda))
    answer = call(f"keys/{key['id']}/revoke", by=bakery.edda, Idempotency_Key="r")
    assert (answer.status_code, answer.data) == (204, b"")
    refused(call("me", method="GET", key=secret), 401, "key_unknown")
    again = call(f"keys/{key['id']}/revoke", by=bakery.edda, Idempotency_Key="r")
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (204, "true")
    assert get("keys", by=bakery.edda)["keys"][0]["revoked_at"] == "2026-03-02T07:00:00+00:00"


def test_a_key_ends_when_it_was_to(call: Call, get: Get, watch: Watch) -> None:
    watch.at(at(2, "08:00"))
    body = {"name": "Today", "scope": "read", "expires_at": "2026-03-02T09:00:00+01:00"}
    secret = done(call("keys", body), 201)["secret"]
    assert get("me", key=secret)
    watch.at(at(2, "09:00"))
    refused(call("me", method="GET", key=secret), 401, "key_unknown")
    past = refused(call("keys", body), 422, "expired")
    assert past["field"] == "expires_at"


def test_a_secret_is_shown_once(call: Call, get: Get, bakery: Bakery) -> None:
    body = {"name": "Payroll", "scope": "read"}
    done(call("keys", body, Idempotency_Key="k"), 201)
    refused(call("keys", body, Idempotency_Key="k"), 409, "already_done")
    assert [each["name"] for each in get("keys")["keys"]].count("Payroll") == 1


def test_everyone_has_keys_that_read_and_punch(call: Call, get: Get, bakery: Bakery) -> None:
    for scope in ("read", "punch"):
        key = done(call("keys", {"name": scope, "scope": scope}), 201)["key"]
        assert key["user_id"] == bakery.eli.user_id
        gone = call(f"keys/{key['id']}/revoke")
        assert gone.status_code == 204
    for scope in ("manage", "admin"):
        refused(call("keys", {"name": scope, "scope": scope}), 403, "not_allowed")
    for how in ({}, {"key": bakery.olive.read_key}):
        body = {"name": "x", "scope": "read", "user_id": bakery.maya.user_id}
        refused(call("keys", body, **how), 403, "not_allowed")


def test_a_key_makes_none_that_goes_further_than_itself(call: Call, bakery: Bakery) -> None:
    punch = done(call("keys", {"name": "p", "scope": "punch"}, by=bakery.olive), 201)["secret"]
    for scope in ("read", "punch", "manage", "admin"):
        refused(call("keys", {"name": scope, "scope": scope}, key=punch), 403, "not_allowed")
    refused(
        call("keys", {"name": "r", "scope": "read"}, key=bakery.eli.read_key), 403, "not_allowed"
    )


def test_keys_are_listed_for_whom_they_act_and_who_manages_them(get: Get, bakery: Bakery) -> None:
    def whose(query: str = "", **how: Any) -> set[int]:
        return {each["user_id"] for each in get(f"keys{query}", **how)["keys"]}

    assert whose() == whose(by=bakery.eli) == {bakery.eli.user_id}
    assert len(whose(by=bakery.olive)) == len(whose(by=bakery.edda)) == 5
    assert whose(by=bakery.maya) == whose(key=bakery.maya.read_key) == {bakery.maya.user_id}
    # Seeing everyone's keys belongs to managing them, which a key that reads does not do.
    assert whose(key=bakery.olive.read_key) == {bakery.olive.user_id}
    eli = f"?user_id={bakery.eli.user_id}"
    assert whose(eli, by=bakery.olive) == {bakery.eli.user_id}
    assert whose(eli, by=bakery.maya) == set()
    assert whose(f"?user_id={bakery.nora.user_id}", by=bakery.olive) == set()


def test_a_key_out_of_sight_is_a_missing_one(call: Call, get: Get, bakery: Bakery) -> None:
    olives = get(f"keys?user_id={bakery.olive.user_id}", by=bakery.olive)["keys"][0]["id"]
    noras = get("keys", by=bakery.nora)["keys"][0]["id"]
    for key in (olives, noras, 999_999, "x"):
        refused(call(f"keys/{key}/revoke"), 404, "key_not_found")
    refused(call(f"keys/{noras}/revoke", by=bakery.olive), 404, "key_not_found")
    refused(call(f"keys/{olives}/revoke", by=bakery.edda), 403, "not_allowed")
    mine = get("keys")["keys"][0]["id"]
    refused(call(f"keys/{mine}/revoke", key=bakery.eli.read_key), 403, "not_allowed")
    for user in (bakery.nora.user_id, 999_999):
        body = {"name": "x", "scope": "read", "user_id": user}
        refused(call("keys", body, by=bakery.olive), 404, "member_not_found")


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"scope": "read"}, "name", "missing"),
        ({"name": "x"}, "scope", "missing"),
        ({"name": "x", "scope": "all"}, "scope", "unacceptable"),
        ({"name": "x", "scope": "read", "expires_at": "tomorrow"}, "expires_at", "time"),
        ({"name": "x", "scope": "read", "member_id": 1}, "member_id", "unknown_field"),
    ],
)
def test_keys_that_cannot_be_read(
    call: Call, body: dict[str, object], field: str, code: str
) -> None:
    (fault,) = refused(call("keys", body), 422, "invalid_body")["errors"]
    assert (fault["field"], fault["code"]) == (field, code)
