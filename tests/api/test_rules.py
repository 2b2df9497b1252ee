"""The dated rules of pay through our own API."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import Worked, at, done, refused
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@pytest.fixture
def week(worked: Worked, watch: Watch) -> None:
    """Five days of nine hours and three minutes."""
    for day in range(2, 7):
        worked(day, "08:00", "17:03")
    watch.at(at(9, "19:00"))


@pytest.mark.databases("sqlite", "postgresql")
def test_rules_hold_from_their_first_day_on(
    week: None, call: Call, get: Get, bakery: Bakery
) -> None:
    body = {"first_day": "2026-03-02", "rules": {"overtime": "us_federal", "rounding_minutes": 15}}
    set_ = done(call("rules", body, by=bakery.edda), 201)["version"]
    assert (set_["first_day"], set_["in_force"]) == ("2026-03-02", True)
    assert set_["set_by_user_id"] == bakery.edda.user_id
    assert set_["rules"]["overtime"] == "us_federal"
    assert set_["rules"]["first_weekday"] == "monday"
    totals = get(f"timesheets/{bakery.eli.user_id}/2026-03-02")["timesheet"]["totals"]
    assert totals["worked_seconds"] == 5 * (9 * 3600 + 180)
    assert totals["rounded_seconds"] == 5 * 9 * 3600
    assert totals["balance_seconds"] == -5 * 180
    assert totals["overtime_seconds"] == 5 * 3600 + 5 * 180
    assert totals["premiums"] == [
        {"percent": 150, "seconds": 5 * 3600 + 900, "rounded_seconds": 5 * 3600}
    ]
    assert get("rules")["current"] == set_["rules"]


def test_what_is_left_out_stays_as_it_is_on_that_day(
    week: None, call: Call, get: Get, bakery: Bakery
) -> None:
    def change(day: str, **rules: object) -> dict[str, Any]:
        said = done(call("rules", {"first_day": day, "rules": rules}, by=bakery.edda), 201)
        found: dict[str, Any] = said["version"]["rules"]
        return found

    change("2026-03-02", rounding_minutes=6, own={"daily_after_minutes": 480})
    later = change("2026-03-09", overtime="own", own={"weekly_after_minutes": 2400})
    assert (later["rounding_minutes"], later["overtime"]) == (6, "own")
    assert later["own"]["daily_after_minutes"] == 480
    assert later["own"]["weekly_after_minutes"] == 2400
    sunday = change("2026-04-06", first_weekday="sunday", meal_after_minutes=360, meal_minutes=30)
    assert (sunday["first_weekday"], sunday["meal_minutes"]) == ("sunday", 30)
    whole = get("rules")["versions"][0]
    again = call("rules", {"first_day": "2026-05-04", "rules": whole["rules"]}, by=bakery.edda)
    refused(again, 409, "same_rules")


def test_a_change_is_shown_before_it_is_made(
    week: None, call: Call, get: Get, bakery: Bakery
) -> None:
    body = {"first_day": "2026-03-02", "rules": {"overtime": "us_federal"}}
    effect = done(call("rules/preview", body, by=bakery.edda))["effect"]
    assert effect["first_day"] == "2026-03-02"
    (who,) = effect["people"]
    assert who["user_id"] == bakery.eli.user_id
    gained = who["after"]["overtime_seconds"] - who["before"]["overtime_seconds"]
    assert gained == 5 * 3600 + 5 * 180
    assert any("overtime for 1 person" in sentence for sentence in effect["sentences"])
    assert get("rules")["versions"] == []


@pytest.mark.databases("sqlite", "postgresql")
def test_a_version_is_withdrawn(week: None, call: Call, get: Get, bakery: Bakery) -> None:
    body = {"first_day": "2026-03-09", "rules": {"rounding_minutes": 5}}
    first = call("rules", body, by=bakery.edda, Idempotency_Key="r")
    number = done(first, 201)["version"]["id"]
    assert get("rules")["versions"][0]["may_be_withdrawn"] is True
    shown = done(call(f"rules/{number}/withdraw/preview", by=bakery.edda))["effect"]
    assert shown["sentences"]
    assert get("rules")["versions"][0]["in_force"] is True
    gone = done(call(f"rules/{number}/withdraw", by=bakery.edda))["version"]
    assert (gone["in_force"], gone["withdrawn_at"]) == (False, "2026-03-09T18:00:00+00:00")
    refused(call(f"rules/{number}/withdraw", by=bakery.edda), 409, "not_in_force")
    again = call("rules", body, by=bakery.edda, Idempotency_Key="r")
    assert done(again, 201) == first.json
    assert again.headers["Idempotent-Replayed"] == "true"
    for other in (999, "x", 2**60):
        refused(call(f"rules/{other}/withdraw", by=bakery.edda), 404, "rules_not_found")
    refused(call(f"rules/{number}/withdraw", by=bakery.nora), 404, "rules_not_found")


def test_a_closed_period_keeps_its_rules(week: None, call: Call, get: Get, bakery: Bakery) -> None:
    done(call("periods/2026-03-02/close", by=bakery.edda))
    assert get("rules")["first_free_day"] == "2026-03-09"
    body = {"first_day": "2026-03-04", "rules": {"rounding_minutes": 5}}
    for path in ("rules", "rules/preview"):
        problem = refused(call(path, body, by=bakery.olive), 409, "period_closed")
        assert problem["last_day"] == "2026-03-08"


def test_who_changes_rules(call: Call, get: Get, bakery: Bakery) -> None:
    body = {"first_day": "2026-03-09", "rules": {"rounding_minutes": 5}}
    for path in ("rules", "rules/preview"):
        for who in (bakery.eli, bakery.maya):
            refused(call(path, body, by=who), 403, "not_allowed")
        refused(call(path, body, key=bakery.olive.read_key), 403, "not_allowed")
    assert get("rules", by=bakery.otto)["current"]["period"] == "weekly"


@pytest.mark.parametrize(
    ("rules", "field", "code"),
    [
        ({"rounding_minutes": 7}, "rules.rounding_minutes", "invalid_rounding"),
        ({"day_begins_minutes": 1440}, "rules.day_begins_minutes", "out_of_range"),
        ({"meal_minutes": 30}, "rules.meal_after_minutes", "invalid_meal"),
        ({"own": {"weekly_percent": 50}}, "rules.own.weekly_percent", "out_of_range"),
        (
            {"own": {"daily_again_after_minutes": 600}},
            "rules.own.daily_again_after_minutes",
            "invalid_threshold",
        ),
    ],
)
def test_rules_that_no_one_can_want(
    call: Call, bakery: Bakery, rules: dict[str, object], field: str, code: str
) -> None:
    for path in ("rules", "rules/preview"):
        body = {"first_day": "2026-03-09", "rules": rules}
        assert refused(call(path, body, by=bakery.edda), 422, code)["field"] == field


@pytest.mark.parametrize(
    ("rules", "field", "code"),
    [
        ({"rounding": 5}, "rules.rounding", "unknown_field"),
        ({"rounding_minutes": "5"}, "rules.rounding_minutes", "whole_number"),
        ({"rounding_minutes": None}, "rules.rounding_minutes", "null"),
        ({"first_weekday": 0}, "rules.first_weekday", "text"),
        ({"first_weekday": "Monday"}, "rules.first_weekday", "unacceptable"),
        ({"overtime": "texas"}, "rules.overtime", "unacceptable"),
        ({"anchor": "2026-02-30"}, "rules.anchor", "day"),
        ({"split": 1}, "rules.split", "boolean"),
        ({"own": {"daily_after": 1}}, "rules.own.daily_after", "unknown_field"),
        ([], "rules", "object"),
    ],
)
def test_rules_that_cannot_be_read(
    call: Call, bakery: Bakery, rules: object, field: str, code: str
) -> None:
    body = {"first_day": "2026-03-09", "rules": rules}
    problem = refused(call("rules", body, by=bakery.edda), 422, "invalid_body")
    assert [(each["field"], each["code"]) for each in problem["errors"]] == [(field, code)]


def test_a_time_clock_has_rules_of_its_own(
    week: None, call: Call, get: Get, bakery: Bakery
) -> None:
    body = {"first_day": "2026-03-02", "rules": {"overtime": "california"}, "clock_id": bakery.shop}
    preview = done(call("rules/preview", body, by=bakery.edda))["effect"]
    assert [each["user_id"] for each in preview["people"]] == [bakery.eli.user_id]
    version = done(call("rules", body, by=bakery.edda), 201)["version"]
    assert version["clock_id"] == bakery.shop
    its = get(f"rules?clock={bakery.shop}")
    assert (its["clock_id"], its["differing"]) == (bakery.shop, ["overtime"])
    assert [each["id"] for each in its["versions"]] == [version["id"]]
    company = get("rules")
    assert (company["clock_id"], company["differing"], company["versions"]) == (None, [], [])
    totals = get(f"timesheets/{bakery.eli.user_id}/2026-03-02")["timesheet"]["totals"]
    assert totals["overtime_seconds"] == preview["people"][0]["after"]["overtime_seconds"] > 0
    withdrawn = done(call(f"rules/{version['id']}/withdraw", {}, by=bakery.edda))["version"]
    assert (withdrawn["clock_id"], withdrawn["in_force"]) == (bakery.shop, False)


def test_a_rule_of_the_company_is_refused_for_a_clock(
    week: None, call: Call, bakery: Bakery
) -> None:
    body = {"first_day": "2026-03-02", "rules": {"period": "monthly"}, "clock_id": bakery.shop}
    refused(call("rules", body, by=bakery.edda), 422, "company_rule")


def test_the_home_clock_of_a_person_is_seen_and_changed(
    week: None, call: Call, get: Get, bakery: Bakery
) -> None:
    address = f"members/{bakery.eli.user_id}/home-clocks"
    first = {"first_day": "2000-01-01", "clock_id": bakery.shop}
    assert get(address)["home_clocks"] == [first]
    rules = {"first_day": "2026-03-02", "rules": {"overtime": "california"}}
    done(call("rules", rules | {"clock_id": bakery.yard}, by=bakery.edda), 201)
    body = {"first_day": "2026-03-04", "clock_id": bakery.yard}
    preview = done(call(f"{address}/preview", body, by=bakery.edda))["effect"]
    assert [each["user_id"] for each in preview["people"]] == [bakery.eli.user_id]
    assert done(call(address, body, by=bakery.edda), 201)["home_clock"] == body
    assert get(address)["home_clocks"] == [first, body]
    refused(call(address, body, by=bakery.edda), 409, "same_home")


def test_the_rounded_hours_have_lines_and_rounding_a_caution(
    week: None, call: Call, get: Get, bakery: Bakery
) -> None:
    body = {"first_day": "2026-03-02", "rules": {"overtime": "california", "rounding_minutes": 15}}
    (caution,) = done(call("rules/preview", body, by=bakery.edda))["effect"]["cautions"]
    assert "Camp v. Home Depot" in caution["text"]
    version = done(call("rules", body, by=bakery.edda), 201)["version"]
    assert version["cautions"] == [caution]
    assert version["rules"]["short_breaks"] == "worked"
    assert (version["counting"], version["rounds"]) == ("workdays", "outer")
    off = {"first_day": "2026-03-02", "rules": {"short_breaks": "unpaid"}}
    effect = done(call("rules/preview", off, by=bakery.edda))["effect"]
    assert [each["name"] for each in effect["cautions"]] == [caution["name"], "29 CFR 785.18"]
    monday = get(f"timesheets/{bakery.eli.user_id}/2026-03-02")["timesheet"]["days"][0]
    assert monday["rounded_seconds"] == 9 * 3600
    assert monday["balance_seconds"] == -180
    (line,) = monday["rounding_lines"]
    assert (line["kind"], line["seconds"]) == ("rounded_end", -180)
    assert line["started_at"] == "2026-03-02T17:03:00+01:00"
    assert line["ended_at"] == "2026-03-02T17:00:00+01:00"
    assert line["sentence"] == "Out at 17:03 counts as 17:00"
