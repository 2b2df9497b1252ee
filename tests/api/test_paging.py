"""Lists come in pages: every item once, in a stable order, at most two hundred at a time."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import Worked, done, refused
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call
from tests.fixtures.statements import Counting
from tests.fixtures.webhooks import webhook_with_a_log
from timeclock.authority.actor import Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.company.clocks.service import create_clock
from timeclock.company.jobs.service import add_job
from timeclock.company.people.membership import add_member
from timeclock.outgoing.webhooks.asking import ask_for_test
from timeclock.outgoing.webhooks.queries import webhooks
from timeclock.paging import cursor_of
from timeclock.worktime.shifts.punching import clock_in

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]
LISTS = {
    "members": "members",
    "clocks": "clocks",
    "clocks/{shop}/assignments": "assignments",
    "clocks/{shop}/break-kinds": "break_kinds",
    "jobs": "jobs",
    "shifts": "shifts",
    "keys": "keys",
    "board": "people",
    "timesheets?first=2026-03-02": "timesheets",
    "cases": "cases",
    "periods/2026-03-02/obstacles": "obstacles",
    "webhooks/{hook}/attempts": "attempts",
    "shifts/open?user_id=all": "shifts",
    "ledger?about=workspace": "entries",
}

# Hours are added up from shifts, rules, approvals and corrections.
MOST_STATEMENTS = {
    "timesheets?first=2026-03-02": 16,
    "cases": 20,
    "periods/2026-03-02/obstacles": 9,
}


@pytest.fixture
def fill(app: Flask, bakery: Bakery) -> Callable[[str], str]:
    """A path with the ids of the company in it, ready for more of a query."""
    with app.app_context():
        hook, _ = webhook_with_a_log(bakery.operator)

    def filled(path: str) -> str:
        where = path.format(shop=bakery.shop, hook=hook)
        return where + ("&" if "?" in where else "?")

    return filled


@pytest.fixture
def full(
    app: Flask, bakery: Bakery, worked: Worked, watch: Watch, fill: Callable[[str], str]
) -> None:
    """Seven or more of everything: of what waits, seven shifts that no one ended."""
    for day in range(2, 9):
        worked(day, "08:00", "09:00")
    with app.app_context():
        for number in range(7):
            email, password = f"n{number}@x.example", "three quiet ovens"
            who = add_member(bakery.operator, email=email, name=f"N{number}", password=password)
            assign(bakery.operator, clock_id=bakery.shop, member_id=who.member_id)
            clock_in(bakery.operator, member_id=who.member_id, clock_id=bakery.shop)
            create_clock(bakery.operator, name=f"Stall {number}", zone="UTC")
            add_job(bakery.operator, name=f"Bread {number}")
            add_break_kind(bakery.operator, clock_id=bakery.shop, name=f"Tea {number}", paid=True)
            ask_for_test(bakery.operator, webhook_id=webhooks(bakery.workspace_id)[0].webhook.id)
            issue_key(
                bakery.operator, member_id=who.member_id, name=f"Key {number}", scope=Scope.READ
            )
    watch.later(days=1)


def paged(get: Get, path: str, name: str, limit: int, bakery: Bakery) -> list[Any]:
    """All items of a list, page by page."""
    found: list[Any] = []
    cursor = ""
    while True:
        said = get(f"{path}limit={limit}{cursor}", by=bakery.olive)
        assert len(said[name]) <= limit
        found += said[name]
        if said["next_cursor"] is None:
            return found
        assert len(said[name]) == limit
        cursor = f"&cursor={said['next_cursor']}"


@pytest.mark.parametrize("path", LISTS)
def test_pages_have_everything_once_and_in_one_order(
    path: str, full: None, fill: Callable[[str], str], get: Get, bakery: Bakery
) -> None:
    where, name = fill(path), LISTS[path]
    whole = get(f"{where}limit=200", by=bakery.olive)
    assert whole["next_cursor"] is None
    assert len(whole[name]) >= 7
    for limit in (1, 3, 7, len(whole[name])):
        assert paged(get, where, name, limit, bakery) == whole[name]


@pytest.mark.parametrize("path", LISTS)
def test_what_is_no_cursor_and_no_limit_is_refused(
    path: str, call: Call, bakery: Bakery, fill: Callable[[str], str]
) -> None:
    where = fill(path)
    made_up = [
        cursor_of("x"),
        cursor_of(2**70),
        cursor_of(-1),
        cursor_of(0),
        cursor_of(1, 2),
        cursor_of("2026-03-02T08:00:00Z", 2**70),
        cursor_of("yesterday", 1),
    ]
    for cursor in ("", "x", "%00", "%F0%9F%95%90", "A" * 500, *made_up):
        answer = call(f"{where}cursor={cursor}", method="GET", by=bakery.olive)
        assert refused(answer, 422, "unknown_cursor")["field"] == "cursor"
    for limit in ("0", "201", "-1", "x", "1.5", "", "9" * 30):
        answer = call(f"{where}limit={limit}", method="GET", by=bakery.olive)
        (fault,) = refused(answer, 422, "invalid_query")["errors"]
        assert fault["field"] == "limit"
    unknown = refused(call(f"{where}page=2", method="GET", by=bakery.olive), 422, "invalid_query")
    assert unknown["errors"][0]["code"] == "unknown_field"


def test_a_cursor_counts_as_it_was_given_and_for_its_own_list(
    full: None, call: Call, get: Get, bakery: Bakery, fill: Callable[[str], str]
) -> None:
    lists = [fill(path) for path in LISTS]
    for path in lists:
        cursor = get(f"{path}limit=1", by=bakery.olive)["next_cursor"]
        for other in lists:
            answer = call(f"{other}cursor={cursor}", method="GET", by=bakery.olive)
            if other == path:
                assert done(answer)
            else:
                refused(answer, 422, "unknown_cursor")
        for changed in (f"{cursor}%0A", f"{cursor[:4]}%20{cursor[4:]}", f"!{cursor}"):
            answer = call(f"{path}cursor={changed}", method="GET", by=bakery.olive)
            refused(answer, 422, "unknown_cursor")


def test_a_cursor_of_one_thing_s_list_is_none_of_another_s(
    app: Flask, full: None, call: Call, get: Get, bakery: Bakery, fill: Callable[[str], str]
) -> None:
    """It would leave out in silence what has lower numbers there."""
    with app.app_context():
        other_hook, _ = webhook_with_a_log(bakery.operator)
    others = {
        "clocks/{shop}/assignments": f"clocks/{bakery.yard}/assignments",
        "clocks/{shop}/break-kinds": f"clocks/{bakery.yard}/break-kinds",
        "periods/2026-03-02/obstacles": "periods/2026-03-09/obstacles",
        "webhooks/{hook}/attempts": f"webhooks/{other_hook}/attempts",
    }
    for path, other in others.items():
        cursor = get(f"{fill(path)}limit=1", by=bakery.olive)["next_cursor"]
        assert cursor
        answer = call(f"{other}?cursor={cursor}", method="GET", by=bakery.olive)
        refused(answer, 422, "unknown_cursor")


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize("path", LISTS)
def test_more_items_take_no_more_statements(
    path: str,
    full: None,
    call: Call,
    bakery: Bakery,
    counting: Counting,
    fill: Callable[[str], str],
) -> None:
    where = fill(path)
    call("me", method="GET", by=bakery.olive)  # a key's first call notes that it was used
    counts = set()
    for limit in (1, 7):
        with counting() as seen:
            call(f"{where}limit={limit}", method="GET", by=bakery.olive)
        counts.add(len(seen))
    assert len(counts) == 1
    assert max(counts) <= MOST_STATEMENTS.get(path, 8)
