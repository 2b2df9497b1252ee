"""Timesheets through our own API."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import Worked, at, done, refused
from tests.fixtures.cast import hire
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call
from tests.fixtures.statements import Counting
from timeclock.company.clocks.assigning import assign
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]
WEEK = "2026-03-02"


@pytest.fixture
def sheet(bakery: Bakery) -> str:
    """The address of Eli's sheet of the week from 2 March."""
    return f"timesheets/{bakery.eli.user_id}/{WEEK}"


@pytest.fixture
def week(worked: Worked, watch: Watch) -> None:
    """Eight hours on Monday and seven and a half on Tuesday; it is the Monday after."""
    worked(2, "08:00", "16:00")
    worked(3, "22:00", "23:30")
    watch.at(at(9, "09:00"))


@pytest.mark.databases("sqlite", "postgresql")
def test_the_lines_add_up_to_the_days_and_the_days_to_the_totals(
    week: None, get: Get, sheet: str, bakery: Bakery
) -> None:
    found = get(sheet)["timesheet"]
    assert found["user_id"] == bakery.eli.user_id
    assert (found["first_day"], found["last_day"]) == (WEEK, "2026-03-08")
    assert (found["state"], found["running"]) == ("open", False)
    assert len(found["days"]) == 7
    for day in found["days"]:
        assert sum(line["seconds"] for line in day["lines"]) == day["worked_seconds"]
        assert sum(place["seconds"] for place in day["places"]) == day["worked_seconds"]
    assert [day["worked_seconds"] for day in found["days"][:3]] == [8 * 3600, 5400, 0]
    assert found["totals"]["worked_seconds"] == 8 * 3600 + 5400
    assert found["totals"]["balance_seconds"] == 0


def test_a_line_names_its_times_its_zone_and_a_sentence(week: None, get: Get, sheet: str) -> None:
    (line, *_) = get(sheet)["timesheet"]["days"][0]["lines"]
    assert line["kind"] == "shift"
    assert line["started_at"] == "2026-03-02T08:00:00+01:00"
    assert line["ended_at"] == "2026-03-02T16:00:00+01:00"
    assert (line["timezone"], line["length_seconds"]) == ("Europe/Berlin", 8 * 3600)
    assert line["sentence"]
    assert line["shift_id"]


@pytest.mark.databases("sqlite", "postgresql")
def test_from_handing_in_to_reopening(week: None, call: Call, sheet: str, bakery: Bakery) -> None:
    def state(verb: str, body: object = None, **how: Any) -> str:
        said = done(call(f"{sheet}/{verb}", body, **how))
        assert said["recorded"] is True
        return str(said["timesheet"]["state"])

    assert state("submit") == "submitted"
    assert state("take-back") == "open"
    assert state("submit") == "submitted"
    assert state("send-back", {"reason": "Tuesday?"}, by=bakery.maya) == "open"
    assert state("submit", by=bakery.maya) == "submitted"
    assert state("approve", by=bakery.maya) == "approved"
    assert state("reopen", {"reason": "A shift is missing"}, by=bakery.edda) == "open"


def test_who_decided_and_why_can_be_read(
    week: None, call: Call, get: Get, sheet: str, bakery: Bakery
) -> None:
    done(call(f"{sheet}/submit"))
    done(call(f"{sheet}/send-back", {"reason": "Tuesday?"}, by=bakery.maya))
    found = get(sheet)["timesheet"]
    assert (found["reason"], found["decided_by_user_id"]) == ("Tuesday?", bakery.maya.user_id)
    assert found["decided_at"] == "2026-03-09T08:00:00+00:00"


def test_doing_it_again_changes_nothing(week: None, call: Call, sheet: str, bakery: Bakery) -> None:
    for verb, who in (("submit", bakery.eli), ("approve", bakery.maya)):
        assert done(call(f"{sheet}/{verb}", by=who))["recorded"] is True
        assert (
            done(call(f"{sheet}/{verb}", by=bakery.maya if verb == "approve" else who))["recorded"]
            is False
        )


