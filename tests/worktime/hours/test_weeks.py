"""Pay periods and workweeks, and what a change of rules does to them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from tests.worktime.hours.shifts_of import book_of
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.worktime.hours.weeks import (
    Period,
    next_period,
    period_of,
    periods_between,
    previous_period,
    week_of,
)

WEEKLY, TWO_WEEKLY = PeriodKind.WEEKLY, PeriodKind.TWO_WEEKLY
TWICE_MONTHLY, MONTHLY = PeriodKind.TWICE_MONTHLY, PeriodKind.MONTHLY
SUNDAY = 6


@pytest.mark.parametrize(
    ("rules", "day", "first", "after"),
    [
        (PayRules(), "2026-03-04", "2026-03-02", "2026-03-09"),
        (PayRules(first_weekday=SUNDAY), "2026-03-04", "2026-03-01", "2026-03-08"),
        (PayRules(first_weekday=SUNDAY), "2026-03-01", "2026-03-01", "2026-03-08"),
        (PayRules(period=TWO_WEEKLY), "2024-01-14", "2024-01-01", "2024-01-15"),
        (PayRules(period=TWO_WEEKLY), "2024-01-15", "2024-01-15", "2024-01-29"),
        (PayRules(period=TWO_WEEKLY), "2023-12-31", "2023-12-18", "2024-01-01"),
        (PayRules(period=TWICE_MONTHLY), "2026-02-15", "2026-02-01", "2026-02-16"),
        (PayRules(period=TWICE_MONTHLY), "2026-02-16", "2026-02-16", "2026-03-01"),
        (PayRules(period=TWICE_MONTHLY), "2024-02-29", "2024-02-16", "2024-03-01"),
        (PayRules(period=MONTHLY), "2026-12-31", "2026-12-01", "2027-01-01"),
        (PayRules(period=MONTHLY), "2024-02-01", "2024-02-01", "2024-03-01"),
    ],
)
def test_a_day_is_in_one_period(rules: PayRules, day: str, first: str, after: str) -> None:
    found = period_of(date.fromisoformat(day), book_of(rules))
    assert found == Period(date.fromisoformat(first), date.fromisoformat(after))
    assert date.fromisoformat(day) in found


def test_periods_follow_one_another() -> None:
    book = book_of(PayRules(period=TWICE_MONTHLY))
    march = period_of(date(2026, 3, 20), book)
    assert next_period(march, book) == Period(date(2026, 4, 1), date(2026, 4, 16))
    assert previous_period(march, book) == Period(date(2026, 3, 1), date(2026, 3, 16))
    assert march.last == date(2026, 3, 31)


def test_every_period_that_has_a_day_between_two_is_found() -> None:
    found = periods_between(date(2026, 3, 8), date(2026, 3, 17), book_of())
    assert [each.first.day for each in found] == [2, 9, 16]
    assert periods_between(date(2026, 3, 8), date(2026, 3, 8), book_of()) == ()


def test_a_change_of_weekday_cuts_the_week_and_the_period_on_that_day() -> None:
    book = book_of(from_2026_03_05=PayRules(first_weekday=SUNDAY))
    cut = date(2026, 3, 5)
    assert week_of(date(2026, 3, 4), book) == Period(date(2026, 3, 2), cut)
    assert week_of(cut, book) == Period(cut, date(2026, 3, 8))
    assert week_of(date(2026, 3, 8), book) == Period(date(2026, 3, 8), date(2026, 3, 15))
    assert period_of(cut, book) == week_of(cut, book)


def test_a_change_of_anything_else_lets_week_and_period_run_on() -> None:
    book = book_of(from_2026_03_05=PayRules(rounding=15, overtime=RuleSet.CALIFORNIA))
    for day in (date(2026, 3, 4), date(2026, 3, 5)):
        whole = Period(date(2026, 3, 2), date(2026, 3, 9))
        assert week_of(day, book) == period_of(day, book) == whole


def test_a_month_runs_on_when_only_the_weekday_changes() -> None:
    book = book_of(
        PayRules(period=MONTHLY), from_2026_03_05=PayRules(period=MONTHLY, first_weekday=SUNDAY)
    )
    assert period_of(date(2026, 3, 20), book) == Period(date(2026, 3, 1), date(2026, 4, 1))
    assert week_of(date(2026, 3, 6), book).first == date(2026, 3, 5)


def test_another_kind_of_period_begins_on_its_day() -> None:
    book = book_of(from_2026_03_05=PayRules(period=MONTHLY))
    found = periods_between(date(2026, 3, 2), date(2026, 4, 2), book)
    assert [(each.first, each.after) for each in found] == [
        (date(2026, 3, 2), date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 4, 1)),
        (date(2026, 4, 1), date(2026, 5, 1)),
    ]


def test_an_anchor_of_the_same_rhythm_cuts_nothing_and_another_does() -> None:
    old = PayRules(period=TWO_WEEKLY)
    same = book_of(old, from_2024_01_05=PayRules(period=TWO_WEEKLY, anchor=date(2026, 1, 12)))
    assert period_of(date(2024, 1, 8), same) == Period(date(2024, 1, 1), date(2024, 1, 15))
    other = book_of(old, from_2024_01_05=PayRules(period=TWO_WEEKLY, anchor=date(2024, 1, 8)))
    assert [each.first for each in periods_between(ALWAYS, date(2024, 1, 9), other)][-3:] == [
        date(2024, 1, 1),
        date(2024, 1, 5),
        date(2024, 1, 8),
    ]


kinds = st.sampled_from(list(PeriodKind))
weekdays = st.integers(0, 6)
days = st.dates(date(2025, 1, 1), date(2025, 4, 30))
versions = st.lists(st.tuples(days, kinds, weekdays, days), max_size=4, unique_by=lambda v: v[0])


@examples(50)
@given(kinds, weekdays, versions)
def test_every_day_is_in_one_week_and_one_period_whatever_has_changed(
    kind: PeriodKind, weekday: int, changes: list[tuple[date, PeriodKind, int, date]]
) -> None:
    book = RuleBook((Version(ALWAYS, PayRules(weekday, kind)),))
    for first, new_kind, new_weekday, anchor in changes:
        book = book.with_version(Version(first, PayRules(new_weekday, new_kind, anchor)))
    found = periods_between(date(2025, 1, 1), date(2025, 5, 1), book)
    assert all(one.after == other.first for one, other in pairwise(found))
    assert [next_period(one, book) for one in found[:-1]] == list(found[1:])
    assert [previous_period(one, book) for one in found[1:]] == list(found[:-1])
    for day in (date(2025, 1, 1) + timedelta(days=n) for n in range(120)):
        for of in (period_of, week_of):
            whole = of(day, book)
            assert day in whole
            assert of(whole.first, book) == of(whole.last, book) == whole
        assert len(week_of(day, book).days) <= 7
