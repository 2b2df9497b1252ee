"""Lists of entries: newest first, a shift with a break is three of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.compat.clockify.conftest import DENIED, Call, ago, entry_in, error, of, text_of
from tests.fixtures.scripts import Bakery, KeyHolder
from tests.fixtures.stored_objects import StoredObjects
from timeclock.compat.ids import IdKind, from_hex24, hex24
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.shifts import punching

pytestmark = pytest.mark.databases("sqlite")
RUNNING = "time-entries/status/in-progress"
Punch = Callable[..., None]


def ids(answer: TestResponse) -> list[str]:
    assert answer.status_code == 200, answer.text
    found: Any = answer.json
    return [each["id"] for each in found]


def starts(answer: TestResponse) -> list[str]:
    found: Any = answer.json
    return [each["timeInterval"]["start"] for each in found]


@pytest.fixture
def began() -> datetime:
    return ago(300)


@pytest.fixture
def punches(app: Flask, bakery: Bakery, began: datetime) -> Punch:
    """`punches("clock_in", 0)`: an act of Eli's, so many minutes after `began`."""

    def act(verb: str, minutes: float, **more: Any) -> None:
        moment = began + timedelta(minutes=minutes)
        said = {"end" if verb == "clock_out" else "claimed": moment}
        with app.app_context():
            getattr(punching, verb)(bakery.operator, member_id=bakery.eli.member_id, **said, **more)

    return act


@pytest.fixture
def entries(clockify: Call, bakery: Bakery, stored: StoredObjects, punches: Punch) -> list[str]:
    """Eli's, newest first: one that runs after a break in a shift, a plain one, that of stored."""
    punches("clock_in", 0, clock_id=bakery.shop)
    punches("clock_out", 60)
    punches("clock_in", 60, clock_id=bakery.shop, job_id=bakery.job)
    punches("pause", 120)
    punches("resume", 150)
    found = ids(clockify("GET", of(bakery.eli)))
    assert len(found) == 5
    return found


def test_a_shift_is_shown_as_its_parts(
    clockify: Call, bakery: Bakery, entries: list[str], stored: StoredObjects, began: datetime
) -> None:
    answer = clockify("GET", of(bakery.eli))
    found: Any = answer.json
    kinds = [IdKind.PART_AFTER_BREAK, IdKind.BREAK, IdKind.SHIFT, IdKind.SHIFT, IdKind.SHIFT]
    assert all(from_hex24(kind, name) for kind, name in zip(kinds, ids(answer), strict=True))
    assert entries[-1] == hex24(IdKind.SHIFT, stored.shift)
    assert [each["type"] for each in found] == ["REGULAR", "BREAK", *["REGULAR"] * 3]
    assert [each["timeInterval"]["duration"] for each in found] == [
        None,
        "PT30M",
        "PT1H",
        "PT1H",
        "PT8H",
    ]
    assert starts(answer)[:4] == [
        text_of(began + timedelta(minutes=each)) for each in (150, 120, 60, 0)
    ]
    for entry in found:
        assert (entry["hourlyRate"], entry["costRate"]) == (None, None)
        assert entry_in(clockify("GET", f"time-entries/{entry['id']}")) == entry


def test_pages_count_entries(clockify: Call, bakery: Bakery, entries: list[str]) -> None:
    for size in range(1, 7):
        for page in range(1, 7):
            answer = clockify("GET", f"{of(bakery.eli)}?page={page}&page-size={size}")
            assert ids(answer) == entries[(page - 1) * size : page * size], (page, size)
            assert answer.headers["Last-Page"] == ("true" if page * size >= 5 else "false")


def test_page_sizes_are_clamped(clockify: Call, bakery: Bakery, entries: list[str]) -> None:
    for query, expected in (
        ("page-size=0", entries[:1]),
        ("page-size=-1&page=2", entries[1:2]),
        ("page-size=5000", entries),
        ("page=0", entries),
        (f"page={2**31 - 1}&page-size=200", []),
        (f"page={10**18}", []),
        ("page-size=2&page=2&hydrated=false&tags=", entries[2:4]),
    ):
        assert ids(clockify("GET", f"{of(bakery.eli)}?{query}")) == expected


def test_a_page_has_fifty_entries_and_as_many_as_are_asked_for(
    app: Flask, clockify: Call, bakery: Bakery
) -> None:
    with app.app_context():
        for _ in range(210):
            punching.start_next_shift(
                bakery.operator,
                member_id=bakery.eli.member_id,
                clock_id=bakery.shop,
            )
    answer = clockify("GET", f"{of(bakery.eli)}?page-size=1000")
    whole = ids(answer)
    assert (len(whole), answer.headers["Last-Page"]) == (210, "true")
    for query, page in (("", whole[:50]), ("?page=4", whole[150:200])):
        answer = clockify("GET", f"{of(bakery.eli)}{query}")
        assert (ids(answer), answer.headers["Last-Page"]) == (page, "false")
    last = clockify("GET", f"{of(bakery.eli)}?page=2&page-size=200")
    assert (len(ids(last)), last.headers["Last-Page"]) == (10, "true")


@pytest.mark.parametrize("query", ["page=x", "page-size=1.5", "start=x", "end=1"])
def test_queries_that_cannot_be_read(clockify: Call, bakery: Bakery, query: str) -> None:
    status, message, code = error(clockify("GET", f"{of(bakery.eli)}?{query}"))
    assert (status, code) == (400, 501)
    assert message.startswith(query.partition("=")[0])