@pytest.mark.databases("sqlite", "postgresql")
def test_the_same_key_again_gets_the_same_answer(
    week: None, call: Call, sheet: str, bakery: Bakery
) -> None:
    first = call(f"{sheet}/submit", Idempotency_Key="s")
    done(call(f"{sheet}/approve", by=bakery.maya))
    again = call(f"{sheet}/submit", Idempotency_Key="s")
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.get_data() == first.get_data()


@pytest.mark.databases("sqlite", "postgresql")
def test_before_the_last_day_it_is_submitted_on_purpose_and_a_punch_reopens_it(
    worked: Worked, call: Call, get: Get, sheet: str, watch: Watch
) -> None:
    worked(2, "08:00", "16:00")
    refused(call(f"{sheet}/submit"), 409, "period_runs")
    refused(call(f"{sheet}/submit", {"early": "yes"}), 422, "invalid_body")
    assert done(call(f"{sheet}/submit", {"early": True}))["timesheet"]["state"] == "submitted"
    watch.at(at(4, "08:00"))
    done(call("clock-in"))
    found = get(sheet)["timesheet"]
    assert (found["state"], found["reopened_by_change"]) == ("open", True)


def test_refusals_have_their_code(
    week: None, call: Call, sheet: str, bakery: Bakery, watch: Watch
) -> None:
    refused(call(f"{sheet}/approve"), 403, "not_allowed")
    refused(call(f"{sheet}/take-back"), 409, "not_submitted")
    refused(call(f"{sheet}/take-back", by=bakery.maya), 403, "not_yours")
    no_reason = refused(call(f"{sheet}/reopen", {}, by=bakery.maya), 422, "invalid_body")
    assert no_reason["field"] == "reason"
    for empty in ("", "  "):
        said = refused(call(f"{sheet}/reopen", {"reason": empty}, by=bakery.maya), 422, "required")
        assert said["field"] == "reason"
    refused(call(f"{sheet}/reopen", {"reason": "x"}, by=bakery.maya), 409, "not_approved")
    own = f"timesheets/{bakery.maya.user_id}/{WEEK}/approve"
    refused(call(own, by=bakery.maya), 403, "own_decision")
    coming = f"timesheets/{bakery.eli.user_id}/2026-03-16/submit"
    refused(call(coming), 409, "not_begun")


def test_a_day_on_which_no_period_begins(call: Call, bakery: Bakery) -> None:
    sheets = f"timesheets/{bakery.eli.user_id}"
    for method, tail in (("GET", ""), ("POST", "/submit")):
        problem = refused(call(f"{sheets}/2026-03-03{tail}", method=method), 422, "not_a_period")
        assert problem["field"] == "first"
        for nonsense in ("monday", "2026-3-2", "2026-02-30", "1999-12-27", "20260302"):
            problem = refused(
                call(f"{sheets}/{nonsense}{tail}", method=method), 422, "invalid_path"
            )
            assert problem["field"] == "first"


def test_an_open_shift_is_in_the_way(
    week: None, watch: Watch, call: Call, get: Get, sheet: str, bakery: Bakery
) -> None:
    watch.at(at(6, "08:00"))
    done(call("clock-in", {"clock_id": bakery.shop}))
    watch.at(at(9, "09:00"))
    problem = refused(call(f"{sheet}/approve", by=bakery.maya), 409, "in_the_way")
    (obstacle,) = problem["obstacles"]
    assert (obstacle["kind"], obstacle["day"]) == ("open_shift", "2026-03-06")
    assert get(sheet)["timesheet"]["running"] is True


