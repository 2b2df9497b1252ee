"""Jobs through our own API."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import at, done, refused
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@pytest.mark.databases("sqlite", "postgresql")
def test_a_job_is_added_changed_archived_and_offered_again(
    call: Call, get: Get, bakery: Bakery, watch: Watch
) -> None:
    watch.at(at(2, "08:00"))
    body = {"name": "Rye", "code": "R1", "parent_id": bakery.job, "client_id": None}
    job = done(call("jobs", body, by=bakery.edda), 201)["job"]
    assert job == body | {
        "external_id": None,
        "id": job["id"],
        "created_at": "2026-03-02T07:00:00+00:00",
        "archived_at": None,
    }
    path = f"jobs/{job['id']}"
    change = {"name": "Rye and spelt", "parent_id": None}
    changed = done(call(path, change, method="PATCH", by=bakery.edda))["job"]
    assert changed == job | change
    assert done(call(path, {"code": None}, method="PATCH", by=bakery.edda))["job"]["code"] is None
    done(call(f"{path}/archive", by=bakery.edda))
    assert job["id"] not in {each["id"] for each in get("jobs")["jobs"]}
    assert job["id"] in {each["id"] for each in get("jobs?archived=true")["jobs"]}
    assert get(path)["job"]["archived_at"] == "2026-03-02T07:00:00+00:00"
    assert done(call(f"{path}/restore", by=bakery.edda))["job"]["archived_at"] is None


def test_everyone_knows_the_jobs_of_the_company(get: Get, bakery: Bakery) -> None:
    for who in (bakery.olive, bakery.maya, bakery.eli, bakery.otto):
        for key in (who.key, who.read_key):
            assert [each["id"] for each in get("jobs", key=key)["jobs"]] == [bakery.job]
    archived = [each["id"] for each in get("jobs?archived=true")["jobs"]]
    assert archived == [bakery.archived_job]
    theirs = {each["id"] for each in get("jobs", by=bakery.nora)["jobs"]}
    assert theirs.isdisjoint({bakery.job, bakery.archived_job})


def test_a_foreign_job_is_a_missing_one(call: Call, get: Get, bakery: Bakery) -> None:
    foreign = get("jobs", by=bakery.nora)["jobs"][0]["id"]
    for job in (foreign, 999_999, "x", 2**70):
        refused(call(f"jobs/{job}", method="GET"), 404, "job_not_found")
        for method, verb in (("PATCH", ""), ("POST", "/archive"), ("POST", "/restore")):
            answer = call(f"jobs/{job}{verb}", {}, method=method, by=bakery.olive)
            refused(answer, 404, "job_not_found")
    below = call("jobs", {"name": "Rye", "parent_id": foreign}, by=bakery.olive)
    refused(below, 404, "job_not_found")


def test_who_changes_jobs(call: Call, bakery: Bakery) -> None:
    for how in (
        {"by": bakery.eli},
        {"by": bakery.maya},
        {"key": bakery.olive.read_key},
    ):
        refused(call("jobs", {"name": "Rye"}, **how), 403, "not_allowed")
        path = f"jobs/{bakery.job}"
        refused(call(path, {"name": "Rye"}, method="PATCH", **how), 403, "not_allowed")
        refused(call(f"{path}/archive", **how), 403, "not_allowed")


def test_jobs_that_cannot_be(call: Call, bakery: Bakery) -> None:
    rye = done(call("jobs", {"name": "Rye", "code": "R"}, by=bakery.edda), 201)["job"]["id"]
    wrong = refused(call("jobs", {"name": "Oat", "code": " R "}, by=bakery.edda), 422, "code_taken")
    assert wrong["field"] == "code"
    path = f"jobs/{rye}"
    circle = call(path, {"parent_id": rye}, method="PATCH", by=bakery.edda)
    assert refused(circle, 422, "job_circle")["field"] == "parent_id"
    assert refused(call("jobs", {"name": ""}, by=bakery.edda), 422, "required")["field"] == "name"


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({}, "name", "missing"),
        ({"name": "Rye", "parent": 1}, "parent", "unknown_field"),
        ({"name": "Rye", "parent_id": "1"}, "parent_id", "whole_number"),
        ({"name": "Rye", "parent_id": 0}, "parent_id", "range"),
        ({"name": "Rye", "code": 1}, "code", "text"),
        ('{"name": "a", "name": "b"}', "name", "unreadable"),
    ],
)
def test_jobs_that_cannot_be_read(
    call: Call, bakery: Bakery, body: object, field: str, code: str
) -> None:
    problem = refused(call("jobs", body, by=bakery.edda), 422, "invalid_body")
    assert problem["errors"][0]["field"] == field
    assert problem["errors"][0]["code"] == code
