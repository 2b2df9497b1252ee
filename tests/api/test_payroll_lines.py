"""Timesheets as lines for payroll: many people in one call, with the figures of the export file."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.api.conftest import Worked, at, done, refused
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call
from tests.fixtures.statements import Counting
from tests.outgoing.exports.scenes import csv_rows, seconds, written
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]
WEEK = "2026-03-02"
LINES = f"timesheets/lines?period={WEEK}"
BY_LAW = PayRules(rounding=15, overtime=RuleSet.CALIFORNIA, meal_after=360, meal_minutes=30)
_COLUMNS = {
    "regular": "Regular",
    "150": "Overtime 150\N{NO-BREAK SPACE}%",
    "200": "Overtime 200\N{NO-BREAK SPACE}%",
}


@pytest.fixture
def week(app: Flask, worked: Worked, watch: Watch, call: Call, get: Get, bakery: Bakery) -> None:
    """Eli works odd seconds on two jobs from Monday to Wednesday, Maya on Monday."""
    with app.app_context():
        change_rules(bakery.operator, first_day=ALWAYS, rules=BY_LAW)
    worked(2, "08:04", "21:33")
    watch.at(at(3, "07:59"))
    done(call("clock-in", {"clock_id": bakery.shop}))
    watch.at(at(3, "12:00"))
    done(call("pause"))
    watch.at(at(3, "12:25"))
    done(call("resume"))
    watch.at(at(3, "13:01"))
    done(call("switch-job", {"job_id": bakery.job}))
    watch.at(at(3, "18:22"))
    done(call("clock-out"))
    worked(4, "08:00", "09:00", job_id=bakery.job)
    watch.at(at(4, "10:00"))
    done(call("clock-in", {"clock_id": bakery.shop}, by=bakery.maya))
    watch.at(at(4, "12:00"))
    done(call("clock-out", by=bakery.maya))
    watch.at(at(9, "09:00"))


def total(lines: list[dict[str, Any]], length: str = "seconds", **wanted: object) -> int:
    chosen = [each for each in lines if all(each[name] == its for name, its in wanted.items())]
    return sum(each[length] for each in chosen)


@pytest.mark.databases("sqlite", "postgresql")
def test_the_figures_are_those_of_the_export_file(
    week: None, get: Get, app: Flask, bakery: Bakery
) -> None:
    lines = get(LINES, by=bakery.edda)["lines"]
    with app.app_context():
        first, last = date(2026, 3, 2), date(2026, 3, 8)
        question = ExportQuestion(What.TIMESHEETS, first, last, FileFormat.CSV)
        rows = csv_rows(written(bakery.operator, order(bakery.operator, question)))
    assert {(each["name"], each["day"]) for each in lines} == {
        (row["Name"], row["Date"]) for row in rows
    }
    for row in rows:
        its = [each for each in lines if (each["name"], each["day"]) == (row["Name"], row["Date"])]
        paid = [each for each in its if each["counts"] == "paid"]
        assert total(paid) == int(row["Worked (s)"])
        assert total(paid, "rounded_seconds") == int(row["Rounded (s)"])
        for key, heading in _COLUMNS.items():
            same = {"category": "regular"} if key == "regular" else {"percent": int(key)}
            assert total(paid, **same) == seconds(row[f"{heading} (h)"])
            assert total(paid, "rounded_seconds", **same) == seconds(row[f"{heading} rounded (h)"])
        for category, heading in (
            ("paid_break", "Paid breaks (h)"),
            ("unpaid_break", "Unpaid breaks (h)"),
            ("meal_deduction", "Meal deducted (h)"),
            ("unconfirmed", "Unconfirmed (h)"),
        ):
            assert total(its, category=category) == seconds(row[heading])
    assert {each["category"] for each in lines} == {
        "regular",
        "premium",
        "unpaid_break",
        "meal_deduction",
    }
    on_job = [e for e in lines if e["job_id"] == bakery.job and e["day"] == "2026-03-03"]
    assert total(on_job) == 5 * 3600 + 21 * 60 - 300  # five minutes of the meal are taken off


def test_lines_of_json_and_pages_have_the_same_as_one_page(
    week: None, call: Call, get: Get, bakery: Bakery
) -> None:
    whole = get(LINES, by=bakery.edda)
    assert (whole["first_day"], whole["last_day"], whole["next_cursor"]) == (
        WEEK,
        "2026-03-08",
        None,
    )
    answer = call(f"{LINES}&format=ndjson", method="GET", by=bakery.edda)
    assert answer.mimetype == "application/x-ndjson"
    assert [json.loads(line) for line in answer.text.splitlines()] == whole["lines"]
    paged: list[Any] = []
    cursor = ""
    while True:
        page = get(f"{LINES}&limit=1{cursor}", by=bakery.edda)
        paged += page["lines"]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert paged == whole["lines"]


def test_states_and_people_choose(week: None, call: Call, get: Get, bakery: Bakery) -> None:
    def who(query: str, **how: Any) -> set[int]:
        return {each["user_id"] for each in get(LINES + query, **how)["lines"]}

    both = {bakery.eli.user_id, bakery.maya.user_id}
    assert who("", by=bakery.edda) == both
    assert who("&state=approved&state=closed", by=bakery.edda) == set()
    done(call(f"timesheets/{bakery.eli.user_id}/{WEEK}/submit"))
    done(call(f"timesheets/{bakery.eli.user_id}/{WEEK}/approve", by=bakery.maya))
    assert who("&state=approved", by=bakery.edda) == {bakery.eli.user_id}
    assert who("&state=open&state=approved", by=bakery.edda) == both
    assert {e["state"] for e in get(f"{LINES}&state=approved", by=bakery.edda)["lines"]} == {
        "approved"
    }
    assert who(f"&user_id={bakery.maya.user_id}", by=bakery.edda) == {bakery.maya.user_id}
    assert who(f"&user_id={bakery.otto.user_id}&user_id=999", by=bakery.edda) == set()
    assert who("", by=bakery.nora) == set()
    refused(call(LINES, method="GET"), 403, "not_allowed")
    refused(call(f"{LINES}&state=done", method="GET", by=bakery.edda), 422, "invalid_query")
    wrong = call("timesheets/lines?period=2026-03-03", method="GET", by=bakery.edda)
    assert refused(wrong, 422, "not_a_period")["field"] == "period"


def test_an_open_shift_says_that_its_day_still_grows(
    watch: Watch, call: Call, get: Get, bakery: Bakery
) -> None:
    watch.at(at(2, "08:00"))
    done(call("clock-in", {"clock_id": bakery.shop}))
    watch.at(at(2, "10:00"))
    (line,) = get(LINES, by=bakery.maya)["lines"]
    assert (line["category"], line["seconds"], line["running"]) == ("regular", 7200, True)


def test_more_people_take_no_more_statements(
    week: None, get: Get, counting: Counting, bakery: Bakery
) -> None:
    with counting() as one:
        get(f"{LINES}&user_id={bakery.eli.user_id}", by=bakery.edda)
    with counting() as several:
        get(LINES, by=bakery.edda)
    assert len(several) <= len(one) + 1
