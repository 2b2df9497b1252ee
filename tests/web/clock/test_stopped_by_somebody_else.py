"""Whose clock was stopped sees who did it, when and why."""

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, part, words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from timeclock.authority.actor import Actor
from timeclock.worktime.shifts import stopping

pytestmark = pytest.mark.databases("sqlite")


def stop(app: Flask, cast: Cast, actor: Actor, reason: str, **more: object) -> None:
    with app.app_context():
        stopping.stop(actor, member_id=cast.eli.member_id, reason=reason, **more)  # type: ignore[arg-type]


def test_it_says_who_when_and_why(app: Flask, eli: AtTheClock, cast: Cast, watch: Watch) -> None:
    eli.press("clock-in")
    watch.at("12:02")
    stop(app, cast, cast.maya.actor, "Sent home: <b>storm</b>")
    page = eli.page()
    shown = part(page, "panel")
    assert "Off the clock" in shown
    assert "Maya Meyer stopped your clock at 13:02 Reason: Sent home: <b>storm</b>" in shown
    assert "<b>storm" not in page


def test_an_earlier_end_is_marked_as_edited(
    app: Flask, eli: AtTheClock, cast: Cast, watch: Watch
) -> None:
    eli.press("clock-in")
    end = watch.at("09:00")
    watch.at("12:00")
    stop(app, cast, cast.maya.actor, "Forgot", end=end)
    shown = words(eli.page())
    assert "Maya Meyer stopped your clock at 10:00" in shown
    assert "That time was given afterwards." in shown
    assert "08:00 to 10:00 Work edited 2 h 00 min" in shown


def test_the_operator_is_named_as_such(app: Flask, eli: AtTheClock, cast: Cast) -> None:
    eli.press("clock-in")
    stop(app, cast, Actor.operator(cast.workspace_id), "Moving house")
    assert "The operator stopped your clock at 08:00" in words(eli.page())


def test_the_next_clock_in_takes_it_away(app: Flask, eli: AtTheClock, cast: Cast) -> None:
    eli.press("clock-in")
    stop(app, cast, cast.maya.actor, "Sent home")
    eli.press("clock-in")
    assert "stopped your clock" not in eli.page()


def test_after_a_day_it_is_gone(app: Flask, eli: AtTheClock, cast: Cast, watch: Watch) -> None:
    eli.press("clock-in")
    stop(app, cast, cast.maya.actor, "Sent home")
    watch.later(hours=23)
    assert "Maya Meyer stopped your clock at 08:00 yesterday" in words(eli.page())
    watch.later(hours=2)
    assert "stopped your clock" not in eli.page()
