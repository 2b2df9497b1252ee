"""A paid break that is never ended, through our own API."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import at, done
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@pytest.fixture
def paused(call: Call, bakery: Bakery, watch: Watch) -> Callable[..., dict[str, Any]]:
    """Eli works for an hour, begins a paid break and clocks out four hours later."""

    def work(**more: object) -> dict[str, Any]:
        kind = {"name": "Coffee", "paid": True, "minutes": 15, **more}
        made = done(call(f"clocks/{bakery.shop}/break-kinds", kind, by=bakery.edda), 201)
        watch.at(at(2, "08:00"))
        done(call("clock-in", {"clock_id": bakery.shop}))
        watch.at(at(2, "09:00"))
        done(call("pause", {"break_kind_id": made["break_kind"]["id"]}))
        watch.at(at(2, "13:00"))
        shift: dict[str, Any] = done(call("clock-out"))["shift"]
        watch.at(at(3, "08:00"))
        return shift

    return work


@pytest.mark.databases("sqlite", "postgresql")
def test_it_is_paid_up_to_its_planned_length(
    paused: Callable[..., dict[str, Any]], get: Get, bakery: Bakery
) -> None:
    shift = paused()
    assert (shift["worked_seconds"], shift["unpaid_break_seconds"]) == (4500, 13_500)
    (told,) = shift["breaks"]
    assert (told["seconds"], told["paid_seconds"], told["planned_minutes"]) == (14_400, 900, 15)
    sheet = get(f"timesheets/{bakery.eli.user_id}/2026-03-02")["timesheet"]
    day = sheet["days"][0]
    assert (day["worked_seconds"], sheet["totals"]["worked_seconds"]) == (4500, 4500)
    (unpaid,) = [line for line in day["lines"] if line["kind"] == "unpaid_break"]
    assert "15\N{NO-BREAK SPACE}min paid" in unpaid["sentence"]
    (case,) = get("cases", by=bakery.maya)["cases"]
    assert (case["kind"], case["shift_id"]) == ("long_break", shift["id"])
    assert (case["measured_seconds"], case["limit_seconds"]) == (14_400, 900)


def test_it_is_paid_in_full_where_its_kind_says_so_and_still_a_case(
    paused: Callable[..., dict[str, Any]], get: Get, bakery: Bakery
) -> None:
    shift = paused(pays_beyond=True)
    assert (shift["worked_seconds"], shift["breaks"][0]["paid_seconds"]) == (18_000, 14_400)
    (case,) = get("cases", by=bakery.maya)["cases"]
    assert case["kind"] == "long_break"


def test_a_break_without_a_planned_length_is_a_case_beyond_the_limit_of_its_clock(
    paused: Callable[..., dict[str, Any]], call: Call, get: Get, bakery: Bakery
) -> None:
    shift = paused(paid=False, minutes=None)
    found = []
    for limit in (60, 239, 240):
        change = {"break_limit_minutes": limit}
        done(call(f"clocks/{bakery.shop}", change, method="PATCH", by=bakery.edda))
        cases = get("cases", by=bakery.maya)["cases"]
        found.append([(case["shift_id"], case["limit_seconds"]) for case in cases])
    assert found == [[(shift["id"], 60 * 60)], [(shift["id"], 239 * 60)], []]


def test_a_kind_says_what_happens_beyond_its_planned_length(
    call: Call, get: Get, bakery: Bakery
) -> None:
    kinds = f"clocks/{bakery.shop}/break-kinds"
    body = {"name": "Coffee", "paid": True, "minutes": 15}
    made = done(call(kinds, body, by=bakery.edda), 201)["break_kind"]
    assert made["pays_beyond"] is False
    path = f"{kinds}/{made['id']}"
    changed = call(path, {"pays_beyond": True}, method="PATCH", by=bakery.edda)
    assert done(changed)["break_kind"]["pays_beyond"] is True
    assert get(path)["break_kind"]["pays_beyond"] is True
