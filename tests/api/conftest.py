"""Calls of our own API, and a week that Eli worked."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call, Script, bearer_calls
from timeclock.worktime.shifts.leaving import deactivate_member


@pytest.fixture
def call(script: Script, bakery: Bakery) -> Call:
    """`call("clock-in", body)`, as Eli unless `by` says otherwise."""
    return bearer_calls(script, bakery, "/api/timeclock/v1")


@pytest.fixture
def get(call: Call) -> Callable[..., Any]:
    """What a GET answers; it has to be allowed."""

    def read(path: str, **how: Any) -> Any:
        answer = call(path, method="GET", **how)
        assert answer.status_code == 200, answer.text
        return answer.json

    return read


def at(day: int, time: str) -> datetime:
    """A moment of March 2026 as the clocks of the shop show it (an hour ahead of UTC)."""
    hour, _, minute = time.partition(":")
    return datetime(2026, 3, day, int(hour) - 1, int(minute), tzinfo=UTC)


def text(day: int, time: str) -> str:
    """`at`, as a script sends it."""
    return at(day, time).isoformat()


Worked = Callable[..., dict[str, Any]]


@pytest.fixture
def worked(watch: Watch, call: Call, bakery: Bakery) -> Worked:
    """Punches a shift of Eli's at the shop, `worked(2, "08:00", "16:00")`, and returns it."""

    def punch(day: int, start: str, end: str, **more: object) -> dict[str, Any]:
        watch.at(at(day, start))
        assert call("clock-in", {"clock_id": bakery.shop, **more}).status_code == 200
        watch.at(at(day, end))
        answer: Any = call("clock-out").json
        shift: dict[str, Any] = answer["shift"]
        return shift

    return punch


@pytest.fixture
def shift(worked: Worked, watch: Watch) -> dict[str, Any]:
    """Eli's Monday, 08:00 to 16:00; it is Tuesday morning."""
    found = worked(2, "08:00", "16:00", note="Rolls")
    watch.at(at(3, "08:00"))
    return found


@pytest.fixture
def draft(get: Callable[..., Any], shift: dict[str, Any]) -> dict[str, Any]:
    """The shift in the form in which a correction takes it."""
    found: dict[str, Any] = get(f"shifts/{shift['id']}")["shift"]["draft"]
    return found


def refused(answer: TestResponse, status: int, code: str) -> Mapping[str, Any]:
    """The problem of an answer that has to be one."""
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    problem: Any = answer.json
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["detail"]
    return dict(problem)


def done(answer: TestResponse, status: int = 200) -> dict[str, Any]:
    """What an act answers that has to be done."""
    assert answer.status_code == status, answer.text
    said: Any = answer.json
    return dict(said)


@pytest.fixture
def leave(app: Flask, bakery: Bakery) -> Callable[[], None]:
    """Eli leaves the company."""

    def go() -> None:
        with app.app_context():
            deactivate_member(bakery.operator, member_id=bakery.eli.member_id)

    return go
