"""The caller and the company through our own API."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import done, refused
from tests.fixtures.scripts import Bakery, Call

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@pytest.mark.databases("sqlite", "postgresql")
def test_me_tells_whose_key_it_is_and_how_far_it_goes(get: Get, bakery: Bakery) -> None:
    me = get("me")["me"]
    assert me == {
        "user_id": bakery.eli.user_id,
        "name": "Eli Engel",
        "email": me["email"],
        "timezone": "Europe/Berlin",
        "role": "employee",
        "scope": "admin",
        "workspace_id": bakery.workspace_id,
        "workspace_name": get("workspace")["workspace"]["name"],
    }
    read = get("me", key=bakery.olive.read_key)["me"]
    assert (read["role"], read["scope"]) == ("owner", "read")


@pytest.mark.databases("sqlite", "postgresql")
def test_the_company_is_read_by_all_and_changed_by_owners(
    call: Call, get: Get, bakery: Bakery
) -> None:
    before = get("workspace", key=bakery.eli.read_key)["workspace"]
    assert before["id"] == bakery.workspace_id
    assert (before["location_on"], before["tolerance_seconds"]) == (False, 120)
    change = {"location_on": True, "tolerance_seconds": 0}
    after = done(call("workspace", change, method="PATCH", by=bakery.olive))["workspace"]
    assert after == before | change == get("workspace")["workspace"]
    moved = {"name": "Lindner", "timezone": "UTC"}
    assert done(call("workspace", moved, method="PATCH", by=bakery.olive)) == {
        "workspace": after | moved
    }
    for how in ({"by": bakery.edda}, {"by": bakery.eli}, {"key": bakery.olive.read_key}):
        refused(call("workspace", change, method="PATCH", **how), 403, "not_allowed")
    assert get("workspace", by=bakery.nora)["workspace"]["id"] == bakery.foreign_workspace_id


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"tolerance_seconds": 3601}, "tolerance_seconds", "invalid_tolerance"),
        ({"tolerance_seconds": -1}, "tolerance_seconds", "invalid_tolerance"),
        ({"name": ""}, "name", "required"),
    ],
)
def test_settings_that_no_one_can_want(
    call: Call, bakery: Bakery, body: dict[str, object], field: str, code: str
) -> None:
    answer = call("workspace", body, method="PATCH", by=bakery.olive)
    assert refused(answer, 422, code)["field"] == field


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"timezone": "Mars/Base"}, "timezone", "zone"),
        ({"timezone": None}, "timezone", "null"),
        ({"tolerance": 1}, "tolerance", "unknown_field"),
        ({"tolerance_seconds": 1.5}, "tolerance_seconds", "whole_number"),
        ({"location_on": "yes"}, "location_on", "boolean"),
    ],
)
def test_settings_that_cannot_be_read(
    call: Call, bakery: Bakery, body: dict[str, object], field: str, code: str
) -> None:
    answer = call("workspace", body, method="PATCH", by=bakery.olive)
    (fault,) = refused(answer, 422, "invalid_body")["errors"]
    assert (fault["field"], fault["code"]) == (field, code)
