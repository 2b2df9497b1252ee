"""Every refusal is a problem with a stable code, a page that explains it and an id for the log."""

import ast
import logging
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

import timeclock
from tests.api.conftest import refused
from tests.fixtures.scripts import Bakery, Call, Script
from timeclock.api.codes import PROBLEM_CODES

pytestmark = pytest.mark.databases("sqlite")
STATUSES = {
    "NotFound": 404,
    "NotAllowed": 403,
    "Invalid": 422,
    "Conflict": 409,
    "Busy": 503,
    "Unconfirmed": 503,
}
# Other doors have their own words for what they refuse by themselves.
OTHER_DOORS = ("web", "cli", "operations", "compat", "starting", "serving")
# Raised under a name, or by a class of their own.
NAMED = {
    400: {"bad_request", "invalid_body"},
    401: {"key_missing", "key_unknown", "key_several"},
    404: {"client_not_found", "tag_not_found", "not_found"},
    405: {"method_not_allowed"},
    412: {"outdated"},
    413: {"too_large"},
    415: {"unsupported_media_type"},
    422: {"key_reused", "invalid_body", "invalid_query", "invalid_path", "invalid_header"},
    429: {"too_many_requests"},
    500: {"internal_server_error"},
    503: {"read_only"},
}


def raised() -> Mapping[int, set[str]]:
    """The codes that the code below the API and the API itself raise, by status."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for status, codes in NAMED.items():
        found[status] |= codes
    for name, code in _in_sources():
        found[STATUSES[name]].add(code)
    return found


def _in_sources() -> Iterator[tuple[str, str]]:
    root = Path(timeclock.__file__).parent
    for path in root.rglob("*.py"):
        if path.relative_to(root).parts[0] in OTHER_DOORS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(code)), *_]) if (
                    name in STATUSES
                ):
                    yield name, code


def test_the_list_has_every_code_and_no_other() -> None:
    assert {status: set(codes) for status, codes in PROBLEM_CODES.items()} == raised()


def test_the_type_of_a_problem_leads_to_its_row(
    call: Call, bakery: Bakery, app: Flask, script: Script
) -> None:
    page = app.test_client().get("/api/docs/problems")
    assert page.status_code == 200
    anchors = set(re.findall(r'<tr role="row" id="(\w+)"', page.text))
    assert anchors == {code for codes in PROBLEM_CODES.values() for code in codes}
    problem = refused(call("clock-out"), 409, "not_clocked_in")
    address, _, anchor = problem["type"].partition("#")
    assert address == f"{app.config['BASE_URL'].rstrip('/')}/api/docs/problems"
    assert anchor == "not_clocked_in"


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "code"),
    [
        ("GET", "nothing/here", None, {}, 404, "not_found"),
        ("DELETE", "clock-in", None, {}, 405, "method_not_allowed"),
        ("POST", "clock-in", b'{"note": "' + b"x" * 70_000, {}, 413, "too_large"),
        ("POST", "clock-in", b"<x/>", {"Content_Type": "text/xml"}, 415, "unsupported_media_type"),
        ("POST", "clock-in", b"{", {}, 400, "invalid_body"),
        ("GET", "shifts?limit=0", None, {}, 422, "invalid_query"),
        ("GET", "me", None, {"Authorization": "Bearer x"}, 401, "key_unknown"),
    ],
)
def test_what_http_refuses_is_a_problem_too(
    call: Call,
    method: str,
    path: str,
    body: bytes | None,
    headers: dict[str, str],
    status: int,
    code: str,
) -> None:
    problem = refused(call(path, body, method=method, **headers), status, code)
    assert problem["type"].endswith(f"#{code}")
    assert code in PROBLEM_CODES[status]
    assert not re.search(r"URL|browser|proxy|server could not verify", problem["detail"])


def test_a_call_has_one_id_in_its_header_its_problem_and_the_log(
    call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="timeclock"):
        answer = call("clock-out", X_Request_Id="order-17.a_B")
    assert answer.headers["X-Request-Id"] == "order-17.a_B"
    assert refused(answer, 409, "not_clocked_in")["request_id"] == "order-17.a_B"
    assert "request order-17.a_B: POST /api/timeclock/v1/clock-out answered 409" in caplog.text


@pytest.mark.parametrize("sent", ["a b", "x" * 65, "é", "a\tb", ""])
def test_an_id_that_could_forge_a_line_of_the_log_is_replaced(call: Call, sent: str) -> None:
    answer = call("me", method="GET", X_Request_Id=sent)
    assert re.fullmatch(r"[0-9a-f-]{36}", answer.headers["X-Request-Id"])


@pytest.mark.parametrize(
    "path", ["/api/v1/user", "/api/v2/workspaces", "/users/v1/users", "/api/v1/me", "/me"]
)
def test_the_vendors_answers_have_an_id_too(script: Script, path: str) -> None:
    assert script.send("GET", path, headers={"X-Request-Id": "q"}).headers["X-Request-Id"] == "q"


def test_the_guide_says_what_holds_for_all_calls(app: Flask) -> None:
    page = unescape(app.test_client().get("/api/docs/guide").text)
    for topic in ("paging", "limits", "retries", "versions", "deprecation"):
        assert f'id="{topic}"' in page
    for header in ("Retry-After", "Idempotency-Key", "RateLimit", "Sunset", "If-None-Match"):
        assert header in page
