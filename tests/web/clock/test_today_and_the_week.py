"""Today is drawn and listed, the week is summed up, to the second."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, part
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from tests.fixtures.past import Past
from timeclock.authority.actor import Actor
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.company.pay_rules.rules import PayRules

pytestmark = pytest.mark.databases("sqlite")


def test_an_empty_day_says_what_will_be_there(eli: AtTheClock) -> None:
    shown = part(eli.page(), "today")
    assert "Nothing yet. Your shifts of the day appear here." in shown
    assert "0 min No hours yet this week." in shown


def test_work_and_breaks_are_listed_and_said_in_words(
    eli: AtTheClock, watch: Watch, cast: Cast
) -> None:
    eli.press("clock-in", job=cast.job)
    watch.at("09:00")
    eli.press("pause")
    watch.at("09:30")
    eli.press("resume")
    watch.at("10:00")
    page = eli.page()
    assert 'aria-label="Worked 08:00 to 10:00, break 10:00 to 10:30, working since 10:30."' in page
    assert (
        "08:00 to 10:00 Counter 2 h 00 min 10:00 to 10:30 Break, unpaid 30 min"
        " 10:30 to now Counter 30 min"
    ) in part(page, "today")


def test_the_week_adds_up_the_days_on_which_shifts_began(eli: AtTheClock, watch: Watch) -> None:
    for _ in range(3):
        eli.press("clock-in")
        watch.later(hours=8, seconds=30)
        eli.press("clock-out")
        watch.at(watch.now + timedelta(hours=16, seconds=-30))
    shown = part(eli.page(), "week")
    assert "24 h 01 min Monday 8 h 00 min Tuesday 8 h 01 min Wednesday 8 h 00 min" in shown


def test_the_week_begins_anew(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    watch.later(hours=8)
    eli.press("clock-out")
    watch.later(days=7)
    assert "No hours yet this week." in part(eli.page(), "week")


def test_a_running_day_is_counted_on_by_the_browser(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    watch.at("08:00")
    assert part(eli.page(), "week").endswith("1 h 00 min Today 1 h 00 min")
    assert eli.page().count('data-seconds="3600"') == 4


def test_an_undone_clock_in_is_never_counted(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    watch.later(seconds=50)
    eli.press("undo")
    assert "No hours yet this week." in part(eli.page(), "week")


def test_day_and_week_can_be_loaded_alone(eli: AtTheClock) -> None:
    answer = eli.browser.client.get("/clock/day")
    assert answer.text.startswith('<div class="contents" id="day"')


def test_a_night_shift_leads_to_the_day_on_which_it_counts(eli: AtTheClock, watch: Watch) -> None:
    watch.at("21:00")  # Monday 22:00 in Berlin
    eli.press("clock-in")
    watch.later(hours=2, minutes=5)  # Tuesday 00:05
    page = eli.page()
    assert 'href="/my/day/2026-03-02"' in page.partition("Why this total")[0].rpartition("<a ")[2]
    assert "2 h 05 min Monday 2 h 05 min" in part(page, "week")


def test_a_night_shift_that_runs_into_a_new_week_goes_on_in_its_own_week(
    eli: AtTheClock, watch: Watch
) -> None:
    watch.at(datetime(2026, 3, 8, 21, tzinfo=UTC))  # Sunday 22:00 in Berlin
    eli.press("clock-in")
    watch.later(hours=2, minutes=5)
    assert part(eli.page(), "week").endswith("2 h 05 min Sunday 2 h 05 min")
    watch.later(hours=5)
    eli.press("clock-out")
    assert "No hours yet this week." in part(eli.page(), "week")


def test_today_is_the_workday_that_goes_on(eli: AtTheClock, watch: Watch, past: Past) -> None:
    past.rules(PayRules(day_begins=240))
    watch.at("22:30")  # 23:30 in Berlin
    eli.press("clock-in")
    watch.later(hours=1)
    assert "1 h 00 min Today 1 h 00 min" in part(eli.page(), "week")
    watch.later(hours=4)
    assert "5 h 00 min Monday 5 h 00 min" in part(eli.page(), "week")


def test_a_shift_of_no_length_is_listed(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    eli.press("clock-out")
    page = eli.page()
    assert "08:00 to 08:00 Work 0 min" in part(page, "today")
    assert "0 min Today 0 min" in part(page, "week")


def test_figures_of_one_page_agree_to_the_minute(eli: AtTheClock, watch: Watch) -> None:
    """40 s of Monday carry a minute into Tuesday: all figures of Tuesday show it."""
    eli.press("clock-in")
    watch.later(hours=8, seconds=40)
    eli.press("clock-out")
    watch.later(hours=16, seconds=-40)
    eli.press("clock-in")
    watch.later(hours=1, seconds=30)
    for big, total in (("1 h 01 min", "9 h 01 min"), ("1 h 01 min", "9 h 01 min")):
        page = eli.page()
        assert f"{big} worked" in part(page, "now")
        assert f"Work {big}" in part(page, "today").replace("Working", "Work")
        assert f"{total} Monday 8 h 00 min Today {big}" in part(page, "week")
        watch.later(seconds=40)


def test_a_break_that_is_paid_for_a_time_says_so(
    eli: AtTheClock, watch: Watch, cast: Cast, app: Flask
) -> None:
    with app.app_context():
        kind = add_break_kind(
            Actor.operator(cast.workspace_id),
            clock_id=cast.shop,
            name="Coffee",
            paid=True,
            minutes=15,
        )
    eli.press("clock-in")
    watch.later(hours=1)
    eli.press("pause", kind=kind)
    watch.later(minutes=25)
    eli.press("resume")
    watch.later(hours=2)
    page = eli.page()
    assert "Coffee, paid up to 15 min 25 min" in part(page, "today")
    assert part(page, "week").endswith("3 h 15 min Today 3 h 15 min")


def test_what_waits_of_a_forgotten_shift_agrees_too(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    watch.later(hours=8, seconds=40)
    eli.press("clock-out")
    watch.later(hours=16, seconds=-40)
    eli.press("clock-in")
    watch.later(hours=17, seconds=30)
    page = eli.page()
    assert "17 h 01 min worked" in part(page, "now")
    assert "17 h 01 min are unconfirmed and not paid yet." in part(page, "week")
