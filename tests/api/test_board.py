"""Who is in, through our own API."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import at, done, refused
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@pytest.fixture
def morning(watch: Watch, call: Call, bakery: Bakery) -> None:
    """Eli works at the shop since eight, Otto is on a break at the yard; it is ten."""
    watch.at(at(2, "08:00"))
    done(call("clock-in", {"clock_id": bakery.shop, "job_id": bakery.job}))
    done(call("clock-in", {"clock_id": bakery.yard}, by=bakery.otto))
    watch.at(at(2, "09:30"))
    done(call("pause", by=bakery.otto))
    watch.at(at(2, "10:00"))


@pytest.mark.databases("sqlite", "postgresql")
def test_the_board_tells_who_works_and_who_rests(morning: None, get: Get, bakery: Bakery) -> None:
    board = get("board", by=bakery.olive)
    assert board["at"] == "2026-03-02T09:00:00+00:00"
    assert (board["working_count"], board["on_break_count"], board["people_count"]) == (1, 1, 5)
    people = {each["user_id"]: each for each in board["people"]}
    eli, otto = people[bakery.eli.user_id], people[bakery.otto.user_id]
    assert (eli["state"], eli["clock_id"], eli["worked_seconds"]) == ("working", bakery.shop, 7200)
    assert eli["started_at"] == eli["since"] == "2026-03-02T08:00:00+01:00"
    assert eli["job_name"] is not None
    assert (otto["state"], otto["on_break_seconds"]) == ("on_break", 1800)
    assert otto["since"] == "2026-03-02T09:30:00+01:00"
    maya = people[bakery.maya.user_id]
    assert (maya["state"], maya["clock_id"], maya["since"]) == ("off", None, None)
    assert [each["may_stop"] for each in board["people"]].count(False) >= 1


def test_managers_see_their_own_people(morning: None, get: Get, call: Call, bakery: Bakery) -> None:
    theirs = {each["user_id"] for each in get("board", by=bakery.maya)["people"]}
    assert theirs == {bakery.maya.user_id, bakery.eli.user_id}
    assert get("board", key=bakery.maya.read_key)["working_count"] == 1
    refused(call("board", method="GET"), 403, "not_allowed")
    refused(
        call(f"board?clock_id={bakery.yard}", method="GET", by=bakery.maya), 404, "clock_not_found"
    )
    foreign = call(f"board?clock_id={bakery.foreign_clock}", method="GET", by=bakery.olive)
    refused(foreign, 404, "clock_not_found")


def test_someone_at_another_clock_is_elsewhere(
    watch: Watch, call: Call, get: Get, bakery: Bakery
) -> None:
    watch.at(at(2, "14:00"))
    done(call("clock-in", {"clock_id": bakery.site, "job_id": bakery.job}))
    people = {each["user_id"]: each for each in get("board", by=bakery.maya)["people"]}
    eli = people[bakery.eli.user_id]
    assert eli["elsewhere"] is True
    assert (eli["clock_id"], eli["clock_name"], eli["started_at"]) == (None, None, None)


def test_the_board_finds_people(morning: None, get: Get, bakery: Bakery) -> None:
    def found(query: str) -> list[int]:
        return [each["user_id"] for each in get(f"board?{query}", by=bakery.olive)["people"]]

    assert found("find=ELI") == [bakery.eli.user_id]
    assert found("find=unknown") == []
    assert get("board?find=unknown", by=bakery.olive)["people_count"] == 5
    assert bakery.otto.user_id in found(f"clock_id={bakery.yard}")
    assert bakery.eli.user_id not in found(f"clock_id={bakery.yard}")


def test_a_forgotten_shift_is_told(watch: Watch, call: Call, get: Get, bakery: Bakery) -> None:
    watch.at(at(2, "08:00"))
    done(call("clock-in", {"clock_id": bakery.shop}))
    watch.at(at(3, "08:00"))
    (row,) = [each for each in get("board", by=bakery.maya)["people"] if each["forgotten"]]
    assert row["user_id"] == bakery.eli.user_id
