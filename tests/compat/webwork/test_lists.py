"""Workspaces and members as a script for WebWork reads them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.compat.webwork.conftest import (
    UNKNOWN_USER,
    WORKSPACE,
    Get,
    data_of,
    demand_failure,
    demand_invalid,
    pagination,
)
from tests.fixtures.scripts import Bakery, Call, KeyHolder

pytestmark = pytest.mark.databases("sqlite")
LetGo = Callable[[KeyHolder], None]
PEOPLE = ("olive", "edda", "maya", "eli", "otto", "nora")
SEEN = {
    "olive": PEOPLE[:5],
    "edda": PEOPLE[:5],
    "maya": ("maya", "eli"),
    "eli": ("eli",),
    "otto": ("otto",),
    "nora": ("nora",),
}


def names(answer: Any) -> list[str]:
    return [each["firstname"].lower() for each in data_of(answer)]


@pytest.mark.parametrize("name", PEOPLE)
def test_the_one_workspace_of_a_key(call: Call, bakery: Bakery, name: str) -> None:
    holder: KeyHolder = getattr(bakery, name)
    answer = call("workspaces", method="GET", key=holder.read_key)
    (found,) = data_of(answer)
    assert list(found) == [
        "id",
        "owner_id",
        "user_id",
        "workspace_name",
        "role",
        "status",
        "created_at",
        "activated_at",
    ]
    foreign = name == "nora"
    owner = bakery.nora if foreign else bakery.olive
    assert found["id"] == (bakery.foreign_workspace_id if foreign else bakery.workspace_id)
    assert (found["owner_id"], found["user_id"]) == (owner.user_id, holder.user_id)
    assert found["workspace_name"] == ("Nordic Mills" if foreign else "Lindner Bakery")
    assert found["status"] == "active"
    roles = {"edda": "Executive manager", "maya": "Team manager", "eli": "Regular User"}
    assert found["role"] == roles.get(name, "Regular User" if name == "otto" else "Owner")
    assert pagination(answer) == [1, 20, 1, 1]


def test_a_second_page_of_one_workspace(call: Call) -> None:
    answer = call("workspaces/?page=2&per_page=1", method="GET")
    assert data_of(answer) == []
    assert pagination(answer) == [2, 1, 1, 1]


@pytest.mark.parametrize("name", PEOPLE[:5])
def test_members_in_sight(get: Get, bakery: Bakery, name: str) -> None:
    holder: KeyHolder = getattr(bakery, name)
    for key in (holder.key, holder.read_key):
        answer = get("members", key=key)
        assert set(names(answer)) == set(SEEN[name])
        assert pagination(answer) == [1, 20, len(SEEN[name]), 1]


def test_a_member(get: Get, bakery: Bakery) -> None:
    expected = {
        "id": bakery.eli.user_id,
        "email": "eli@1.example",
        "firstname": "Eli",
        "lastname": "Engel",
        "avatar": None,
        "current_role": "Regular User",
        "timezone": None,
        "status": "active",
        "team_name": None,
        "title": None,
    }
    (listed,) = data_of(get("members"))
    assert listed == expected
    assert list(listed) == list(expected)
    for path in (f"members/{bakery.eli.user_id}", f"members/{bakery.eli.user_id}/"):
        for workspace in (bakery.workspace_id, None):
            assert data_of(get(path, workspace_id=workspace)) == expected


@pytest.mark.parametrize("name", PEOPLE)
def test_one_member_for_whom_it_is_in_sight(get: Get, bakery: Bakery, name: str) -> None:
    holder: KeyHolder = getattr(bakery, name)
    answer = get(f"members/{bakery.eli.user_id}", workspace_id=None, key=holder.read_key)
    if "eli" in SEEN[name]:
        assert data_of(answer)["id"] == bakery.eli.user_id
    else:
        demand_failure(answer, 404, UNKNOWN_USER)


def test_a_member_that_is_none(get: Get, bakery: Bakery) -> None:
    for name in (bakery.nora.user_id, 999, 2**63, 0, -1, "x", "%20", "1.0"):
        demand_failure(get(f"members/{name}", by=bakery.olive), 404, UNKNOWN_USER)


def test_pages_of_members(get: Get, bakery: Bakery) -> None:
    first = get("members", by=bakery.olive, per_page=2)
    assert names(first) == ["olive", "edda"]
    assert pagination(first) == [1, 2, 5, 3]
    assert names(get("members", by=bakery.olive, per_page=2, page=3)) == ["otto"]
    beyond = get("members", by=bakery.olive, per_page=100, page=2**31 - 1)
    assert (names(beyond), pagination(beyond)) == ([], [2**31 - 1, 100, 5, 1])


@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5", "", "9" * 19, "9" * 30, "true", "\0"])
@pytest.mark.parametrize(("name", "path"), [("page", "members"), ("per_page", "workspaces")])
def test_a_page_that_is_none(get: Get, path: str, name: str, value: str) -> None:
    answer = get(path, **{name: value})
    assert answer.status_code == 422
    whole: Any = answer.json
    assert list(whole["errors"]) == [name]


def test_no_more_than_a_hundred_on_a_page(get: Get) -> None:
    demand_invalid(get("members", per_page=101), per_page="Give a whole number from 1 to 100.")


def test_members_picked_out(get: Get, bakery: Bakery, let_go: LetGo) -> None:
    let_go(bakery.otto)
    for query, expected in (
        ({"email": " ELI@1.example"}, ["eli"]),
        ({"email": "eli@2.example"}, []),
        ({"email": "eli\0"}, []),
        ({"role": "Executive manager"}, ["edda"]),
        ({"role": "Team manager"}, ["maya"]),
        ({"role": "Project viewer"}, []),
        ({"status": "inactive"}, ["otto"]),
        ({"status": "active", "role": "Regular User"}, ["eli"]),
        ({"status": "left"}, []),
        ({"role": "Owner", "email": "eli@1.example"}, []),
    ):
        answer = get("members", by=bakery.olive, **query)
        assert names(answer) == expected, query
        assert pagination(answer)[2] == len(expected)


def test_someone_who_has_left_is_inactive(get: Get, bakery: Bakery, let_go: LetGo) -> None:
    let_go(bakery.otto)
    found = data_of(get(f"members/{bakery.otto.user_id}", by=bakery.edda))
    assert found["status"] == "inactive"


def test_another_workspace(get: Get, bakery: Bakery) -> None:
    for unknown in (bakery.foreign_workspace_id, 999, 2**63, 0, -1):
        for path in ("members", f"members/{bakery.eli.user_id}"):
            demand_failure(get(path, workspace_id=unknown), 404, WORKSPACE)


def test_without_a_token(call: Call) -> None:
    for path in ("workspaces", "members", "members/1", "time-entries"):
        answer = call(path, method="GET", key="wrong")
        demand_failure(answer, 401, "Unauthenticated.")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
