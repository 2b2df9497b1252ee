"""A client's own time: how far ahead and how far back it may reach."""

from datetime import timedelta

import pytest

from tests.worktime.shifts.day import at
from timeclock.errors import Invalid
from timeclock.worktime.shifts import rules

NOW = at("20:00")


@pytest.mark.parametrize("seconds", [0, 1, 59, 60])
def test_up_to_a_minute_ahead_counts_as_now(seconds: int) -> None:
    claimed = NOW + timedelta(seconds=seconds)
    assert rules.accept_claim(claimed, NOW, any_day=False) == NOW


@pytest.mark.parametrize("any_day", [True, False])
def test_further_ahead_is_refused_for_everybody(any_day: bool) -> None:
    with pytest.raises(Invalid) as refused:
        rules.accept_claim(NOW + timedelta(seconds=61), NOW, any_day=any_day, field="end")
    assert (refused.value.code, refused.value.field) == ("end_in_future", "end")


def test_twelve_hours_back_are_taken_as_claimed() -> None:
    assert rules.accept_claim(at("08:00"), NOW, any_day=False) == at("08:00")


def test_more_than_twelve_hours_back_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        rules.accept_claim(at("07:59:59"), NOW, any_day=False)
    assert (refused.value.code, refused.value.field) == ("claim_too_old", "timestamp")


def test_any_day_where_the_rule_says_so() -> None:
    last_week = NOW - timedelta(days=7)
    assert rules.accept_claim(last_week, NOW, any_day=True) == last_week
