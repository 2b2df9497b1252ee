"""Entries as a script for awork reads them: the last one, one by its id, pages of all in sight."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.compat.awork.test_shapes import TEXT_FIELDS
from tests.compat.awork.test_timetracking import NOT_YOURS, entry_in
from tests.fixtures.scripts import Bakery, Call, KeyHolder
from tests.fixtures.stored_objects import StoredObjects
from timeclock.compat.ids import IdKind, uuid8
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.shifts.queries import shift as find_shift

pytestmark = pytest.mark.databases("sqlite")
PEOPLE = ("olive", "edda", "maya", "eli", "otto", "nora")


def begin(call: Call, by: KeyHolder, workspace: int) -> str:
    """Start the clock, ending what runs, and give the entry's id."""
    kind = uuid8(IdKind.TYPE_OF_WORK, workspace)
    body = {"typeOfWorkId": kind, "timezone": "Europe/Berlin"}
    return str(entry_in(call("me/timetracking/start", body, by=by))["id"])


def page(call: Call, by: KeyHolder, query: str = "") -> TestResponse:
    answer = call(f"timeentries{query}", method="GET", by=by)
    assert answer.status_code == 200, answer.text
    return answer


def ids(answer: TestResponse) -> list[str]:
    found: Any = answer.json
    return [each["id"] for each in found]


@pytest.fixture
def entries(call: Call, bakery: Bakery, stored: StoredObjects) -> list[str]:
    """Eli's four, newest first: the last one runs, the first is of last week."""
    made = [begin(call, bakery.eli, bakery.workspace_id) for _ in range(3)]
    return [*reversed(made), uuid8(IdKind.SHIFT, stored.shift)]


def me_and_user(bakery: Bakery) -> tuple[str, str]:
    return "me", f"users/{uuid8(IdKind.USER, bakery.eli.user_id)}"


def test_the_last_entry_runs(call: Call, bakery: Bakery, entries: list[str]) -> None:
    for who in me_and_user(bakery):
        found = entry_in(call(f"{who}/timeentries/last/", method="GET", key=bakery.eli.read_key))
        assert set(found) == set(TEXT_FIELDS.split())
        assert (found["id"], found["endTimeUtc"]) == (entries[0], None)


def test_the_last_entry_has_ended(call: Call, bakery: Bakery, entries: list[str]) -> None:
    stopped = entry_in(call("me/timetracking/stop"))
    for who in me_and_user(bakery):
        assert entry_in(call(f"{who}/timeentries/last", method="GET")) == stopped


def test_there_is_no_last_entry(call: Call, bakery: Bakery) -> None:
    for who in me_and_user(bakery):
        answer = call(f"{who}/timeentries/last", method="GET")
        assert (answer.status_code, answer.get_data()) == (204, b"")


def test_someone_elses_last_entry(call: Call, bakery: Bakery, entries: list[str]) -> None:
    """The user in the path is the caller here too, even for the owner of the company."""
    users = [uuid8(IdKind.USER, bakery.eli.user_id), uuid8(IdKind.USER, 999), "me", "x"]
    for user in users:
        answer = call(f"users/{user}/timeentries/last", method="GET", by=bakery.olive)
        assert (answer.status_code, answer.json) == (400, NOT_YOURS)


@pytest.mark.parametrize("name", PEOPLE)
def test_one_entry_for_whom_it_is_in_sight(
    call: Call, bakery: Bakery, entries: list[str], name: str
) -> None:
    holder: KeyHolder = getattr(bakery, name)
    for key in (holder.key, holder.read_key):
        answer = call(f"timeentries/{entries[0]}", method="GET", key=key)
        if name in ("otto", "nora"):
            demand_unknown(answer)
        else:
            assert entry_in(answer)["id"] == entries[0]


def test_one_entry_says_what_the_punch_said(call: Call, bakery: Bakery, entries: list[str]) -> None:
    paused = entry_in(call("me/timetracking/pause"))
    assert entry_in(call(f"timeentries/{entries[0].upper()}/", method="GET")) == paused


