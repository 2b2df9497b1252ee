"""The inbox through our own API."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import Worked, at, done, refused, text
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call
from tests.fixtures.statements import Counting

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@pytest.fixture
def long_day(worked: Worked, watch: Watch, call: Call, bakery: Bakery) -> dict[str, Any]:
    """Eli was there for 15 hours on Monday, longer than the clock's limit; it is Tuesday.

    Maya has confirmed the end.
    """
    found = worked(2, "06:00", "21:00")
    done(call(f"shifts/{found['id']}/confirm-end", {}, by=bakery.maya))
    watch.at(at(3, "08:00"))
    return found


@pytest.mark.databases("sqlite", "postgresql")
def test_an_exception_is_listed_and_seen(
    long_day: dict[str, Any], call: Call, get: Get, bakery: Bakery
) -> None:
    (case,) = get("cases", by=bakery.maya)["cases"]
    assert (case["kind"], case["user_id"]) == ("long_shift", bakery.eli.user_id)
    assert (case["day"], case["shift_id"]) == ("2026-03-02", long_day["id"])
    assert (case["measured_seconds"], case["limit_seconds"]) == (15 * 3600, 14 * 3600)
    assert case["since"] == "2026-03-02T21:00:00+01:00"
    assert case["may_be_acknowledged"] is True
    body = {name: case[name] for name in ("user_id", "kind", "day", "shift_id")}
    for marked in (None, "true"):
        answer = call(
            "cases/acknowledge", body | {"note": "Stocktaking"}, by=bakery.maya, Idempotency_Key="s"
        )
        assert done(answer) == {"acknowledged": True}
        assert answer.headers.get("Idempotent-Replayed") == marked
    assert get("cases", by=bakery.maya)["cases"] == []


def test_a_missed_clock_out_comes_with_a_suggestion(
    worked: Worked, watch: Watch, call: Call, get: Get, bakery: Bakery
) -> None:
    for day in (2, 3, 4):
        worked(day, "08:00", "16:10")
    watch.at(at(5, "08:00"))
    done(call("clock-in", {"clock_id": bakery.shop}))
    watch.at(at(6, "07:00"))
    for who in (bakery.maya, bakery.eli):
        (case,) = get("cases", by=who)["cases"]
        assert case["kind"] == "missed_clock_out"
        assert case["suggestion"]["at"] == "2026-03-05T16:10:00+01:00"
        assert case["suggestion"]["ground"] == "usual_end"
        assert case["may_be_acknowledged"] is False


def test_requests_wait_for_managers_and_edits_for_the_person(
    worked: Worked, watch: Watch, call: Call, get: Get, bakery: Bakery
) -> None:
    shift = worked(2, "08:00", "16:00")["id"]
    watch.at(at(3, "08:00"))
    draft = get(f"shifts/{shift}")["shift"]["draft"]
    later = {"shift_id": shift, "drafts": [draft | {"ended_at": text(2, "17:00")}], "reason": "x"}
    asked = done(call("corrections", later), 201)["correction"]["id"]
    edit = later | {"user_id": bakery.eli.user_id, "drafts": [draft | {"note": "Bread"}]}
    made = done(call("corrections", edit, by=bakery.maya), 201)["correction"]["id"]

    def told(**how: Any) -> list[tuple[str, int]]:
        return [(each["kind"], each["correction_id"]) for each in get("cases", **how)["cases"]]

    assert told(by=bakery.maya) == told(by=bakery.olive) == [("request", asked)]
    assert told(by=bakery.eli) == [("edit", made)]
    assert told(by=bakery.otto) == told(by=bakery.nora) == []
    only_otto = get(f"cases?user_id={bakery.otto.user_id}", by=bakery.olive)
    assert only_otto["cases"] == []


def test_what_needs_an_answer_is_not_merely_seen(
    long_day: dict[str, Any], call: Call, bakery: Bakery
) -> None:
    body = {"user_id": bakery.eli.user_id, "kind": "request", "day": "2026-03-02"}
    refused(call("cases/acknowledge", body, by=bakery.maya), 409, "needs_an_answer")
    gone = body | {"kind": "short_rest"}
    refused(call("cases/acknowledge", gone, by=bakery.maya), 404, "exception_not_found")
    refused(call("cases/acknowledge", gone), 403, "not_allowed")
    for stranger in (bakery.otto.user_id, bakery.nora.user_id, 999):
        body = gone | {"user_id": stranger}
        refused(call("cases/acknowledge", body, by=bakery.maya), 404, "member_not_found")
    problem = refused(
        call("cases/acknowledge", {"user_id": 1, "kind": "x", "day": "y"}, by=bakery.maya),
        422,
        "invalid_body",
    )
    assert {each["field"]: each["code"] for each in problem["errors"]} == {
        "kind": "unacceptable",
        "day": "day",
    }


def test_more_cases_take_no_more_statements(
    worked: Worked, watch: Watch, get: Get, bakery: Bakery, counting: Counting
) -> None:
    counts = []
    for days in ((2, 3), (4, 5, 6, 7, 8)):
        for day in days:
            worked(day, "06:00", "21:00")
        watch.at(at(day, "22:00"))
        with counting() as seen:
            found = get("cases", by=bakery.edda)["cases"]
        counts.append((len(found), len(seen)))
    assert counts[0][0] < counts[1][0]
    assert counts[0][1] == counts[1][1] <= 25
