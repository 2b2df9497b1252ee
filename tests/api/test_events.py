"""Events to read again: each once, in the order of its chain, and as webhooks send it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import Worked, at, done, refused, text
from tests.fixtures.company import Watch
from tests.fixtures.receiver import Receiver
from tests.fixtures.scripts import Bakery, Call
from timeclock.outgoing.webhooks.courier import serve

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]
Read = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(webhook_private=True)


@pytest.fixture
def read(get: Get, bakery: Bakery) -> Read:
    """All events of some pages; the cursor after the last one is in `read.cursor`."""

    def go(query: str = "", limit: int = 50) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            more = f"&cursor={cursor}" if cursor else ""
            page = get(f"events?limit={limit}{query}{more}", by=bakery.edda)
            found += page["events"]
            cursor = page["next_cursor"]
            if cursor is None or len(page["events"]) < limit:
                go.cursor = cursor  # type: ignore[attr-defined]
                return found

    return go


@pytest.fixture
def week(worked: Worked, call: Call, watch: Watch, bakery: Bakery) -> None:
    """Eli works two days, Maya one, and someone joins."""
    worked(2, "08:00", "16:00")
    worked(3, "08:00", "12:00")
    done(call("clock-in", {"clock_id": bakery.shop}, by=bakery.maya))
    watch.at(at(3, "13:00"))
    done(call("clock-out", by=bakery.maya))
    body = {"email": "new@example.com", "name": "New"}
    done(call("members", body, by=bakery.olive), 201)
    watch.at(at(3, "14:00"))


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_pages_of_any_size_have_each_event_once_and_in_order(
    week: None, read: Read, limit: int
) -> None:
    found = read(limit=limit)
    ids = [each["id"] for each in found]
    assert len(ids) == len(set(ids))
    kinds = [each["type"] for each in found]
    assert kinds.count("shift.clocked_in") == kinds.count("shift.clocked_out") == 3
    assert "member.invited" in kinds or "member.added" in kinds
    by_chain: dict[str, list[int]] = {}
    for each in found:
        by_chain.setdefault(each["chain"], []).append(each["position"])
    assert all(positions == sorted(positions) for positions in by_chain.values())


def test_asking_again_gives_what_has_come_since(
    week: None, read: Read, get: Get, call: Call, watch: Watch, bakery: Bakery
) -> None:
    read()
    cursor = read.cursor  # type: ignore[attr-defined]

    def more() -> list[str]:
        nonlocal cursor
        page = get(f"events?cursor={cursor}", by=bakery.edda)
        cursor = page["next_cursor"]
        assert cursor is not None
        return [each["type"] for each in page["events"]]

    assert more() == []
    done(call("clock-in", {"clock_id": bakery.shop}))
    assert more() == []  # not before it has settled
    watch.at(at(3, "14:01"))
    assert more() == ["shift.clocked_in"]
    done(call("pause"))
    watch.at(at(3, "14:02"))
    assert more() == ["shift.paused"]
    assert more() == []


def test_types_and_times_choose(week: None, read: Read, call: Call, bakery: Bakery) -> None:
    def kinds(query: str) -> set[str]:
        return {each["type"] for each in read(query)}

    def query(moment: str) -> str:
        return moment.replace("+", "%2B")

    assert kinds("&type=shift.clocked_out&type=shift.paused") == {"shift.clocked_out"}
    since = f"&from={query(text(3, '09:00'))}"
    outs = "&type=shift.clocked_out"
    assert len(read(outs)) == 3
    assert len(read(outs + since)) == 2
    assert len(read(f"{outs}{since}&to={query(text(3, '12:30'))}")) == 1
    assert read.cursor is None  # type: ignore[attr-defined]
    assert len(read(f"{outs}&to={query(text(2, '20:00'))}")) == 1
    for wrong in ("type=shift.eaten", "from=yesterday", "cursor=x"):
        code = "unknown_cursor" if wrong.startswith("cursor") else "invalid_query"
        refused(call(f"events?{wrong}", method="GET", by=bakery.edda), 422, code)
    refused(call("events", method="GET", by=bakery.maya), 403, "not_allowed")


def test_an_event_is_what_a_webhook_sends(
    app: Flask, call: Call, bakery: Bakery, receiver: Receiver, watch: Watch, get: Get
) -> None:
    watch.at(at(2, "07:00"))
    wanted = ["shift.clocked_in", "shift.clocked_out"]
    body = {"url": receiver.url, "events": wanted}
    made = done(call("webhooks", body, by=bakery.olive), 201)
    watch.at(at(2, "08:00"))
    done(call("clock-in", {"clock_id": bakery.shop}))
    watch.at(at(2, "12:00"))
    done(call("clock-out"))
    with app.app_context():
        assert serve(bakery.workspace_id, made["webhook"]["id"]) == 2
    watch.later(seconds=30)
    sent = {each.id: each.said for each in receiver.messages}
    types = "&".join(f"type={each}" for each in wanted)
    assert {each["id"]: each for each in get(f"events?{types}", by=bakery.edda)["events"]} == sent


def test_another_company_has_none_of_them(week: None, get: Get, bakery: Bakery) -> None:
    found = get("events", by=bakery.nora)["events"]
    assert bakery.workspace_id not in {each["workspace_id"] for each in found}
