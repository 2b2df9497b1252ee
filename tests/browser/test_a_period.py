"""A pay period from a forgotten clock-out to the close, as its people live through it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.hours import Hours
from tests.fixtures.past import BERLIN
from tests.fixtures.screens import DESK, PHONE, Screens
from timeclock.company.pay_rules.rules import PayRules
from timeclock.operations.verifying.checking import verify
from timeclock.timekeeping import local_date
from timeclock.worktime.shifts.queries import shift, shifts_between

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def today() -> date:
    return local_date(datetime.now(UTC), BERLIN)


@pytest.fixture
def past(app: Flask, cast: Cast, today: date) -> Hours:
    """A period that ended yesterday: Eli's two good days, and yesterday without a clock-out."""
    past = Hours(app, cast, Watch())
    rules = PayRules(first_weekday=today.weekday())
    if rules != PayRules():  # on a Monday these are the rules that hold from the start
        past.rules(rules)
    for back in (3, 2):
        past.shift(cast.eli, today - timedelta(days=back), "06:00", "14:30")
    past.shift(cast.eli, today - timedelta(days=1), "06:00", None)
    past.watch.stop()
    return past


def in_words(page: Page, words: str) -> None:
    expect(page.get_by_role("status").first).to_contain_text(words)


def test_from_a_forgotten_clock_out_to_a_late_change_that_is_refused(
    app: Flask, cast: Cast, screens: Screens, past: Hours, today: date
) -> None:
    eli, maya = screens.of(cast.eli, PHONE), screens.of(cast.maya, DESK)
    first = today - timedelta(days=7)
    worked = first_shifts(app, cast.eli, first)
    answers_yesterdays_question(eli)
    asks_for_a_fix(eli, worked[0])
    approves_both_from_the_inbox(maya)
    moves_the_end_of_the_other_day(maya, cast.eli, worked[1])
    disputes_it(eli)
    takes_it_back(maya)
    approves_the_sheet(maya, cast.eli, first)
    edda = screens.of(cast.edda, DESK)
    closes_the_period(edda)
    with app.app_context():
        before = [shift(cast.workspace_id, number) for number in worked]
    is_refused_though_an_owner(screens.of(cast.olive, DESK), cast.eli, worked[1])
    with app.app_context():
        assert [shift(cast.workspace_id, number) for number in worked] == before
        assert verify(cast.workspace_id).problems == ()
    sees_the_outcome(eli)


def first_shifts(app: Flask, who: CastMember, first: date) -> list[int]:
    since = datetime(first.year, first.month, first.day, tzinfo=UTC)
    with app.app_context():
        found = shifts_between(who.workspace_id, who.member_id, since, datetime.now(UTC))
    return [each.id for each in found]


def answers_yesterdays_question(eli: Page) -> None:
    eli.goto("/")
    expect(eli.get_by_role("heading", name="You did not clock out yesterday")).to_be_visible()
    eli.locator("#left-end").fill("14:45")
    eli.locator("#panel").get_by_role("button", name="Save").click()
    expect(eli.locator("#now")).to_contain_text("Off the clock")


def asks_for_a_fix(eli: Page, shift_id: int) -> None:
    eli.goto(f"/my/requests/new?shift={shift_id}")
    eli.locator("#start").fill("05:45")
    eli.get_by_label("Why?").fill("I opened the shop.")
    eli.get_by_role("button", name="Send request").click()
    expect(eli.get_by_role("heading", name="Waiting for a decision")).to_be_visible()


def approves_both_from_the_inbox(maya: Page) -> None:
    maya.goto("/inbox")
    title = maya.get_by_role("heading", level=1)
    for left in ("2 cases need attention", "1 case needs attention", "Nothing needs attention"):
        expect(title).to_have_text(left)
        if left != "Nothing needs attention":
            case = maya.locator("details.case[open]").first
            expect(case.locator("summary").first).to_be_focused()
            maya.wait_for_timeout(450)  # keys rest after an answer
            key = case.locator("form [data-key]").first.get_attribute("data-key")
            assert key in ("a", "c", "e")
            maya.keyboard.press(key)


def moves_the_end_of_the_other_day(maya: Page, eli: CastMember, shift_id: int) -> None:
    maya.goto(f"/timesheets/{eli.member_id}/shifts/{shift_id}/edit")
    maya.locator("#end").fill("14:00")
    maya.get_by_label("Why?").fill("You left with me at two.")
    maya.get_by_role("button", name="Save correction").click()
    in_words(maya, "Corrected. Eli Engel sees it and can dispute it.")


def disputes_it(eli: Page) -> None:
    eli.goto("/my/requests")
    expect(eli.get_by_text("You left with me at two.")).to_be_visible()
    eli.get_by_text("It is wrong").click()
    eli.locator("details.reply[open] textarea").fill("I came back for the last van.")
    eli.get_by_role("button", name="Send").click()
    expect(eli.get_by_role("heading", name="Waiting for a decision")).to_be_visible()


def takes_it_back(maya: Page) -> None:
    maya.goto("/inbox")
    expect(maya.get_by_text("Disputes your correction of")).to_be_visible()
    expect(maya.get_by_text("I came back for the last van.")).to_be_visible()
    maya.get_by_role("button", name="Undo the correction").click()
    expect(maya.get_by_role("heading", level=1)).to_have_text("Nothing needs attention")


def approves_the_sheet(maya: Page, eli: CastMember, first: date) -> None:
    maya.goto(f"/timesheets/{eli.member_id}/{first}")
    # 8 h 45 min, 8 h 30 min, and 8 h 45 min that Eli gave afterwards.
    maya.get_by_role("button", name="Approve 26\u00a0h\u00a000\u00a0min").click()
    in_words(maya, "The timesheet of Eli Engel is approved.")


def closes_the_period(edda: Page) -> None:
    edda.goto("/close")
    expect(edda.get_by_text("1 of 1 timesheets are approved")).to_be_visible()
    edda.get_by_role("button", name="for everyone").click()
    in_words(edda, "is closed for everyone.")


def is_refused_though_an_owner(olive: Page, eli: CastMember, shift_id: int) -> None:
    olive.goto(f"/timesheets/{eli.member_id}/shifts/{shift_id}/edit")
    olive.locator("#end").fill("13:00")
    olive.get_by_label("Why?").fill("Late, but so it was.")
    with olive.expect_response(lambda answer: answer.request.method == "POST") as answered:
        olive.get_by_role("button", name="Save correction").click()
    assert answered.value.status == 409
    expect(olive.get_by_role("alert").filter(has_text="The period is closed")).to_be_visible()
    expect(olive.locator("#end")).to_have_value("13:00")
    expect(olive.get_by_label("Why?")).to_have_value("Late, but so it was.")


def sees_the_outcome(eli: Page) -> None:
    eli.goto("/my/requests")
    expect(eli.get_by_text("Undone by Maya Meyer")).to_be_visible()
    expect(eli.get_by_text("Approved by Maya Meyer")).to_be_visible()
