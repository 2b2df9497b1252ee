"""The board says who is in, on a break, off, and who needs someone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.at_the_clock import AtTheClock, part, words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from timeclock.company.clocks.assigning import assign
from timeclock.company.people.sessions import set_preferences
from timeclock.worktime.shifts import punching

pytestmark = pytest.mark.databases("sqlite")


def counted(maya: Browser) -> dict[str, int]:
    """What the tally says, by state."""
    page = maya.client.get("/board").text
    tally = re.search(r'<ul class="tally".*?</ul>', page, re.DOTALL)
    assert tally
    found = re.findall(r"(\d+) ([a-z ]+[a-z])", words(tally[0]))
    return {name: int(count) for count, name in found}


def test_the_tally_is_on_top(maya: Browser, eli: AtTheClock) -> None:
    eli.press("clock-in")
    page = maya.client.get("/board").text
    assert "Mon 2 March, 08:00 Roll call" in words(page)
    assert part(page, "tally").startswith("1 working 0 on break")


def test_the_tally_adds_up_to_the_people_shown(
    maya: Browser, eli: AtTheClock, watch: Watch
) -> None:
    off = 1  # Maya is assigned too
    for punch, counts in (("clock-in", {"working": 1, "on break": 0}), ("pause", {"on break": 1})):
        eli.press(punch)
        watch.later(hours=1)
        tally = counted(maya)
        assert counts.items() <= tally.items()
        assert sum(tally.values()) == 1 + off
        assert "1 person in" in words(maya.client.get("/board/roll-call").text)
    watch.later(hours=15)
    assert counted(maya) == {"working": 0, "on break": 0, "needs attention": 1, "off": off}
    assert "1 person in" in words(maya.client.get("/board/roll-call").text)


def test_each_part_lists_its_people(
    maya: Browser, eli: AtTheClock, cast: Cast, watch: Watch
) -> None:
    eli.press("clock-in", job=cast.job)
    watch.at("08:30")
    shown = part(maya.client.get("/board").text, "roll")
    assert "Working 1 Eli Engel Counter 1 h 30 min since 08:00 Stop" in shown
    assert "On break 0 No one is on a break. Off 1 Maya Meyer" in shown


def test_on_a_break_the_breaks_own_time_is_shown(
    maya: Browser, eli: AtTheClock, watch: Watch
) -> None:
    eli.press("clock-in")
    watch.at("09:00")
    eli.press("pause")
    watch.at("09:10")
    shown = part(maya.client.get("/board").text, "roll")
    assert "Working 0 No one is working now." in shown
    assert "On break 1 Eli Engel Shop Kreuzberg 10 min since 10:00 Stop" in shown


def test_a_forgotten_shift_needs_you(maya: Browser, eli: AtTheClock, watch: Watch) -> None:
    watch.at("20:00")
    eli.press("clock-in")
    watch.later(hours=15)
    page = maya.client.get("/board").text
    assert "1 needs attention" in part(page, "tally")
    assert (
        "Need attention 1 Eli Engel Still in after 14 hours 15 h 00 min since 21:00 yesterday Stop"
    ) in part(page, "roll")


def test_the_filter_is_an_address(maya: Browser, eli: AtTheClock) -> None:
    eli.press("clock-in")
    page = maya.client.get("/board?find=maya").text
    assert 'value="maya"' in page
    assert "No one at work matches “maya”." in words(page)
    assert "find=maya" in page.split('id="roll"')[1].split(">")[0]


def test_what_is_looked_for_is_escaped(maya: Browser) -> None:
    page = maya.client.get("/board?find=<script>alert(1)</script>").text
    assert "<script>alert" not in page


@pytest.mark.parametrize("clock", ["999", "abc", "-1", "9" * 300])
def test_a_clock_that_is_not_ones_own_is_not_found(maya: Browser, clock: str) -> None:
    assert maya.client.get(f"/board?clock={clock}").status_code == 404


def test_the_choice_of_clocks_is_offered_where_there_is_one(
    maya: Browser, browser_of: Callable[[CastMember], Browser], cast: Cast
) -> None:
    assert 'name="clock"' not in maya.client.get("/board").text
    everywhere = browser_of(cast.olive).client.get("/board").text
    assert "All clocks Shop Kreuzberg Yard" in words(everywhere)


def test_a_poll_that_has_seen_everything_gets_nothing(maya: Browser) -> None:
    page = maya.client.get("/board").text
    poll = page.split('id="roll" hx-get="')[1].split('"')[0].replace("&amp;", "&")
    answer = maya.client.get(poll)
    assert (answer.status_code, answer.data) == (204, b"")


def test_a_poll_after_a_punch_gets_the_people(maya: Browser, eli: AtTheClock) -> None:
    page = maya.client.get("/board").text
    poll = page.split('id="roll" hx-get="')[1].split('"')[0].replace("&amp;", "&")
    eli.press("clock-in")
    answer = maya.client.get(poll)
    assert answer.status_code == 200
    assert answer.text.startswith('<div id="live">')
    assert "Working 1 Eli Engel" in words(answer.text)
    assert poll not in answer.text.replace("&amp;", "&")


def test_an_employee_is_refused(eli: AtTheClock) -> None:
    for path in ("/board", "/board/live", "/board/roll-call"):
        assert eli.browser.client.get(path).status_code == 403


def test_the_roll_call_lists_everyone_who_is_in(maya: Browser, eli: AtTheClock) -> None:
    eli.press("clock-in")
    shown = words(maya.client.get("/board/roll-call").text)
    assert "Roll call Monday 2 March, 08:00 · 1 person in" in shown
    assert "Shop Kreuzberg 1 Eli Engel Working since 08:00" in shown


def test_a_time_in_another_zone_names_it(
    app: Flask, maya: Browser, eli: AtTheClock, cast: Cast
) -> None:
    eli.press("clock-in")
    with app.app_context():
        set_preferences(cast.maya.account_id, zone="America/New_York", theme=None)
    page = maya.client.get("/board").text
    assert "since 08:00, Berlin time" in words(page)
    assert "Mon 2 March, 02:00" in words(page)


def test_a_start_that_was_claimed_is_marked(
    app: Flask, maya: Browser, eli: AtTheClock, cast: Cast, watch: Watch
) -> None:
    with app.app_context():
        punching.clock_in(cast.eli.actor, claimed=watch.now - timedelta(minutes=30))
    assert "since 07:30, edited" in words(maya.client.get("/board").text)
    assert "Shop Kreuzberg · start edited" in words(eli.page())


@pytest.mark.parametrize(
    ("begins", "ends", "hours"),
    [
        ("2026-10-24T20:00", "2026-10-25T05:00", "9 h 00 min"),
        ("2027-03-27T21:00", "2027-03-28T04:00", "7 h 00 min"),
    ],
    ids=["clocks go back", "clocks go forward"],
)
def test_a_berlin_night_from_22_to_6_shows_its_real_hours(
    watch: Watch,
    cast: Cast,
    client_of: Callable[[CastMember], FlaskClient],
    at_the_clock: Callable[[CastMember], AtTheClock],
    begins: str,
    ends: str,
    hours: str,
) -> None:
    watch.at(datetime.fromisoformat(begins).replace(tzinfo=UTC))
    at_the_clock(cast.eli).press("clock-in")
    watch.at(datetime.fromisoformat(ends).replace(tzinfo=UTC))
    page = words(client_of(cast.maya).get("/board").text)
    assert f"{hours} since 22:00 yesterday" in page


def test_a_manager_of_no_clock_reads_what_to_do(app: Flask, cast: Cast, maya: Browser) -> None:
    with app.app_context():
        assign(cast.olive.actor, clock_id=cast.shop, member_id=cast.maya.member_id)
    shown = words(maya.client.get("/board").text)
    assert "You do not manage a time clock yet. An owner or executive manager can change" in shown
    assert "No one is assigned" not in shown
