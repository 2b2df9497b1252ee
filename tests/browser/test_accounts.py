"""Setting up, signing in and one's own settings on real screens."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.cast import PASSWORD, Cast
from tests.fixtures.screens import DESK, SIZES, Screens, violations, widths
from timeclock.authority.actor import Actor
from timeclock.company.people.invitations import invite
from timeclock.company.people.links import issue_setup
from timeclock.company.people.membership import add_member, update_member
from timeclock.company.people.password_resets import issue_reset
from timeclock.company.workspaces.service import update_workspace

pytestmark = pytest.mark.databases("sqlite")
LONG = "Vereinigte Backbetriebe " + "Donaudampfschifffahrtsgesellschaft" * 3
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(15, 17, 19)"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def background(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


@pytest.fixture
def setup_path(app: Flask) -> str:
    with app.app_context():
        return f"/setup?token={issue_setup()}"


@pytest.fixture
def links(app: Flask, cast: Cast) -> list[str]:
    """An invitation and a reset that still work."""
    with app.app_context():
        added = add_member(cast.olive.actor, email="ida@1.example", name="Ida Iden")
        return [
            f"/invitation/{invite(cast.olive.actor, member_id=added.member_id)}",
            f"/reset/{issue_reset(cast.olive.actor, member_id=cast.eli.member_id)}",
        ]


def answer_setup(page: Page) -> None:
    page.get_by_label("Company", exact=True).fill("Lindner Bakery")
    page.get_by_label("Name of the time clock").fill("Bakehouse Moabit")
    page.get_by_label("Your name").fill("Ruth Adler")
    page.get_by_label("Email address").fill("ruth@lindner.example")
    page.get_by_label("Password").fill("four quiet ovens rise")
    press(page, "Open the clock")


def test_the_first_visit_knows_the_zone_and_ends_at_the_clock(
    screens: Screens, setup_path: str
) -> None:
    page = screens.blank(zone="America/New_York")
    page.goto(setup_path)
    expect(page.get_by_label("Time zone")).to_have_value("America/New_York")
    answer_setup(page)
    expect(page.locator("#now")).to_contain_text("Off the clock")
    press(page, "Clock in")
    expect(page.locator("#now")).to_contain_text("On the clock")


def test_a_chosen_zone_outlives_a_wrong_answer(screens: Screens, setup_path: str) -> None:
    page = screens.blank()
    page.goto(setup_path)
    page.get_by_label("Time zone").select_option("Asia/Tokyo")
    press(page, "Open the clock")
    expect(page.get_by_role("alert").first).to_contain_text("Nothing was saved")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    page.get_by_role("link", name="Your name: Enter your name.").click()
    expect(page.get_by_label("Your name")).to_be_focused()


def test_the_first_visit_without_scripts(screens: Screens, setup_path: str) -> None:
    page = screens.blank(scripts=False)
    page.goto(setup_path)
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    answer_setup(page)
    expect(page.locator("#now")).to_contain_text("Off the clock")


def test_a_look_is_chosen_against_the_system_and_kept(screens: Screens, cast: Cast) -> None:
    page = screens.of(cast.eli, theme="dark")
    assert background(page) == DARK
    page.get_by_label("Eli Engel: settings and sign out").click()
    page.get_by_label("Light").check()
    press(page, "Save")
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    assert background(page) == LIGHT
    assert background(screens.of(cast.eli, theme="dark")) == LIGHT


def test_the_settings_without_scripts(screens: Screens, cast: Cast) -> None:
    page = screens.of(cast.eli, DESK, scripts=False)
    page.goto("/my/settings")
    page.get_by_label("Your current password").fill(PASSWORD)
    page.get_by_label("New password").fill("a brand new oven")
    press(page, "Change the password")
    expect(page.get_by_role("status")).to_contain_text("Your password is changed.")
    press(page, "Sign out")
    page.wait_for_url("**/sign-in")


def test_by_keyboard_alone(screens: Screens, cast: Cast) -> None:
    page = screens.blank(DESK)
    page.goto("/sign-in")
    expect(page.get_by_label("Email address")).to_be_focused()
    page.keyboard.type(cast.eli.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#now")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


class Faults:
    """What axe found, by page and screen; a test ends with none of it."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    def look(self, page: Page, what: str) -> None:
        if found := violations(page):
            self.found[f"{what} on {page.viewport_size}"] = found


