"""Approving what was not submitted is a second step that names it, and its person reads it."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.hours import WEEK, Hours, wall
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.standing import SheetState, standing

pytestmark = pytest.mark.databases("sqlite")
URL = f"/timesheets/{WEEK}/approve"
PERIOD = Period(wall("03-02 12:00").date(), wall("03-09 12:00").date())


@pytest.fixture
def two(app: Flask, cast: Cast, hours: Hours) -> list[int]:
    """Eli and Otto have worked at the shop; only Eli has submitted the week."""
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        assign(operator, clock_id=cast.shop, member_id=cast.otto.member_id)
    hours.work(cast.eli, "03-02 08:00", "16:00", pause=("12:00", "12:30"))
    hours.watch.at("06:00")
    hours.work(cast.otto, "03-02 08:00", "14:00")
    hours.monday()
    hours.submit(cast.eli)
    return [cast.eli.member_id, cast.otto.member_id]


def states(app: Flask, cast: Cast, two: list[int]) -> list[SheetState]:
    with app.app_context():
        return [standing(cast.workspace_id, each, PERIOD).state for each in two]


def test_only_the_submitted_one_is_selected(maya: Browser, two: list[int]) -> None:
    page = maya.client.get("/timesheets").text
    assert f'value="{two[0]}" aria-label="Approve Eli Engel" checked' in page
    assert f'value="{two[1]}" aria-label="Approve Otto Ott">' in page
    assert "Submitted timesheets with nothing to review are selected." in words(page)
    assert "Eli Engel 7 h 30 min 30 min Submitted" in words(page)
    assert "Otto Ott 6 h 00 min – Open" in words(page)


def test_the_first_press_approves_nothing_and_names_who_did_not_submit(
    app: Flask, maya: Browser, cast: Cast, two: list[int]
) -> None:
    page = maya.post(URL, member=two)
    shown = words(page.text)
    assert page.status_code == 200
    assert "1 timesheet was not submitted Nothing is approved yet." in shown
    assert "Otto Ott 6 h 00 min" in shown
    assert "Eli Engel" not in shown
    assert "Approve all, 1 of them not submitted" in shown
    assert "Approve only the 1 submitted timesheet" in shown
    assert states(app, cast, two) == [SheetState.SUBMITTED, SheetState.OPEN]


@pytest.mark.databases("sqlite", "postgresql")
def test_the_second_press_approves_all(
    app: Flask, maya: Browser, cast: Cast, two: list[int]
) -> None:
    answer = maya.post(URL, member=two, unsubmitted="approve")
    assert answer.status_code == 303
    assert "2 timesheets are approved." in words(maya.client.get(answer.location or "").text)
    assert states(app, cast, two) == [SheetState.APPROVED] * 2


def test_the_second_press_can_leave_what_was_not_submitted(
    app: Flask, maya: Browser, cast: Cast, two: list[int]
) -> None:
    answer = maya.post(URL, member=two, unsubmitted="leave")
    said = words(maya.client.get(answer.location or "").text)
    assert "1 timesheet is approved. Otto Ott: This timesheet is not submitted." in said
    assert states(app, cast, two) == [SheetState.APPROVED, SheetState.OPEN]


def test_only_what_was_not_submitted_is_named_alone(maya: Browser, two: list[int]) -> None:
    shown = words(maya.post(URL, member=two[1]).text)
    assert "Approve 1 timesheet that was not submitted" in shown
    assert "Approve only" not in shown


def test_the_person_reads_that_it_was_approved_without_a_submission(
    maya: Browser, cast: Cast, two: list[int], browser_of: Callable[[CastMember], Browser]
) -> None:
    maya.post(URL, member=two, unsubmitted="approve")
    shown = {}
    for who in (cast.eli, cast.otto):
        browser = browser_of(who)
        sheet = words(browser.client.get(f"/my/timesheet?day={WEEK}").text)
        record = words(browser.client.get("/my/ledger").text)
        shown[who.member_id] = (
            "You had not submitted it." in sheet,
            "Maya Meyer approved your hours of 2 to 8 March" in record,
            "It was not submitted." in record,
        )
    assert shown == {two[0]: (False, True, False), two[1]: (True, True, True)}


def test_the_page_of_one_person_names_it(maya: Browser, cast: Cast, two: list[int]) -> None:
    eli, otto = (words(maya.client.get(f"/timesheets/{each}/{WEEK}").text) for each in two)
    assert "Approve this timesheet" in eli
    assert "not submitted" not in eli
    assert "This timesheet was not submitted Otto Ott sees that" in otto
    assert "Approve 6 h 00 min that were not submitted" in otto


def test_closing_lists_what_it_approves(
    app: Flask,
    edda: Browser,
    cast: Cast,
    two: list[int],
    browser_of: Callable[[CastMember], Browser],
) -> None:
    page = words(edda.client.get("/close").text)
    assert "Closing approves 2 timesheets as they are. 1 of them was not submitted." in page
    assert "Otto Ott Not submitted 6 h 00 min Eli Engel Submitted 7 h 30 min" in page
    assert "Close 2 to 8 March for everyone, with 1 timesheet not submitted" in page
    assert edda.post(f"/close/{WEEK}").status_code == 303
    assert states(app, cast, two) == [SheetState.CLOSED] * 2
    record = words(browser_of(cast.otto).client.get("/my/ledger").text)
    assert (
        "Edda Ernst closed your hours of 2 to 8 March: 6 h 00 min. It was not submitted." in record
    )
    sheet = words(browser_of(cast.otto).client.get(f"/my/timesheet?day={WEEK}").text)
    assert "Closed for payroll. It can no longer be changed. You had not submitted it." in sheet


def test_a_running_period_is_not_shown_as_waiting(maya: Browser, cast: Cast, hours: Hours) -> None:
    hours.work(cast.eli, "03-09 06:00", "08:00")
    hours.monday()
    page = maya.client.get("/timesheets?first=2026-03-09").text
    assert "1 still in progress" in words(page)
    assert "waiting" not in words(page)
    assert 'class="state is-needs"' not in page
