"""A day as parts for payroll: whatever the day, what is paid adds up to its figures."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeclock.messages import Sentence
from timeclock.worktime.hours.paid_parts import Category, PayEffect, allotted, parts_of
from timeclock.worktime.hours.sheet import DayTotal, FigureSource, PlaceTotal, Premium

DAY = date(2026, 3, 2)
HOUR = 3600
SOURCE = FigureSource(Sentence("x"), Sentence("x"))


def premium(percent: int, seconds: int) -> Premium:
    return Premium(DAY, seconds, percent, SOURCE, Sentence("x"))


def day_of(
    places: list[tuple[int | None, int | None, int]],
    premiums: dict[int, int],
    rounded: int,
    rounded_premiums: dict[int, int],
) -> DayTotal:
    worked = sum(seconds for _, _, seconds in places)
    return DayTotal(
        DAY,
        worked,
        rounded,
        0,
        0,
        0,
        False,
        (),
        tuple(PlaceTotal(*each) for each in places),
        tuple(premium(*each) for each in premiums.items()),
        tuple(premium(*each) for each in rounded_premiums.items()),
        (),
    )


PLACES = st.lists(
    st.tuples(st.just(1), st.integers(1, 4), st.integers(0, 40_000)),
    max_size=4,
    unique_by=lambda e: e[1],
)


@given(
    PLACES,
    st.integers(-20_000, 20_000),
    st.dictionaries(st.sampled_from([125, 150, 200]), st.integers(-3_000, 9_000)),
    st.integers(0, 90_000),
    st.dictionaries(st.sampled_from([125, 150, 200]), st.integers(-3_000, 9_000)),
)
def test_what_is_paid_adds_up_to_the_day(
    places: list[tuple[int, int, int]],
    adjusted: int,
    premiums: dict[int, int],
    rounded: int,
    rounded_premiums: dict[int, int],
) -> None:
    day = day_of([*places, (None, None, adjusted)], premiums, rounded, rounded_premiums)
    parts = [each for each in parts_of(day) if each.counts is PayEffect.PAID]
    assert sum(each.seconds for each in parts) == day.worked
    assert sum(each.rounded or 0 for each in parts) == day.rounded
    for percent in (125, 150, 200):
        its = [each for each in parts if each.percent == percent]
        assert sum(each.seconds for each in its) == premiums.get(percent, 0)
        assert sum(each.rounded or 0 for each in its) == rounded_premiums.get(percent, 0)
    for place in places:
        here = [each.seconds for each in parts if (each.clock_id, each.job_id) == place[:2]]
        assert sum(here) == place[2]
        assert all(seconds >= 0 for seconds in here)


def test_a_premium_is_shared_by_the_time_on_each_job() -> None:
    day = day_of([(1, 7, 6 * HOUR), (1, 8, 3 * HOUR)], {150: HOUR}, 9 * HOUR, {150: HOUR})
    found = {(each.category, each.job_id): each.seconds for each in parts_of(day)}
    assert found == {
        (Category.PREMIUM, 7): 2400,
        (Category.PREMIUM, 8): 1200,
        (Category.REGULAR, 7): 6 * HOUR - 2400,
        (Category.REGULAR, 8): 3 * HOUR - 1200,
    }


def test_an_adjustment_is_at_no_clock_and_brings_its_own_premium() -> None:
    day = day_of([(None, None, 2 * HOUR)], {150: HOUR}, 2 * HOUR, {150: HOUR})
    found = {each.category: (each.seconds, each.rounded, each.clock_id) for each in parts_of(day)}
    assert found == {
        Category.PREMIUM: (HOUR, HOUR, None),
        Category.ADJUSTMENT: (HOUR, HOUR, None),
    }


@pytest.mark.parametrize(
    ("seconds", "weights", "shares"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (5, [0, 0], [5, 0]),
        (0, [3, 4], [0, 0]),
        (-10, [1, 3], [-2, -8]),
        (7, [], []),
    ],
)
def test_sharing(seconds: int, weights: list[int], shares: list[int]) -> None:
    assert allotted(seconds, weights) == shares
