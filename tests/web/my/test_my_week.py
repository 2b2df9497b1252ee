"""My week: seven days at one glance, each total leading to why it is so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from tests.fixtures.past import Past, at
from tests.web.my.conftest import FRIDAY, MONDAY, THURSDAY, TUESDAY, Before, MyTime
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.company.people.sessions import set_preferences
from timeclock.worktime.corrections.drafts.drafts import Draft

pytestmark = pytest.mark.databases("sqlite")


def test_seven_days_with_their_sum(eli: MyTime) -> None:
    shown = eli.read("/my/week")
    assert "Week 10, open 2 to 8 March" in shown
    assert "Worked 39 h 35 min" in shown
    assert "Monday 2 Mar 06:02 to 14:27 7 h 55 min 30 min" in shown
    assert "Sunday 8 Mar Nothing recorded" in shown
    assert "Total 39 h 35 min 2 h 30 min" in shown
    assert "Planned" not in shown


def test_each_total_leads_to_its_explanation(eli: MyTime) -> None:
    page = eli.page("/my/week")
    for day in (MONDAY, FRIDAY):
        assert f'href="/my/day/{day}"' in page
    assert f'href="/my/day/{FRIDAY.replace(day=8)}"' not in page


def test_another_week_by_its_day(eli: MyTime) -> None:
    shown = eli.read("/my/week?day=2026-02-26")
    assert "23 February to 1 March" in shown
    assert "Worked 0 min" in shown
    page = eli.page("/my/week?day=2026-02-26")
    assert 'href="/my/week?day=2026-03-02" aria-label="Week after"' in page
    assert "Week after" not in eli.page("/my/week")


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "9999-12-31", "0001-01-01", "", "\x00"])
def test_what_is_no_day_is_this_week(eli: MyTime, day: str) -> None:
    answer = eli.browser.client.get("/my/week", query_string={"day": day})
    assert answer.status_code == 200
    assert "2 to 8 March" in words(answer.text)


def test_for_payroll_is_beside_the_exact_time_with_what_rounding_has_given(
    past: Past, eli: MyTime, watch: Watch
) -> None:
    past.rules(PayRules(rounding=15))
    shown = eli.read("/my/week")
    assert "Worked 39 h 35 min For payroll, to the nearest 15 min 40 h 00 min" in shown
    assert "Rounding so far +25 min" in shown
    assert "Monday 2 Mar 06:02 to 14:27 7 h 55 min 30 min 8 h 00 min" in shown


def test_overtime_is_named_where_the_rules_have_it(past: Past, eli: MyTime) -> None:
    past.rules(PayRules(overtime=RuleSet.US_FEDERAL))
    assert "Overtime none" in eli.read("/my/week")
    past.rules(PayRules(overtime=RuleSet.OWN, own=OwnRules(daily_after=420)), first_day=TUESDAY)
    assert "Overtime 3 h 40 min" in eli.read("/my/week")


def test_flags_stand_in_words_beside_their_day(past: Past, cast: Cast, before: Before) -> None:
    past.rules(PayRules(overtime=RuleSet.GERMANY))
    past.shift(cast.eli, MONDAY, "12:00", "23:30", [("15:00", "15:45")])
    past.shift(cast.eli, TUESDAY, "06:00", "14:30", [("10:00", "10:30")])
    shown = before(cast.eli).read("/my/week")
    worked = "Worked 10 h 45 min in the 24 h from 12:00 on 2 March; no more than"
    assert f"Monday 2 Mar {worked} 10 h a day are allowed" in shown
    assert "Tuesday 3 Mar 6 h 30 min of rest before this shift; 11 h are needed (ArbZG" in shown


def test_what_waits_for_confirmation_is_not_paid_yet(
    past: Past, cast: Cast, before: Before
) -> None:
    past.shift(cast.eli, THURSDAY, "06:00", None)
    eli = before(cast.eli)
    eli.send("/punch/left", shift=1, end="14:00")
    shown = eli.read("/my/week")
    assert "Unconfirmed, not paid yet 8 h 00 min" in shown
    assert "Worked 0 min" in shown
    assert "0 min 8 h 00 min unconfirmed" in shown


def test_a_managers_change_asks_for_ones_word(
    past: Past, cast: Cast, eli: MyTime, week: list[int]
) -> None:
    past.edits(
        cast.maya,
        week[1],
        lambda draft: replace(draft, ended_at=at(TUESDAY, "14:00")),
        "You had <i>left</i>",
    )
    page = eli.page("/my/week")
    shown = words(page)
    assert "Maya Meyer corrected your time. Is it right?" in shown
    assert "Tuesday 3 March. Out: 14:00, before 14:27. “You had <i>left</i>”" in shown
    assert "<i>left" not in page
    assert "Tuesday 3 Mar Maya Meyer corrected this day. Please confirm." in shown
    assert "Requests 1 waiting" in shown


def an_hour_earlier(draft: Draft) -> Draft:
    return replace(draft, started_at=draft.started_at - timedelta(hours=1))


def test_a_request_of_ones_own_shows_at_its_day(
    past: Past, cast: Cast, eli: MyTime, week: list[int]
) -> None:
    past.asks(cast.eli, week[0], an_hour_earlier, "Came in at the back")
    assert "Monday 2 Mar Your request is waiting for a decision" in eli.read("/my/week")


def test_a_longer_pay_period_has_a_page_of_its_own(past: Past, eli: MyTime) -> None:
    past.rules(PayRules(period=PeriodKind.TWICE_MONTHLY))
    page = eli.page("/my/week")
    assert "Timesheets 1 to 15 March Open" in words(page)
    assert "/submit" not in page
    assert 'href="/my/timesheet?day=2026-03-01"' in page
    assert "1 to 15 March" in eli.read("/my/timesheet?day=2026-03-01")


def test_a_day_that_begins_later_belongs_to_the_week_before(
    past: Past, cast: Cast, week: list[int], before: Before, watch: Watch
) -> None:
    past.rules(PayRules(day_begins=240))
    watch.at(at(MONDAY.replace(day=9), "03:00"))
    assert "2 to 8 March" in before(cast.eli).read("/my/week")
    watch.at(at(MONDAY.replace(day=9), "04:00"))
    assert "9 to 15 March" in before(cast.eli).read("/my/week")


def test_no_one_sees_anothers_week(cast: Cast, week: list[int], before: Before) -> None:
    assert "Worked 0 min" in before(cast.maya).read("/my/week")
    assert "Worked 0 min" in before(cast.nora).read("/my/week")


def test_the_week_is_that_of_the_clocks_not_of_the_viewer(
    app: Flask, cast: Cast, eli: MyTime
) -> None:
    with app.app_context():
        set_preferences(cast.eli.account_id, zone="Pacific/Auckland", theme=None)
    assert "Monday 2 Mar 06:02 to 14:27 in Europe/Berlin 7 h 55 min" in eli.read("/my/week")


def test_a_shift_of_more_than_a_day_names_the_day_of_its_end(
    app: Flask, past: Past, cast: Cast, watch: Watch, before: Before
) -> None:
    past.shift(cast.eli, MONDAY, "09:00", None)
    watch.at(at(MONDAY.replace(day=3), "21:30"))
    with app.app_context():
        past.clock_out(cast.eli)
    shown = before(cast.eli).read("/my/week")
    assert "09:00 to Tue 3 Mar, 21:30 0 min 36 h 30 min unconfirmed" in shown
