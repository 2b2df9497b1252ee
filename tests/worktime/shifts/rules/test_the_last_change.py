"""The instant before which no further punch of a shift may lie."""

from dataclasses import replace

from tests.worktime.shifts.day import BAKE, DELIVER, LUNCH, at, paused, since
from timeclock.worktime.shifts import rules


def test_it_is_the_start_at_first() -> None:
    assert since("08:00").last_change == at("08:00")


def test_it_is_the_latest_of_all_punches() -> None:
    line = rules.switch_job(since("08:00", BAKE), at("09:00"), DELIVER)
    assert line.last_change == at("09:00")
    line = rules.pause(line, at("10:00"), LUNCH, paid=False)
    assert line.last_change == at("10:00")
    line = rules.resume(line, at("10:10"))
    assert line.last_change == at("10:10")
    assert rules.clock_out(line, at("16:00")).last_change == at("16:00")


def test_a_clock_that_steps_back_never_makes_time_run_backwards() -> None:
    """Every punch after 12:00 comes from a machine whose clock fell back to 06:00."""
    line = replace(since("08:00", BAKE), pauses=(paused("12:00"),))
    line = rules.resume(line, at("06:00"))
    line = rules.switch_job(line, at("06:01"), DELIVER)
    line = rules.pause(line, at("06:02"), LUNCH, paid=False)
    line = rules.clock_out(rules.resume(line, at("06:03")), at("06:04"))
    moments = [line.started_at]
    for pause in line.pauses:
        moments += [pause.started_at, pause.ended_at]
    assert [*moments, line.ended_at] == [at("08:00"), *([at("12:00")] * 5)]
    assert line.stretches[0].started_at == at("12:00")
