"""Days and weeks with shifts at clocks in several zones: whose times they are is said."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.past import Past
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.service import create_clock
from timeclock.worktime.shifts import punching

pytestmark = pytest.mark.databases("sqlite")

WEDNESDAY = date(2026, 3, 4)


@pytest.fixture
def two_places(app: Flask, cast: Cast, past: Past, watch: Watch) -> None:
    """Eli works on Lord Howe from 05:00 to 14:00 of Wednesday there, then in Berlin at night."""
    with app.app_context():
        olive = cast.olive.actor
        island = create_clock(olive, name="Island", zone="Australia/Lord_Howe")
        assign(olive, clock_id=island, member_id=cast.eli.member_id)
        watch.at(datetime(2026, 3, 3, 18, tzinfo=UTC))
        punching.clock_in(cast.eli.actor, clock_id=island)
        watch.later(hours=9)
        punching.clock_out(cast.eli.actor)
    past.shift(cast.eli, WEDNESDAY, "22:00", "06:00")
    watch.later(days=1)


@pytest.mark.usefixtures("two_places")
def test_a_day_in_two_zones_names_the_zone_of_each_line(
    cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    shown = words(browser_of(cast.eli).client.get("/my/day/2026-03-04").text)
    assert "In at 05:00, out at 14:00, Island, times in Australia/Lord_Howe 9 h" in shown
    assert "out at 06:00, Shop Kreuzberg, times in Europe/Berlin 8 h" in shown


@pytest.mark.usefixtures("two_places")
def test_a_week_names_the_zone_that_is_not_the_readers(
    cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    spans = "05:00 to 14:00 in Australia/Lord_Howe, 22:00 to 06:00 17 h 00 min"
    shown = words(browser_of(cast.eli).client.get("/my/week?day=2026-03-04").text)
    assert spans in shown
    managers = f"/timesheets/{cast.eli.member_id}/2026-03-02"
    assert spans in words(browser_of(cast.edda).client.get(managers).text)


def test_a_day_whose_only_shift_was_removed_still_opens(
    past: Past, cast: Cast, watch: Watch, browser_of: Callable[[CastMember], Browser]
) -> None:
    shift = past.shift(cast.eli, WEDNESDAY, "08:00", "16:00")
    watch.later(days=1)
    wish = past.asks_to_remove(cast.eli, shift, "That was Otto")
    browser_of(cast.maya).post(f"/inbox/requests/{wish}/approve")
    page = browser_of(cast.eli).client.get("/my/week?day=2026-03-04").text
    assert "Wednesday 4 Mar Corrected Nothing recorded" in words(page)
    assert '<a href="/my/day/2026-03-04">' in page
    assert '<a href="/my/day/2026-03-05">' not in page
