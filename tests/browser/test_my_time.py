"""The pages of one's own hours on real screens."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.cast import Cast
from tests.fixtures.past import Past, at
from tests.fixtures.screens import DESK, PHONE, SIZES, Screens, violations, widths
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.corrections.approval.deciding import approve
from timeclock.worktime.shifts import punching
from timeclock.worktime.shifts.queries import last_shift

pytestmark = pytest.mark.databases("sqlite")

ONE_DAY = timedelta(days=1)
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])


@pytest.fixture
def monday(today: date) -> date:
    """Of last week."""
    return today - timedelta(days=today.weekday() + 7)


@pytest.fixture
def week(past: Past, monday: date) -> list[int]:
    """Eli's shifts of last week, Monday to Friday."""
    days = (monday + number * ONE_DAY for number in range(5))
    return [past.shift(past.cast.eli, d, "06:02", "14:27", [("10:00", "10:30")]) for d in days]


@pytest.fixture
def forgot(past: Past, week: list[int], today: date) -> int:
    """Eli did not clock out yesterday."""
    return past.shift(past.cast.eli, today - ONE_DAY, "06:00", None)


@pytest.fixture
def night(past: Past, app: Flask, today: date) -> date:
    """Eli's last night over the change of clocks in autumn; its end was corrected."""
    year = today.year if date(today.year, 11, 1) < today else today.year - 1
    sunday = max(day for n in range(25, 32) if (day := date(year, 10, n)).weekday() == 6)
    saturday, cast = sunday - ONE_DAY, past.cast
    shift = past.shift(cast.eli, saturday, "21:58", None)
    with app.app_context():
        for act, moment in (
            (punching.pause, at(sunday, "01:30")),
            (punching.resume, at(sunday, "02:00")),
            (punching.clock_out, at(sunday, "07:41")),
        ):
            past.watch.at(moment)
            act(cast.eli.actor)
    left = at(sunday, "06:05")
    wish = past.asks(cast.eli, shift, lambda d: replace(d, ended_at=left), "Forgot at the door")
    with app.app_context():
        approve(cast.maya.actor, correction_id=wish)
    return saturday


Open = Callable[..., Page]


