"""Rules with their preview and files of hours, on phone and desk, in both themes, and without
scripts.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.fixtures.cast import Cast
from tests.fixtures.screens import DESK, PHONE, SIZES, Screens, violations, widths
from tests.fixtures.shared_server import PageServer
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.company.people.membership import update_member
from timeclock.ledger.recording import history_at
from timeclock.outgoing.exports.fetching import take_or_make
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.places import AT_ONCE, Places
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What
from timeclock.timekeeping import local_date
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = pytest.mark.databases("sqlite")

LONG = "Verwaltungsgemeinschaftsnebenstelle Donaudampfschifffahrt"
OWN = PayRules(
    period=PeriodKind.TWO_WEEKLY,
    split=True,
    day_begins=240,
    rounding=15,
    overtime=RuleSet.OWN,
    own=OwnRules(480, 125, 600, 175, 2400, 150, 720, 660, 360, 30),
    meal_after=360,
    meal_minutes=30,
)


def today() -> date:
    return local_date(datetime.now(UTC), "Europe/Berlin")


@pytest.fixture
def worked(app: Flask, cast: Cast) -> Cast:
    """Eli has worked eleven hours on each of the last four days, with names as people have them."""
    with app.app_context():
        update_member(
            cast.olive.actor,
            member_id=cast.eli.member_id,
            name=f"Eli {LONG}",
            employee_number="17",
        )
        for back in range(4, 0, -1):
            start = datetime.combine(today() - timedelta(days=back), time(6, 3), UTC)
            with history_at(start):
                clock_in(cast.eli.actor, clock_id=cast.shop, job_id=cast.job)
            with history_at(start + timedelta(hours=11)):
                clock_out(cast.eli.actor)
    return cast


@pytest.fixture
def full_house(app: Flask, worked: Cast) -> Cast:
    """Versions in every state, and files that were and were not downloaded."""
    with app.app_context():
        olive = worked.olive.actor
        for days, rules in ((1, PayRules(rounding=5)), (1, OWN), (30, PayRules())):
            change_rules(olive, first_day=today() + timedelta(days=days), rules=rules)
        for what, form in ((What.TIMESHEETS, FileFormat.CSV), (What.PUNCHES, FileFormat.PDF)):
            question = ExportQuestion(what, today() - timedelta(days=6), today(), form)
            export_id = order(olive, question)
        take_or_make(olive, export_id, patience=60).file.close()
        asked = ExportQuestion(
            What.TOTALS,
            today(),
            today(),
            FileFormat.XLSX,
            (worked.eli.member_id,),
            (worked.shop,),
            (worked.job,),
        )
        order(olive, asked)
    return worked


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def states(page: Page, cast: Cast) -> Iterator[str]:
    """Opens one page after another, in every state that it has."""
    for path in (
        "/admin/rules",
        "/admin/rules/change",
        "/exports",
        "/exports/1",
        "/exports/2",
        "/exports/3",
        f"/admin/clocks/{cast.shop}",
    ):
        page.goto(path)
        yield path
    page.goto("/admin/rules/change")
    page.get_by_label("From this day on").fill((today() - timedelta(days=3)).isoformat())
    page.get_by_label("Our own The thresholds below.").check()
    page.get_by_label("Daily overtime after").fill("8")
    press(page, "Show what it would change")
    expect(page.locator("#effect")).to_contain_text(re.compile("overtime.* for 1 person"))
    page.locator("#effect summary").click()
    yield "an effect"
    page.get_by_label("Daily overtime after").fill("8:75")
    press(page, "Show it again")
    expect(page.get_by_role("alert")).to_contain_text("Enter hours, such as 8 or 8:30.")
    yield "refused rules"
    page.goto("/exports")
    page.get_by_label("To", exact=True).fill("2001-01-01")
    press(page, "Prepare the file")
    expect(page.get_by_role("alert")).to_contain_text("The last day is before the first.")
    yield "a refused question"


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing(screens: Screens, full_house: Cast, size: tuple[int, int]) -> None:
    page = screens.of(full_house.olive, size)
    for state in states(page, full_house):
        assert violations(page) == [], state


def test_no_page_scrolls_sideways(screens: Screens, full_house: Cast) -> None:
    page = screens.of(full_house.olive)
    for state in states(page, full_house):
        assert widths(page) == [], state
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


@pytest.mark.parametrize("scripts", [True, False])
def test_rules_are_saved_after_their_effect_was_seen(
    app: Flask, screens: Screens, worked: Cast, scripts: bool
) -> None:
    page = screens.of(worked.edda, scripts=scripts)
    page.goto("/admin/rules")
    page.get_by_role("link", name="Change the rules").click()
    expect(page.get_by_role("button", name=re.compile("^Save"))).to_have_count(0)
    first = today() - timedelta(days=4)
    page.get_by_label("From this day on").fill(first.isoformat())
    page.get_by_label(re.compile("^California")).check()
    press(page, "Show what it would change")
    expect(page.locator("#effect")).to_contain_text(
        "+12 h overtime for 1 person.".replace(" h", "\xa0h")
    )
    with app.app_context():
        assert rule_book(worked.workspace_id).on(first).overtime is RuleSet.NONE
    page.get_by_role("button", name=re.compile("^Save from")).click()
    expect(page.get_by_role("status").first).to_contain_text("The new rules apply from")
    expect(page.locator("main")).to_contain_text("Before: None")
    with app.app_context():
        assert rule_book(worked.workspace_id).on(first).overtime is RuleSet.CALIFORNIA


def test_own_thresholds_are_asked_for_only_where_they_count(screens: Screens, worked: Cast) -> None:
    page = screens.of(worked.olive, DESK)
    page.goto("/admin/rules/change")
    threshold = page.get_by_label("Daily overtime after")
    expect(threshold).to_be_hidden()
    page.get_by_label(re.compile("^Our own")).check()
    expect(threshold).to_be_visible()
    page.get_by_label("Every two weeks").check()
    expect(page.get_by_label(re.compile("^A day on which"))).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_asked_for_and_downloaded(screens: Screens, worked: Cast, scripts: bool) -> None:
    page = screens.of(worked.edda, DESK, scripts=scripts)
    page.goto("/exports")
    page.get_by_role("link", name="This year").click()
    page.get_by_label("From", exact=True).fill((today() - timedelta(days=6)).isoformat())
    page.get_by_label(re.compile("^XLSX")).check()
    page.locator("#people").select_option(label=f"Eli {LONG}")
    press(page, "Prepare the file")
    expect(page.get_by_role("heading", level=1)).to_have_text("Timesheets, XLSX")
    for _ in range(2):  # the page stays, so a second time is no double click
        with page.expect_download() as download:
            press(page, "Download the file")
    path = download.value.path()
    assert download.value.suggested_filename.endswith(".xlsx")
    book = load_workbook(io.BytesIO(Path(path).read_bytes()))
    assert book["Timesheets"]["A2"].value == f"Eli {LONG}"
    if not scripts:
        page.reload()
    expect(page.get_by_text("Downloaded, with the hours of 1 person.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_page_waits_for_other_exports_and_downloads_the_file(
    screens: Screens, page_server: PageServer, full_house: Cast, scripts: bool
) -> None:
    page = screens.of(full_house.edda, DESK, scripts=scripts)
    page.goto("/exports/2")
    places = Places(page_server.settings.instance)
    others = [places.add(f"other-{number}", queue=False) for number in range(AT_ONCE)]
    with page.expect_download(timeout=60_000) as download:
        press(page, "Download the file")
        waits = page.get_by_text("Other exports are under way.")
        expect(waits).to_be_visible(timeout=30_000)
        if scripts:
            assert violations(page) == []
        for other in others:
            assert other is not None
            places.drop(other)
    assert download.value.suggested_filename.endswith(".pdf")
    page.goto("/exports/2")
    expect(page.get_by_text("Downloaded, with the hours of")).to_be_visible()


def test_the_clock_is_told_to_close_forgotten_shifts(
    app: Flask, screens: Screens, cast: Cast
) -> None:
    page = screens.of(cast.edda)
    page.goto(f"/admin/clocks/{cast.shop}")
    page.get_by_label(re.compile("^Close it at the limit")).check()
    press(page, "Save")
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    expect(page.get_by_label(re.compile("^Close it at the limit"))).to_be_checked()
