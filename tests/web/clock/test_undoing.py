"""One's own last act can be taken back for a minute."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, hidden_value, words
from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.company import Watch
from timeclock.worktime.shifts import punching

pytestmark = pytest.mark.databases("sqlite")


def test_the_answer_to_a_punch_offers_to_undo_it_for_a_minute(eli: AtTheClock) -> None:
    answer = eli.press("clock-in")
    assert "Clocked in at 08:00 Undo, 60 s" in words(answer.text)
    assert 'data-expires="60"' in answer.text


def test_the_page_loaded_anew_offers_what_is_left(eli: AtTheClock, watch: Watch) -> None:
    eli.send("clock-in")
    watch.later(seconds=20)
    assert "Clocked in at 08:00 Undo, 40 s" in words(eli.page())


def test_after_a_minute_nothing_is_offered(eli: AtTheClock, watch: Watch) -> None:
    eli.send("clock-in")
    watch.later(seconds=60)
    assert "Undo" not in eli.page()


def test_undoing_a_clock_in_ends_in_being_off(eli: AtTheClock) -> None:
    pressed = eli.press("clock-in")
    answer = eli.press("undo", position=hidden_value(pressed.text, "position"))
    assert "Off the clock" in words(answer.text)
    assert "Undone: clock in at 08:00" in words(answer.text)
    assert "Undo," not in words(answer.text)


def test_undoing_a_clock_out_goes_on_where_it_was(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    watch.at("09:00")
    pressed = eli.press("clock-out")
    watch.later(seconds=30)
    answer = eli.press("undo", position=hidden_value(pressed.text, "position"))
    assert "On the clock since 08:00 2 h 00 min worked" in words(answer.text)


def test_an_old_offer_does_not_undo_what_came_later(eli: AtTheClock) -> None:
    first = hidden_value(eli.press("clock-in").text, "position")
    eli.press("pause")
    answer = eli.press("undo", position=first)
    assert answer.status_code == 409
    assert "On break since 08:00" in words(answer.text)
    assert "There is nothing left that you can undo." in words(answer.text)


def test_too_late_is_said_inside_the_panel(eli: AtTheClock, watch: Watch) -> None:
    position = hidden_value(eli.press("clock-in").text, "position")
    watch.later(seconds=61)
    answer = eli.press("undo", position=position)
    assert answer.status_code == 409
    assert "On the clock since 08:00" in words(answer.text)


def test_what_a_manager_did_is_not_mine_to_undo(
    app: Flask, eli: AtTheClock, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock]
) -> None:
    with app.app_context():
        punching.clock_in(cast.maya.actor, member_id=cast.eli.member_id, clock_id=cast.shop)
    assert "Undo" not in eli.page()
    assert eli.press("undo").status_code == 409