def test_an_entry_that_is_none(call: Call, bakery: Bakery, stored: StoredObjects) -> None:
    for name in (
        uuid8(IdKind.SHIFT, 999_999),
        uuid8(IdKind.BREAK, stored.shift),
        str(stored.shift),
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "%20",
        "last",
    ):
        demand_unknown(call(f"timeentries/{name}", method="GET", by=bakery.olive))


def demand_unknown(answer: TestResponse) -> None:
    assert answer.status_code == 404
    assert answer.json == {
        "code": "not-found",
        "description": "This time entry does not exist.",
        "link": None,
        "details": [],
        "validationErrors": [],
    }


def test_a_removed_entry_is_gone(
    app: Flask, call: Call, bakery: Bakery, stored: StoredObjects, entries: list[str]
) -> None:
    with app.app_context():
        propose(
            bakery.operator,
            member_id=bakery.eli.member_id,
            shift_id=stored.shift,
            drafts=[],
            reason="It was Otto",
        )
        removed = find_shift(bakery.workspace_id, stored.shift)
        assert removed is not None
        assert removed.voided
    demand_unknown(call(f"timeentries/{entries[-1]}", method="GET"))
    assert ids(page(call, bakery.eli)) == entries[:-1]


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("olive", {"eli", "otto", "maya"}),
        ("edda", {"eli", "otto", "maya"}),
        ("maya", {"eli", "maya"}),
        ("eli", {"eli"}),
        ("otto", {"otto"}),
        ("nora", set()),
    ],
)
def test_the_list_is_of_everyone_in_sight(
    call: Call, bakery: Bakery, name: str, sees: set[str]
) -> None:
    made = {
        who: begin(call, getattr(bakery, who), bakery.workspace_id)
        for who in ("eli", "otto", "maya")
    }
    answer = page(call, getattr(bakery, name))
    assert set(ids(answer)) == {made[who] for who in sees}
    assert answer.headers["aw-totalitems"] == str(len(sees))
    read = call("timeentries", method="GET", key=getattr(bakery, name).read_key)
    assert ids(read) == ids(answer)


def test_pages(call: Call, bakery: Bakery, entries: list[str]) -> None:
    for number, expected in ((1, entries[:3]), (2, entries[3:]), (3, []), (2**31 - 1, [])):
        answer = page(call, bakery.eli, f"?page={number}&pageSize=3")
        assert ids(answer) == expected
        told = {name: answer.headers[f"aw-{name}"] for name in ("page", "pagesize", "items")}
        assert told == {"page": str(number), "pagesize": "3", "items": str(len(expected))}
        assert answer.headers["aw-totalitems"] == "4"


def test_a_page_has_a_thousand_entries_unless_fewer_are_asked_for(
    call: Call, bakery: Bakery, entries: list[str]
) -> None:
    for query in ("", "/", "?pageSize=5000", "?pageSize=1000&page=1", "?filterby=&pageSize=1001"):
        answer = page(call, bakery.eli, query)
        assert ids(answer) == entries
        assert answer.headers["aw-pagesize"] == "1000"
        assert answer.headers["aw-page"] == "1"


def test_a_list_without_entries(call: Call, bakery: Bakery) -> None:
    answer = page(call, bakery.eli)
    assert answer.json == []
    assert answer.headers["aw-items"] == answer.headers["aw-totalitems"] == "0"


@pytest.mark.parametrize("name", ["page", "pageSize"])
@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5", "", "9" * 19, "9" * 30, "true", "%00"])
def test_a_page_that_is_none(call: Call, name: str, value: str) -> None:
    answer = call(f"timeentries?{name}={value}", method="GET")
    assert answer.status_code == 400
    said: Any = answer.json
    assert said["code"] == "validation-failed"
    assert [problem["property"] for problem in said["validationErrors"]] == [name]


def test_the_version_grows_with_every_change(call: Call, bakery: Bakery) -> None:
    begin(call, bakery.eli, bakery.workspace_id)
    seen = []
    for verb in ("pause", "resume", "pause", "stop"):
        changed = entry_in(call(f"me/timetracking/{verb}"))
        seen.append(changed["resourceVersion"])
        assert entry_in(call("me/timeentries/last", method="GET")) == changed
    assert seen == sorted(set(seen))
    assert seen[0] > 2**53
