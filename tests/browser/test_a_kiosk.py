"""A tablet by the door: paired with a code, then a badge or a PIN, one button and a result."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.cast import Cast
from tests.fixtures.screens import Screens, violations
from timeclock.company.kiosks.badges import issue_badge
from timeclock.company.kiosks.devices import offer_kiosk, set_ways
from timeclock.company.kiosks.pins import hand_out_pin
from timeclock.company.people.membership import update_member

pytestmark = pytest.mark.databases("sqlite")
TABLET, UPRIGHT = (1024, 768), (800, 1280)


@pytest.fixture
def pin(app: Flask, cast: Cast) -> str:
    with app.app_context():
        update_member(cast.olive.actor, member_id=cast.eli.member_id, employee_number="17")
        return hand_out_pin(cast.maya.actor, member_id=cast.eli.member_id)


def tablet(
    app: Flask, cast: Cast, screens: Screens, size: tuple[int, int] = TABLET, **how: bool
) -> Page:
    """A new tablet, paired by typing the code."""
    with app.app_context():
        code = offer_kiosk(cast.maya.actor, clock_id=cast.shop, name="Back door").code
    page = screens.blank(size, **how)
    page.goto("/kiosk")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Set up this kiosk").click()
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
    return page


@pytest.mark.parametrize("size", [TABLET, UPRIGHT])
def test_keys_on_the_glass_and_the_buttons_that_are_valid(
    app: Flask, cast: Cast, screens: Screens, pin: str, size: tuple[int, int]
) -> None:
    page = tablet(app, cast, screens, size)
    page.get_by_label("Your number").click()
    keys = page.locator("[data-keypad] button")
    for digit in "17":
        keys.get_by_text(digit, exact=True).click()
    page.get_by_label("PIN").click()
    for digit in pin:
        keys.get_by_text(digit, exact=True).click()
    assert violations(page) == []
    page.get_by_role("button", name="Go on").last.click()
    expect(page.get_by_role("heading", name="Eli Engel")).to_be_visible()
    expect(page.get_by_role("button", name="Clock out")).to_have_count(0)
    assert violations(page) == []
    page.get_by_role("button", name="Clock in").click()
    expect(page.get_by_text("Clocked in at")).to_be_visible()
    assert violations(page) == []
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible(timeout=15_000)


def test_a_badge_is_read_without_a_touch(app: Flask, cast: Cast, screens: Screens) -> None:
    page = tablet(app, cast, screens)
    with app.app_context():
        badge = issue_badge(cast.maya.actor, member_id=cast.eli.member_id, name="Badge").text
    page.keyboard.type(badge)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Eli Engel")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Clocked in at")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone")).to_be_visible()


def test_without_scripts_a_number_and_a_pin_are_enough(
    app: Flask, cast: Cast, screens: Screens, pin: str
) -> None:
    page = tablet(app, cast, screens, scripts=False)
    page.get_by_label("Your number").fill("17")
    page.get_by_label("PIN").fill(pin)
    page.get_by_role("button", name="Go on").last.click()
    page.get_by_role("button", name="Clock in").click()
    expect(page.get_by_text("Clocked in at")).to_be_visible()
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible(timeout=15_000)


def test_names_are_touched_where_the_clock_shows_them(
    app: Flask, cast: Cast, screens: Screens, pin: str
) -> None:
    with app.app_context():
        set_ways(cast.maya.actor, clock_id=cast.shop, badges=False, numbers=False, names=True)
    page = tablet(app, cast, screens)
    assert violations(page) == []
    page.get_by_role("link", name="Eli Engel").click()
    page.get_by_label("Your PIN").fill("000001")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("The number or the PIN is wrong.")).to_be_visible()
    page.get_by_role("link", name="Eli Engel").click()
    page.get_by_label("Your PIN").fill(pin)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Clock in")).to_be_visible()


def test_a_manager_pairs_a_tablet(app: Flask, cast: Cast, screens: Screens) -> None:
    maya = screens.of(cast.maya, (1280, 800))
    maya.goto("/admin/kiosks")
    maya.get_by_placeholder("Back door").fill("Back door")
    maya.get_by_role("button", name="Make a code").click()
    code = maya.get_by_label("Code").input_value()
    assert violations(maya) == []
    page = screens.blank(TABLET)
    page.goto(f"/kiosk?code={code}")
    page.get_by_role("button", name="Set up this kiosk").click()
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
    maya.goto("/admin/kiosks")
    assert violations(maya) == []
    maya.locator("summary", has_text="Back door").click()
    maya.get_by_role("button", name="Revoke").first.click()
    page.reload()
    expect(page.get_by_role("heading", name="Set up a kiosk")).to_be_visible()
