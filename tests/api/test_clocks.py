"""Time clocks, their people and their kinds of break through our own API."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.api.conftest import at, done, refused
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call, Script, bearer_calls

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]
MILL = {"name": "Mill Lane", "timezone": "America/New_York"}


@pytest.mark.databases("sqlite", "postgresql")
def test_a_clock_is_opened_changed_archived_and_opened_again(
    call: Call, get: Get, bakery: Bakery, watch: Watch
) -> None:
    watch.at(at(2, "08:00"))
    clock = done(call("clocks", MILL, by=bakery.edda), 201)["clock"]
    assert clock == {
        "external_id": None,
        "id": clock["id"],
        "name": "Mill Lane",
        "timezone": "America/New_York",
        "job_required": False,
        "limit_minutes": 840,
        "closes_forgotten": False,
        "break_limit_minutes": 60,
        "created_at": "2026-03-02T07:00:00+00:00",
        "archived_at": None,
    }
    path = f"clocks/{clock['id']}"
    assert get(path, by=bakery.edda)["clock"] == clock
    change = {"job_required": True, "timezone": "UTC", "break_limit_minutes": 45}
    changed = done(call(path, change, method="PATCH", by=bakery.edda))["clock"]
    assert changed == clock | change
    archived = done(call(f"{path}/archive", by=bakery.edda))["clock"]
    assert archived == changed | {"archived_at": "2026-03-02T07:00:00+00:00"}
    known = [each["id"] for each in get("clocks?archived=true", by=bakery.edda)["clocks"]]
    assert known == [clock["id"]]
    assert clock["id"] not in {each["id"] for each in get("clocks", by=bakery.edda)["clocks"]}
    assert done(call(f"{path}/restore", by=bakery.edda))["clock"] == changed
    assert get(f"{path}/break-kinds", by=bakery.edda)["break_kinds"][0]["name"] == "Break"


def test_a_clock_is_opened_with_a_break_limit(call: Call, get: Get, bakery: Bakery) -> None:
    body = MILL | {"break_limit_minutes": 30}
    clock = done(call("clocks", body, by=bakery.edda), 201)["clock"]
    assert clock["break_limit_minutes"] == 30
    assert get(f"clocks/{clock['id']}", by=bakery.edda)["clock"] == clock


def test_everyone_sees_the_clocks_that_they_are_at(get: Get, bakery: Bakery) -> None:
    def clocks(**how: Any) -> list[int]:
        return [each["id"] for each in get("clocks", **how)["clocks"]]

    every = sorted([bakery.shop, bakery.yard, bakery.site])
    assert clocks(by=bakery.olive) == clocks(key=bakery.edda.read_key) == every
    assert clocks(by=bakery.maya) == [bakery.shop]
    assert clocks(by=bakery.eli) == sorted([bakery.shop, bakery.site])
    assert clocks(by=bakery.otto) == [bakery.yard]
    assert clocks(by=bakery.nora) == [bakery.foreign_clock]


def test_a_clock_out_of_sight_is_a_missing_one(call: Call, bakery: Bakery) -> None:
    for path in ("", "/break-kinds"):
        for who, clock in (
            (bakery.otto, bakery.shop),
            (bakery.maya, bakery.yard),
            (bakery.olive, bakery.foreign_clock),
            (bakery.olive, 999_999),
            (bakery.olive, "x"),
        ):
            answer = call(f"clocks/{clock}{path}", method="GET", by=who)
            refused(answer, 404, "clock_not_found")
    for method, verb in (("PATCH", ""), ("POST", "/archive"), ("POST", "/restore")):
        answer = call(f"clocks/{bakery.foreign_clock}{verb}", {}, method=method, by=bakery.olive)
        refused(answer, 404, "clock_not_found")


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"name": " "}, "name", "required"),
        ({"limit_minutes": 59}, "limit_minutes", "invalid_limit"),
        ({"limit_minutes": 10_081}, "limit_minutes", "invalid_limit"),
        ({"limit_minutes": 0}, "limit_minutes", "invalid_limit"),
        ({"break_limit_minutes": 0}, "break_limit_minutes", "invalid_break_limit"),
        ({"break_limit_minutes": 4}, "break_limit_minutes", "invalid_break_limit"),
        ({"break_limit_minutes": 481}, "break_limit_minutes", "invalid_break_limit"),
    ],
)
def test_clocks_that_no_one_can_want(
    call: Call, bakery: Bakery, body: dict[str, object], field: str, code: str
) -> None:
    assert refused(call("clocks", MILL | body, by=bakery.edda), 422, code)["field"] == field
    path = f"clocks/{bakery.shop}"
    answer = call(path, body, method="PATCH", by=bakery.edda)
    assert refused(answer, 422, code)["field"] == field


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"timezone": "Berlin"}, "timezone", "zone"),
        ({"zone": "UTC"}, "zone", "unknown_field"),
        ({"limit_minutes": "600"}, "limit_minutes", "whole_number"),
        ({"limit_minutes": None}, "limit_minutes", "null"),
        ({"break_limit_minutes": "45"}, "break_limit_minutes", "whole_number"),
        ({"job_required": 1}, "job_required", "boolean"),
    ],
)
def test_clocks_that_cannot_be_read(
    call: Call, bakery: Bakery, body: dict[str, object], field: str, code: str
) -> None:
    for answer in (
        call("clocks", MILL | body, by=bakery.edda),
        call(f"clocks/{bakery.shop}", body, method="PATCH", by=bakery.edda),
    ):
        (fault,) = refused(answer, 422, "invalid_body")["errors"]
        assert (fault["field"], fault["code"]) == (field, code)


@pytest.mark.databases("sqlite", "postgresql")
def test_people_come_to_a_clock_and_go(call: Call, get: Get, bakery: Bakery) -> None:
    at_yard = f"clocks/{bakery.yard}/assignments"
    path = f"{at_yard}/{bakery.eli.user_id}"
    refused(call("clock-in", {"clock_id": bakery.yard}), 403, "not_assigned")
    assignment = {"clock_id": bakery.yard, "user_id": bakery.eli.user_id, "manages": False}
    for body in ({}, {"manages": False}):
        said = done(call(path, body, method="PUT", by=bakery.edda))
        assert said == {"assignment": assignment}
    assert assignment in get(at_yard, by=bakery.edda)["assignments"]
    gone = call(path, method="DELETE", by=bakery.edda, Idempotency_Key="d")
    assert (gone.status_code, gone.data) == (204, b"")
    again = call(path, method="DELETE", by=bakery.edda, Idempotency_Key="d")
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (204, "true")
    assert assignment not in get(at_yard, by=bakery.edda)["assignments"]
    manages = call(path, {"manages": True}, method="PUT", by=bakery.edda)
    assert refused(manages, 422, "not_a_manager")["field"] == "manages"


@pytest.mark.databases("sqlite", "postgresql")
def test_who_is_at_a_clock_has_a_version_until_they_leave(call: Call, bakery: Bakery) -> None:
    path = f"clocks/{bakery.yard}/assignments/{bakery.maya.user_id}"

    def send(method: str, body: object = None, **headers: str) -> TestResponse:
        return call(path, body, method=method, by=bakery.edda, **headers)

    for version in ('"0123"', "*"):
        refused(send("PUT", {}, If_Match=version), 412, "outdated")
        refused(send("DELETE", If_Match=version), 412, "outdated")
    refused(send("GET"), 404, "assignment_not_found")
    made = send("PUT", {})
    first = made.headers["ETag"]
    assert send("GET").headers["ETag"] == first
    assert done(send("GET")) == done(made)
    assert done(send("PUT", {}, If_Match="*")) == done(made)
    manages = send("PUT", {"manages": True}, If_Match=first)
    assert done(manages)["assignment"]["manages"] is True
    refused(send("PUT", {}, If_Match=first), 412, "outdated")
    refused(send("DELETE", If_Match=first), 412, "outdated")
    last = manages.headers["ETag"]
    assert last == send("GET").headers["ETag"] != first
    left = send("DELETE", If_Match=last, Idempotency_Key="gone")
    assert (left.status_code, left.headers.get("ETag")) == (204, None)
    again = send("DELETE", If_Match=last, Idempotency_Key="gone")
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (204, "true")
    refused(send("DELETE", If_Match=last), 412, "outdated")
    refused(send("PUT", {}, If_Match=last), 412, "outdated")
    assert send("DELETE").status_code == 204
    refused(send("GET"), 404, "assignment_not_found")


@pytest.mark.databases("sqlite", "postgresql")
def test_of_many_who_have_read_the_same_one_lets_go_of_the_clock(
    app: Flask, call: Call, bakery: Bakery
) -> None:
    path = f"clocks/{bakery.shop}/assignments/{bakery.maya.user_id}"
    tag = call(path, method="GET", by=bakery.edda).headers["ETag"]

    def write(number: int) -> int:
        send = bearer_calls(Script(app), bakery, "/api/timeclock/v1")
        how: tuple[str, object] = ("PUT", {"manages": False}) if number % 2 else ("DELETE", None)
        return send(path, how[1], method=how[0], by=bakery.edda, If_Match=tag).status_code

    with ThreadPoolExecutor(8) as crowd:
        statuses = sorted(crowd.map(write, range(8)))
    assert statuses[0] in (200, 204)
    assert statuses[1:] == [412] * 7


def test_managers_see_the_people_of_their_clocks(call: Call, get: Get, bakery: Bakery) -> None:
    shop, yard = (f"clocks/{clock}/assignments" for clock in (bakery.shop, bakery.yard))
    theirs = {each["user_id"]: each["manages"] for each in get(shop, by=bakery.maya)["assignments"]}
    assert theirs == {bakery.maya.user_id: True, bakery.eli.user_id: False}
    refused(call(yard, method="GET", by=bakery.maya), 404, "clock_not_found")
    refused(call(shop, method="GET"), 403, "not_allowed")
    own = f"{shop}/{bakery.maya.user_id}"
    assert get(own, by=bakery.maya)["assignment"]["manages"] is True
    refused(
        call(f"{yard}/{bakery.maya.user_id}", method="GET", by=bakery.maya), 404, "clock_not_found"
    )
    refused(call(own, method="GET"), 403, "not_allowed")
    refused(
        call(f"{shop}/{bakery.nora.user_id}", method="GET", by=bakery.maya), 404, "member_not_found"
    )
    refused(call(shop, method="GET", by=bakery.nora), 404, "clock_not_found")
    for method in ("PUT", "DELETE"):
        path = f"{shop}/{bakery.eli.user_id}"
        refused(call(path, method=method, by=bakery.maya), 403, "not_allowed")
        refused(call(path, method=method, key=bakery.olive.read_key), 403, "not_allowed")
        stranger = call(f"{shop}/{bakery.nora.user_id}", method=method, by=bakery.olive)
        refused(stranger, 404, "member_not_found")
        foreign = f"clocks/{bakery.foreign_clock}/assignments/{bakery.eli.user_id}"
        refused(call(foreign, method=method, by=bakery.olive), 404, "clock_not_found")


@pytest.mark.databases("sqlite", "postgresql")
def test_a_kind_of_break_is_offered_changed_and_archived(
    call: Call, get: Get, bakery: Bakery, watch: Watch
) -> None:
    watch.at(at(2, "08:00"))
    kinds = f"clocks/{bakery.shop}/break-kinds"
    tea = done(call(kinds, {"name": "Tea", "paid": True}, by=bakery.edda), 201)["break_kind"]
    assert tea == {
        "id": tea["id"],
        "clock_id": bakery.shop,
        "name": "Tea",
        "paid": True,
        "minutes": None,
        "pays_beyond": False,
        "archived_at": None,
    }
    path = f"{kinds}/{tea['id']}"
    longer = done(call(path, {"minutes": 15}, method="PATCH", by=bakery.edda))["break_kind"]
    assert longer == tea | {"minutes": 15}
    assert get(path)["break_kind"] == longer
    done(call("clock-in", {"clock_id": bakery.shop}))
    paused = done(call("pause", {"break_kind_id": tea["id"]}))["shift"]["breaks"]
    assert [each["break_kind_id"] for each in paused] == [tea["id"]]
    archived = done(call(f"{path}/archive", by=bakery.edda))["break_kind"]
    assert archived["archived_at"] == "2026-03-02T07:00:00+00:00"
    assert tea["id"] not in {each["id"] for each in get(kinds)["break_kinds"]}
    assert get(path)["break_kind"] == archived


def test_a_kind_of_another_clock_is_a_missing_one(call: Call, get: Get, bakery: Bakery) -> None:
    kind = get(f"clocks/{bakery.shop}/break-kinds")["break_kinds"][0]["id"]
    for clock in (bakery.site, bakery.foreign_clock):
        path = f"clocks/{clock}/break-kinds/{kind}"
        for method, verb in (("PATCH", ""), ("POST", "/archive")):
            answer = call(path + verb, {}, method=method, by=bakery.olive)
            refused(answer, 404, "break_kind_not_found")
    refused(
        call(f"clocks/{bakery.site}/break-kinds/{kind}", method="GET"), 404, "break_kind_not_found"
    )
    wrong = call(
        f"clocks/{bakery.shop}/break-kinds/{kind}", {"minutes": 0}, method="PATCH", by=bakery.edda
    )
    assert refused(wrong, 422, "invalid_minutes")["field"] == "minutes"
