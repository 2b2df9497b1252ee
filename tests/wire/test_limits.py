"""A key may call so often in a minute, and every answer says how often still."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.json_calls import JsonCall, demand_error_format
from tests.fixtures.scripts import Bakery, Script
from timeclock.wire.quotas import Quota

pytestmark = pytest.mark.databases("sqlite")

NATIVE = "/api/timeclock/v1/shifts/open"
LIMIT = 3
DOORS = {
    "api": (NATIVE, "Authorization"),
    "awork": ("/api/v1/me", "Authorization"),
    "clockify": ("/api/v1/user", "X-Api-Key"),
    "connecteam": ("/time-clock/v1/time-clocks/1/clock-in", "X-Api-Key"),
    "webwork": ("/time-tracking/stop", "Authorization"),
}
POSTED = {"connecteam", "webwork"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Time that stops until it is moved."""
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=1), tick=False) as moved:
        yield moved


@pytest.fixture
def limited(make_app: Callable[..., Flask]) -> Script:
    """A script that meets a server with a limit of three."""
    return Script(make_app(api_limit=LIMIT))


def ask(script: Script, key: str, door: str = "api", path: str | None = None) -> TestResponse:
    own, header = DOORS[door]
    value = f"Bearer {key}" if header == "Authorization" else key
    return script.send("POST" if door in POSTED else "GET", path or own, None, {header: value})


def use_up(script: Script, key: str, door: str = "api") -> None:
    for _ in range(LIMIT):
        assert ask(script, key, door).status_code != 429


@pytest.mark.parametrize("door", sorted(DOORS))
def test_one_call_too_many_is_said_in_the_doors_format(
    limited: Script, bakery: Bakery, clock: time_machine.Traveller, door: str
) -> None:
    use_up(limited, bakery.eli.key, door)
    clock.shift(20.5)
    answer = ask(limited, bakery.eli.key, door)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "40"
    demand_error_format(door, answer)


@pytest.mark.parametrize("door", sorted(DOORS))
def test_after_the_minute_there_are_calls_again(
    limited: Script, bakery: Bakery, clock: time_machine.Traveller, door: str
) -> None:
    use_up(limited, bakery.eli.key, door)
    wait = int(ask(limited, bakery.eli.key, door).headers["Retry-After"])
    clock.shift(wait - 1)
    assert ask(limited, bakery.eli.key, door).status_code == 429
    clock.shift(1.1)
    assert ask(limited, bakery.eli.key, door).status_code != 429


def test_refused_calls_do_not_prolong_the_wait(
    limited: Script, bakery: Bakery, clock: time_machine.Traveller
) -> None:
    use_up(limited, bakery.eli.key)
    for _ in range(5):
        clock.shift(10)
        assert ask(limited, bakery.eli.key).status_code == 429
    clock.shift(11)
    assert ask(limited, bakery.eli.key).status_code == 200


def test_a_limit_is_one_keys_across_all_doors(
    limited: Script, bakery: Bakery, clock: time_machine.Traveller
) -> None:
    for door in ("api", "awork", "clockify"):
        assert ask(limited, bakery.eli.key, door).status_code == 200
    assert ask(limited, bakery.eli.key, "awork").status_code == 429
    assert ask(limited, bakery.eli.read_key).status_code == 200
    assert ask(limited, bakery.maya.key).status_code == 200


def test_guessing_is_bounded_by_address_and_keeps_no_good_key_waiting(
    limited: Script, bakery: Bakery, clock: time_machine.Traveller
) -> None:
    """A script with a revoked key must not stop the badge reader beside it."""
    assert ask(limited, bakery.maya.key).status_code == 200
    for guess in range(LIMIT):
        assert ask(limited, f"tck_{guess}").status_code == 401
    assert ask(limited, "tck_more").status_code == 429
    assert limited.send("GET", NATIVE).status_code == 429
    assert ask(limited, bakery.maya.key).status_code == 200
    assert ask(limited, bakery.eli.key).status_code == 200
    assert ask(limited, "tck_again").status_code == 429
    clock.shift(61)
    assert ask(limited, "tck_again").status_code == 401


