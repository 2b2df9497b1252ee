"""The panel says the state, the figure and what can be done, in that order."""

import re

import pytest

from tests.fixtures.at_the_clock import AtTheClock, part, words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch

pytestmark = pytest.mark.databases("sqlite")


def test_off_the_clock_it_shows_the_time_of_day_and_offers_to_clock_in(eli: AtTheClock) -> None:
    page = eli.page()
    assert "Monday 2 March Off the clock 08:00" in words(page)
    assert "Clock in" in part(page, "panel")
    assert "Clock out" not in page


def test_working_it_shows_since_when_and_how_long(
    eli: AtTheClock, watch: Watch, cast: Cast
) -> None:
    eli.press("clock-in", job=cast.job)
    watch.at("12:30")
    page = eli.page()
    assert "On the clock since 08:00 5 h 30 min worked Counter at Shop Kreuzberg" in words(page)
    assert 'data-seconds="19800"' in page
    assert "Clock out Start break" in words(page)


def test_on_a_break_it_shows_the_break_and_what_was_worked(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    watch.at("11:00")
    eli.press("pause")
    watch.at("11:18")
    shown = words(eli.page())
    assert "On break since 12:00 18 min on break Break, unpaid." in shown
    assert "4 h 00 min worked so far." in shown
    assert "End break Clock out" in shown


def test_a_break_ends_and_work_goes_on(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    watch.at("11:00")
    eli.press("pause")
    watch.at("11:30")
    assert "On the clock since 08:00 4 h 00 min worked" in words(eli.press("resume").text)


def test_the_button_of_a_script_gets_the_panel_alone(eli: AtTheClock) -> None:
    answer = eli.press("clock-in")
    assert answer.status_code == 200
    assert answer.text.startswith("<section")
    assert "<html" not in answer.text
    assert answer.headers["HX-Trigger"] == "punched"
    assert "On the clock since 08:00" in words(answer.text)


def test_without_a_script_the_button_leads_back_to_the_page(eli: AtTheClock) -> None:
    answer = eli.send("clock-in")
    assert (answer.status_code, answer.location) == (303, "/")
    assert "On the clock since 08:00" in words(eli.page())


def test_every_panel_carries_new_keys(eli: AtTheClock) -> None:
    first, second = (re.findall(r'name="once" value="([^"]+)"', eli.page()) for _ in range(2))
    assert first
    assert not set(first) & set(second)


def test_the_panel_alone_can_be_asked_for(eli: AtTheClock) -> None:
    answer = eli.browser.client.get("/clock/panel")
    assert answer.text.startswith("<section")


def test_a_shift_from_yesterday_says_so(eli: AtTheClock, watch: Watch) -> None:
    watch.at("21:00")
    eli.press("clock-in")
    watch.later(hours=6)
    assert "On the clock since 22:00 yesterday 6 h 00 min worked" in words(eli.page())
