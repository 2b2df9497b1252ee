"""People × period: who can be approved without looking, and what is in the way of the others."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast
from tests.fixtures.hours import WEEK, Hours, wall
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.worktime.timesheets.approval.approving import approve
from timeclock.worktime.timesheets.reading.sheets import read_sheets
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")


def chosen(page: str) -> dict[int, bool]:
    """The people with a box, and whether it is ticked."""
    boxes = re.findall(r'type="checkbox" name="member" value="(\d+)"[^>]*?( checked)?>', page)
    return {int(number): bool(ticked) for number, ticked in boxes}


def test_the_last_period_that_is_over_comes_first(maya: Browser, cast: Cast, hours: Hours) -> None:
    hours.work(cast.eli, "03-02 08:00", "16:30", pause=("12:00", "12:30"))
    hours.monday()
    page = words(maya.client.get("/timesheets").text)
    assert "Timesheets, ended, not closed 2 to 8 March" in page
    assert "1 not submitted" in page
    assert "ready" not in page
    assert "Eli Engel 8 h 00 min 30 min Open" in page
    assert "Approve 0 timesheets" in page


def test_those_with_nothing_to_look_at_are_chosen(maya: Browser, cast: Cast, hours: Hours) -> None:
    hours.work(cast.eli, "03-02 08:00", "16:00")
    hours.monday()
    page = maya.client.get("/timesheets").text
    assert chosen(page) == {cast.eli.member_id: False}
    assert chosen(maya.client.get("/timesheets?state=unsubmitted").text) == chosen(page)
    assert chosen(maya.client.get("/timesheets?state=ready").text) == {}
    hours.submit(cast.eli)
    page = maya.client.get("/timesheets").text
    assert chosen(page) == {cast.eli.member_id: True}
    assert "1 ready" in words(page)
    assert "1 not submitted" not in words(page)


def test_an_exception_wants_a_look_first(
    app: Flask, maya: Browser, cast: Cast, hours: Hours
) -> None:
    with app.app_context():
        rules = PayRules(overtime=RuleSet.EU)
        change_rules(cast.olive.actor, first_day=ALWAYS, rules=rules)
    hours.work(cast.eli, "03-02 08:00", "16:00")
    hours.monday()
    page = maya.client.get("/timesheets").text
    assert chosen(page) == {cast.eli.member_id: False}
    assert "1 to review" in words(page)
    assert "No break in time: Mon 2" in words(page)
    assert "Approve 0 timesheets" in words(page)


def test_what_is_in_the_way_is_said_and_leaves_no_box(
    maya: Browser, cast: Cast, hours: Hours
) -> None:
    shift_id = hours.work(cast.eli, "03-02 08:00", "16:00")
    hours.ask(cast.eli, shift_id, "I came earlier.", minutes=-15)
    hours.monday()
    page = maya.client.get("/timesheets").text
    assert chosen(page) == {}
    assert "1 waiting" in words(page)
    assert "A request about 2 March waits for a decision." in words(page)


def test_earlier_days_of_the_workweek_are_in_the_way(
    maya: Browser, cast: Cast, hours: Hours
) -> None:
    saturday = date(2026, 2, 21)
    fortnights = PayRules(period=PeriodKind.TWO_WEEKLY, anchor=saturday)
    hours.rules(replace(fortnights, overtime=RuleSet.US_FEDERAL))
    hours.work(cast.eli, "02-20 08:00", "16:00")
    hours.work(cast.eli, "03-02 08:00", "16:00")
    hours.monday()
    page = maya.client.get("/timesheets").text
    assert chosen(page) == {}
    said = "Friday 20 February belongs to the same workweek as 21 February and is not approved yet."
    assert said in words(page)
    assert said in words(maya.client.get(f"/timesheets/{cast.eli.member_id}/2026-02-21").text)
    maya.post(f"/timesheets/{cast.eli.member_id}/2026-02-07/approve")
    page = maya.client.get("/timesheets").text
    assert chosen(page) == {cast.eli.member_id: False}
    assert said not in words(page)


def test_one_does_not_approve_oneself_while_another_may(
    maya: Browser, cast: Cast, hours: Hours
) -> None:
    hours.work(cast.maya, "03-02 08:00", "16:00")
    hours.monday()
    page = maya.client.get("/timesheets").text
    assert chosen(page) == {}
    assert "Your own: another person approves it" in words(page)


def test_a_period_that_still_runs_can_be_looked_at(maya: Browser, cast: Cast, hours: Hours) -> None:
    hours.work(cast.eli, "03-09 06:00", "08:00")
    hours.monday()
    page = maya.client.get("/timesheets?first=2026-03-11").text
    assert "runs until Sunday 15 March" in words(page)
    assert chosen(page) == {}


def test_a_week_that_runs_is_in_order_while_people_work(
    maya: Browser, cast: Cast, hours: Hours
) -> None:
    hours.work(cast.eli, "03-09 06:00", None)
    hours.monday()
    for path in ("/timesheets?first=2026-03-11", f"/timesheets/{cast.eli.member_id}/2026-03-09"):
        page = maya.client.get(path).text
        assert "is-needs" not in page.partition("</h1>")[2]
        assert "A shift is still open" not in words(page)
    assert "1 still in progress" in words(maya.client.get("/timesheets?first=2026-03-11").text)


def test_a_week_that_runs_names_what_waits_and_stays_neutral(
    maya: Browser, cast: Cast, hours: Hours
) -> None:
    asked = hours.work(cast.eli, "03-09 00:30", "05:00")
    hours.ask(cast.eli, asked, "I came earlier.", minutes=-15)
    hours.work(cast.eli, "03-09 06:00", None)
    hours.watch.at(wall("03-10 08:12"))
    page = words(maya.client.get("/timesheets?first=2026-03-11").text)
    assert "1 still in progress" in page
    assert "1 waiting" not in page.partition("runs until")[2]
    assert "A request about 9 March waits for a decision." in page
    assert "A shift is still open; it began at 06:00 on 9 March." in page


def test_people_out_of_reach_are_not_shown(
    app: Flask, maya: Browser, edda: Browser, cast: Cast, hours: Hours
) -> None:
    hours.work(cast.eli, "03-02 08:00", "16:00")
    hours.work(cast.otto, "03-02 08:00", "16:00", clock=cast.yard)
    hours.monday()
    assert "Otto" not in maya.client.get("/timesheets").text
    assert "Otto Ott" in edda.client.get("/timesheets").text
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        assign(operator, clock_id=cast.shop, member_id=cast.otto.member_id)
    assert "Otto Ott" in maya.client.get("/timesheets").text


def test_who_has_no_time_is_named_below(maya: Browser, cast: Cast, hours: Hours) -> None:
    hours.work(cast.eli, "03-02 08:00", "16:00")
    hours.monday()
    page = words(maya.client.get("/timesheets").text)
    assert "1 person has no time in this period Maya Meyer" in page


def test_what_is_approved_is_shown_and_its_shifts_are_not_read(
    app: Flask, edda: Browser, cast: Cast, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours.work(cast.eli, "03-02 08:00", "16:00")
    hours.work(cast.otto, "03-02 08:00", "16:00", clock=cast.yard)
    hours.monday()
    with app.app_context():
        approve(
            Actor.operator(cast.workspace_id),
            member_id=cast.eli.member_id,
            first_day=date.fromisoformat(WEEK),
        )
    asked: list[int] = []

    def spy(connection: Any, workspace_id: int, member_ids: Any, *rest: Any, **more: Any) -> Any:
        asked.extend(member_ids)
        return read_sheets(connection, workspace_id, member_ids, *rest, **more)

    monkeypatch.setattr("timeclock.web.timesheets.period.read_sheets", spy)
    page = words(edda.client.get("/timesheets").text)
    assert "1 approved" in page
    assert "Eli Engel 8 h 00 min – Approved" in page
    assert "Otto Ott 8 h 00 min – Open" in page
    assert "Eli Engel" not in page.partition("no time in this period")[2]
    assert cast.eli.member_id not in asked
    assert cast.otto.member_id in asked


def test_the_list_can_be_narrowed(edda: Browser, cast: Cast, hours: Hours) -> None:
    hours.work(cast.eli, "03-02 08:00", "16:00")
    shift_id = hours.work(cast.otto, "03-02 09:00", "16:00", clock=cast.yard)
    hours.ask(cast.otto, shift_id, "I came earlier.", minutes=-15)
    hours.monday()
    page = edda.client.get(f"/timesheets?first={WEEK}&state=waits").text
    assert "Otto Ott" in page
    assert "Eli Engel" not in page
    assert "Show all" in page


def test_an_empty_period_says_so(maya: Browser) -> None:
    page = words(maya.client.get("/timesheets").text)
    assert "No one whose timesheets you see has time in this period." in page


@pytest.mark.parametrize("first", ["", "nonsense", "2026-W10", "9999-12-31", "0001-01-01", "-1"])
def test_what_is_no_day_is_the_last_period(maya: Browser, first: str) -> None:
    page = maya.client.get("/timesheets", query_string={"first": first})
    assert page.status_code == 200


def test_an_employee_has_no_such_page(eli: Browser) -> None:
    assert eli.client.get("/timesheets").status_code == 403


def test_the_statements_do_not_grow_with_the_people(
    edda: Browser, cast: Cast, hours: Hours, statements: list[str]
) -> None:
    hours.work(cast.eli, "03-02 08:00", "16:00")
    hours.monday()
    edda.client.get("/timesheets")
    statements.clear()
    edda.client.get("/timesheets")
    few = len(statements)
    hours.watch.at("06:00")
    hours.work(cast.otto, "03-02 09:00", "16:00", clock=cast.yard)
    hours.work(cast.maya, "03-02 09:00", "16:00")
    hours.monday()
    statements.clear()
    edda.client.get("/timesheets")
    assert len(statements) == few
