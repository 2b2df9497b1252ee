"""Approving those who need no look, all at once."""

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast
from tests.fixtures.hours import WEEK, Hours, wall
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.queries import shifts_between
from timeclock.worktime.timesheets.approval.standing import SheetState, standing

pytestmark = pytest.mark.databases("sqlite")
URL = f"/timesheets/{WEEK}/approve"
PERIOD = Period(wall("03-02 12:00").date(), wall("03-09 12:00").date())


@pytest.fixture
def two(app: Flask, cast: Cast, hours: Hours) -> list[int]:
    """Eli and Otto have worked at the shop, and each has submitted the week."""
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        assign(operator, clock_id=cast.shop, member_id=cast.otto.member_id)
    hours.work(cast.eli, "03-02 08:00", "16:00")
    hours.watch.at("06:00")
    hours.work(cast.otto, "03-02 08:00", "16:00")
    hours.monday()
    hours.submit(cast.eli)
    hours.submit(cast.otto)
    return [cast.eli.member_id, cast.otto.member_id]


def state(app: Flask, cast: Cast, member_id: int) -> SheetState:
    with app.app_context():
        return standing(cast.workspace_id, member_id, PERIOD).state


def test_the_chosen_are_approved(app: Flask, maya: Browser, cast: Cast, two: list[int]) -> None:
    answer = maya.post(URL, member=two)
    assert (answer.status_code, answer.location) == (303, f"/timesheets?first={WEEK}")
    page = words(maya.client.get(answer.location).text)
    assert "2 timesheets are approved." in page
    assert "2 approved" in page
    assert [state(app, cast, each) for each in two] == [SheetState.APPROVED] * 2


def test_the_others_are_not(app: Flask, maya: Browser, cast: Cast, two: list[int]) -> None:
    maya.post(URL, member=two[:1])
    assert state(app, cast, two[0]) is SheetState.APPROVED
    assert state(app, cast, two[1]) is SheetState.SUBMITTED


def test_what_came_in_the_way_meanwhile_is_said_and_the_others_are_approved(
    app: Flask, maya: Browser, cast: Cast, hours: Hours, two: list[int]
) -> None:
    with app.app_context():
        first_of = shifts_between(
            cast.workspace_id, cast.otto.member_id, wall("03-02 00:00"), wall("03-09 00:00")
        )[0]
    hours.ask(cast.otto, first_of.id, "Earlier.", minutes=-10)
    page = maya.client.get(maya.post(URL, member=two).location or "")
    assert "1 timesheet is approved. Otto Ott:" in words(page.text)
    assert state(app, cast, two[0]) is SheetState.APPROVED
    assert state(app, cast, two[1]) is SheetState.SUBMITTED


@pytest.mark.parametrize("second_step", [{}, {"unsubmitted": "approve"}, {"unsubmitted": "leave"}])
def test_choosing_no_one_is_refused(
    app: Flask, maya: Browser, cast: Cast, two: list[int], second_step: dict[str, str]
) -> None:
    answer = maya.post(URL, **second_step)
    assert answer.status_code == 422
    assert "Choose at least one timesheet. Nothing was changed." in words(answer.text)
    assert [state(app, cast, each) for each in two] == [SheetState.SUBMITTED] * 2


def test_the_same_form_twice_approves_once(maya: Browser, two: list[int]) -> None:
    first = maya.post(URL, member=two, once="one")
    second = maya.post(URL, member=two, once="one")
    assert first.status_code == second.status_code == 303


@pytest.mark.parametrize("who", ["999999", "abc", "-1", "9" * 200])
def test_who_is_not_there_is_not_found(maya: Browser, two: list[int], who: str) -> None:
    assert maya.post(URL, member=who).status_code == 404


def test_someone_out_of_reach_is_like_no_one(
    app: Flask, maya: Browser, cast: Cast, hours: Hours
) -> None:
    hours.work(cast.otto, "03-02 08:00", "16:00", clock=cast.yard)
    hours.monday()
    answers = [maya.post(URL, member=who) for who in (cast.otto.member_id, 987654)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert state(app, cast, cast.otto.member_id) is SheetState.OPEN


def test_an_employee_approves_no_one(eli: Browser, cast: Cast, two: list[int]) -> None:
    assert eli.post(URL, member=two).status_code == 403


@pytest.mark.parametrize("first", ["2026-03-03", "nonsense", "2026-W10-1", "9999-12-31"])
def test_what_is_no_period_is_not_found(maya: Browser, two: list[int], first: str) -> None:
    assert maya.post(f"/timesheets/{first}/approve", member=two).status_code == 404