def test_from_and_to_are_about_when_an_entry_begins(
    clockify: Call, bakery: Bakery, entries: list[str], began: datetime
) -> None:
    def listed(start: float | None, end: float | None, more: str = "") -> list[str]:
        bounds = (("start", start), ("end", end))
        query = "&".join(
            f"{name}={text_of(began + timedelta(minutes=each))}"
            for name, each in bounds
            if each is not None
        )
        return ids(clockify("GET", f"{of(bakery.eli)}?{query}{more}"))

    running, rest, second, first, old = entries
    assert listed(0, None) == [running, rest, second, first]
    assert listed(1, None) == [running, rest, second]
    assert listed(61, None) == [running, rest]
    assert listed(130, None) == [running]
    assert listed(151, None) == []
    assert listed(None, 0) == [old]
    assert listed(None, 150) == [rest, second, first, old]
    assert listed(60, 120) == [second]
    assert listed(121, 149) == []
    assert listed(61, None, "&page-size=1") == [running]
    assert listed(61, None, "&page-size=1&page=2") == [rest]
    assert listed(61, None, "&page-size=1&page=3") == []
    assert listed(None, 150, "&page-size=3&page=2") == [old]


def test_what_runs_or_what_does_not(clockify: Call, bakery: Bakery, entries: list[str]) -> None:
    mine = of(bakery.eli)
    assert ids(clockify("GET", f"{mine}?in-progress=true")) == entries[:1]
    assert ids(clockify("GET", f"{mine}?in-progress=false")) == entries[1:]
    for page in range(1, 5):
        answer = clockify("GET", f"{mine}?in-progress=false&page-size=1&page={page}")
        assert ids(answer) == entries[page : page + 1]
        assert answer.headers["Last-Page"] == ("true" if page == 4 else "false")


def test_a_removed_shift_is_gone(
    app: Flask, clockify: Call, bakery: Bakery, entries: list[str], stored: StoredObjects
) -> None:
    with app.app_context():
        propose(
            bakery.operator,
            member_id=bakery.eli.member_id,
            shift_id=stored.shift,
            drafts=[],
            reason="x",
        )
    assert ids(clockify("GET", of(bakery.eli))) == entries[:-1]


@pytest.mark.parametrize("base", ["/api/v1", "/v1"])
@pytest.mark.parametrize("name", ["olive", "edda", "maya", "eli", "otto", "nora"])
def test_whose_entries_one_sees(
    clockify: Call, bakery: Bakery, entries: list[str], name: str, base: str
) -> None:
    holder: KeyHolder = getattr(bakery, name)
    for key in (holder.key, holder.read_key):
        answer = clockify("GET", f"{of(bakery.eli)}/", key=key, base=base)
        if name in ("otto", "nora"):
            assert error(answer) == DENIED
        else:
            assert ids(answer) == entries


def test_users_and_workspaces_that_are_none(clockify: Call, bakery: Bakery) -> None:
    answers = [
        clockify("GET", "user/x/time-entries", by=bakery.olive),
        clockify("GET", f"user/{hex24(IdKind.USER, 999)}/time-entries?page=x", by=bakery.olive),
        clockify("GET", of(bakery.nora), by=bakery.olive),
        clockify("GET", of(bakery.eli), workspace="x"),
        clockify("GET", RUNNING, workspace=hex24(IdKind.WORKSPACE, bakery.foreign_workspace_id)),
    ]
    assert [error(answer) for answer in answers] == [DENIED] * len(answers)


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("olive", ["maya", "otto", "eli"]),
        ("edda", ["maya", "otto", "eli"]),
        ("maya", ["maya", "eli"]),
        ("eli", ["eli"]),
        ("otto", ["otto"]),
    ],
)
def test_what_runs_of_everyone_in_sight(
    clockify: Call, bakery: Bakery, name: str, sees: list[str]
) -> None:
    made = {}
    for minutes, who in enumerate(("maya", "otto", "eli")):
        sent = {"start": text_of(ago(minutes + 1))}
        made[who] = entry_in(clockify("POST", "time-entries", sent, by=getattr(bakery, who)), 201)
    clockify("POST", "time-entries", {"type": "BREAK"}, by=bakery.maya)
    answer = clockify("GET", RUNNING, key=getattr(bakery, name).read_key)
    found: Any = answer.json
    users = [hex24(IdKind.USER, getattr(bakery, who).user_id) for who in sees]
    assert [each["userId"] for each in found] == users
    assert answer.headers["Last-Page"] == "true"
    assert all(each["timeInterval"]["end"] is None for each in found)
    assert {each["type"] for each in found if each["userId"] == users[0]} == (
        {"BREAK"} if sees[0] == "maya" else {"REGULAR"}
    )
    for page, user in enumerate(users, start=1):
        answer = clockify(
            "GET", f"{RUNNING}/?page={page}&page-size=1", key=getattr(bakery, name).key
        )
        found = answer.json
        assert [each["userId"] for each in found] == [user]
        assert answer.headers["Last-Page"] == ("true" if page == len(users) else "false")


def test_nothing_runs(clockify: Call) -> None:
    answer = clockify("GET", RUNNING, base="/v1")
    assert (answer.json, answer.headers["Last-Page"]) == ([], "true")
