"""Pages of other origins may call the JSON doors where the operator names them, else none may."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery
from timeclock.compat.ids import IdKind, hex24

pytestmark = pytest.mark.databases("sqlite")
OURS, OTHER = "https://app.example.com", "https://evil.example.com"
PATHS = (
    "/api/timeclock/v1/me",
    "/api/v1/workspaces",
    "/v1/user",
    "/api/v1/timeentries",
    "/users/v1/users",
    "/api/v2/members",
)
WRITES = "/api/v1/me/timetracking/stop"


@pytest.fixture
def named(make_app: Callable[..., Flask], bakery: Bakery) -> Flask:
    return make_app(api_origins=frozenset({OURS}))


def ask(
    app: Flask, path: str, origin: str | None, method: str = "GET", **more: str
) -> TestResponse:
    headers = {name.replace("_", "-"): value for name, value in more.items()}
    headers |= {"Origin": origin} if origin else {}
    return app.test_client().open(path, method=method, headers=headers)


def allowed(answer: TestResponse) -> list[str]:
    return [name for name, _ in answer.headers if name.startswith("Access-Control-")]


@pytest.mark.parametrize("path", PATHS)
def test_no_origin_is_allowed_unless_it_is_named(app: Flask, named: Flask, path: str) -> None:
    preflight = {"method": "OPTIONS", "Access_Control_Request_Method": "GET"}
    for asked in (app, named):
        for origin in (OTHER, None, "null", OURS + ".evil.example"):
            assert not allowed(ask(asked, path, origin))
            assert not allowed(ask(asked, path, origin, **preflight))
    assert not allowed(ask(app, path, OURS))
    assert not allowed(ask(app, path, OURS, **preflight))
    assert ask(named, path, OTHER).vary.find("Origin") >= 0


@pytest.mark.parametrize("path", PATHS)
def test_a_named_origin_reads_answers_and_errors(named: Flask, bakery: Bakery, path: str) -> None:
    for key in (bakery.eli.key, "wrong"):
        answer = ask(named, path, OURS, X_Api_Key=key)
        assert answer.headers["Access-Control-Allow-Origin"] == OURS
        assert answer.headers["Access-Control-Expose-Headers"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_preflight_says_what_may_be_sent(named: Flask) -> None:
    answer = ask(
        named,
        WRITES,
        OURS,
        "OPTIONS",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="authorization",
    )
    assert answer.status_code == 200
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    assert "X-Api-Key" in answer.headers["Access-Control-Allow-Headers"]
    assert int(answer.headers["Access-Control-Max-Age"]) > 0


def test_pages_are_not_opened_to_any_origin(named: Flask) -> None:
    for path in ("/", "/sign-in", "/livez"):
        assert not allowed(ask(named, path, OURS))


def test_a_browser_that_calls_with_a_key(named: Flask, bakery: Bakery) -> None:
    own = hex24(IdKind.WORKSPACE, bakery.workspace_id)
    answer = ask(named, f"/api/v1/workspaces/{own}/projects", OURS, X_Api_Key=bakery.eli.key)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == OURS
