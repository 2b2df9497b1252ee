"""A timesheet on paper: one page for a person, with what payroll and the person sign."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from tests.fixtures.hours import Hours
from tests.fixtures.past import BERLIN
from tests.fixtures.screens import DESK, PHONE, Screens
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.timekeeping import local_date

pytestmark = pytest.mark.databases("sqlite")
WHITE = "rgb(255, 255, 255)"


@pytest.fixture
def month(app: Flask, cast: Cast) -> date:
    """The first day of last month, in which Eli worked each weekday, often too long."""
    first = (local_date(datetime.now(UTC), BERLIN).replace(day=1) - timedelta(days=1)).replace(
        day=1
    )
    past = Hours(app, cast, Watch())
    with app.app_context():
        rules = PayRules(overtime=RuleSet.CALIFORNIA, rounding=15, period=PeriodKind.MONTHLY)
        past.rules(rules)
        lunch = [("10:30", "11:00"), ("15:00", "15:30")]
        for number in range(28):
            day = first + timedelta(days=number)
            if day.weekday() < 5:
                past.shift(cast.eli, day, "06:02", "19:30", lunch)
    past.watch.stop()
    return first


def printed(page: Page, size: str) -> list[str]:
    """What is on each page of paper."""
    content = page.pdf(format=size, print_background=True)
    return [each.extract_text() for each in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_months_timesheet_fits_one_page_and_can_be_signed(
    screens: Screens, cast: Cast, month: date, size: str
) -> None:
    for who, address in (
        (cast.maya, f"/timesheets/{cast.eli.member_id}/{month}"),
        (cast.eli, f"/my/timesheet?day={month}"),
    ):
        page = screens.of(who, DESK, "dark")
        page.goto(address)
        (text,) = printed(page, size)
        for words in (
            *("Timesheet of Eli", "Printed on", "Totals by category", "Regular", "Overtime, paid"),
            *("06:02", "19:30", "Employee", "Approved by", "Date", "1 / 1"),
        ):
            assert words in text, (address, words)
        assert "Submit" not in text


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_paper_is_white(screens: Screens, cast: Cast, month: date, theme: str) -> None:
    page = screens.of(cast.eli, PHONE, theme)
    page.goto(f"/my/timesheet?day={month}")
    page.emulate_media(media="print")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == WHITE
    assert page.locator(".paper-head").is_visible()
    page.emulate_media(media="screen")
    assert not page.locator(".paper-head").is_visible()