def test_good_keys_do_not_use_up_their_address(
    limited: Script, bakery: Bakery, clock: time_machine.Traveller
) -> None:
    for holder in (bakery.olive, bakery.edda, bakery.maya, bakery.eli, bakery.otto):
        assert ask(limited, holder.key).status_code == 200


@pytest.mark.parametrize(
    ("door", "said"),
    [
        ("api", {"RateLimit-Policy": '"default";q=3;w=60', "RateLimit": '"default";r=1;t=30'}),
        (
            "awork",
            {
                "RateLimit-Limit": "3",
                "RateLimit-Remaining": "1",
                "RateLimit-Reset": "30",
                "X-RateLimit-Limit-Minute": "3",
                "X-RateLimit-Remaining-Minute": "1",
            },
        ),
        ("clockify", {"X-RateLimit-Limit": "3", "X-RateLimit-Remaining": "1"}),
        (
            "connecteam",
            {"x-ratelimit-minute-limit": "3", "x-ratelimit-minute-remaining": "1"},
        ),
        ("webwork", {"X-RateLimit-Limit": "3", "X-RateLimit-Remaining": "1"}),
    ],
)
def test_what_is_left_has_the_vendors_names(
    limited: Script,
    bakery: Bakery,
    clock: time_machine.Traveller,
    door: str,
    said: dict[str, str],
) -> None:
    ask(limited, bakery.eli.key, door)
    clock.shift(30)
    answer = ask(limited, bakery.eli.key, door)
    assert {name: answer.headers.get(name) for name in said} == said


def test_connecteam_says_when_in_unix_seconds(
    limited: Script, bakery: Bakery, clock: time_machine.Traveller
) -> None:
    answer = ask(limited, bakery.eli.key, "connecteam")
    resets_at = int(answer.headers["x-ratelimit-minute-reset"])
    assert 59 <= resets_at - datetime.now(UTC).timestamp() <= 60


def test_every_answer_says_what_is_left(
    make_app: Callable[..., Flask], json_calls: list[JsonCall]
) -> None:
    """Also of a wrong path, a wrong method, a wrong key and no key."""
    generous = Script(make_app(api_limit=100_000))
    names = {"RateLimit-Limit", "RateLimit", "X-RateLimit-Limit", "x-ratelimit-minute-limit"}
    for call in json_calls:
        for method, path, headers in (
            (call.method, call.path, dict([call.key_header()])),
            (call.method, call.path, dict([call.key_header("tck_wrong")])),
            (call.method, call.path, {}),
            ("TRACE", call.path, {}),
            ("GET", call.path + "/more/and/more", {}),
        ):
            answer = generous.send(method, path, None, headers)
            assert names & set(answer.headers.keys()), f"{method} {path}"


def test_a_page_says_nothing_and_is_not_counted(make_app: Callable[..., Flask]) -> None:
    client = make_app(api_limit=1).test_client()
    for _ in range(3):
        answer = client.get("/healthz")
        assert answer.status_code == 200
        assert not [name for name in dict(answer.headers) if "ratelimit" in name.lower()]


def test_without_a_limit_nothing_is_said(script: Script, bakery: Bakery) -> None:
    for _ in range(5):
        answer = ask(script, bakery.eli.key)
        assert answer.status_code == 200
        assert not [name for name in dict(answer.headers) if "ratelimit" in name.lower()]


@pytest.mark.parametrize(("resets_at", "seconds"), [(99.0, 1), (100.2, 1), (101.5, 2), (900.0, 60)])
def test_the_wait_is_in_whole_seconds_of_a_minute(resets_at: float, seconds: int) -> None:
    assert Quota(limit=3, left=0, resets_at=resets_at, now=100.0).seconds == seconds
