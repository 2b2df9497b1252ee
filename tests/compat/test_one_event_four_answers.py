"""The same event through every vendor's door, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.scripts import Bakery, Script
from timeclock.compat.ids import IdKind, hex24, uuid8

pytestmark = pytest.mark.databases("sqlite", "postgresql")

Send = Callable[..., TestResponse]


@pytest.fixture
def clock(script: Script, bakery: Bakery) -> Send:
    """Connecteam's, for Eli at the shop."""

    def send(verb: str, **headers: str) -> TestResponse:
        path = f"/time-clock/v1/time-clocks/{bakery.shop}/{verb}"
        sent = {"X-API-KEY": bakery.eli.key} | _names(headers)
        return script.send("POST", path, {"userId": bakery.eli.user_id}, sent)

    return send


@pytest.fixture
def track(script: Script, bakery: Bakery) -> Send:
    """awork's, for Eli."""

    def send(verb: str, **headers: str) -> TestResponse:
        kind = uuid8(IdKind.TYPE_OF_WORK, bakery.workspace_id)
        body = {"typeOfWorkId": kind, "timezone": "UTC"} if verb == "start" else None
        sent = {"Authorization": f"Bearer {bakery.eli.key}"} | _names(headers)
        return script.send("POST", f"/api/v1/me/timetracking/{verb}", body, sent)

    return send


@pytest.fixture
def patch(script: Script, bakery: Bakery) -> Send:
    """Clockify's stop of Eli's entry, by Eli."""

    def send(**headers: str) -> TestResponse:
        workspace = hex24(IdKind.WORKSPACE, bakery.workspace_id)
        user = hex24(IdKind.USER, bakery.eli.user_id)
        body = {"end": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        sent = {"X-Api-Key": bakery.eli.key} | _names(headers)
        path = f"/api/v1/workspaces/{workspace}/user/{user}/time-entries"
        return script.send("PATCH", path, body, sent)

    return send


@pytest.fixture
def stop(script: Script, bakery: Bakery) -> Send:
    """WebWork's stop of Eli's tracker, by Edda."""

    def send(**headers: str) -> TestResponse:
        body = {"workspace_id": bakery.workspace_id, "user_id": bakery.eli.user_id}
        sent = {"Authorization": f"Bearer {bakery.edda.key}"} | _names(headers)
        return script.send("POST", "/time-tracking/stop", body, sent)

    return send


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def test_starting_while_running(clock: Send, track: Send) -> None:
    assert clock("clock-in").status_code == 200
    assert clock("clock-in").json == {"detail": "User already has an open shift"}
    assert track("start").status_code == 200


def test_stopping_while_idle(clock: Send, track: Send, patch: Send, stop: Send) -> None:
    assert clock("clock-out").json == {"detail": "User does not have an open shift"}
    assert track("stop").status_code == 204
    assert (patch().status_code, stop().status_code) == (404, 400)


def test_pausing_through_one_is_seen_through_the_others(
    clock: Send, track: Send, patch: Send
) -> None:
    began: Any = clock("clock-in").json
    paused: Any = track("pause").json
    assert "endDate" not in paused["breaks"][-1]
    assert clock("clock-in").status_code == 400
    entry: Any = patch().json
    assert entry["type"] == "BREAK"
    assert entry["timeInterval"]["start"] == paused["breaks"][-1]["startDate"]
    assert began["data"]["shift"]["id"] == str(int(paused["id"][-12:], 16))


def test_every_door_ends_what_runs(clock: Send, track: Send, patch: Send, stop: Send) -> None:
    ends: tuple[Callable[[], TestResponse], ...] = (
        lambda: clock("clock-out"),
        lambda: track("stop"),
        patch,
        stop,
    )
    for end in ends:
        assert clock("clock-in").status_code == 200
        assert end().status_code == 200
        assert end().status_code in (400, 404, 204)


def test_the_same_key_and_body_get_the_same_answer(
    clock: Send, track: Send, patch: Send, stop: Send
) -> None:
    """Whatever has happened since, byte for byte."""
    acts: dict[str, Callable[[], TestResponse]] = {
        "in": lambda: clock("clock-in", Idempotency_Key="in"),
        "pause": lambda: track("pause", Idempotency_Key="pause"),
        "resume": lambda: track("resume", Idempotency_Key="resume"),
        "out": lambda: clock("clock-out", Idempotency_Key="out"),
        "start": lambda: track("start", Idempotency_Key="start"),
        "stop": lambda: stop(Idempotency_Key="stop"),
    }
    first = {name: act() for name, act in acts.items()}
    assert {answer.status_code for answer in first.values()} == {200}
    for name, act in acts.items():
        again = act()
        assert again.headers["Idempotent-Replayed"] == "true"
        assert again.get_data() == first[name].get_data()
        assert "Idempotent-Replayed" not in first[name].headers


def test_a_key_used_for_something_else(clock: Send, track: Send, patch: Send, stop: Send) -> None:
    assert clock("clock-in", Idempotency_Key="k").status_code == 200
    for other in (clock("clock-out", Idempotency_Key="k"), track("pause", Idempotency_Key="k")):
        assert other.status_code == 422
    assert patch(Idempotency_Key="k").status_code == 422
    assert stop(Idempotency_Key="k").status_code == 200, "another member's key is another key"