@pytest.fixture
def open_as(screens: Screens, past: Past) -> Open:
    """A screen at the present time, once everything has happened that the test is about."""

    def of(**options: object) -> Page:
        past.watch.stop()
        return screens.of(past.cast.eli, **options)  # type: ignore[arg-type]

    return of


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def main(page: Page) -> str:
    """What is on the page, in one line."""
    return " ".join(page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ").split())


@WITH_AND_WITHOUT
def test_yesterdays_question_is_answered(
    app: Flask, cast: Cast, forgot: int, today: date, open_as: Open, scripts: bool
) -> None:
    eli = open_as(scripts=scripts)
    expect(eli.get_by_role("heading", name="You did not clock out yesterday.")).to_be_visible()
    eli.get_by_label("I left at").fill("25:30")
    eli.locator("form.left").get_by_role("button", name="Save").click()
    expect(eli.locator("#panel")).to_contain_text("Enter a time")
    expect(eli.get_by_label("I left at")).to_have_value("25:30")
    press(eli, "I left at 14:27")
    expect(eli.locator("#now")).to_contain_text("Off the clock")
    expect(eli.locator("#panel")).to_contain_text("paid after a manager confirms it")
    eli.goto(f"/my/week?day={today - ONE_DAY}")  # on a Monday that is last week
    assert "8 h 27 min unconfirmed" in main(eli)
    with app.app_context():
        shift = last_shift(cast.workspace_id, cast.eli.member_id)
    assert shift
    assert shift.unconfirmed == "proposed"


@WITH_AND_WITHOUT
def test_anyone_who_still_works_goes_on(forgot: int, open_as: Open, scripts: bool) -> None:
    eli = open_as(scripts=scripts)
    press(eli, "I am still working")
    expect(eli.locator("#question")).to_have_count(0)
    eli.reload()
    expect(eli.locator("#question")).to_have_count(0)
    expect(eli.locator("#now")).to_contain_text("On the clock")


@WITH_AND_WITHOUT
def test_a_fix_is_asked_for_and_approved(
    app: Flask, cast: Cast, week: list[int], monday: date, open_as: Open, scripts: bool
) -> None:
    eli = open_as(scripts=scripts)
    eli.goto(f"/my/week?day={monday}")
    eli.get_by_role("link", name="Monday", exact=True).click()
    eli.get_by_role("link", name="Ask for a correction").click()
    eli.get_by_label("End", exact=True).fill("1500")
    eli.locator('[name="break-1-start"]').fill("12:00")
    press(eli, "Add another break")
    expect(eli.locator('[name="break-2-start"]')).to_be_visible()
    expect(eli.locator('[name="break-1-start"]')).to_have_value("12:00")
    eli.locator('[name="break-1-end"]').fill("12:15")
    eli.locator('[name="break-1-end"]').press("Enter")  # sends the form: the reason is missing
    expect(eli.get_by_role("heading", name="Enter a reason.")).to_be_visible()
    eli.get_by_label("Why?").fill("Stocktaking")
    press(eli, "Send request")
    expect(eli.get_by_role("heading", name="Waiting for a decision")).to_be_visible()
    with app.app_context():
        approve(cast.maya.actor, correction_id=1)
    eli.reload()
    assert "Approved by Maya Meyer" in main(eli)
    eli.goto(f"/my/day/{monday}")
    shown = main(eli)
    assert "Why 8 h 13 min" in shown
    assert "Out, as punched 14:27 Out, now 15:00" in shown


@WITH_AND_WITHOUT
def test_a_managers_change_is_disputed(
    past: Past, cast: Cast, week: list[int], monday: date, open_as: Open, scripts: bool
) -> None:
    tuesday = monday + ONE_DAY
    left = at(tuesday, "14:00")
    past.edits(cast.maya, week[1], lambda d: replace(d, ended_at=left), "You had left")
    eli = open_as(scripts=scripts)
    eli.goto("/my/week")
    expect(eli.locator(".tabs .count")).to_contain_text("1")
    eli.get_by_role("link", name="It is wrong").click()
    eli.get_by_label("What is wrong with it?").fill("I closed the shop")
    press(eli, "Send")
    expect(eli.locator("main")).to_contain_text("You disputed it. A manager decides.")
    expect(eli.locator(".tabs .count")).to_have_count(0)


@WITH_AND_WITHOUT
def test_a_week_is_submitted_and_taken_back(
    week: list[int], monday: date, open_as: Open, scripts: bool
) -> None:
    eli = open_as(scripts=scripts)
    eli.goto(f"/my/week?day={monday}")
    eli.get_by_role("button", name="Submit 39").click()
    expect(eli.locator("main")).to_contain_text("Waiting for approval.")
    press(eli, "Withdraw")
    expect(eli.get_by_role("button", name="Submit 39")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_explanation_of_a_day_of_25_hours_reads_right(
    night: date, open_as: Open, size: tuple[int, int]
) -> None:
    eli = open_as(size=size)
    eli.goto(f"/my/day/{night}")
    shown = main(eli)
    assert "Why 8 h 37 min" in shown
    assert "In at 21:58, out at 06:05, Shop Kreuzberg 9 h 07 min" in shown
    assert (
        "The clocks went back from 03:00 to 02:00 during this shift. It is 9 h 07 min long" in shown
    )
    pause = "Unpaid break, 01:30 to 02:00 summer time (UTC+02:00) −30 min Worked 8 h 37 min"
    assert pause in shown
    expect(eli.locator("svg.strip .moment-text")).to_have_text("clocks go back")
    assert "CEST" in shown
    assert "CET " in shown


@pytest.fixture
def everything(
    past: Past, cast: Cast, night: date, week: list[int], monday: date, today: date
) -> dict[str, str]:
    """Every page, with as much on it as there can be."""
    past.rules(
        PayRules(rounding=15, overtime=RuleSet.GERMANY, meal_after=360, meal_minutes=30),
        first_day=date(2024, 1, 1),
    )
    saturday, tuesday = monday + 5 * ONE_DAY, monday + ONE_DAY
    past.shift(cast.eli, saturday, "06:00", "17:30")
    left, early = at(tuesday, "14:00"), at(monday, "05:30")
    past.edits(cast.maya, week[1], lambda d: replace(d, ended_at=left), "You had left")
    past.asks(cast.eli, week[0], lambda d: replace(d, started_at=early), "Waited outside")
    past.shift(cast.eli, today - ONE_DAY, "06:00", None, [("10:00", "10:30")])
    return {
        "question": "/",
        "week": f"/my/week?day={monday}",
        "running": "/my/week",
        "day": f"/my/day/{tuesday}",
        "meal": f"/my/day/{saturday}",
        "night": f"/my/day/{night}",
        "nothing": f"/my/day/{monday + 6 * ONE_DAY}",
        "timesheet": f"/my/timesheet?day={monday}",
        "requests": "/my/requests?wrong=2",
        "fix": f"/my/requests/new?shift={week[0]}",
        "add": "/my/requests/new",
        "ledger": "/my/ledger",
    }


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_free_of_barriers(
    everything: dict[str, str], open_as: Open, size: tuple[int, int]
) -> None:
    eli, found = open_as(size=size), {}
    for name, path in everything.items():
        eli.goto(path)
        for closed in eli.locator("details:not([open]) > summary").all():
            closed.click()
        if faults := violations(eli):
            found[name] = faults
    assert found == {}


def test_nothing_scrolls_sideways(everything: dict[str, str], open_as: Open) -> None:
    eli, found = open_as(), {}
    for name, path in everything.items():
        eli.goto(path)
        if wide := widths(eli):
            found[name] = wide
    assert found == {}


def test_one_button_leads_on_each_page(everything: dict[str, str], open_as: Open) -> None:
    eli = open_as()
    for path in everything.values():
        eli.goto(path)
        assert eli.locator("main .btn-primary").count() <= 1, path
