"""Pay periods through our own API: what is in the way, closing, reopening."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import Worked, at, done, refused, text
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call
from timeclock.authority.actor import Actor
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]
WEEK = "periods/2026-03-02"


@pytest.fixture
def week(worked: Worked, watch: Watch) -> dict[str, Any]:
    """Eli's Monday; it is the Monday after, and the week is over everywhere."""
    found = worked(2, "08:00", "16:00")
    watch.at(at(9, "19:00"))
    return found


@pytest.fixture
def later(week: dict[str, Any], get: Get) -> dict[str, Any]:
    """A request for an hour more on the Monday."""
    draft = get(f"shifts/{week['id']}")["shift"]["draft"]
    return {
        "shift_id": week["id"],
        "drafts": [draft | {"ended_at": text(2, "17:00")}],
        "reason": "I stayed on",
    }


@pytest.mark.databases("sqlite", "postgresql")
def test_a_closed_period_binds_everyone_until_it_is_reopened(
    week: dict[str, Any], later: dict[str, Any], call: Call, get: Get, bakery: Bakery
) -> None:
    closed = done(call(f"{WEEK}/close", by=bakery.edda))
    assert closed["recorded"] is True
    assert closed["user_ids"] == [bakery.eli.user_id]
    assert (closed["period"]["closed"], closed["period"]["first_day"]) == (True, "2026-03-02")
    assert closed["period"]["closed_by_user_id"] == bakery.edda.user_id
    problem = refused(call("corrections", later), 409, "period_closed")
    assert (problem["first_day"], problem["last_day"]) == ("2026-03-02", "2026-03-08")
    for_eli = later | {"user_id": bakery.eli.user_id}
    refused(call("corrections", for_eli, by=bakery.olive), 409, "period_closed")
    sheet = f"timesheets/{bakery.eli.user_id}/2026-03-02"
    refused(call(f"{sheet}/reopen", {"reason": "x"}, by=bakery.olive), 409, "period_closed")
    assert get(sheet)["timesheet"]["state"] == "closed"
    reopened = done(call(f"{WEEK}/reopen", {"reason": "An hour is missing"}, by=bakery.olive))
    assert (reopened["period"]["closed"], reopened["period"]["closed_by_user_id"]) == (
        False,
        bakery.edda.user_id,
    )
    assert get(sheet)["timesheet"]["state"] == "approved"
    done(call(f"{sheet}/reopen", {"reason": "An hour is missing"}, by=bakery.maya))
    done(call("corrections", later), 201)


def test_what_is_in_the_way_is_named(
    week: dict[str, Any], later: dict[str, Any], call: Call, get: Get, bakery: Bakery
) -> None:
    asked = done(call("corrections", later), 201)["correction"]
    (seen,) = get(f"{WEEK}/obstacles", by=bakery.edda)["obstacles"]
    assert (seen["kind"], seen["user_id"]) == ("request", bakery.eli.user_id)
    assert (seen["correction_id"], seen["shift_id"]) == (asked["id"], week["id"])
    assert (seen["day"], seen["since"]) == ("2026-03-02", "2026-03-09T18:00:00+00:00")
    problem = refused(call(f"{WEEK}/close", by=bakery.edda), 409, "in_the_way")
    (told,) = problem["obstacles"]
    assert told == {name: value for name, value in seen.items() if name != "user_id"}


def test_earlier_days_of_the_workweek_are_in_the_way(
    app: Flask, worked: Worked, watch: Watch, call: Call, get: Get, bakery: Bakery
) -> None:
    """Periods of two weeks that begin on a Thursday, with overtime by the week from Monday on."""
    fortnights = PayRules(
        period=PeriodKind.TWO_WEEKLY, anchor=date(2026, 3, 5), overtime=RuleSet.US_FEDERAL
    )
    with app.app_context():
        operator = Actor.operator(bakery.workspace_id)
        change_rules(operator, first_day=ALWAYS, rules=fortnights)
    worked(3, "08:00", "16:00")
    worked(5, "08:00", "16:00")
    watch.at(at(20, "19:00"))
    (seen,) = get("periods/2026-03-05/obstacles", by=bakery.edda)["obstacles"]
    assert (seen["kind"], seen["user_id"]) == ("earlier_days", bakery.eli.user_id)
    assert seen["day"] == "2026-03-03"
    assert seen["sentence"].startswith("Tuesday 3 March belongs to the same workweek as 5 March")
    earlier, later = (f"timesheets/{bakery.eli.user_id}/2026-{day}" for day in ("02-19", "03-05"))
    problem = refused(call(f"{later}/approve", {}, by=bakery.maya), 409, "in_the_way")
    assert [each["kind"] for each in problem["obstacles"]] == ["earlier_days"]
    several = {"user_ids": [bakery.eli.user_id]}
    said = done(call("periods/2026-03-05/approve", several, by=bakery.maya))
    assert "Tuesday 3 March belongs" in str(said)
    done(call(f"{earlier}/approve", {}, by=bakery.maya))
    done(call(f"{later}/approve", {}, by=bakery.maya))
    problem = refused(
        call(f"{earlier}/reopen", {"reason": "x"}, by=bakery.maya), 409, "later_is_locked"
    )
    assert (problem["first_day"], problem["last_day"]) == ("2026-03-05", "2026-03-18")


def test_each_sees_what_is_in_the_way_of_whom_they_see(
    week: dict[str, Any], later: dict[str, Any], call: Call, get: Get, bakery: Bakery
) -> None:
    done(call("corrections", later), 201)
    for who, number in (("eli", 1), ("maya", 1), ("olive", 1), ("otto", 0), ("nora", 0)):
        found = get(f"{WEEK}/obstacles", by=getattr(bakery, who))["obstacles"]
        assert len(found) == number, who


