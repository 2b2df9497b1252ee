"""Inbox, timesheets and closing on real screens, with keys and without scripts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from tests.fixtures.cast import Cast, hire
from tests.fixtures.company import Watch
from tests.fixtures.hours import Hours
from tests.fixtures.past import BERLIN, at
from tests.fixtures.screens import DESK, SIZES, Screens, violations, widths
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.timekeeping import local_date
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import correction, corrections_of

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def monday() -> date:
    """Of the week that is over."""
    today = local_date(datetime.now(UTC), BERLIN)
    return today - timedelta(days=today.weekday() + 7)


@pytest.fixture
def week(app: Flask, cast: Cast, monday: date) -> Hours:
    """Last week at the shop: Eli asks for three changes and has had a day without a break, Otto's
    days are as they should be."""
    past = Hours(app, cast, Watch())
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        assign(operator, clock_id=cast.shop, member_id=cast.otto.member_id)
        past.rules(PayRules(overtime=RuleSet.CALIFORNIA, rounding=15))
        lunch = [("12:00", "12:30")]
        for number in range(3):
            day = monday + timedelta(days=number)
            past.shift(cast.otto, day, "08:00", "16:30", lunch)
        for number in range(3):
            day = monday + timedelta(days=number)
            shift_id = past.shift(cast.eli, day, "08:00", "16:30", lunch)
            past.watch.at(at(day, "19:00"))
            past.asks(cast.eli, shift_id, _earlier, f"Reason {number + 1}")
        past.shift(cast.eli, monday + timedelta(days=4), "06:00", "17:00")
    past.watch.stop()
    return past


def _earlier(draft: Draft) -> Draft:
    return replace(draft, started_at=draft.started_at - timedelta(minutes=15))


@pytest.fixture
def maya(screens: Screens, cast: Cast, week: Hours) -> Page:
    page = screens.of(cast.maya, DESK)
    page.goto("/inbox")
    # The browser gives the focus with its first picture, which may come after the page's last file.
    expect(page.locator("details.case[open] summary").first).to_be_focused()
    return page


def rested(page: Page) -> None:
    """Wait until keys decide again: they rest for a moment after an answer has come."""
    expect(page.locator("details.case[open] summary").first).to_be_focused()
    page.wait_for_timeout(450)


def opened(page: Page) -> str:
    """The words of the case that is open."""
    return page.locator("details.case[open] .inside").inner_text()


def test_j_and_k_go_on_and_back(maya: Page) -> None:
    assert "Reason 1" in opened(maya)
    maya.keyboard.press("j")
    assert "Reason 2" in opened(maya)
    expect(maya.locator("details.case[open] summary").first).to_be_focused()
    maya.keyboard.press("j")
    assert "Reason 3" in opened(maya)
    maya.keyboard.press("j")
    maya.keyboard.press("j")
    assert "Worked without a break" in opened(maya)
    maya.keyboard.press("k")
    assert "Reason 3" in opened(maya)


def test_a_approves_and_the_next_case_takes_the_place(app: Flask, cast: Cast, maya: Page) -> None:
    maya.keyboard.press("j")
    maya.keyboard.press("a")
    expect(maya.get_by_role("heading", level=1)).to_have_text("2 cases need attention")
    expect(maya.get_by_role("status")).to_have_text("Approved.")
    assert "Reason 3" in opened(maya)
    expect(maya.locator("#waiting-inbox")).to_contain_text("2")
    rested(maya)
    maya.keyboard.press("a")
    expect(maya.get_by_role("heading", level=1)).to_have_text("1 case needs attention")
    rested(maya)
    maya.keyboard.press("k")
    maya.keyboard.press("a")
    expect(maya.get_by_role("heading", level=1)).to_have_text("Nothing needs a decision")
    expect(maya.locator("#waiting-inbox")).to_be_hidden()
    rested(maya)
    maya.keyboard.press("a")
    maya.keyboard.press("s")
    expect(maya.get_by_role("heading", level=1)).to_have_text("Nothing needs attention")


def test_a_held_key_decides_one_case(maya: Page) -> None:
    maya.keyboard.down("a")
    for _ in range(20):
        maya.keyboard.down("a")
        maya.wait_for_timeout(60)
    maya.keyboard.up("a")
    expect(maya.get_by_role("heading", level=1)).to_have_text("2 cases need attention")
    rested(maya)
    expect(maya.get_by_role("heading", level=1)).to_have_text("2 cases need attention")


def test_keys_rest_while_an_answer_is_on_its_way(maya: Page) -> None:
    asked: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route)

    maya.route("**/inbox/requests/**", hold)
    maya.keyboard.press("a")
    maya.keyboard.press("j")
    maya.keyboard.press("a")
    maya.keyboard.press("r")
    maya.wait_for_timeout(200)
    assert len(asked) == 1
    assert "Reason 1" in opened(maya)
    expect(maya.locator("details.reply[open]")).to_have_count(0)
    asked[0].continue_()
    expect(maya.get_by_role("heading", level=1)).to_have_text("2 cases need attention")


def test_keys_rest_for_a_moment_after_an_answer_has_come(maya: Page) -> None:
    # The page itself presses, so that no slow machine is between the answer and the key.
    maya.evaluate(
        """() => {
            let left = 5;
            document.addEventListener("htmx:afterSettle", () => {
                const press = () => {
                    document.querySelector("details.case[open] summary").dispatchEvent(
                        new KeyboardEvent("keydown", {key: "a", bubbles: true, cancelable: true}));
                    if (left--) setTimeout(press, 60);
                };
                press();
            }, {once: true});
        }"""
    )
    maya.keyboard.press("a")
    expect(maya.get_by_role("heading", level=1)).to_have_text("2 cases need attention")
    rested(maya)
    expect(maya.get_by_role("heading", level=1)).to_have_text("2 cases need attention")
    maya.keyboard.press("a")
    expect(maya.get_by_role("heading", level=1)).to_have_text("1 case needs attention")


def test_r_asks_why_and_letters_typed_there_are_letters(app: Flask, cast: Cast, maya: Page) -> None:
    maya.keyboard.press("r")
    reason = maya.get_by_label("Why not? Eli Engel reads this.").first
    expect(reason).to_be_focused()
    maya.keyboard.type("a jar of ink")
    expect(reason).to_have_value("a jar of ink")
    expect(maya.get_by_role("heading", level=1)).to_have_text("3 cases need attention")
    maya.get_by_role("button", name="Refuse").first.click()
    expect(maya.get_by_role("status")).to_have_text("Refused.")
    with app.app_context():
        found = correction(cast.workspace_id, 1)
        assert found
        assert (found.state, found.decision) == (CorrectionState.REFUSED, "a jar of ink")


def test_keys_mean_nothing_elsewhere_on_the_page(maya: Page) -> None:
    maya.get_by_role("link", name="Timesheets").focus()
    maya.keyboard.press("a")
    maya.keyboard.press("j")
    expect(maya.get_by_role("heading", level=1)).to_have_text("3 cases need attention")
    assert "Reason 1" in opened(maya)


def test_a_case_leads_to_the_day_and_to_another_answer(maya: Page) -> None:
    maya.get_by_role("link", name="Open the day").first.click()
    expect(maya.get_by_role("heading", level=1)).to_have_text("Why 8\u00a0h")
    maya.go_back()
    maya.get_by_role("link", name="Propose something else").first.click()
    expect(maya.get_by_role("heading", level=1)).to_have_text("Correct a shift of Eli Engel")
    maya.get_by_role("textbox", name="Start", exact=True).fill("07:50")
    maya.get_by_label("Why?").fill("The door opened then.")
    maya.get_by_role("button", name="Save correction").click()
    expect(maya.get_by_role("status")).to_contain_text("Corrected. Eli Engel sees it")
    maya.goto("/inbox")
    expect(maya.get_by_role("heading", level=1)).to_have_text("2 cases need attention")


def test_the_inbox_without_scripts(screens: Screens, cast: Cast, week: Hours) -> None:
    maya = screens.of(cast.maya, scripts=False)
    maya.goto("/inbox")
    maya.get_by_role("button", name="Approve").first.click()
    expect(maya.get_by_role("heading", level=1)).to_have_text("2 cases need attention")
    maya.locator("details.case[open] details.reply summary").click()
    maya.locator("details.case[open] textarea").fill("No.")
    maya.get_by_role("button", name="Refuse").first.click()
    expect(maya.get_by_role("status")).to_have_text("Refused.")
    expect(maya.get_by_role("heading", level=1)).to_have_text("1 case needs attention")


def test_approving_those_who_need_no_look(app: Flask, maya: Page, cast: Cast) -> None:
    with app.app_context():
        hire(cast.workspace_id, "Ida Iden")
    maya.goto("/timesheets")
    button = maya.get_by_role("button", name="Approve")
    expect(button).to_have_text("Approve 0 timesheets")
    maya.get_by_role("checkbox", name="Approve Otto Ott").check()
    expect(button).to_have_text("Approve 1 timesheet")
    maya.get_by_role("checkbox", name="Approve Otto Ott").uncheck()
    expect(button).to_be_disabled()
    maya.get_by_role("checkbox", name="Approve Otto Ott").check()
    button.click()
    heading = maya.get_by_role("heading", level=1)
    expect(heading).to_have_text("1 timesheet was not submitted")
    maya.get_by_role("button", name="Approve 1 timesheet that was not submitted").click()
    expect(maya.get_by_role("status")).to_have_text("1 timesheet is approved.")
    expect(maya.get_by_role("row", name="Otto Ott")).to_contain_text("Approved")


def test_one_persons_sheet_without_scripts(
    screens: Screens, cast: Cast, week: Hours, monday: date
) -> None:
    maya = screens.of(cast.maya, scripts=False)
    maya.goto(f"/timesheets/{cast.otto.member_id}/{monday}")
    maya.get_by_role("button", name="Approve 24").click()
    expect(maya.get_by_role("heading", name="Approved by Maya Meyer")).to_be_visible()
    maya.get_by_text("Reopen", exact=True).click()
    maya.get_by_label("Why do you reopen it?").fill("A day is missing.")
    maya.get_by_role("button", name="Reopen it").click()
    expect(maya.get_by_role("status")).to_have_text("The timesheet of Otto Ott is reopened.")


def test_closing_lists_what_is_in_the_way(screens: Screens, cast: Cast, week: Hours) -> None:
    edda = screens.of(cast.edda, DESK)
    edda.goto("/close")
    expect(edda.get_by_text("3 requests wait for a decision")).to_be_visible()
    expect(edda.get_by_role("button", name="for everyone")).to_have_count(0)
    edda.get_by_role("link", name="Eli Engel").first.click()
    for left in ("2 cases need attention", "1 case needs attention", "Nothing needs a decision"):
        rested(edda)
        edda.keyboard.press("a")
        expect(edda.get_by_role("heading", level=1)).to_have_text(left)
    edda.goto("/close")
    edda.get_by_role("button", name="for everyone").click()
    expect(edda.get_by_role("status")).to_contain_text("is closed for everyone.")
    expect(edda.get_by_text("Closed by Edda Ernst on")).to_be_visible()


def pages(app: Flask, cast: Cast, monday: date) -> list[str]:
    """Every page of hours for those in charge."""
    eli, day = cast.eli.member_id, monday + timedelta(days=1)
    with app.app_context():
        shift = corrections_of(cast.workspace_id, eli)[0].shift_id
    return [
        "/inbox",
        "/inbox?at=2",
        f"/timesheets?first={monday}",
        f"/timesheets/{eli}/{monday}",
        f"/timesheets/{cast.otto.member_id}/{monday}",
        f"/timesheets/{eli}/day/{day}",
        f"/timesheets/{eli}/shifts/{shift}/edit",
        f"/timesheets/{eli}/shifts/add?day={day}",
        f"/close?first={monday}",
    ]


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_free_of_barriers(
    app: Flask,
    screens: Screens,
    cast: Cast,
    week: Hours,
    monday: date,
    size: tuple[int, int],
) -> None:
    edda = screens.of(cast.edda, size)
    seen = {}
    for path in pages(app, cast, monday):
        edda.goto(path)
        seen[path] = violations(edda)
    assert {path: faults for path, faults in seen.items() if faults} == {}


def test_nothing_scrolls_sideways(
    app: Flask, screens: Screens, cast: Cast, week: Hours, monday: date
) -> None:
    edda = screens.of(cast.edda)
    for path in pages(app, cast, monday):
        edda.goto(path)
        assert widths(edda) == [], path
