"""Where days begin at 04:00, Monday at 00:30 still is in last week, in each channel."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.past import Past
from tests.fixtures.scripts import Bakery, Script, bearer_calls
from timeclock.company.pay_rules.rules import PayRules

LAST_WEEK, THIS_WEEK = "2026-03-02", "2026-03-09"
HALF_PAST_MIDNIGHT = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)  # Monday 00:30 in Berlin
HALF_PAST_FOUR = datetime(2026, 3, 9, 3, 30, tzinfo=UTC)

pytestmark = pytest.mark.parametrize(
    ("moment", "first_day"),
    [(HALF_PAST_MIDNIGHT, LAST_WEEK), (HALF_PAST_FOUR, THIS_WEEK)],
    ids=["00:30", "04:30"],
)


def test_pages(
    past: Past,
    cast: Cast,
    browser_of: Callable[[CastMember], Browser],
    moment: datetime,
    first_day: str,
) -> None:
    past.rules(PayRules(day_begins=240))
    past.shift(cast.eli, date.fromisoformat(LAST_WEEK), "09:00", "10:00")
    past.watch.at(moment)
    own = browser_of(cast.eli).client.get("/my/timesheet").text
    shown = {LAST_WEEK: "2 to 8 March", THIS_WEEK: "9 to 15 March"}
    assert shown[first_day] in words(own)
    # Managers are shown the last period that is over.
    managers = browser_of(cast.maya).client.get("/timesheets").text
    over = {LAST_WEEK: "23 February to 1 March", THIS_WEEK: "2 to 8 March"}
    assert over[first_day] in words(managers)


def test_api(
    watch: Watch, script: Script, bakery: Bakery, moment: datetime, first_day: str
) -> None:
    call = bearer_calls(script, bakery, "/api/timeclock/v1")
    rules = {"first_day": "2024-01-01", "rules": {"day_begins_minutes": 240}}
    assert call("rules", rules, by=bakery.edda).status_code == 201
    watch.at(moment)
    assert call("timesheets", by=bakery.maya, method="GET").json["first_day"] == first_day


def test_terminal(app: Flask, past: Past, cast: Cast, moment: datetime, first_day: str) -> None:
    past.rules(PayRules(day_begins=240))
    past.watch.at(moment)
    command = ["timesheets", "list", "--workspace", str(cast.workspace_id), "--json"]
    answer = app.test_cli_runner().invoke(args=command)
    assert answer.exit_code == 0, answer.output
    assert f'"first_day": "{first_day}"' in answer.stdout