def test_a_period_that_goes_on_cannot_be_closed(call: Call, watch: Watch, bakery: Bakery) -> None:
    watch.at(at(5, "08:00"))
    problem = refused(call(f"{WEEK}/close", by=bakery.edda), 409, "in_the_way")
    assert [each["kind"] for each in problem["obstacles"]] == ["not_over"]


@pytest.mark.databases("sqlite", "postgresql")
def test_many_are_approved_at_once(
    week: dict[str, Any], later: dict[str, Any], call: Call, bakery: Bakery
) -> None:
    people = [bakery.eli.user_id, bakery.maya.user_id]
    done(call(f"timesheets/{bakery.eli.user_id}/2026-03-02/submit"))
    first = call(f"{WEEK}/approve", {"user_ids": people}, by=bakery.maya, Idempotency_Key="m")
    said = done(first)
    assert said["approved"] == [bakery.eli.user_id]
    assert [each["user_id"] for each in said["left"]] == [bakery.maya.user_id]
    again = call(f"{WEEK}/approve", {"user_ids": people}, by=bakery.maya, Idempotency_Key="m")
    assert again.get_data() == first.get_data()
    assert again.headers["Idempotent-Replayed"] == "true"
    for stranger in (bakery.otto.user_id, bakery.nora.user_id, 999):
        body = {"user_ids": [stranger]}
        refused(call(f"{WEEK}/approve", body, by=bakery.maya), 404, "member_not_found")
    refused(call(f"{WEEK}/approve", {"user_ids": people}), 403, "not_allowed")


@pytest.mark.databases("sqlite", "postgresql")
def test_what_is_not_submitted_is_approved_only_on_purpose(
    week: dict[str, Any], call: Call, get: Get, bakery: Bakery
) -> None:
    asked = {"user_ids": [bakery.eli.user_id]}
    said = done(call(f"{WEEK}/approve", asked, by=bakery.maya))
    assert said["approved"] == []
    assert [(each["user_id"], each["code"]) for each in said["left"]] == [
        (bakery.eli.user_id, "not_submitted")
    ]
    unclear = asked | {"include_unsubmitted": "yes"}
    refused(call(f"{WEEK}/approve", unclear, by=bakery.maya), 422, "invalid_body")
    meant = asked | {"include_unsubmitted": True}
    assert done(call(f"{WEEK}/approve", meant, by=bakery.maya))["approved"] == asked["user_ids"]
    sheet = get(f"timesheets/{bakery.eli.user_id}/2026-03-02")["timesheet"]
    assert (sheet["state"], sheet["submitted_at"]) == ("approved", None)


@pytest.mark.databases("sqlite", "postgresql")
def test_closing_names_what_it_approves(week: dict[str, Any], call: Call, bakery: Bakery) -> None:
    closed = call(f"{WEEK}/close", by=bakery.edda, Idempotency_Key="c")
    said = done(closed)
    assert said["approved_user_ids"] == [bakery.eli.user_id]
    assert said["unsubmitted_user_ids"] == [bakery.eli.user_id]
    again = call(f"{WEEK}/close", by=bakery.edda, Idempotency_Key="c")
    assert again.get_data() == closed.get_data()


def test_who_closes(week: dict[str, Any], call: Call, bakery: Bakery) -> None:
    for who in (bakery.eli, bakery.maya):
        refused(call(f"{WEEK}/close", by=who), 403, "not_allowed")
        refused(call(f"{WEEK}/reopen", {"reason": "x"}, by=who), 403, "not_allowed")
    refused(call(f"{WEEK}/close", key=bakery.olive.read_key), 403, "not_allowed")
    refused(call(f"{WEEK}/reopen", {"reason": "x"}, by=bakery.olive), 409, "not_closed")
    refused(call(f"{WEEK}/reopen", {"reason": " "}, by=bakery.olive), 422, "required")
    refused(call("periods/2026-03-03/close", by=bakery.olive), 422, "not_a_period")


@pytest.mark.databases("sqlite", "postgresql")
def test_closing_again_and_the_same_key(week: dict[str, Any], call: Call, bakery: Bakery) -> None:
    first = call(f"{WEEK}/close", by=bakery.edda, Idempotency_Key="k")
    assert done(call(f"{WEEK}/close", by=bakery.edda))["recorded"] is False
    done(call(f"{WEEK}/reopen", {"reason": "x"}, by=bakery.edda))
    again = call(f"{WEEK}/close", by=bakery.edda, Idempotency_Key="k")
    assert again.get_data() == first.get_data()
    assert again.headers["Idempotent-Replayed"] == "true"


def test_which_periods_there_are(
    week: dict[str, Any], call: Call, get: Get, bakery: Bakery
) -> None:
    done(call(f"{WEEK}/close", by=bakery.edda))
    found = get("periods?from=2026-02-25&to=2026-03-10")["periods"]
    assert [(each["first_day"], each["last_day"], each["closed"]) for each in found] == [
        ("2026-02-23", "2026-03-01", False),
        ("2026-03-02", "2026-03-08", True),
        ("2026-03-09", "2026-03-15", False),
    ]
    assert get("periods")["periods"][-1] == found[-1]
    for query in ("from=2026-03-02&to=2026-03-01", "from=2020-01-01&to=2026-03-01"):
        refused(call(f"periods?{query}", method="GET"), 422, "invalid_span")
    for query in ("from=x", "to=2026-02-30", "first=2026-03-02"):
        problem = refused(call(f"periods?{query}", method="GET"), 422, "invalid_query")
        assert problem["field"] == query.partition("=")[0]
