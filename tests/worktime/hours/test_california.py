"""California Labor Code § 510, beside a plain telling of it hour by hour."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worktime.hours.shifts_of import book_of, premiums
from tests.worktime.hours.test_overtime import by_percent, earned, pay, under, week
from timeclock.company.pay_rules.choices import RuleSet

CALIFORNIA = RuleSet.CALIFORNIA
MINUTE, HOUR = 60, 3600


@pytest.mark.parametrize(
    ("hours", "percents"),
    [
        (8, {}),
        (9, {150: 1}),
        (12, {150: 4}),
        (12.5, {150: 4, 200: 0.5}),
        (14, {150: 4, 200: 2}),
        (25, {150: 4, 200: 13}),  # the day on which clocks go back
    ],
)
def test_a_day_pays_half_more_over_8_hours_and_twice_over_12(
    hours: float, percents: dict[int, float]
) -> None:
    assert earned(CALIFORNIA, hours) == ({0: percents} if percents else {})


def test_five_days_of_nine_hours_have_five_hours_overtime_not_ten() -> None:
    assert earned(CALIFORNIA, 9, 9, 9, 9, 9) == {number: {150: 1} for number in range(5)}


def test_a_sixth_day_is_over_40_plain_hours() -> None:
    assert earned(CALIFORNIA, 8, 8, 8, 8, 8, 8) == {5: {150: 8}}
    assert earned(CALIFORNIA, 10, 10, 10, 10, 0, 10) == {
        0: {150: 2},
        1: {150: 2},
        2: {150: 2},
        3: {150: 2},
        5: {150: 4 - 2},  # 8 plain hours of Saturday make 40: only the two over 8 count
    }


def test_a_day_may_have_hours_over_the_week_over_8_and_over_12() -> None:
    assert earned(CALIFORNIA, 8, 8, 8, 8, 8, 13)[5] == {150: 8 + 4, 200: 1}


def test_the_seventh_day_in_a_row_pays_half_more_at_once_and_twice_over_8() -> None:
    assert earned(CALIFORNIA, 5, 5, 5, 5, 5, 5, 10) == {6: {150: 8, 200: 2}}


def test_the_seventh_days_hours_are_not_counted_for_the_week_again() -> None:
    assert earned(CALIFORNIA, 6, 6, 6, 6, 6, 6, 8) == {6: {150: 8}}


@pytest.mark.parametrize("off", range(6))
def test_a_day_off_before_it_makes_the_seventh_an_ordinary_day(off: int) -> None:
    hours = [4.0] * 6
    hours[off] = 0
    assert earned(CALIFORNIA, *hours, 9) == {6: {150: 1}}


def test_a_week_that_a_change_of_rules_has_cut_has_no_seventh_day() -> None:
    assert earned(CALIFORNIA, 4, 4, 4, 4, 4, 4) == {}
    days = week(4, 4, 4, 4, 4, 4, 4)
    days[6] = (days[6][0] + timedelta(days=1), days[6][1])
    assert by_percent(premiums(days, book_of(under(CALIFORNIA)))) == {}


def minute_by_minute(days: list[tuple[date, int]]) -> dict[int, int]:
    """Seconds at each percent, each minute asked once which rate it has."""
    seventh_counts = len(days) == 7 and all(seconds for _, seconds in days)
    rates: dict[int, int] = {}
    plain = 0
    for number, (_, seconds) in enumerate(days):
        for minute in range(seconds // MINUTE):
            if number == 6 and seventh_counts:
                rate = 200 if minute >= 8 * 60 else 150
            elif minute >= 8 * 60:
                rate = 200 if minute >= 12 * 60 else 150
            else:
                plain += 1
                rate = 150 if plain > 40 * 60 else 100
            rates[rate] = rates.get(rate, 0) + MINUTE
    rates.pop(100, None)
    return rates


HOURS = st.lists(st.just(0) | st.integers(0, 16 * 60), min_size=1, max_size=7)


@given(HOURS)
def test_any_week_is_what_the_law_says_of_each_minute(minutes: list[int]) -> None:
    days = [(day, each * MINUTE) for (day, _), each in zip(week(*minutes), minutes, strict=True)]
    sums: dict[int, int] = {}
    for each in premiums(days, book_of(under(CALIFORNIA))).values():
        for premium in each:
            sums[premium.percent] = sums.get(premium.percent, 0) + premium.seconds
    assert sums == minute_by_minute(days)


@given(HOURS, st.data())
def test_pay_never_falls_with_a_longer_day(minutes: list[int], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(minutes) - 1))
    days = [(day, each * MINUTE) for (day, _), each in zip(week(*minutes), minutes, strict=True)]
    book = book_of(under(CALIFORNIA))
    before = pay(days, book)
    days[number] = (days[number][0], days[number][1] + data.draw(st.integers(1, 9 * HOUR)))
    assert pay(days, book) > before


@given(HOURS)
def test_california_never_pays_less_than_federal_law(minutes: list[int]) -> None:
    days = [(day, each * MINUTE) for (day, _), each in zip(week(*minutes), minutes, strict=True)]
    assert pay(days, book_of(under(CALIFORNIA))) >= pay(days, book_of(under(RuleSet.US_FEDERAL)))
