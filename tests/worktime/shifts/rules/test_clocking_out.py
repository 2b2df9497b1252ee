"""The end of a shift, now or at an earlier instant."""

from dataclasses import replace

import pytest

from tests.worktime.shifts.day import BAKE, CLEAN, DELIVER, LUNCH, at, paused, since
from timeclock.errors import Conflict, Invalid
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.timeline import State, Timeline


def long_day() -> Timeline:
    """From 08:00 baking, from 11:00 delivering; breaks at 10:00, 12:00 and, under way, 14:00."""
    line = rules.pause(since("08:00", BAKE), at("10:00"), LUNCH, paid=False)
    line = rules.switch_job(rules.resume(line, at("10:15")), at("11:00"), DELIVER)
    line = rules.resume(rules.pause(line, at("12:00"), LUNCH, paid=False), at("12:30"))
    return rules.pause(line, at("14:00"), LUNCH, paid=False)


def breaks(line: Timeline) -> list[tuple[str, str]]:
    return [(f"{p.started_at:%H:%M}", f"{p.ended_at:%H:%M}") for p in line.pauses if p.ended_at]


def test_clocking_out_ends_the_shift() -> None:
    line = rules.clock_out(since("08:00"), at("16:00"))
    assert (line.ended_at, line.state) == (at("16:00"), State.ENDED)


def test_clocking_out_on_a_break_ends_the_break_at_the_same_instant() -> None:
    line = rules.clock_out(replace(since("08:00"), pauses=(paused("15:00"),)), at("16:00"))
    assert line.ended_at == at("16:00")
    assert line.pauses[0].ended_at == at("16:00")
    assert line.open_pause is None


def test_clocking_out_twice_is_refused() -> None:
    ended = rules.clock_out(since("08:00"), at("16:00"))
    for again in (rules.clock_out, rules.end_at):
        with pytest.raises(Conflict) as refused:
            again(ended, at("17:00"))
        assert refused.value.code == "not_clocked_in"


def test_a_shift_never_ends_before_its_last_punch() -> None:
    """The machine's clock stepped back by an hour after the resume."""
    line = replace(since("08:00"), pauses=(paused("12:00", "12:30"),))
    assert rules.clock_out(line, at("11:30")).ended_at == at("12:30")


def test_a_shift_of_no_length_is_a_shift() -> None:
    line = rules.clock_out(since("08:00"), at("08:00"))
    assert (line.ended_at, line.worked(at("09:00")).total_seconds()) == (at("08:00"), 0)


def test_an_earlier_end_cuts_the_break_under_way() -> None:
    line = rules.end_at(long_day(), at("14:10"))
    assert breaks(line) == [("10:00", "10:15"), ("12:00", "12:30"), ("14:00", "14:10")]


def test_an_earlier_end_cuts_a_break_that_ended_later() -> None:
    line = rules.end_at(long_day(), at("12:20"))
    assert breaks(line) == [("10:00", "10:15"), ("12:00", "12:20")]
    assert line.ended_at == at("12:20")


def test_an_earlier_end_drops_a_break_that_began_later() -> None:
    assert breaks(rules.end_at(long_day(), at("13:00"))) == [("10:00", "10:15"), ("12:00", "12:30")]


def test_an_earlier_end_drops_a_break_that_began_just_then() -> None:
    assert breaks(rules.end_at(long_day(), at("12:00"))) == [("10:00", "10:15")]


def test_an_earlier_end_keeps_a_break_that_ended_just_then() -> None:
    assert breaks(rules.end_at(long_day(), at("10:15"))) == [("10:00", "10:15")]


def test_an_earlier_end_drops_a_stretch_that_began_just_then_or_later() -> None:
    assert rules.end_at(long_day(), at("11:00:01")).current_job_id == DELIVER
    assert rules.end_at(long_day(), at("11:00")).current_job_id == BAKE
    assert rules.end_at(long_day(), at("09:00")).current_job_id == BAKE


def test_an_end_at_the_start_leaves_nothing_inside() -> None:
    line = rules.end_at(long_day(), at("08:00"))
    assert (line.ended_at, line.pauses, line.stretches) == (at("08:00"), (), ())


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        rules.end_at(since("08:00"), at("07:59:59"))
    assert (refused.value.code, refused.value.field) == ("end_before_start", "end")


def test_a_job_waiting_for_the_end_of_the_break_goes_with_an_end_before_it() -> None:
    line = rules.switch_job(long_day(), at("14:20"), CLEAN)
    assert rules.end_at(line, at("14:10")).current_job_id == DELIVER
