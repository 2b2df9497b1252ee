"""The same form sent again counts once, and says the outcome of the punch."""

import pytest

from tests.fixtures.at_the_clock import AtTheClock, hidden_value, words
from tests.fixtures.company import Watch

pytestmark = pytest.mark.databases("sqlite")


def test_a_repeat_shows_the_present_panel_and_no_green_tick(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in", once="first")
    watch.at("07:30")
    eli.press("clock-out")
    watch.at("07:40")
    answer = eli.press("clock-in", once="first")
    assert answer.status_code == 200
    shown = words(answer.text)
    assert "Off the clock" in shown
    assert "Already recorded: clock in at 08:00. It counts once." in shown


def test_a_repeat_of_what_was_undone_says_when(eli: AtTheClock, watch: Watch) -> None:
    pressed = eli.press("clock-in", once="first")
    watch.later(seconds=40)
    eli.press("undo", position=hidden_value(pressed.text, "position"))
    answer = eli.press("clock-in", once="first")
    assert "Off the clock" in words(answer.text)
    assert "Already recorded: clock in at 08:00, undone at 08:00." in words(answer.text)


def test_without_a_script_the_page_says_it(eli: AtTheClock) -> None:
    eli.send("clock-in", once="first")
    assert eli.send("clock-in", once="first").status_code == 303
    assert "Already recorded: clock in at 08:00. It counts once." in words(eli.page())
    assert "Already recorded" not in eli.page()


def test_a_key_that_served_another_button_is_refused(eli: AtTheClock) -> None:
    eli.press("clock-in", once="first")
    answer = eli.press("pause", once="first")
    assert answer.status_code == 422
    assert "On the clock since 08:00" in words(answer.text)
