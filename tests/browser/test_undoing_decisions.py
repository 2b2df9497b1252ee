"""A decision is taken back from the page on which it was made, for a minute."""

import re
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.test_hours_for_managers import monday, opened, week
from tests.fixtures.cast import Cast
from tests.fixtures.hours import Hours
from tests.fixtures.screens import DESK, SIZES, Screens, violations, widths
from timeclock.operations.verifying.checking import verify
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import corrections_of

__all__ = ["monday", "week"]

pytestmark = pytest.mark.databases("sqlite")


def test_an_approval_in_the_inbox_is_taken_back(
    app: Flask, screens: Screens, cast: Cast, week: Hours
) -> None:
    maya = screens.of(cast.maya, DESK)
    loads: list[str] = []
    maya.goto("/inbox")
    expect(maya.locator("details.case[open] summary").first).to_be_focused()
    maya.on("framenavigated", lambda frame: loads.append(frame.url))
    maya.keyboard.press("a")
    toast = maya.locator(".toast-undo")
    expect(toast).to_contain_text("You approved a request.")
    expect(maya.get_by_text("You decided 1 case today.")).to_be_visible()
    toast.get_by_role("button", name="Undo").click()
    expect(maya.get_by_role("status")).to_have_text("Undone.")
    expect(maya.get_by_role("heading", level=1)).to_have_text("3 cases need attention")
    expect(toast).to_have_count(0)
    expect(maya.get_by_text("You decided 1 case today.")).to_have_count(0)
    assert "Reason 1" in opened(maya)
    assert loads == []
    with app.app_context():
        states = {each.state for each in corrections_of(cast.workspace_id, cast.eli.member_id)}
        assert states == {CorrectionState.ASKED}
        assert verify(cast.workspace_id).problems == ()


def test_an_offer_ends_after_its_minute(screens: Screens, cast: Cast, week: Hours) -> None:
    maya = screens.of(cast.maya, DESK)
    maya.clock.install()
    maya.goto("/inbox")
    maya.get_by_role("button", name="Approve").first.click()
    toast = maya.locator(".toast-undo")
    expect(toast.get_by_role("button")).to_contain_text("Undo, ")
    maya.clock.fast_forward("00:30")
    expect(toast.get_by_role("button")).to_have_text(re.compile(r"^Undo, (2\d|30) s$"))
    maya.clock.fast_forward("00:31")
    expect(toast).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_approved_timesheets_are_taken_back(
    screens: Screens, cast: Cast, week: Hours, monday: date, *, scripts: bool
) -> None:
    maya = screens.of(cast.maya, DESK, scripts=scripts)
    maya.goto(f"/timesheets?first={monday}")
    maya.get_by_role("checkbox", name="Approve Otto Ott").check()
    maya.get_by_role("button", name="Approve").click()
    maya.get_by_role("button", name="Approve 1 timesheet that was not submitted").click()
    toast = maya.locator(".toast-undo")
    expect(toast).to_contain_text("You approved 1 timesheet.")
    toast.get_by_role("button", name="Undo").click()
    expect(maya.get_by_role("status")).to_have_text("1 approval is undone.")
    expect(maya.get_by_role("checkbox", name="Approve Otto Ott")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_the_offer_is_free_of_barriers(
    screens: Screens, cast: Cast, week: Hours, size: tuple[int, int]
) -> None:
    maya = screens.of(cast.maya, size)
    maya.goto("/inbox")
    maya.get_by_role("button", name="Approve").first.click()
    expect(maya.locator(".toast-undo")).to_be_visible()
    assert violations(maya) == []
    assert widths(maya) == []