def test_whose_sheets_are_seen(week: None, call: Call, get: Get, bakery: Bakery) -> None:
    def seen(**how: Any) -> set[int]:
        rows = get(f"timesheets?first={WEEK}", **how)["timesheets"]
        return {row["user_id"] for row in rows}

    everybody = {getattr(bakery, who).user_id for who in ("olive", "edda", "maya", "eli", "otto")}
    assert seen(by=bakery.edda) == everybody
    assert seen(key=bakery.olive.read_key) == everybody
    assert seen(by=bakery.maya) == {bakery.maya.user_id, bakery.eli.user_id}
    assert seen(by=bakery.nora).isdisjoint(everybody)
    refused(call(f"timesheets?first={WEEK}", method="GET"), 403, "not_allowed")
    otto = f"timesheets/{bakery.otto.user_id}/{WEEK}"
    refused(call(otto, method="GET"), 403, "not_allowed")
    refused(call(otto, method="GET", by=bakery.maya), 404, "member_not_found")


def test_foreign_and_missing_people_are_alike(week: None, call: Call, bakery: Bakery) -> None:
    for tail, method, body in (
        ("", "GET", None),
        ("/submit", "POST", {}),
        ("/approve", "POST", {}),
        ("/send-back", "POST", {"reason": "x"}),
        ("/reopen", "POST", {"reason": "x"}),
    ):
        said = {
            call(f"timesheets/{user}/{WEEK}{tail}", body, method=method, by=bakery.maya).text
            for user in (bakery.nora.user_id, bakery.otto.user_id, 999, 2**60, "x")
        }
        assert len(said) == 1
        assert "member_not_found" in next(iter(said))


def test_a_row_has_totals_and_what_waits(week: None, get: Get, bakery: Bakery) -> None:
    eli = bakery.eli.user_id
    (row,) = get(f"timesheets?first={WEEK}&user_id={eli}", by=bakery.maya)["timesheets"]
    assert (row["name"], row["state"], row["active"]) == ("Eli Engel", "open", True)
    assert row["totals"]["worked_seconds"] == 8 * 3600 + 5400
    assert (row["waiting"], row["flags"]) == ([], 0)
    present = get("timesheets", by=bakery.maya)
    assert present["first_day"] == "2026-03-09"


@pytest.mark.parametrize("query", ["first=x", "first=2026-03-02T00:00", "user_id=x", "who=1"])
def test_a_query_that_is_not_understood(call: Call, bakery: Bakery, query: str) -> None:
    refused(call(f"timesheets?{query}", method="GET", by=bakery.maya), 422, "invalid_query")


def test_acts_on_a_sheet_take_no_more_than_they_need(call: Call, sheet: str) -> None:
    problem = refused(call(f"{sheet}/submit", {"reason": "x"}), 422, "invalid_body")
    assert problem["errors"][0]["code"] == "unknown_field"


def test_someone_who_has_left_still_has_a_sheet(
    week: None, call: Call, get: Get, sheet: str, bakery: Bakery, leave: Callable[[], None]
) -> None:
    leave()
    assert get(sheet, by=bakery.maya)["timesheet"]["totals"]["worked_seconds"]
    assert done(call(f"{sheet}/approve", by=bakery.maya))["timesheet"]["state"] == "approved"


def test_more_people_take_no_more_statements(
    app: Flask, watch: Watch, get: Get, bakery: Bakery, counting: Counting
) -> None:
    watch.at(at(9, "09:00"))
    for who_asks in (bakery.edda, bakery.maya):
        get("timesheets", by=who_asks)  # notes the key's use for a minute
    counts = []
    for number in (2, 7):
        with app.app_context():
            for each in range(number):
                who = hire(bakery.workspace_id, f"Helper{number}x{each}")
                assign(bakery.operator, clock_id=bakery.shop, member_id=who.member_id)
                propose(
                    bakery.operator,
                    member_id=who.member_id,
                    shift_id=None,
                    drafts=[Draft(bakery.shop, at(2, "08:00"), at(2, "16:00"))],
                    reason="The clock was broken",
                )
        for path in (f"timesheets?first={WEEK}", f"periods/{WEEK}/obstacles"):
            for who_asks in (bakery.edda, bakery.maya):
                with counting() as seen:
                    get(path, by=who_asks)
                counts.append(len(seen))
    assert counts[:4] == counts[4:]
    assert max(counts) <= 20
