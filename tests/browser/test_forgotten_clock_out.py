"""A shift that is forgotten on a Friday and clocked out on the Monday after, on real screens."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.cast import Cast
from tests.fixtures.past import Past
from tests.fixtures.screens import SIZES, Screens, violations, widths
from timeclock.worktime.shifts.queries import last_shift
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd

pytestmark = pytest.mark.databases("sqlite")

WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
ASKED = "You have been on the clock since 09:02"


@pytest.fixture
def friday(past: Past, today: date) -> date:
    """Three days ago Eli forgot to clock out, after four days on which he left at 17:02."""
    day = today - timedelta(days=3)
    for before in range(4, 0, -1):
        past.shift(past.cast.eli, day - timedelta(days=before), "09:00", "17:02")
    past.shift(past.cast.eli, day, "09:02", None)
    past.watch.stop()
    return day


@pytest.fixture
def eli(friday: date, screens: Screens, cast: Cast) -> Callable[[bool], Page]:
    return lambda scripts: screens.of(cast.eli, scripts=scripts)


def clock_out(page: Page) -> None:
    page.get_by_role("button", name="Clock out", exact=True).click()
    expect(page.get_by_role("heading", name=ASKED)).to_be_visible()


def shift_of(app: Flask, cast: Cast) -> ShiftRecord:
    with app.app_context():
        found = last_shift(cast.workspace_id, cast.eli.member_id)
    assert found
    return found


@WITH_AND_WITHOUT
def test_the_suggested_end_is_taken(
    app: Flask, cast: Cast, eli: Callable[[bool], Page], scripts: bool
) -> None:
    page = eli(scripts)
    clock_out(page)
    expect(page.locator("#panel")).not_to_contain_text("Nothing was recorded")
    page.get_by_role("button", name="I left at 17:02 on").click()
    expect(page.locator("#now")).to_contain_text("Off the clock")
    expect(page.locator("#panel")).to_contain_text("It is paid after a manager confirms it.")
    assert shift_of(app, cast).unconfirmed is UnconfirmedEnd.PROPOSED


@WITH_AND_WITHOUT
def test_another_time_is_entered(
    app: Flask, cast: Cast, eli: Callable[[bool], Page], scripts: bool
) -> None:
    page = eli(scripts)
    clock_out(page)
    page.get_by_label("I left at").fill("18:30")
    page.locator("form.left").get_by_role("button", name="Save").click()
    expect(page.locator("#panel")).to_contain_text("Your shift ended at 18:30")
    assert shift_of(app, cast).unconfirmed is UnconfirmedEnd.PROPOSED


@WITH_AND_WITHOUT
def test_working_until_now_waits_too(
    app: Flask, cast: Cast, eli: Callable[[bool], Page], scripts: bool
) -> None:
    page = eli(scripts)
    clock_out(page)
    page.get_by_role("button", name="I worked until now").click()
    expect(page.locator("#now")).to_contain_text("Off the clock")
    assert shift_of(app, cast).unconfirmed is UnconfirmedEnd.PROPOSED


@WITH_AND_WITHOUT
def test_still_working_ends_nothing(
    app: Flask, cast: Cast, eli: Callable[[bool], Page], scripts: bool
) -> None:
    page = eli(scripts)
    clock_out(page)
    page.get_by_role("button", name="I am still working").click()
    expect(page.locator("#question")).to_have_count(0)
    assert shift_of(app, cast).timeline.ended_at is None
    clock_out(page)


def test_the_question_has_the_focus(eli: Callable[[bool], Page]) -> None:
    page = eli(True)
    clock_out(page)
    expect(page.locator("#question")).to_be_focused()


@pytest.mark.parametrize("size", SIZES)
def test_it_fits_and_is_accessible(
    friday: date, screens: Screens, cast: Cast, size: tuple[int, int]
) -> None:
    page = screens.of(cast.eli, size)
    clock_out(page)
    assert violations(page) == []
    assert widths(page) == []
