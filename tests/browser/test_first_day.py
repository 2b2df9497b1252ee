"""A company's first day, from the setup address to a stopped shift, in two browser windows."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.screens import DESK, PHONE, Screens
from timeclock.company.people.links import issue_setup

pytestmark = pytest.mark.databases("sqlite")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def set_up(page: Page, token: str) -> None:
    page.goto(f"/setup?token={token}")
    page.get_by_label("Company", exact=True).fill("Lindner Bakery")
    page.get_by_label("Time zone").select_option("Europe/Berlin")
    page.get_by_label("Name of the time clock").fill("Bakehouse Moabit")
    page.get_by_label("Your name").fill("Ruth Adler")
    page.get_by_label("Email address").fill("ruth@lindner.example")
    page.get_by_label("Password").fill("four quiet ovens rise")
    press(page, "Open the clock")
    expect(page.locator("#now")).to_contain_text("Off the clock")


def add_person(page: Page) -> str:
    """Jonas, at the only clock there is; returns the link that he gets."""
    page.goto("/admin/people/add")
    page.get_by_label("Name", exact=True).fill("Jonas Weber")
    page.get_by_label("Email address").fill("jonas@lindner.example")
    expect(
        page.get_by_role("group", name="Works at").get_by_label("Bakehouse Moabit")
    ).to_be_checked()
    press(page, "Add and show the link")
    return page.get_by_label("Link", exact=True).input_value()


def take_up(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, Jonas Weber")
    page.get_by_label("Password").fill("a small brown loaf")
    press(page, "Set the password and begin")


def work(page: Page) -> None:
    state = page.locator("#now")
    expect(state).to_contain_text("Off the clock")
    press(page, "Clock in")
    expect(state).to_contain_text("On the clock since")
    press(page, "Start break")
    expect(state).to_contain_text("On break since")
    press(page, "End break")
    expect(state).to_contain_text("On the clock since")
    press(page, "Clock out")
    expect(state).to_contain_text("Off the clock")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_setup_address_to_a_stopped_shift(
    app: Flask, screens: Screens, scripts: bool
) -> None:
    with app.app_context():
        token = issue_setup()
    assert token
    ruth, jonas = screens.blank(DESK, scripts=scripts), screens.blank(PHONE, scripts=scripts)
    set_up(ruth, token)
    take_up(jonas, add_person(ruth))
    work(jonas)
    press(jonas, "Clock in")
    expect(jonas.locator("#now")).to_contain_text("On the clock since")

    ruth.goto("/board")
    ruth.get_by_role("link", name="Stop Jonas Weber").click()
    ruth.get_by_text("Sent home").click()
    ruth.get_by_label("In your words").fill("No flour today")
    press(ruth, "Stop")
    expect(ruth.locator("#said")).to_contain_text("Stopped Jonas Weber")
    expect(ruth.get_by_role("link", name="Stop Jonas Weber")).to_have_count(0)

    jonas.goto("/")
    expect(jonas.locator("#now")).to_contain_text("Off the clock")
    expect(jonas.locator("#panel")).to_contain_text("Ruth Adler")
    expect(jonas.locator("#panel")).to_contain_text("No flour today")
    jonas.goto("/my/ledger")
    expect(jonas.locator("#main")).to_contain_text("No flour today")
