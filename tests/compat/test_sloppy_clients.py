"""What clients of the vendors send without care, and the vendors take all the same."""

from collections.abc import Mapping

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Script
from timeclock.compat.ids import IdKind, hex24

pytestmark = pytest.mark.databases("sqlite")


def keys(bakery: Bakery) -> Mapping[str, Mapping[str, str]]:
    """The key of Eli's in each vendor's header."""
    header, bearer = {"X-Api-Key": bakery.eli.key}, {"Authorization": f"Bearer {bakery.eli.key}"}
    return {"clockify": header, "connecteam": header, "awork": bearer, "webwork": bearer}


@pytest.mark.parametrize(
    ("vendor", "path"),
    [
        ("clockify", "/api/v1//workspaces"),
        ("clockify", "//api/v1/user"),
        ("clockify", "/v1//user///"),
        ("clockify", "/api//v1/workspaces/{workspace}//projects"),
        ("awork", "/api/v1//timeentries"),
        ("awork", "//api/v1//me"),
        ("connecteam", "//users/v1//users"),
        ("connecteam", "//me"),
        ("webwork", "/api/v2//members"),
        ("webwork", "//api//v2/workspaces"),
    ],
)
def test_several_slashes_are_one(app: Flask, bakery: Bakery, vendor: str, path: str) -> None:
    where = path.format(workspace=hex24(IdKind.WORKSPACE, bakery.workspace_id))
    answer = at(app, where, keys(bakery)[vendor])
    assert answer.status_code == 200, answer.text


def test_other_addresses_have_their_slashes(app: Flask, bakery: Bakery) -> None:
    for path in ("/api/timeclock/v1//me", "/livez//"):
        assert at(app, path, keys(bakery)["awork"]).status_code == 404


def at(app: Flask, path: str, headers: Mapping[str, str]) -> TestResponse:
    """The answer at that path, which the client of the tests would tidy."""
    return app.test_client().get("/", headers=headers, environ_overrides={"PATH_INFO": path})


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b" {} ", b'{"anything": 1}', None])
@pytest.mark.parametrize("kind", ["", "text/plain", "application/json", "x/y"])
@pytest.mark.parametrize("keyed", [{}, {"Idempotency-Key": "once"}])
def test_a_body_where_none_is_needed(
    script: Script, bakery: Bakery, body: bytes | None, kind: str, keyed: Mapping[str, str]
) -> None:
    headers = {**keys(bakery)["awork"], "Content-Type": kind, **keyed}
    answer = script.send("POST", "/api/v1/me/timetracking/pause", body, headers)
    assert answer.status_code == 204, answer.text


@pytest.mark.parametrize("body", [b"[]", b"null"])
def test_a_body_without_meaning_where_one_is_needed(
    script: Script, bakery: Bakery, body: bytes
) -> None:
    header = keys(bakery)["connecteam"]
    path = f"/time-clock/v1/time-clocks/{bakery.shop}/clock-in"
    assert script.send("POST", path, body, header).status_code == 422


@pytest.mark.parametrize("said", ["1", "True", "TRUE", "true"])
@pytest.mark.parametrize("unsaid", ["0", "False", "false"])
def test_truth_values(script: Script, bakery: Bakery, said: str, unsaid: str) -> None:
    own = hex24(IdKind.WORKSPACE, bakery.workspace_id)
    path, header = f"/api/v1/workspaces/{own}/projects", keys(bakery)["clockify"]
    found = [
        script.send("GET", f"{path}?archived={value}&name=&page=", None, header).json
        for value in (said, unsaid, "")
    ]
    assert [[each["name"] for each in names or ()] for names in found] == [
        ["Milling"],
        ["Counter"],
        ["Counter", "Milling"],
    ]


def test_a_key_in_either_header(script: Script, bakery: Bakery) -> None:
    bearer, header = {"Authorization": f"Bearer {bakery.eli.key}"}, {"X-API-KEY": bakery.eli.key}
    for path in ("/users/v1/users", "/me", "/api/v2/members", "/api/v2/workspaces"):
        for sent in (bearer, header):
            assert script.send("GET", path, None, sent).status_code == 200, path
        assert script.send("GET", path, None, {}).status_code in (401, 403), path


def test_a_new_key_is_as_long_as_clockifys(bakery: Bakery) -> None:
    key = bakery.eli.key
    assert len(key) == 48
    assert key.isascii()
    assert key.isalnum()
