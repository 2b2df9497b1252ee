"""A session that ends while its page is open, on real screens."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.cast import PASSWORD, Cast, CastMember
from tests.fixtures.screens import DESK, PHONE, Screens, violations, widths
from timeclock.company.people.sessions import sign_out_everywhere
from timeclock.worktime.shifts.punching import clock_in

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def eli(app: Flask, cast: Cast) -> CastMember:
    """Eli is on the clock."""
    with app.app_context():
        clock_in(cast.eli.actor)
    return cast.eli


def sign_in_again(page: Page, who: CastMember) -> None:
    page.get_by_label("Email").fill(who.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_clock_out_without_a_session_is_named_and_its_button_has_the_focus(
    app: Flask, screens: Screens, eli: CastMember, scripts: bool
) -> None:
    page = screens.of(eli, PHONE, scripts=scripts)
    page.goto("/")
    with app.app_context():
        sign_out_everywhere(eli.account_id)
    page.get_by_role("button", name="Clock out").click()
    expect(page.get_by_role("heading", name="You were signed out")).to_be_visible()
    expect(page.get_by_text("Your clock-out was not recorded.")).to_be_visible()
    if scripts:
        assert violations(page) == []
        assert widths(page) == []
    sign_in_again(page, eli)
    expect(page.get_by_text("Your clock-out was not recorded.")).to_be_visible()
    expect(page.get_by_text("On the clock since")).to_be_visible()
    expect(page.get_by_role("button", name="Clock out")).to_be_focused()


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.repetition)])
def test_a_request_without_a_session_is_sent_after_signing_in(
    app: Flask, screens: Screens, cast: Cast, theme: str
) -> None:
    page = screens.of(cast.eli, DESK, theme)
    page.goto("/my/requests/new")
    page.get_by_label("Why?").fill("The bus was late")
    with app.app_context():
        sign_out_everywhere(cast.eli.account_id)
    page.get_by_role("button", name="Send request").click()
    expect(page.get_by_text("What you entered was not saved.")).to_be_visible()
    sign_in_again(page, cast.eli)
    expect(page.get_by_text("The bus was late")).to_be_visible()
    assert violations(page) == []
    assert widths(page) == []
    page.get_by_role("button", name="Send it now").click()
    # The server reads it as it would have then: this one lacks its times.
    expect(page.get_by_label("Why?")).to_have_value("The bus was late")
