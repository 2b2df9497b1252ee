"""Days and weeks of a wall calendar, however long they are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeclock.timekeeping import (
    Interval,
    day_bounds,
    local_date,
    parse_instant,
    week_bounds,
    zone_names,
)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 10, 24), 24),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Europe/Berlin", date(2027, 3, 28), 23),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("Antarctica/Troll", date(2026, 3, 29), 22),
        ("Antarctica/Troll", date(2026, 10, 25), 26),
        ("Africa/Casablanca", date(2026, 2, 15), 25),
        ("Pacific/Apia", date(2011, 12, 29), 24),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("Pacific/Apia", date(2011, 12, 31), 24),
        ("America/Havana", date(2025, 3, 9), 23),  # no midnight: the day begins at 01:00
        ("America/Havana", date(2025, 11, 2), 25),  # midnight comes twice
        ("Africa/Cairo", date(2026, 4, 24), 23),
        ("UTC", date(2026, 6, 30), 24),
    ],
)
def test_a_day_is_as_long_as_its_zone_makes_it(zone: str, day: date, hours: float) -> None:
    start, end = day_bounds(day, zone)
    assert end - start == timedelta(hours=hours)


def test_a_day_without_a_midnight_begins_when_clocks_have_jumped() -> None:
    start, _ = day_bounds(date(2025, 3, 9), "America/Havana")
    assert start == parse_instant("2025-03-09T05:00:00Z")


def test_a_day_whose_midnight_comes_twice_begins_with_the_first() -> None:
    start, _ = day_bounds(date(2025, 11, 2), "America/Havana")
    assert start == parse_instant("2025-11-02T04:00:00Z")


@given(st.sampled_from(sorted(zone_names())), st.dates(date(2000, 1, 2), date(2037, 12, 30)))
def test_every_day_of_every_zone_joins_the_next(zone: str, day: date) -> None:
    start, end = day_bounds(day, zone)
    assert day_bounds(day + timedelta(days=1), zone)[0] == end
    assert timedelta(0) <= end - start <= timedelta(hours=48)
    if end > start:
        assert local_date(start, zone) == local_date(end - timedelta(seconds=1), zone) == day
        assert local_date(start - timedelta(seconds=1), zone) != day


def test_the_day_is_the_one_a_calendar_there_shows() -> None:
    moment = parse_instant("2026-03-02T23:30:00Z")
    assert local_date(moment, "Europe/Berlin") == date(2026, 3, 3)
    assert local_date(moment, "America/New_York") == date(2026, 3, 2)


@pytest.mark.parametrize("first_weekday", range(7))
def test_a_week_begins_on_the_workspaces_day(first_weekday: int) -> None:
    for number in range(14):
        day = date(2026, 3, 2) + timedelta(days=number)
        first, next_first = week_bounds(day, first_weekday)
        assert first.weekday() == first_weekday
        assert first <= day < next_first == first + timedelta(days=7)


def test_how_much_of_an_interval_is_in_a_day() -> None:
    start, end = parse_instant("2026-10-24T20:00:00Z"), parse_instant("2026-10-25T05:00:00Z")
    night = Interval(start, end)
    saturday = day_bounds(date(2026, 10, 24), "Europe/Berlin")
    sunday = day_bounds(date(2026, 10, 25), "Europe/Berlin")
    assert night.within(*saturday, end) == timedelta(hours=2)
    assert night.within(*sunday, end) == timedelta(hours=7)
    assert night.length(end) == timedelta(hours=9)


def test_an_open_interval_reaches_to_now() -> None:
    start, now = parse_instant("2026-03-02T08:00:00Z"), parse_instant("2026-03-02T09:00:00Z")
    assert Interval(start, None).length(now) == timedelta(hours=1)
    assert Interval(now, None).length(start) == timedelta(0)
    assert Interval(start, None).within(now, now + timedelta(hours=1), start) == timedelta(0)
