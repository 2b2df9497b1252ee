"""The path decides in whose words an error is said, whatever kind of error it is."""

from collections.abc import Callable

import pytest
from flask import Flask, abort
from werkzeug.exceptions import TooManyRequests

from tests.fixtures.json_calls import DOORS, JsonCall, demand_error_format
from tests.fixtures.scripts import Bakery, Script
from timeclock.errors import Busy, ReadOnly, Unconfirmed
from timeclock.wire.error_formats import has_error_format

pytestmark = pytest.mark.databases("sqlite")
Break = Callable[[Callable[..., None]], None]


@pytest.fixture
def every_view_instead(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Break:
    """Lets every JSON view do something else."""

    def put(act: Callable[..., None]) -> None:
        for endpoint in app.view_functions:
            if endpoint.partition(".")[0] in DOORS:
                monkeypatch.setitem(app.view_functions, endpoint, act)

    return put


def test_json_paths_and_only_these_have_an_error_format(app: Flask) -> None:
    """The pages' guard leaves these paths to their doors, so nothing else may be there."""
    for rule in app.url_map.iter_rules():
        is_door = rule.endpoint.partition(".")[0] in DOORS
        assert is_door == any(_has_error_format(app, path) for path in (rule.rule, rule.rule + "/"))


def _has_error_format(app: Flask, path: str) -> bool:
    with app.app_context():
        return has_error_format(path)


def test_no_key(json_calls: list[JsonCall]) -> None:
    for call in json_calls:
        answer = call.script.send(call.method, call.path)
        assert answer.status_code == (403 if call.door == "connecteam" else 401)
        demand_error_format(call.door, answer)


def test_a_wrong_key(json_calls: list[JsonCall]) -> None:
    for call in json_calls:
        for key in ("x", "tck_x", "tck_" + "x" * 60, "é", "' OR 1=1", "x" * 5000):
            answer = call.send(key=key)
            assert answer.status_code in (401, 403)
            demand_error_format(call.door, answer)


def test_another_method(json_calls: list[JsonCall]) -> None:
    for call in json_calls:
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - call.methods:
            answer = call.send(method=method)
            assert answer.status_code == 405, f"{method} {call.path}"
            assert call.method in answer.headers["Allow"]
            demand_error_format(call.door, answer)


def test_an_unknown_path(json_calls: list[JsonCall]) -> None:
    for call in json_calls:
        for tail in ("/more/and/more", "/%00/%00/%00"):
            path = call.path + tail
            answer = call.send(path=path)
            assert answer.status_code == 404, path
            demand_error_format(call.door, answer)


@pytest.mark.parametrize(
    "path", ["/api/v1", "/api/v1/", "/api/v1/nope", "/v1/nope", "/api/v1/user/x", "/api/v1//"]
)
def test_unknown_paths_of_the_shared_base_are_clockifys(script: Script, path: str) -> None:
    for method in ("GET", "POST", "PATCH"):
        answer = script.send(method, path)
        assert answer.status_code == 404
        assert answer.json is not None
        assert answer.json["code"] == 3000


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/time-clock/v1/nope", "connecteam"),
        ("/users/v1/nope", "connecteam"),
        ("/jobs/v1/nope", "connecteam"),
        ("/api/v1/me/nope", "awork"),
        ("/api/v1/users/x/nope", "awork"),
        ("/api/v1/timeentries/x/y", "awork"),
        ("/api/v2/nope", "webwork"),
        ("/time-tracking/nope", "webwork"),
        ("/api/timeclock/v1/nope", "api"),
    ],
)
def test_unknown_paths_below_a_vendors_base_are_its_own(
    script: Script, path: str, door: str
) -> None:
    answer = script.send("GET", path)
    assert answer.status_code == 404
    demand_error_format(door, answer)


def test_a_body_that_is_too_large(json_calls: list[JsonCall], bakery: Bakery) -> None:
    for call in _with_bodies(json_calls):
        answer = call.send(b'{"note": "' + b"x" * 70_000, key=_a_key_that_may(call, bakery))
        assert answer.status_code == 413
        demand_error_format(call.door, answer)


def _a_key_that_may(call: JsonCall, bakery: Bakery) -> str:
    """A key that is not refused before the body is looked at; awork's calls are one's own."""
    return call.key if call.door == "awork" else bakery.olive.key


# What these calls are sent, they do not read.
NEED_NO_BODY = frozenset({"awork.resume", "awork.pause", "awork.stop"})


def test_a_body_of_another_kind(json_calls: list[JsonCall], bakery: Bakery) -> None:
    for call in _with_bodies(json_calls):
        for headers in ({"Content_Type": "text/plain"}, {"Content_Encoding": "gzip"}):
            answer = call.send(b'{"note": "Rye"}', key=_a_key_that_may(call, bakery), **headers)
            if answer.status_code < 300:
                assert call.endpoint in NEED_NO_BODY
                continue
            assert answer.status_code == 415, call.path
            demand_error_format(call.door, answer)


def test_a_foreign_host(json_calls: list[JsonCall]) -> None:
    for call in json_calls:
        answer = call.send(Host="evil.example")
        assert answer.status_code == 400
        demand_error_format(call.door, answer)


def _with_bodies(calls: list[JsonCall]) -> list[JsonCall]:
    return [call for call in calls if call.method not in ("GET", "DELETE")]


@pytest.mark.parametrize(
    ("error", "status", "recorded"),
    [
        (Busy("busy", "The clock is busy."), 503, "no"),
        (ReadOnly("Entries are missing."), 503, "no"),
        (Unconfirmed("unconfirmed", "The connection was lost."), 503, "unknown"),
    ],
)
def test_what_could_not_be_recorded_says_so(
    json_calls: list[JsonCall],
    every_view_instead: Break,
    error: Exception,
    status: int,
    recorded: str,
) -> None:
    def fail(**_: str) -> None:
        raise error

    every_view_instead(fail)
    for call in json_calls:
        answer = call.send()
        assert answer.status_code == status
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["X-Punch-Recorded"] == recorded
        demand_error_format(call.door, answer)


def test_too_many_requests(json_calls: list[JsonCall], every_view_instead: Break) -> None:
    every_view_instead(lambda **_: abort(429))
    for call in json_calls:
        answer = call.send()
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0
        demand_error_format(call.door, answer)


def test_a_limit_names_its_own_wait(json_calls: list[JsonCall], every_view_instead: Break) -> None:
    def limit(**_: str) -> None:
        raise TooManyRequests(retry_after=17)

    every_view_instead(limit)
    assert {call.send().headers["Retry-After"] for call in json_calls} == {"17"}


def test_an_error_of_ours_tells_nothing(
    json_calls: list[JsonCall], every_view_instead: Break
) -> None:
    def fail(**_: str) -> None:
        raise RuntimeError("secret")

    every_view_instead(fail)
    for call in json_calls:
        answer = call.send()
        assert answer.status_code == 500
        assert "secret" not in answer.text
        demand_error_format(call.door, answer)


def test_the_locked_database(json_calls: list[JsonCall], app: Flask) -> None:
    """A lock that is not available in time is a 503, and nothing was recorded."""
    for call in json_calls:
        assert call.send().status_code < 500  # "last used" of the key is written here
    lock = app.extensions["timeclock_write_lock"]
    lock._deadline = 0.01
    with lock():
        for call in _with_bodies(json_calls):
            if call.path.endswith("/timetracking/resume"):
                answer = call.send()
                assert answer.status_code == 503
                assert answer.headers["Retry-After"]
