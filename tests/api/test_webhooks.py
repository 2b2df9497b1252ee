"""Webhooks through the API."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.fixtures.company import Watch
from tests.fixtures.receiver import Receiver
from tests.fixtures.scripts import Bakery, Call
from timeclock.outgoing.webhooks.courier import serve
from timeclock.outgoing.webhooks.events import EVENTS

pytestmark = pytest.mark.databases("sqlite")

URL = "https://example.com/hook"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(webhook_private=True)


@pytest.fixture
def ask(call: Call, bakery: Bakery) -> Callable[..., Any]:
    """Calls as Olive; what it answers has to have this status."""

    def send(path: str = "", body: object = None, status: int = 200, **how: Any) -> Any:
        answer = call(f"webhooks{path}", body, **({"by": bakery.olive} | how))
        assert answer.status_code == status, answer.text
        return answer.json

    return send


@pytest.fixture
def hook(ask: Callable[..., Any], receiver: Receiver) -> int:
    made: int = ask("", {"url": receiver.url}, 201)["webhook"]["id"]
    return made


def test_a_new_one_is_told_of_everything_and_shows_its_secret_once(
    ask: Callable[..., Any], bakery: Bakery
) -> None:
    made = ask("", {"url": URL}, 201)
    assert made["secret"].startswith("whsec_")
    hook = made["webhook"]
    assert hook == {
        "id": hook["id"],
        "url": URL,
        "description": "",
        "events": list(EVENTS),
        "created_at": hook["created_at"],
        "created_by_user_id": bakery.olive.user_id,
        "paused_at": None,
        "paused_for": None,
        "failing_chains": 0,
        "failing_since": None,
        "next_try_at": None,
        "rotated_at": None,
        "old_secret_until": None,
    }
    assert ask(f"/{hook['id']}", method="GET") == {"webhook": hook}
    assert ask(method="GET") == {"webhooks": [hook], "known_events": list(EVENTS)}


def test_the_same_call_again_adds_no_second_one(ask: Callable[..., Any]) -> None:
    once = {"Idempotency_Key": "one"}
    ask("", {"url": URL}, 201, **once)
    refused = ask("", {"url": URL}, 409, **once)
    assert refused["code"] == "already_done"
    assert ask("", {"url": URL + "2"}, 422, **once)["code"] == "key_reused"
    assert len(ask(method="GET")["webhooks"]) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "url"),
        ({"url": None}, "url"),
        ({"url": 5}, "url"),
        ({"url": "ftp://example.com"}, "url"),
        ({"url": "https://169.254.169.254/"}, "url"),
        ({"url": URL, "events": []}, "events"),
        ({"url": URL, "events": ["shift.flew"]}, "events"),
        ({"url": URL, "events": [1]}, "events.0"),
        ({"url": URL, "events": "shift.paused"}, "events"),
        ({"url": URL, "description": "x" * 201}, "description"),
        ({"url": URL, "secret": "mine"}, "secret"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_field(
    ask: Callable[..., Any], body: dict[str, object], field: str
) -> None:
    assert ask("", body, 422)["field"] == field
    assert ask(method="GET")["webhooks"] == []


def test_what_is_not_named_stays(ask: Callable[..., Any], hook: int, receiver: Receiver) -> None:
    ask(f"/{hook}", {"description": "Payroll"}, method="PATCH")
    changed = ask(f"/{hook}", {"events": ["shift.paused"]}, method="PATCH")["webhook"]
    assert (changed["url"], changed["description"]) == (receiver.url, "Payroll")
    assert changed["events"] == ["shift.paused"]
    assert ask(f"/{hook}", {"events": []}, 422, method="PATCH")["field"] == "events"
    assert ask(f"/{hook}", {"url": None}, 422, method="PATCH")["field"] == "url"


def test_a_test_waits_is_sent_and_can_be_seen_in_the_log(
    app: Flask, ask: Callable[..., Any], bakery: Bakery, hook: int, receiver: Receiver
) -> None:
    once = {"Idempotency_Key": "t"}
    asked = ask(f"/{hook}/test", {}, 202, **once)["attempt"]
    assert (asked["state"], asked["purpose"], asked["sent_at"]) == ("waiting", "test", None)
    assert ask(f"/{hook}/test", {}, 202, **once)["attempt"]["id"] == asked["id"]
    with app.app_context():
        assert serve(bakery.workspace_id, hook) == 1
    seen = ask(f"/{hook}/attempts/{asked['id']}", method="GET")["attempt"]
    assert (seen["state"], seen["status"]) == ("taken", 204)
    assert ask(f"/{hook}/attempts/{asked['id']}/replay", {}, 409)["code"] == "nothing_to_replay"
    assert ask(f"/{hook}/attempts/999/replay", {}, 404)["code"] == "attempt_not_found"


def test_the_log_comes_in_parts_and_its_messages_can_be_sent_again(
    app: Flask, call: Call, ask: Callable[..., Any], bakery: Bakery, hook: int, receiver: Receiver
) -> None:
    for verb in ("clock-in", "clock-out"):
        call(verb, {"clock_id": bakery.shop} if verb == "clock-in" else {})
    with app.app_context():
        assert serve(bakery.workspace_id, hook) == 2
    first = ask(f"/{hook}/attempts?limit=1", method="GET")
    (newest,) = first["attempts"]
    assert (newest["event"], newest["state"]) == ("shift.clocked_out", "taken")
    rest = ask(f"/{hook}/attempts?limit=1&cursor={first['next_cursor']}", method="GET")
    assert [each["event"] for each in rest["attempts"]] == ["shift.clocked_in"]
    assert rest["next_cursor"] is None
    assert ask(f"/{hook}/attempts?cursor=nonsense", status=422, method="GET")["field"] == "cursor"
    again = ask(f"/{hook}/attempts/{newest['id']}/replay", {}, 202)["attempt"]
    assert (again["purpose"], again["message_id"]) == ("replay", newest["message_id"])
    with app.app_context():
        assert serve(bakery.workspace_id, hook) == 1
    assert len(receiver.messages) == 3


def test_it_is_paused_resumed_and_removed(ask: Callable[..., Any], hook: int) -> None:
    for _ in range(2):
        assert ask(f"/{hook}/pause", {})["webhook"]["paused_for"] == "by_hand"
    for _ in range(2):
        assert ask(f"/{hook}/resume", {})["webhook"]["paused_at"] is None
    ask(f"/{hook}", status=204, method="DELETE")
    for path, method in (("", "GET"), ("", "DELETE"), ("/pause", "POST"), ("/attempts", "GET")):
        assert ask(f"/{hook}{path}", status=404, method=method)["code"] == "webhook_not_found"


def test_a_new_secret_is_shown_once_and_the_old_one_signs_for_a_day(
    app: Flask, ask: Callable[..., Any], bakery: Bakery, receiver: Receiver, watch: Watch
) -> None:
    watch.at("08:00")
    made = ask("", {"url": receiver.url}, 201)
    path, once = f"/{made['webhook']['id']}", {"Idempotency_Key": "r"}
    rotated = ask(f"{path}/rotate", {}, **once)
    assert rotated["secret"] != made["secret"]
    assert rotated["webhook"] == made["webhook"] | {
        "rotated_at": "2026-03-02T08:00:00+00:00",
        "old_secret_until": "2026-03-03T08:00:00+00:00",
    }
    assert ask(f"{path}/rotate", {}, 409, **once)["code"] == "already_done"
    assert ask(path, method="GET") == {"webhook": rotated["webhook"]}
    ask(f"{path}/test", {}, 202)
    with app.app_context():
        assert serve(bakery.workspace_id, made["webhook"]["id"]) == 1
    (message,) = receiver.messages
    assert message.is_signed_with(rotated["secret"])
    assert message.is_signed_with(made["secret"])
    watch.later(days=1)
    over = ask(path, method="GET")["webhook"]
    assert (over["rotated_at"], over["old_secret_until"]) == ("2026-03-02T08:00:00+00:00", None)


def test_of_two_who_have_read_the_same_one_makes_a_new_secret(
    call: Call, ask: Callable[..., Any], bakery: Bakery, hook: int
) -> None:
    before = call(f"webhooks/{hook}", method="GET", by=bakery.olive).headers["ETag"]
    made = call(f"webhooks/{hook}/rotate", {}, by=bakery.olive, If_Match=before)
    now = call(f"webhooks/{hook}", method="GET", by=bakery.olive).headers["ETag"]
    assert made.headers["ETag"] == now != before
    assert ask(f"/{hook}/rotate", {}, 412, If_Match=before)["code"] == "outdated"
    ask(f"/{hook}/rotate", {"secret": "mine"}, 422)
    ask(f"/{hook}/rotate", {}, 403, by=bakery.maya)
    ask(f"/{hook}/rotate", {}, 404, by=bakery.nora)


def test_what_has_changed_since_it_was_read_is_not_removed(
    call: Call, ask: Callable[..., Any], bakery: Bakery, hook: int
) -> None:
    path = f"webhooks/{hook}"
    before = call(path, method="GET", by=bakery.olive).headers["ETag"]
    ask(f"/{hook}", {"description": "Payroll"}, method="PATCH", If_Match=before)
    assert ask(f"/{hook}", status=412, method="DELETE", If_Match=before)["code"] == "outdated"
    now = call(path, method="GET", by=bakery.olive).headers["ETag"]
    gone = call(path, method="DELETE", by=bakery.olive, If_Match=now)
    assert (gone.status_code, gone.headers.get("Content-Type")) == (204, None)
    assert ask(f"/{hook}", status=404, method="DELETE", If_Match=now)["code"] == (
        "webhook_not_found"
    )


def test_a_message_that_fails_is_no_new_version(
    app: Flask, call: Call, bakery: Bakery, hook: int, receiver: Receiver
) -> None:
    def tag() -> str:
        return call(f"webhooks/{hook}", method="GET", by=bakery.olive).headers["ETag"]

    before = tag()
    receiver.status = 500
    call("clock-in", {"clock_id": bakery.shop})
    with app.app_context():
        assert serve(bakery.workspace_id, hook) == 1
    assert tag() == before


def test_an_act_that_comes_again_later_does_nothing_a_second_time(
    ask: Callable[..., Any], hook: int
) -> None:
    """Also where someone has taken it back meanwhile."""
    pausing, naming = {"Idempotency_Key": "pause"}, {"Idempotency_Key": "name"}
    ask(f"/{hook}/pause", {}, **pausing)
    ask(f"/{hook}/resume", {}, Idempotency_Key="resume")
    assert ask(f"/{hook}/pause", {}, **pausing)["webhook"]["paused_at"] is None
    ask(f"/{hook}", {"description": "Payroll"}, method="PATCH", **naming)
    ask(f"/{hook}", {"description": "Wages"}, method="PATCH")
    again = ask(f"/{hook}", {"description": "Payroll"}, method="PATCH", **naming)
    assert again["webhook"]["description"] == "Wages"
    used = ask(f"/{hook}", {"description": "Other"}, 422, method="PATCH", **naming)
    assert used["code"] == "key_reused"
    for _ in range(2):
        ask(f"/{hook}", status=204, method="DELETE", Idempotency_Key="gone")


def test_others_find_nothing(ask: Callable[..., Any], bakery: Bakery, hook: int) -> None:
    for path in ("", "/attempts"):
        assert ask(f"/{hook}{path}", status=404, method="GET", by=bakery.nora)
        assert ask(f"/{hook}{path}", status=403, method="GET", by=bakery.maya)
    ask(method="GET", status=403, by=bakery.eli)
    ask(method="GET", status=403, key=bakery.olive.read_key)
