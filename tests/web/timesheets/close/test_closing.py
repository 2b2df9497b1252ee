"""Closing a period for everyone: the checklist, the one button, and opening it again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.hours import WEEK, Hours, wall
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.approval.standing import SheetState, standing

pytestmark = pytest.mark.databases("sqlite")
PERIOD = Period(wall("03-02 12:00").date(), wall("03-09 12:00").date())


@pytest.fixture
def shift_id(cast: Cast, hours: Hours) -> int:
    found = hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.monday()
    return found


def state(app: Flask, cast: Cast) -> SheetState:
    with app.app_context():
        return standing(cast.workspace_id, cast.eli.member_id, PERIOD).state


def test_where_nothing_is_in_the_way_there_is_one_button(edda: Browser, shift_id: int) -> None:
    page = edda.client.get("/close").text
    assert "Close period 2 to 8 March" in words(page)
    assert (
        "0 of 1 timesheets are approved Closing approves 1 timesheet as it is. 1 of them was not"
        " submitted." in words(page)
    )
    assert "Close 2 to 8 March for everyone" in words(page)
    assert page.count("btn-primary") == 1


def test_what_is_in_the_way_is_listed_with_its_page(
    edda: Browser, cast: Cast, hours: Hours, shift_id: int
) -> None:
    open_one = hours.work(cast.eli, "03-05 06:00", None)
    hours.monday()
    hours.ask(cast.eli, shift_id, "Earlier.", minutes=-5)
    page = edda.client.get("/close").text
    assert "1 shift is still open Eli Engel : A shift is still open" in words(page)
    assert "1 request waits for a decision Eli Engel : A request about 3 March" in words(page)
    assert f"/timesheets/{cast.eli.member_id}/day/2026-03-05" in page
    assert "The button appears when everything above is done." in words(page)
    assert "btn-primary" not in page
    answer = edda.post(f"/close/{WEEK}")
    assert answer.status_code == 409
    assert "Nothing was changed." in words(answer.text)
    assert hours.read(open_one).timeline.ended_at is None


def test_earlier_days_of_the_workweek_are_on_the_list(
    edda: Browser, cast: Cast, hours: Hours
) -> None:
    saturday = date(2026, 2, 21)
    fortnights = PayRules(period=PeriodKind.TWO_WEEKLY, anchor=saturday)
    hours.rules(replace(fortnights, overtime=RuleSet.US_FEDERAL))
    hours.work(cast.eli, "02-20 08:00", "16:00")
    hours.work(cast.eli, "03-02 08:00", "16:00")
    hours.monday()
    page = edda.client.get("/close").text
    assert "Earlier days of its first workweek are not approved for 1 person" in words(page)
    assert "Eli Engel : Friday 20 February belongs to the same workweek as 21 February" in words(
        page
    )
    assert f"/timesheets/{cast.eli.member_id}/day/2026-02-20" in page
    edda.post("/close/2026-02-07")
    page = words(edda.client.get("/close?first=2026-02-21").text)
    assert "Earlier days of its first workweek are approved" in page


def test_closing_closes_for_everyone(app: Flask, edda: Browser, cast: Cast, shift_id: int) -> None:
    answer = edda.post(f"/close/{WEEK}")
    assert (answer.status_code, answer.location) == (303, f"/close?first={WEEK}")
    page = words(edda.client.get(answer.location).text)
    assert "2 to 8 March is closed for everyone." in page
    assert "Closed by Edda Ernst on Monday 9 March at 08:12" in page
    assert "Export these hours" in page
    assert state(app, cast) is SheetState.CLOSED


def test_a_closed_period_is_opened_again_with_a_reason(
    app: Flask, edda: Browser, cast: Cast, shift_id: int
) -> None:
    edda.post(f"/close/{WEEK}")
    answer = edda.post(f"/close/{WEEK}/reopen", reason=" ")
    assert answer.status_code == 422
    assert state(app, cast) is SheetState.CLOSED
    edda.post(f"/close/{WEEK}/reopen", reason="The bonus is missing.")
    page = words(edda.client.get(f"/close?first={WEEK}").text)
    assert "Its timesheets stay approved until each is reopened." in page
    assert "Reopened by Edda Ernst" in page
    assert state(app, cast) is SheetState.APPROVED


def test_ones_own_sheet_has_to_be_approved_by_someone_else_first(
    app: Flask, edda: Browser, cast: Cast, hours: Hours
) -> None:
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        assign(operator, clock_id=cast.shop, member_id=cast.edda.member_id)
    hours.work(cast.edda, "03-03 08:00", "16:00")
    hours.monday()
    page = words(edda.client.get("/close").text)
    assert "Your own timesheet must be approved by another person first" in page
    assert "The button appears when everything above is done." in page
    answer = edda.post(f"/close/{WEEK}")
    assert answer.status_code == 403


def test_a_period_that_runs_cannot_be_closed(edda: Browser, shift_id: int) -> None:
    page = words(edda.client.get("/close?first=2026-03-09").text)
    assert "The period still runs" in page
    assert edda.post("/close/2026-03-09").status_code == 409


def test_the_next_one_comes_after_the_last_closed(
    app: Flask,
    cast: Cast,
    hours: Hours,
    shift_id: int,
    browser_of: Callable[[CastMember], Browser],
) -> None:
    with app.app_context():
        close_period(cast.olive.actor, first_day=PERIOD.first)
    hours.watch.at(wall("03-23 08:00"))
    page = browser_of(cast.edda).client.get("/close").text
    assert "Close period 9 to 15 March" in words(page)


def test_the_same_form_twice_closes_once(edda: Browser, shift_id: int) -> None:
    first = edda.post(f"/close/{WEEK}", once="one")
    second = edda.post(f"/close/{WEEK}", once="one")
    assert first.status_code == second.status_code == 303


@pytest.mark.parametrize("first", ["2026-03-03", "x", "9999-12-31", "2099-03-02"])
def test_what_is_no_period_is_not_there(edda: Browser, first: str) -> None:
    assert edda.post(f"/close/{first}").status_code == 404
    assert edda.post(f"/close/{first}/reopen", reason="No.").status_code == 404


def test_a_manager_closes_nothing(maya: Browser, shift_id: int) -> None:
    assert maya.client.get("/close").status_code == 403
    assert maya.post(f"/close/{WEEK}").status_code == 403
