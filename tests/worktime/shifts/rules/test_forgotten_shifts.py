"""A shift that has been open for longer than its clock allows."""

from datetime import timedelta

from tests.worktime.shifts.day import at, paused, since
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.rules import is_forgotten

LIMIT = timedelta(hours=14)


def test_a_shift_is_forgotten_only_after_the_limit() -> None:
    assert not is_forgotten(since("08:00"), LIMIT, at("22:00"))
    assert is_forgotten(since("08:00"), LIMIT, at("22:00:01"))


def test_a_break_does_not_stop_the_count() -> None:
    line = rules.pause(since("08:00"), at("12:00"), None, paid=False)
    assert is_forgotten(line, LIMIT, at("22:00:01"))


def test_an_ended_shift_is_not_forgotten() -> None:
    assert not is_forgotten(rules.clock_out(since("01:00"), at("23:00")), LIMIT, at("23:30"))
    assert paused("12:00").ended_at is None
