"""The same write sent again counts once and is answered as it was at first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import done, refused
from tests.fixtures.scripts import Bakery, Call, Script, bearer_calls
from timeclock.ledger.queries import entries, workspace_chain_id

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]
# A write, and another one that moves on what the first one has made or changed.
WRITES: dict[str, tuple[tuple[str, str, dict[str, object]], tuple[str, str, dict[str, object]]]] = {
    "change a member": (
        ("PATCH", "members/{eli}", {"name": "Elias", "employee_number": "12"}),
        ("PATCH", "members/{eli}", {"name": "Eli", "employee_number": None}),
    ),
    "give a role": (
        ("POST", "members/{eli}/role", {"role": "manager", "revoke_keys": False}),
        ("PATCH", "members/{eli}", {"name": "Elias"}),
    ),
    "deactivate": (
        ("POST", "members/{eli}/deactivate", {}),
        ("POST", "members/{eli}/reactivate", {}),
    ),
    "change a clock": (
        ("PATCH", "clocks/{shop}", {"name": "Store", "timezone": "UTC"}),
        ("PATCH", "clocks/{shop}", {"name": "Stall"}),
    ),
    "archive a clock": (
        ("POST", "clocks/{shop}/archive", {}),
        ("POST", "clocks/{shop}/restore", {}),
    ),
    "change a job": (
        ("PATCH", "jobs/{job}", {"name": "Rye"}),
        ("POST", "jobs/{job}/archive", {}),
    ),
    "change the company": (
        ("PATCH", "workspace", {"name": "Bakers"}),
        ("PATCH", "workspace", {"name": "Bakery", "tolerance_seconds": 30}),
    ),
    "assign": (
        ("PUT", "clocks/{yard}/assignments/{eli}", {"manages": False}),
        ("DELETE", "clocks/{yard}/assignments/{eli}", {}),
    ),
}


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize("name", WRITES)
def test_a_repeat_gets_the_first_answer_whatever_has_happened_since(
    name: str, call: Call, bakery: Bakery
) -> None:
    ids = {"eli": bakery.eli.user_id, "shop": bakery.shop, "yard": bakery.yard, "job": bakery.job}
    (method, path, body), (other, later, then) = WRITES[name]

    def send(**headers: str) -> Any:
        return call(path.format(**ids), body, method=method, by=bakery.olive, **headers)

    first = send(Idempotency_Key="k")
    done(first)
    assert "Idempotent-Replayed" not in first.headers
    moved = call(later.format(**ids), then, method=other, by=bakery.olive)
    assert moved.status_code in (200, 204), moved.text
    again = send(Idempotency_Key="k", If_Match='"stale by now"')
    assert done(again) == first.json
    assert again.headers.get("ETag") == first.headers.get("ETag")
    assert again.headers["Idempotent-Replayed"] == "true"


MADE: dict[str, dict[str, object]] = {
    "members": {"email": "zoe@bakery.example", "name": "Zoe", "employee_number": "7"},
    "clocks": {"name": "Mill Lane", "timezone": "Europe/Berlin"},
    "jobs": {"name": "Rye", "code": "R"},
    "clocks/{shop}/break-kinds": {"name": "Tea", "paid": True},
}


@pytest.mark.parametrize("path", MADE)
def test_what_is_made_twice_with_one_key_is_there_once(
    path: str, call: Call, get: Get, bakery: Bakery
) -> None:
    body, where = MADE[path], path.format(shop=bakery.shop)
    plural = path.rpartition("/")[2].replace("-", "_")
    count = len(get(where, by=bakery.edda)[plural])
    first = call(where, body, by=bakery.edda, Idempotency_Key="k")
    again = call(where, body, by=bakery.edda, Idempotency_Key="k")
    assert done(again, 201) == done(first, 201)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(get(where, by=bakery.edda)[plural]) == count + 1
    other = body | {"name": "Another"}
    refused(call(where, other, by=bakery.edda, Idempotency_Key="k"), 422, "key_reused")
    refused(call(where, body, by=bakery.eli, Idempotency_Key="k"), 403, "not_allowed")


@pytest.mark.parametrize("key", ["", "  ", "é", "a\x01b", "x" * 201])
def test_a_key_that_cannot_be_kept_is_refused_and_not_passed_over(
    call: Call, bakery: Bakery, key: str
) -> None:
    """Nothing would tell the caller that the same call sent again counts again."""
    answer = call("jobs", {"name": "Rye"}, by=bakery.edda, Idempotency_Key=key)
    assert refused(answer, 422, "invalid_header")["field"] == "Idempotency-Key"


@pytest.mark.databases("sqlite", "postgresql")
def test_of_many_at_once_with_one_key_one_counts(app: Flask, bakery: Bakery, get: Get) -> None:
    def add(_: int) -> Any:
        send = bearer_calls(Script(app), bakery, "/api/timeclock/v1")
        return send("jobs", {"name": "Rye"}, by=bakery.edda, Idempotency_Key="k")

    with ThreadPoolExecutor(6) as crowd:
        answers = list(crowd.map(add, range(6)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert sum("Idempotent-Replayed" in answer.headers for answer in answers) == 5
    assert [each["name"] for each in get("jobs")["jobs"]].count("Rye") == 1


def test_a_write_that_changes_nothing_writes_nothing(
    app: Flask, call: Call, get: Get, bakery: Bakery
) -> None:
    with app.app_context():
        chain = workspace_chain_id(bakery.workspace_id) or 0
        before = entries(bakery.workspace_id, chain, limit=1)[0].position
    name = get(f"jobs/{bakery.job}")["job"]["name"]
    for body in ({}, {"name": name}, {"name": f" {name} "}):
        for _ in range(2):
            answer = call(
                f"jobs/{bakery.job}", body, method="PATCH", by=bakery.edda, Idempotency_Key="k"
            )
            assert done(answer)["job"]["name"] == name
            assert "Idempotent-Replayed" not in answer.headers
    with app.app_context():
        assert entries(bakery.workspace_id, chain, limit=1)[0].position == before