def test_pages_before_the_sign_in_are_free_of_barriers(
    screens: Screens, cast: Cast, links: list[str]
) -> None:
    faults = Faults()
    for page in (screens.blank(size) for size in SIZES):
        for path in ("/sign-in", "/nothing-here", *links):
            page.goto(path)
            faults.look(page, path)
        page.evaluate("document.querySelector('main form').noValidate = true")
        page.get_by_label("Password").fill("short")
        page.get_by_label("Password").press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        faults.look(page, "a weak password")
    assert faults.found == {}


def test_the_calls_of_scripts_are_free_of_barriers(screens: Screens, cast: Cast) -> None:
    faults = Faults()
    for page in (screens.blank(size) for size in SIZES):
        page.goto("/api/docs/clockify")
        for opened in (0, -1):
            page.locator("details.api-call > summary").nth(opened).click()
        faults.look(page, "documents")
    assert faults.found == {}


def test_a_refused_sign_in_is_free_of_barriers(screens: Screens, cast: Cast) -> None:
    faults = Faults()
    for page in (screens.blank(size) for size in SIZES):
        page.goto("/sign-in")
        page.get_by_label("Email address").fill(cast.eli.email)
        page.get_by_label("Password").fill("not the password")
        press(page, "Sign in")
        expect(page.get_by_role("alert")).to_be_visible()
        faults.look(page, "refused")
    assert faults.found == {}


def test_the_first_visit_is_free_of_barriers(screens: Screens, setup_path: str) -> None:
    faults = Faults()
    for page in (screens.blank(size) for size in SIZES):
        for path in ("/sign-in", setup_path):
            page.goto(path)
            faults.look(page, path)
        press(page, "Open the clock")
        expect(page.get_by_role("alert").first).to_be_visible()
        faults.look(page, "wrong answers")
    assert faults.found == {}


def test_ones_own_pages_are_free_of_barriers(screens: Screens, cast: Cast) -> None:
    faults = Faults()
    for page in (screens.of(cast.olive, size) for size in SIZES):
        for path in ("/my/settings", "/my/settings?done=saved", "/more", "/choose"):
            page.goto(path)
            faults.look(page, path)
        page.goto("/my/settings")
        page.get_by_label("Your current password").fill("not the password")
        page.get_by_label("New password").fill("a brand new oven")
        press(page, "Change the password")
        expect(page.locator("#errors-title")).to_be_visible()
        faults.look(page, "a wrong password")
    assert faults.found == {}


def test_nothing_scrolls_sideways_even_with_long_names(
    app: Flask, screens: Screens, cast: Cast, links: list[str]
) -> None:
    operator = Actor.operator(cast.workspace_id)
    with app.app_context():
        update_workspace(
            operator,
            name=LONG,
            zone="Europe/Berlin",
            location_on=False,
            tolerance=120,
        )
        update_member(operator, member_id=cast.olive.member_id, name=LONG, employee_number=None)
    page = screens.of(cast.olive)
    wide = {}
    for path in ("/my/settings", "/more", "/choose", "/nothing-here", links[0]):
        page.goto(path)
        wide[path] = widths(page)
    assert {path: at for path, at in wide.items() if at} == {}


def test_neither_does_the_first_visit(screens: Screens, setup_path: str) -> None:
    page = screens.blank()
    page.goto("/sign-in")
    assert widths(page) == []
    page.goto(setup_path)
    press(page, "Open the clock")
    assert widths(page) == []


def test_a_phone_reaches_the_check_of_the_record_under_more(screens: Screens, cast: Cast) -> None:
    page = screens.of(cast.edda)
    page.get_by_role("link", name="More", exact=True).click()
    page.get_by_role("link", name="Check the record", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check the record")
