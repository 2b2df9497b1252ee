"""Worked time: elapsed time less unpaid breaks, over changes of clocks too."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.worktime.shifts.day import at, paused, since
from timeclock.timekeeping import from_wall
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.timeline import Timeline

BERLIN = "Europe/Berlin"
NIGHTS = {
    "an ordinary night": ("2026-10-20T22:00", "2026-10-21T06:00", 8),
    "the night clocks go back": ("2026-10-24T22:00", "2026-10-25T06:00", 9),
    "the night clocks go forward": ("2027-03-27T22:00", "2027-03-28T06:00", 7),
    "half past midnight in autumn": ("2026-10-25T00:30", "2026-10-25T06:30", 7),
    "half past midnight in spring": ("2027-03-28T00:30", "2027-03-28T06:30", 5),
}


@pytest.mark.parametrize("night", NIGHTS)
def test_a_night_lasts_as_long_as_it_really_did(night: str) -> None:
    start, end, hours = NIGHTS[night]
    first, last = (from_wall(datetime.fromisoformat(text), BERLIN) for text in (start, end))
    line = rules.clock_out(Timeline(first), last)
    assert line.worked(last) == timedelta(hours=hours)


def test_a_night_lasts_as_long_even_where_both_ends_share_a_zone() -> None:
    """Python subtracts wall clocks of the same ZoneInfo; that would make it 8 h."""
    berlin = ZoneInfo(BERLIN)
    line = Timeline(datetime(2026, 10, 24, 22, tzinfo=berlin))
    assert line.worked(datetime(2026, 10, 25, 6, tzinfo=berlin)) == timedelta(hours=9)


def test_an_open_shift_counts_to_now() -> None:
    assert since("08:00").worked(at("09:30")) == timedelta(hours=1, minutes=30)


def test_an_ended_shift_does_not_grow() -> None:
    line = rules.clock_out(since("08:00"), at("16:00"))
    assert line.worked(at("23:00")) == timedelta(hours=8)


def test_unpaid_breaks_are_taken_off() -> None:
    line = replace(since("08:00"), pauses=(paused("12:00", "12:30"),))
    assert line.worked(at("16:00")) == timedelta(hours=7, minutes=30)


def test_paid_breaks_count_as_worked() -> None:
    line = replace(since("08:00"), pauses=(paused("12:00", "12:30", paid=True),))
    assert line.worked(at("16:00")) == timedelta(hours=8)
    assert line.paused(at("16:00"), paid=True) == timedelta(minutes=30)
    assert line.paused(at("16:00"), paid=False) == timedelta(0)


def test_nothing_is_worked_while_an_unpaid_break_runs() -> None:
    line = replace(since("08:00"), pauses=(paused("12:00"),))
    assert line.worked(at("12:00")) == line.worked(at("12:45")) == timedelta(hours=4)


def test_nothing_is_negative_when_the_machines_clock_steps_back() -> None:
    assert since("08:00").worked(at("07:00")) == timedelta(0)
