"""Clocks, kinds of break, people, jobs and the company as a script for Connecteam reads them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.compat.connecteam.conftest import (
    CLOCKS,
    Get,
    data,
    demand_detail,
    demand_fault,
    next_offset,
)
from tests.fixtures.scripts import Bakery, KeyHolder
from tests.fixtures.statements import Counting
from timeclock.company.jobs.service import add_job
from timeclock.company.kiosks.archiving import archive_clock

pytestmark = pytest.mark.databases("sqlite")
USERS, JOBS = "/users/v1/users", "/jobs/v1/jobs"
PEOPLE = ("olive", "edda", "maya", "eli", "otto", "nora")


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("olive", ["Shop Kreuzberg", "Site", "Yard"]),
        ("edda", ["Shop Kreuzberg", "Site", "Yard"]),
        ("maya", ["Shop Kreuzberg"]),
        ("eli", ["Shop Kreuzberg", "Site"]),
        ("otto", ["Yard"]),
        ("nora", ["Mill"]),
    ],
)
def test_the_clocks_that_one_is_assigned_to(
    get: Get, bakery: Bakery, name: str, sees: list[str]
) -> None:
    holder: KeyHolder = getattr(bakery, name)
    for key in (holder.key, holder.read_key):
        answer = get(CLOCKS, key=key)
        found = data(answer)["timeClocks"]
        assert [each["name"] for each in found] == sees
        assert all(list(each) == ["id", "name", "isArchived"] for each in found)
        assert next_offset(answer) == len(sees)


def test_archived_clocks_are_in_the_list(app: Flask, get: Get, bakery: Bakery) -> None:
    with app.app_context():
        archive_clock(bakery.operator, clock_id=bakery.yard)
    found = data(get(f"{CLOCKS}/", by=bakery.olive))["timeClocks"]
    assert [each["id"] for each in found if each["isArchived"]] == [bakery.yard]


def test_the_kinds_of_break_of_a_clock(get: Get, bakery: Bakery, kind: int) -> None:
    path = f"{CLOCKS}/{bakery.shop}/manual-breaks"
    demand_detail(get(path, by=bakery.otto), 404, f"Time clock {bakery.shop} not found")
    for holder in (bakery.eli, bakery.maya, bakery.olive):
        for slash in ("", "/"):
            assert data(get(path + slash, key=holder.read_key)) == {
                "manualBreaks": [
                    {"id": str(kind), "name": "Break", "isPaid": False, "duration": 0}
                ],
                "areManualBreaksEnabled": True,
            }


def test_the_kinds_of_break_of_an_unknown_clock(get: Get, bakery: Bakery) -> None:
    for clock in (12345, bakery.foreign_clock, "abc", 2**63):
        answer = get(f"{CLOCKS}/{clock}/manual-breaks")
        demand_detail(answer, 404, f"Time clock {clock} not found")


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("olive", PEOPLE[:5]),
        ("edda", PEOPLE[:5]),
        ("maya", ("maya", "eli")),
        ("eli", ("eli",)),
        ("otto", ("otto",)),
    ],
)
def test_people_in_sight(get: Get, bakery: Bakery, name: str, sees: tuple[str, ...]) -> None:
    holder: KeyHolder = getattr(bakery, name)
    for key in (holder.key, holder.read_key):
        found = data(get(USERS, key=key))["users"]
        assert [each["firstName"].lower() for each in found] == list(sees)


def test_a_person(get: Get, bakery: Bakery) -> None:
    (found,) = data(get(f"{USERS}/"))["users"]
    expected = {
        "userId": bakery.eli.user_id,
        "firstName": "Eli",
        "lastName": "Engel",
        "phoneNumber": "",
        "email": "eli@1.example",
        "userType": "user",
        "isArchived": False,
        "createdAt": found["createdAt"],
    }
    assert found == expected
    assert list(found) == list(expected)
    assert isinstance(found["createdAt"], int)


def test_kinds_of_people(get: Get, bakery: Bakery) -> None:
    found = data(get(USERS, by=bakery.olive))["users"]
    kinds = [each["userType"] for each in found]
    assert kinds == ["owner", "manager", "manager", "user", "user"]


def test_pages_of_people(get: Get, bakery: Bakery) -> None:
    """The offset in an answer is where the next page begins."""
    seen, offset = [], 0
    for _ in range(3):
        answer = get(USERS, by=bakery.olive, limit=2, offset=offset)
        seen += [each["userId"] for each in data(answer)["users"]]
        offset = next_offset(answer)
    people = (bakery.olive, bakery.edda, bakery.maya, bakery.eli, bakery.otto)
    assert seen == [each.user_id for each in people]
    assert offset == 5
    beyond = get(USERS, by=bakery.olive, offset=2**31 - 1, limit=500)
    assert data(beyond) == {"users": []}
    assert next_offset(beyond) == 2**31 - 1


def test_ten_jobs_unless_more_are_asked_for(app: Flask, get: Get, bakery: Bakery) -> None:
    with app.app_context():
        for number in range(12):
            add_job(bakery.operator, name=f"Job {number:02}")
    assert len(data(get(JOBS))["jobs"]) == 10
    assert len(data(get(JOBS, limit=500))["jobs"]) == 14


@pytest.mark.parametrize("path", [USERS, JOBS, CLOCKS])
@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("limit", "0", "value_error"),
        ("limit", "501", "value_error"),
        ("limit", "x", "type_error.integer"),
        ("limit", "1.5", "type_error.integer"),
        ("offset", "-1", "value_error"),
        ("offset", "9" * 19, "value_error"),
        ("offset", "9" * 30, "type_error.integer"),
        ("offset", "", "type_error.integer"),
    ],
)
def test_a_page_that_is_none(get: Get, path: str, name: str, value: str, kind: str) -> None:
    demand_fault(get(path, **{name: value}), "query", name, kind)


def test_people_picked_out(get: Get, bakery: Bakery, let_go: Callable[[KeyHolder], None]) -> None:
    let_go(bakery.otto)
    queries: list[tuple[dict[str, Any], list[str]]] = [
        ({}, ["Olive", "Edda", "Maya", "Eli"]),
        ({"userStatus": "archived"}, ["Otto"]),
        ({"userStatus": "all"}, ["Olive", "Edda", "Maya", "Eli", "Otto"]),
        ({"userIds": [bakery.eli.user_id, bakery.maya.user_id]}, ["Maya", "Eli"]),
        ({"userIds": [bakery.nora.user_id, 999, 2**63, -1]}, []),
        ({"emailAddresses": ["ELI@1.example ", "nora@2.example"]}, ["Eli"]),
        ({"fullNames": ["Eli Engel", "Eli"]}, ["Eli"]),
        ({"fullNames": ["\0"]}, []),
        ({"emailAddresses": ["\0"]}, []),
    ]
    for query, expected in queries:
        found = data(get(USERS, by=bakery.olive, **query))["users"]
        assert [each["firstName"] for each in found] == expected, query
    demand_fault(get(USERS, userStatus="asleep"), "query", "userStatus")


def test_a_job(get: Get, bakery: Bakery) -> None:
    for name in PEOPLE[:5]:
        answer = get(JOBS, key=getattr(bakery, name).read_key)
        counter, milling = data(answer)["jobs"]
        expected = {
            "jobId": str(bakery.job),
            "title": "Counter",
            "code": "C",
            "description": "",
            "color": "#607D8B",
            "assign": {"type": "users", "userIds": [], "groupIds": []},
            "instanceIds": [],
            "parentId": None,
            "useParentData": False,
            "subJobs": [],
            "isDeleted": False,
        }
        assert counter == expected
        assert list(counter) == list(expected)
        assert (milling["jobId"], milling["isDeleted"]) == (str(bakery.archived_job), True)
        assert milling["code"] == ""
        assert next_offset(answer) == 2


def test_jobs_picked_out(app: Flask, get: Get, bakery: Bakery) -> None:
    with app.app_context():
        add_job(bakery.operator, name="Till", parent_id=bakery.job)
    queries: list[tuple[dict[str, Any], list[str]]] = [
        ({"includeDeleted": "false"}, ["Counter", "Till"]),
        ({"order": "desc"}, ["Till", "Milling", "Counter"]),
        ({"jobIds": [bakery.job]}, ["Counter", "Till"]),
        ({"jobIds": [999, "abc", 2**63]}, []),
        ({"jobNames": ["Till", "till"]}, ["Till"]),
        ({"jobCodes": ["C", "X"]}, ["Counter"]),
        ({"jobCodes": ["\0"]}, []),
        ({"jobNames": ["\0"]}, []),
    ]
    for query, expected in queries:
        found = data(get(f"{JOBS}/", **query))["jobs"]
        assert [each["title"] for each in found] == expected, query


def test_sub_jobs_are_also_inside_their_job(app: Flask, get: Get, bakery: Bakery) -> None:
    with app.app_context():
        till = add_job(bakery.operator, name="Till", code="T", parent_id=bakery.job)
    answer = get(JOBS, limit=1)
    (counter,) = data(answer)["jobs"]
    assert counter["subJobs"] == [
        {"jobId": str(till), "title": "Till", "code": "T", "description": "", "isDeleted": False}
    ]
    assert answer.json is not None
    assert answer.json["paging"] == {"offset": 1, "total": 3}


def test_another_companys_jobs(get: Get, bakery: Bakery) -> None:
    (found,) = data(get(JOBS, by=bakery.nora))["jobs"]
    assert found["title"] == "Milling"
    assert found["jobId"] not in (str(bakery.job), str(bakery.archived_job))
    assert data(get(JOBS, by=bakery.nora, jobIds=[bakery.job])) == {"jobs": []}


@pytest.mark.parametrize("name", PEOPLE)
def test_the_company_of_a_key(get: Get, bakery: Bakery, name: str) -> None:
    foreign = name == "nora"
    for path in ("/me", "/me/"):
        assert data(get(path, key=getattr(bakery, name).read_key)) == {
            "companyName": "Nordic Mills" if foreign else "Lindner Bakery",
            "companyId": str(bakery.foreign_workspace_id if foreign else bakery.workspace_id),
        }


def test_a_wrong_key(get: Get, bakery: Bakery) -> None:
    for path in (CLOCKS, USERS, JOBS, "/me", f"{CLOCKS}/{bakery.shop}/manual-breaks"):
        demand_detail(get(path, key="wrong"), 403, "Invalid API key")


def test_lists_take_a_constant_number_of_statements(
    get: Get, bakery: Bakery, counting: Counting
) -> None:
    for path, most in ((USERS, 5), (JOBS, 3), (CLOCKS, 3), ("/me", 5)):
        get(path, by=bakery.maya)  # notes the key's use for a minute
        with counting() as few:
            get(path, by=bakery.maya, limit=1)
        with counting() as many:
            get(path, by=bakery.maya)
        assert len(few) == len(many) <= most, path
