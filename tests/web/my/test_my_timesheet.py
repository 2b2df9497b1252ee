"""My timesheet: handed in, taken back, and what has become of it."""

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from tests.fixtures.past import Past
from tests.web.my.conftest import MONDAY, Before, MyTime
from timeclock.company.pay_rules.choices import PeriodKind
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.timesheets.approval import approving

pytestmark = pytest.mark.databases("sqlite")

SHEET = f"/my/timesheet?day={MONDAY}"
SUBMIT, TAKE_BACK = (f"/my/timesheet/{MONDAY}/{what}" for what in ("submit", "take-back"))


def test_it_is_submitted_and_taken_back(eli: MyTime) -> None:
    shown = eli.read("/my/week")
    assert "Submit these hours Not submitted yet. After submitting, you can withdraw" in shown
    assert "Submit 39 h 35 min" in shown
    assert eli.send(SUBMIT, early="yes").status_code == 303
    shown = eli.read(SHEET)
    assert "My timesheet, submitted 2 to 8 March" in shown
    assert "Submitted. You can withdraw it until it is approved." in shown
    assert "Submitted on Friday 6 March. Waiting for approval." in shown
    assert "Submit 39" not in shown
    assert "Week 10, submitted" in eli.read("/my/week")
    assert eli.send(TAKE_BACK).status_code == 303
    shown = eli.read(SHEET)
    assert "Withdrawn. You can change it and submit it again." in shown
    assert "Submit 39 h 35 min" in shown


def test_before_the_last_day_it_asks_first(eli: MyTime) -> None:
    asked = eli.send(SUBMIT)
    shown = words(asked.text)
    assert asked.status_code == 409
    assert "You can still work in this period, until Sunday 8 March. Submit anyway?" in shown
    assert "A later punch or change in this period reopens it." in shown
    assert "My timesheet, open" in shown
    assert asked.text.count("btn-primary") == 1
    assert 'name="early" value="yes"' in asked.text
    assert "My timesheet, open" in eli.read(SHEET)


def test_the_record_and_the_manager_read_that_it_was_reopened(
    past: Past, cast: Cast, eli: MyTime, before: Before
) -> None:
    eli.send(SUBMIT, early="yes")
    past.shift(cast.eli, MONDAY.replace(day=7), "08:00", "09:00")
    record = eli.read("/my/ledger")
    assert (
        "Your hours of 2 to 8 March were reopened: time changed after you submitted them" in record
    )
    shown = before(cast.maya).read(f"/timesheets/{cast.eli.member_id}/{MONDAY}")
    assert "Reopened by a change" in shown
    assert "time in this period was changed after it was submitted on Friday 6 March" in shown


def test_the_same_form_sent_twice_is_fine(eli: MyTime) -> None:
    assert eli.send(SUBMIT, early="yes", once="one").status_code == 303
    assert eli.send(SUBMIT, early="yes", once="one").status_code == 303


def test_while_a_shift_is_open_it_is_refused_with_the_reason(
    past: Past, cast: Cast, before: Before
) -> None:
    past.shift(cast.eli, MONDAY.replace(day=6), "16:00", None)
    eli = before(cast.eli)
    page = eli.page("/my/week")
    assert "You are still on the clock. Submit these hours after the shift ends." in words(page)
    assert "/submit" not in page
    refused = eli.send(SUBMIT, early="yes")
    assert refused.status_code == 409
    assert "Nothing was changed." in words(refused.text)


def test_what_was_sent_back_says_why_and_by_whom(
    app: Flask, cast: Cast, eli: MyTime, watch: Watch
) -> None:
    eli.send(SUBMIT, early="yes")
    with app.app_context():
        approving.send_back(
            cast.maya.actor,
            member_id=cast.eli.member_id,
            first_day=MONDAY,
            reason="Tuesday <b>cannot</b> be",
        )
    page = eli.page(SHEET)
    assert "Sent back by Maya Meyer: “Tuesday <b>cannot</b> be”" in words(page)
    assert "<b>cannot" not in page
    assert "Submit 39 h 35 min" in words(page)


def test_what_is_approved_changes_no_more(
    app: Flask, cast: Cast, eli: MyTime, watch: Watch
) -> None:
    eli.send(SUBMIT, early="yes")
    watch.later(days=4)
    with app.app_context():
        approving.approve(cast.maya.actor, member_id=cast.eli.member_id, first_day=MONDAY)
    shown = eli.read(SHEET)
    assert "Approved by Maya Meyer on Tuesday 10 March. It can no longer be changed." in shown
    assert "Withdraw" not in shown
    assert eli.send(TAKE_BACK).status_code == 409
    assert "This day is approved. It can no longer be changed." in eli.read(f"/my/day/{MONDAY}")


def test_other_hours_than_submitted_can_be_submitted_again(
    past: Past, cast: Cast, week: list[int], before: Before, watch: Watch
) -> None:
    eli = before(cast.eli)
    eli.send(SUBMIT, early="yes")
    past.shift(cast.eli, MONDAY.replace(day=7), "08:00", "09:00")
    shown = eli.read(SHEET)
    assert "My timesheet, reopened by a change" in shown
    assert (
        "Reopened on Saturday 7 March: time in this period was changed after you submitted it on"
        " Friday 6 March. Submit it again." in shown
    )
    assert "Submit 40 h 35 min" in shown
    assert eli.send(SUBMIT, early="yes").status_code == 303
    assert "Submitted on Saturday 7 March." in eli.read(SHEET)


def test_a_period_without_hours_has_nothing_to_submit(before: Before, cast: Cast) -> None:
    page = before(cast.eli).page(SHEET)
    assert "Nothing to submit No hours are recorded in this period." in words(page)
    assert "/submit" not in page


def test_less_than_a_minute_is_submitted_without_a_figure(
    past: Past, before: Before, cast: Cast
) -> None:
    past.shift(cast.eli, MONDAY, "08:00", "08:00:30")
    shown = words(before(cast.eli).page(SHEET))
    assert "Submit these hours" in shown
    assert "Submit 0 min" not in shown


def test_a_month_has_all_its_days(past: Past, eli: MyTime) -> None:
    past.rules(PayRules(period=PeriodKind.MONTHLY))
    shown = eli.read("/my/timesheet")
    assert "1 to 31 March" in shown
    assert "Tuesday 31 Mar Nothing recorded" in shown


def test_a_period_that_has_not_begun_cannot_be_handed_in(eli: MyTime) -> None:
    page = eli.page("/my/timesheet?day=2026-03-09")
    assert "/submit" not in page
    assert eli.send("/my/timesheet/2026-03-09/submit").status_code == 409


@pytest.mark.parametrize("day", ["2026-03-03", "2026-13-01", "soon"])
def test_no_period_begins_on_that_day(eli: MyTime, day: str) -> None:
    answer = eli.send(f"/my/timesheet/{day}/submit")
    assert answer.status_code in (404, 422)
