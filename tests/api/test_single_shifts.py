"""One shift through our own API, and ends that no one punched."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import Worked, at, done, refused, text
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@pytest.fixture
def forgotten(call: Call, watch: Watch, bakery: Bakery) -> int:
    """Eli clocked in on Monday and went home; it is Tuesday."""
    watch.at(at(2, "08:00"))
    shift: dict[str, Any] = done(call("clock-in", {"clock_id": bakery.shop}))["shift"]
    watch.at(at(3, "07:00"))
    return int(shift["id"])


@pytest.mark.databases("sqlite", "postgresql")
def test_an_end_is_named_and_confirmed(
    forgotten: int, call: Call, get: Get, bakery: Bakery
) -> None:
    shift = f"shifts/{forgotten}"
    named = done(call(f"{shift}/propose-end", {"at": text(2, "16:05")}, Idempotency_Key="e"))
    assert (named["kind"], named["recorded"]) == ("shift.end_proposed", True)
    assert named["shift"]["ended_at"] == "2026-03-02T16:05:00+01:00"
    assert named["shift"]["unconfirmed"] == "proposed"
    sheet = f"timesheets/{bakery.eli.user_id}/2026-03-02"
    totals = get(sheet)["timesheet"]["totals"]
    assert (totals["worked_seconds"], totals["unconfirmed_seconds"]) == (0, 8 * 3600 + 300)
    refused(call(f"{shift}/confirm-end"), 403, "own_decision")
    other = {"ended_at": text(2, "16:04")}
    refused(call(f"{shift}/confirm-end", other, by=bakery.maya), 409, "changed_since")
    seen = {"ended_at": text(2, "16:05")}
    confirmed = done(call(f"{shift}/confirm-end", seen, by=bakery.maya))
    assert confirmed["shift"]["unconfirmed"] is None
    assert get(sheet)["timesheet"]["totals"]["worked_seconds"] == 8 * 3600 + 300
    refused(call(f"{shift}/confirm-end", by=bakery.maya), 409, "nothing_to_confirm")
    again = call(f"{shift}/propose-end", {"at": text(2, "16:05")}, Idempotency_Key="e")
    assert done(again) == named
    assert again.headers["Idempotent-Replayed"] == "true"


def test_an_end_that_cannot_be_is_refused(
    forgotten: int, call: Call, watch: Watch, bakery: Bakery
) -> None:
    ends = f"shifts/{forgotten}/propose-end"
    for time, code in (((2, "07:00"), "end_before_start"), ((4, "07:00"), "end_in_future")):
        assert refused(call(ends, {"at": text(*time)}), 422, code)["field"] == "at"
    assert refused(call(ends, {}), 422, "invalid_body")["field"] == "at"
    refused(call(ends, {"at": text(2, "16:00")}, by=bakery.maya), 404, "shift_not_found")
    watch.at(at(2, "09:00"))
    refused(call(ends, {"at": text(2, "08:30")}), 409, "not_forgotten")


def test_a_running_shift_has_no_draft(forgotten: int, get: Get) -> None:
    found = get(f"shifts/{forgotten}")["shift"]
    assert (found["draft"], found["original"], found["state"]) == (None, None, "working")


def test_working_through_is_said_and_taken_back(
    worked: Worked, call: Call, get: Get, bakery: Bakery
) -> None:
    shift = f"shifts/{worked(2, '08:00', '16:00')['id']}"
    said = done(call(f"{shift}/worked-through"))
    assert (said["recorded"], said["shift"]["worked_through"]) == (True, True)
    assert done(call(f"{shift}/worked-through"))["recorded"] is False
    back = done(call(f"{shift}/worked-through", {"worked_through": False}, by=bakery.maya))
    assert back["shift"]["worked_through"] is False


def test_who_sees_a_shift(worked: Worked, call: Call, get: Get, bakery: Bakery) -> None:
    number = worked(2, "08:00", "16:00")["id"]
    for who in (bakery.eli, bakery.maya, bakery.edda, bakery.olive):
        assert get(f"shifts/{number}", by=who)["shift"]["id"] == number
    said = {
        call(f"shifts/{each}{tail}", body, method=method, by=who).text
        for each in (number, 999, "x", 2**60)
        for tail, method, body in (
            ("", "GET", None),
            ("/propose-end", "POST", {"at": text(2, "16:00")}),
            ("/confirm-end", "POST", {}),
            ("/worked-through", "POST", {}),
        )
        for who in (bakery.otto, bakery.nora)
    }
    assert len(said) == 1
    assert "shift_not_found" in next(iter(said))
