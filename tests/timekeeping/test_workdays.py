"""Workdays that do not begin at midnight, in every zone."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeclock.timekeeping import (
    day_bounds,
    from_unix,
    from_wall,
    local_date,
    local_text,
    parse_instant,
    workday,
    workday_bounds,
    zone_names,
)

BERLIN, FOUR = "Europe/Berlin", 240
zones = st.sampled_from(sorted(zone_names()))
# From 2 January 2000 to the end of 2037.
moments = st.integers(946_800_000, 2_145_700_000).map(from_unix)
begins = st.sampled_from([0, 1, 90, 120, 150, FOUR, 1380, 1439])


@pytest.mark.parametrize(
    ("wall", "day"),
    [
        ("2026-03-02T03:59:59", date(2026, 3, 1)),
        ("2026-03-02T04:00:00", date(2026, 3, 2)),
        ("2026-03-02T23:59:59", date(2026, 3, 2)),
        ("2026-03-03T03:15:00", date(2026, 3, 2)),
    ],
)
def test_before_four_it_is_still_the_day_before(wall: str, day: date) -> None:
    assert workday(from_wall(datetime.fromisoformat(wall), BERLIN), BERLIN, FOUR) == day


def test_without_another_hour_a_workday_is_the_day_on_the_calendar() -> None:
    day = date(2026, 10, 25)
    assert workday_bounds(day, BERLIN, 0) == day_bounds(day, BERLIN)
    assert workday(parse_instant("2026-10-24T22:00:00Z"), BERLIN, 0) == day


@pytest.mark.parametrize(
    ("zone", "day", "day_begins", "hours"),
    [
        (BERLIN, date(2026, 10, 24), FOUR, 25),
        (BERLIN, date(2026, 10, 25), FOUR, 24),
        (BERLIN, date(2027, 3, 27), FOUR, 23),
        (BERLIN, date(2027, 3, 28), 150, 23.5),  # half past two is skipped: it begins at three
        (BERLIN, date(2027, 3, 27), 150, 23.5),
        (
            BERLIN,
            date(2026, 10, 25),
            150,
            25,
        ),  # half past two comes twice: it begins with the first
        ("Australia/Lord_Howe", date(2026, 10, 3), FOUR, 23.5),
        ("Australia/Lord_Howe", date(2026, 4, 4), FOUR, 24.5),
        ("Antarctica/Troll", date(2026, 10, 24), FOUR, 26),
        ("Asia/Beirut", date(2026, 3, 28), 30, 23.5),  # 00:30 is skipped on the 29th
        ("Asia/Beirut", date(2026, 3, 29), 30, 23.5),
        # Apia had no 30 December, so what is left of its workday is from midnight to four.
        ("Pacific/Apia", date(2011, 12, 29), FOUR, 20),
        ("Pacific/Apia", date(2011, 12, 30), FOUR, 4),
        ("Pacific/Apia", date(2011, 12, 31), FOUR, 24),
    ],
)
def test_a_workday_is_as_long_as_its_zone_makes_it(
    zone: str, day: date, day_begins: int, hours: float
) -> None:
    first, after = workday_bounds(day, zone, day_begins)
    assert after - first == timedelta(hours=hours)


def test_a_workday_whose_beginning_is_skipped_begins_when_clocks_have_jumped() -> None:
    first, _ = workday_bounds(date(2027, 3, 28), BERLIN, 150)
    assert local_text(first, BERLIN) == "2027-03-28T03:00:00+02:00"


def test_a_day_that_comes_back_for_an_hour_is_over_all_the_same() -> None:
    """Newfoundland changed its clocks a minute past midnight until 2011, and showed 23:01 again.

    One instant belongs to one day, so the new one has begun with the first midnight.
    """
    again = parse_instant("2010-11-07T03:00:00Z")
    assert local_text(again, "America/St_Johns") == "2010-11-06T23:30:00-03:30"
    assert workday(again, "America/St_Johns", 0) == date(2010, 11, 7)


@settings(deadline=None, max_examples=300)
@given(zones, moments, begins)
@example("Pacific/Apia", parse_instant("2011-12-30T12:00:00Z"), FOUR)
@example("America/St_Johns", parse_instant("2010-11-07T03:00:00Z"), 0)
def test_every_instant_is_in_its_own_workday_alone(
    zone: str, moment: datetime, day_begins: int
) -> None:
    day = workday(moment, zone, day_begins)
    first, after = workday_bounds(day, zone, day_begins)
    assert first <= moment < after
    assert abs(day - local_date(moment, zone)) <= timedelta(days=1)


@settings(deadline=None, max_examples=300)
@given(zones, st.dates(date(2000, 1, 2), date(2037, 12, 30)), begins)
def test_every_workday_of_every_zone_joins_the_next(zone: str, day: date, day_begins: int) -> None:
    first, after = workday_bounds(day, zone, day_begins)
    assert workday_bounds(day + timedelta(days=1), zone, day_begins)[0] == after
    assert timedelta(0) <= after - first <= timedelta(hours=48)
    if after > first:
        assert workday(first, zone, day_begins) == day
        assert workday(after - timedelta(seconds=1), zone, day_begins) == day
