"""Ids of another system: settable, unique among their kind, and what lists are asked by."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import done, refused
from tests.fixtures.scripts import Bakery, Call
from timeclock.company.external_ids.service import ExternalKind, set_external_id
from timeclock.operations.verifying.checking import verify

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]
KINDS = ("member", "job", "clock")


def one(bakery: Bakery, kind: str) -> str:
    """The address of Eli, of the job, of the shop."""
    return {
        "member": f"members/{bakery.eli.user_id}",
        "job": f"jobs/{bakery.job}",
        "clock": f"clocks/{bakery.shop}",
    }[kind]


def other(bakery: Bakery, kind: str) -> str:
    return {
        "member": f"members/{bakery.maya.user_id}",
        "job": f"jobs/{bakery.archived_job}",
        "clock": f"clocks/{bakery.yard}",
    }[kind]


@pytest.fixture
def name(call: Call, bakery: Bakery) -> Callable[..., Any]:
    """Olive says which id one of them has."""

    def send(address: str, external_id: str | None, **how: Any) -> Any:
        body = {"external_id": external_id}
        return call(f"{address}/external-id", body, method="PUT", **({"by": bakery.olive} | how))

    return send


@pytest.mark.databases("sqlite", "postgresql")
def test_an_id_is_kept_unique_found_and_forgotten(
    name: Callable[..., Any], get: Get, bakery: Bakery, app: Flask
) -> None:
    for kind in KINDS:
        address, found = one(bakery, kind), f"{kind}s?external_id=A%2F1"
        made = done(name(address, "A/1"))[kind]
        assert made["external_id"] == "A/1"
        assert get(address, by=bakery.olive)[kind] == made
        assert get(found, by=bakery.olive)[f"{kind}s"] == [made]
        assert get(f"{kind}s?external_id=a%2F1", by=bakery.olive)[f"{kind}s"] == []
        problem = refused(name(other(bakery, kind), "A/1"), 422, "external_id_taken")
        assert problem["field"] == "external_id"
    with app.app_context():
        assert verify(bakery.workspace_id).problems == ()
    for kind in KINDS:
        for nothing in (None, ""):
            done(name(one(bakery, kind), "A/1"))
            assert done(name(one(bakery, kind), nothing))[kind]["external_id"] is None
        assert done(name(other(bakery, kind), "A/1"))[kind]["external_id"] == "A/1"
    with app.app_context():
        assert verify(bakery.workspace_id).problems == ()


def test_who_may_and_which_version(
    name: Callable[..., Any], call: Call, bakery: Bakery, app: Flask
) -> None:
    for kind in KINDS:
        address = one(bakery, kind)
        refused(name(address, "x", by=bakery.maya), 403, "not_allowed")
        refused(name(address, "x", key=bakery.olive.read_key), 403, "not_allowed")
        read = call(address, method="GET", by=bakery.olive)
        done(name(address, "x", If_Match=read.headers["ETag"]))
        refused(name(address, "y", If_Match=read.headers["ETag"]), 412, "outdated")
        first = name(address, "z", Idempotency_Key=f"k-{kind}")
        again = name(address, "z", Idempotency_Key=f"k-{kind}")
        assert again.headers["Idempotent-Replayed"] == "true"
        assert again.text == first.text
        refused(name(address, "x" * 201), 422, "too_long")
    foreign = bakery.nora
    for kind in KINDS:
        assert name(one(bakery, kind), "x", by=foreign).status_code in (403, 404)


def test_members_by_email_and_number(call: Call, get: Get, bakery: Bakery) -> None:
    eli = get(f"members/{bakery.eli.user_id}", by=bakery.olive)["member"]
    done(
        call(
            f"members/{bakery.eli.user_id}",
            {"employee_number": "E17"},
            method="PATCH",
            by=bakery.olive,
        )
    )

    def found(query: str, **how: Any) -> list[int]:
        return [each["user_id"] for each in get(f"members?{query}", **how)["members"]]

    mine = [bakery.eli.user_id]
    assert found(f"email={eli['email']}", by=bakery.olive) == mine
    assert found(f"email={eli['email'].upper()}", by=bakery.olive) == mine
    assert found("employee_number=e17", by=bakery.maya) == mine
    assert found("employee_number=E1", by=bakery.olive) == []
    assert found(f"email={eli['email']}") == mine
    # A manager does not see addresses, so none can be tried either.
    assert found(f"email={eli['email']}", by=bakery.maya) == []
    assert found(f"email={eli['email']}", by=bakery.nora) == []
    assert set(found("active=all", by=bakery.olive)) >= set(mine)


def test_jobs_by_code_and_lines_with_ids(
    call: Call, get: Get, bakery: Bakery, name: Callable[..., Any]
) -> None:
    done(call("jobs", {"name": "Rye", "code": "R-1"}, by=bakery.olive), 201)
    assert [each["name"] for each in get("jobs?code=R-1")["jobs"]] == ["Rye"]
    assert get("jobs?code=R")["jobs"] == []
    done(name(one(bakery, "member"), "payroll-7"))
    done(call("clock-in", {"clock_id": bakery.shop}))
    lines = get("timesheets/lines", by=bakery.maya)["lines"]
    assert {each["external_id"] for each in lines} <= {"payroll-7"}


def test_another_company_may_use_the_same_id(app: Flask, bakery: Bakery, get: Get) -> None:
    with app.app_context():
        for actor, member in (
            (bakery.operator, bakery.eli.member_id),
            (type(bakery.operator).operator(bakery.foreign_workspace_id), bakery.nora.member_id),
        ):
            set_external_id(actor, kind=ExternalKind.MEMBER, subject_id=member, external_id="same")
    (found,) = get("members?external_id=same", by=bakery.olive)["members"]
    assert found["user_id"] == bakery.eli.user_id
