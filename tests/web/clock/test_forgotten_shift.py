"""A shift longer than the clock's limit is said to be forgotten; nothing is closed."""

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from timeclock.authority.actor import Actor
from timeclock.clocks.assigning import unassign

pytestmark = pytest.mark.databases("sqlite")


def test_within_the_limit_nothing_is_said(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    watch.later(hours=14)
    assert "You are still on the clock" not in eli.page()


def test_beyond_it_the_manager_is_pointed_to(eli: AtTheClock, watch: Watch) -> None:
    eli.press("clock-in")
    watch.later(hours=14, seconds=1)
    shown = words(eli.page())
    assert "You are still on the clock after 14 hours" in shown
    assert "tell Maya Meyer when" in shown
    assert "Nothing was closed for you." in shown
    assert "Clock out Start break" in shown


def test_without_a_manager_it_says_so_in_general(
    app: Flask, eli: AtTheClock, cast: Cast, watch: Watch
) -> None:
    with app.app_context():
        operator = Actor.operator(cast.workspace_id)
        unassign(operator, clock_id=cast.shop, member_id=cast.maya.member_id)
    eli.press("clock-in")
    watch.later(hours=15)
    assert "tell your manager when" in words(eli.page())


def test_a_manager_is_not_pointed_to_themselves(maya: AtTheClock, watch: Watch) -> None:
    maya.press("clock-in")
    watch.later(hours=15)
    assert "tell your manager when" in words(maya.page())
