"""A break begins once, and only on a shift."""

import pytest

from tests.worktime.shifts.day import BAKE, LUNCH, at, paused, since
from timeclock.errors import Conflict
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.timeline import BreakInterval, State


def test_pausing_begins_a_break_of_that_kind() -> None:
    line = rules.pause(since("08:00"), at("12:00"), LUNCH, paid=True)
    assert line.pauses == (BreakInterval(None, LUNCH, True, at("12:00")),)
    assert line.state is State.ON_BREAK


def test_pausing_twice_changes_nothing() -> None:
    once = rules.pause(since("08:00"), at("12:00"), LUNCH, paid=False)
    assert rules.pause(once, at("12:10"), LUNCH, paid=True) == once


def test_a_second_break_follows_the_first() -> None:
    line = rules.pause(since("08:00"), at("10:00"), LUNCH, paid=False)
    line = rules.pause(rules.resume(line, at("10:15")), at("12:00"), LUNCH, paid=False)
    assert [(p.started_at, p.ended_at) for p in line.pauses] == [
        (at("10:00"), at("10:15")),
        (at("12:00"), None),
    ]


def test_a_break_does_not_touch_the_job() -> None:
    assert rules.pause(since("08:00", BAKE), at("12:00"), LUNCH, paid=False).current_job_id == BAKE


def test_an_ended_shift_cannot_be_paused() -> None:
    ended = rules.clock_out(since("08:00"), at("16:00"))
    with pytest.raises(Conflict) as refused:
        rules.pause(ended, at("17:00"), LUNCH, paid=False)
    assert refused.value.code == "not_clocked_in"


def test_a_break_never_begins_before_the_last_punch() -> None:
    line = rules.resume(rules.pause(since("08:00"), at("12:00"), LUNCH, paid=False), at("12:30"))
    line = rules.pause(line, at("12:10"), LUNCH, paid=False)  # the machine's clock stepped back
    assert line.pauses[-1].started_at == at("12:30")


def test_a_break_never_begins_before_the_shift() -> None:
    assert rules.pause(since("08:00"), at("07:00"), None, paid=False).pauses == (
        BreakInterval(None, None, False, at("08:00")),
    )


def test_an_open_break_is_the_one_without_an_end() -> None:
    line = since("08:00")
    assert line.open_pause is None
    line = rules.pause(line, at("12:00"), LUNCH, paid=False)
    assert line.open_pause == line.pauses[0]
    assert paused("12:00").interval.end is None
