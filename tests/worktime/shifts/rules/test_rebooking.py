"""Another job for what is under way, from where it began."""

from dataclasses import replace

import pytest

from tests.worktime.shifts.day import BAKE, CLEAN, DELIVER, LUNCH, at, since
from tests.worktime.shifts.rules.test_switching_the_job import on_break, switched
from timeclock.errors import Conflict
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.timeline import Timeline


def resumed() -> Timeline:
    return rules.resume(on_break(), at("12:30"))


def test_a_shift_in_its_first_part_is_booked_on_the_other_job_from_the_start() -> None:
    line = rules.rebook(since("08:00", BAKE), DELIVER)
    assert (line.job_id, line.stretches) == (DELIVER, ())


def test_after_a_switch_only_what_followed_it_is() -> None:
    line = rules.rebook(rules.switch_job(since("08:00", BAKE), at("10:00"), DELIVER), CLEAN)
    assert line.job_id == BAKE
    assert switched(line) == [(CLEAN, "10:00")]


def test_after_a_break_only_what_followed_it_is() -> None:
    line = rules.rebook(resumed(), DELIVER)
    assert line.job_id == BAKE
    assert switched(line) == [(DELIVER, "12:30")]
    assert switched(rules.rebook(line, CLEAN)) == [(CLEAN, "12:30")]


def test_after_a_break_in_the_second_of_the_start_the_part_before_it_stays() -> None:
    paused = rules.pause(since("08:00", BAKE), at("08:00"), LUNCH, paid=False)
    stored = replace(paused, pauses=tuple(replace(p, id=5) for p in paused.pauses))
    line = rules.rebook(rules.resume(stored, at("08:00")), DELIVER)
    assert [part.job_id for part in line.parts()] == [BAKE, None, DELIVER]


def test_on_a_break_it_begins_with_the_resume() -> None:
    line = rules.resume(rules.rebook(on_break(), DELIVER), at("12:30"))
    assert switched(line) == [(DELIVER, "12:30")]


def test_the_same_job_changes_nothing() -> None:
    for line in (since("08:00", BAKE), on_break(), resumed()):
        assert rules.rebook(line, BAKE) == line


def test_what_has_ended_is_not_rebooked() -> None:
    with pytest.raises(Conflict):
        rules.rebook(rules.clock_out(since("08:00", BAKE), at("10:00")), DELIVER)
