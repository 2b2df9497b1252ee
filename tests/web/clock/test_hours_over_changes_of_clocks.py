"""Hours are real elapsed hours, in the zone of the clock, which is named where it is another."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, part, words
from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.company import Watch
from timeclock.company.people.sessions import set_preferences

pytestmark = pytest.mark.databases("sqlite")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_night_on_which_clocks_go_back_has_nine_hours(
    watch: Watch, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock]
) -> None:
    watch.at(utc("2026-10-24T20:00"))
    eli = at_the_clock(cast.eli)
    eli.press("clock-in")
    watch.at(utc("2026-10-25T05:00"))
    page = eli.page()
    assert "On the clock since 22:00 yesterday 9 h 00 min worked" in words(page)
    answer = eli.press("clock-out")
    assert "Clocked out at 06:00" in words(answer.text)
    shown = part(eli.page(), "today")
    assert "Sat 22:00 to 06:00 Work 9 h 00 min" in shown
    assert "Saturday 9 h 00 min" in shown


def test_the_night_on_which_clocks_go_forward_has_seven_hours(
    watch: Watch, cast: Cast, at_the_clock: Callable[[CastMember], AtTheClock]
) -> None:
    watch.at(utc("2027-03-27T21:00"))
    eli = at_the_clock(cast.eli)
    eli.press("clock-in")
    watch.at(utc("2027-03-28T04:00"))
    assert "since 22:00 yesterday 7 h 00 min worked" in words(eli.page())


def test_the_zone_is_named_where_the_viewer_lives_by_another(
    app: Flask, eli: AtTheClock, cast: Cast
) -> None:
    assert "times in" not in eli.page()
    with app.app_context():
        set_preferences(cast.eli.account_id, zone="America/New_York", theme=None)
    shown = words(eli.page())
    assert "times in Europe/Berlin" in shown
    assert "Off the clock 08:00" in shown
