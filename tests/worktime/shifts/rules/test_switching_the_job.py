"""Another job in the same shift; on a break it begins with the resume."""

import pytest

from tests.worktime.shifts.day import BAKE, CLEAN, DELIVER, LUNCH, at, since
from timeclock.errors import Conflict
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.timeline import PartKind, Timeline


def switched(line: Timeline) -> list[tuple[int | None, str]]:
    return [(s.job_id, f"{s.started_at:%H:%M}") for s in line.stretches]


def on_break() -> Timeline:
    return rules.pause(since("08:00", BAKE), at("12:00"), LUNCH, paid=False)


def test_switching_begins_a_stretch_at_that_moment() -> None:
    line = rules.switch_job(since("08:00", BAKE), at("10:00"), DELIVER)
    assert switched(line) == [(DELIVER, "10:00")]
    assert (line.job_id, line.current_job_id) == (BAKE, DELIVER)


def test_it_is_still_one_shift() -> None:
    line = rules.switch_job(since("08:00", BAKE), at("10:00"), DELIVER)
    assert (line.started_at, line.ended_at) == (at("08:00"), None)


def test_switching_to_the_same_job_changes_nothing() -> None:
    line = rules.switch_job(since("08:00", BAKE), at("10:00"), DELIVER)
    assert rules.switch_job(line, at("11:00"), DELIVER) == line
    assert rules.switch_job(since("08:00", BAKE), at("11:00"), BAKE) == since("08:00", BAKE)


def test_switching_back_begins_another_stretch() -> None:
    line = rules.switch_job(since("08:00", BAKE), at("10:00"), DELIVER)
    assert switched(rules.switch_job(line, at("11:00"), BAKE)) == [
        (DELIVER, "10:00"),
        (BAKE, "11:00"),
    ]


def test_the_job_may_be_laid_down() -> None:
    line = rules.switch_job(since("08:00", BAKE), at("10:00"), None)
    assert line.current_job_id is None


def test_a_second_switch_on_the_same_break_takes_the_place_of_the_first() -> None:
    line = rules.switch_job(on_break(), at("12:10"), DELIVER)
    line = rules.switch_job(line, at("12:20"), CLEAN)
    assert switched(rules.resume(line, at("12:30"))) == [(CLEAN, "12:30")]


def test_switching_back_on_the_same_break_leaves_no_trace() -> None:
    line = rules.switch_job(rules.switch_job(on_break(), at("12:10"), DELIVER), at("12:20"), BAKE)
    assert line == on_break()


def test_switches_on_two_breaks_both_stay() -> None:
    line = rules.resume(rules.switch_job(on_break(), at("12:10"), DELIVER), at("12:30"))
    line = rules.pause(line, at("14:00"), LUNCH, paid=False)
    line = rules.resume(rules.switch_job(line, at("14:10"), CLEAN), at("14:30"))
    assert switched(line) == [(DELIVER, "12:30"), (CLEAN, "14:30")]


def test_a_break_belongs_to_no_job() -> None:
    line = rules.resume(rules.switch_job(on_break(), at("12:10"), DELIVER), at("12:30"))
    assert [part.job_id for part in line.parts() if part.kind is PartKind.BREAK] == [None]


def test_an_ended_shift_has_no_job_to_switch() -> None:
    with pytest.raises(Conflict):
        rules.switch_job(rules.clock_out(since("08:00"), at("16:00")), at("17:00"), DELIVER)


def test_a_stretch_never_begins_before_the_last_punch() -> None:
    line = rules.switch_job(since("08:00", BAKE), at("10:00"), DELIVER)
    assert switched(rules.switch_job(line, at("09:00"), CLEAN))[-1] == (CLEAN, "10:00")
