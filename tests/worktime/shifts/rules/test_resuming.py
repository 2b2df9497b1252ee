"""The end of a break, which changes nothing while working."""

from dataclasses import replace

import pytest

from tests.worktime.shifts.day import BAKE, DELIVER, LUNCH, at, paused, since
from timeclock.errors import Conflict
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.timeline import State


def test_resuming_ends_the_break() -> None:
    line = rules.resume(replace(since("08:00"), pauses=(paused("12:00"),)), at("12:30"))
    assert line.pauses == (paused("12:00", "12:30"),)
    assert line.state is State.WORKING


def test_resuming_while_working_changes_nothing() -> None:
    working = since("08:00", BAKE)
    assert rules.resume(working, at("12:00")) == working
    rested = replace(working, pauses=(paused("12:00", "12:30"),))
    assert rules.resume(rested, at("13:00")) == rested


def test_resuming_leaves_earlier_breaks_alone() -> None:
    morning = paused("10:00", "10:10", number=1)
    line = replace(since("08:00"), pauses=(morning, paused("12:00", number=2)))
    assert rules.resume(line, at("12:30")).pauses[0] == morning


def test_a_break_never_ends_before_it_began() -> None:
    line = replace(since("08:00"), pauses=(paused("12:00"),))
    assert rules.resume(line, at("11:59")).pauses == (paused("12:00", "12:00"),)


def test_an_ended_shift_cannot_be_resumed() -> None:
    with pytest.raises(Conflict):
        rules.resume(rules.clock_out(since("08:00"), at("16:00")), at("17:00"))


def test_a_job_switched_to_on_the_break_begins_when_the_break_ends() -> None:
    line = rules.pause(since("08:00", BAKE), at("12:00"), LUNCH, paid=False)
    line = rules.switch_job(line, at("12:10"), DELIVER)
    line = rules.resume(line, at("12:30"))
    assert [(s.job_id, s.started_at) for s in line.stretches] == [(DELIVER, at("12:30"))]


def test_a_job_switched_to_before_the_break_stays_where_it_began() -> None:
    line = rules.switch_job(since("08:00", BAKE), at("11:00"), DELIVER)
    line = rules.resume(rules.pause(line, at("12:00"), LUNCH, paid=False), at("12:30"))
    assert [s.started_at for s in line.stretches] == [at("11:00")]
