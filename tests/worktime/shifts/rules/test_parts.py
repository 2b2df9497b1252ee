"""A shift the vendors' way: work and breaks in turn, work cut where the job was switched."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.worktime.shifts.day import BAKE, DELIVER, LUNCH, at, paused, since
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.timeline import JobStretch, Part, PartKind, Timeline

Seen = list[tuple[str, str, str | None, int | None]]


def seen(line: Timeline) -> Seen:
    return [
        (
            part.kind.value,
            f"{part.started_at:%H:%M}",
            f"{part.ended_at:%H:%M}" if part.ended_at else None,
            part.job_id,
        )
        for part in line.parts()
    ]


def test_a_plain_shift_is_one_part() -> None:
    assert seen(since("08:00", BAKE)) == [("work", "08:00", None, BAKE)]


def test_during_a_break_the_break_is_the_last_part() -> None:
    line = replace(since("08:00"), pauses=(paused("12:00"),))
    assert seen(line) == [("work", "08:00", "12:00", None), ("break", "12:00", None, None)]


def test_after_a_break_work_goes_on_under_the_breaks_number() -> None:
    line = replace(since("08:00"), pauses=(paused("12:00", "12:30", number=9),))
    assert seen(line)[-1] == ("work", "12:30", None, None)
    assert line.parts()[-1].after_pause_id == 9


def test_after_a_switch_work_goes_on_under_the_switchs_number() -> None:
    line = replace(since("08:00", BAKE), stretches=(JobStretch(4, DELIVER, at("10:00")),))
    assert seen(line) == [("work", "08:00", "10:00", BAKE), ("work", "10:00", None, DELIVER)]
    assert [part.after_stretch_id for part in line.parts()] == [None, 4]


def test_a_switch_on_a_break_makes_one_part_after_it() -> None:
    line = replace(since("08:00", BAKE), pauses=(paused("12:00"),))
    line = rules.resume(rules.switch_job(line, at("12:10"), DELIVER), at("12:30"))
    assert seen(line) == [
        ("work", "08:00", "12:00", BAKE),
        ("break", "12:00", "12:30", None),
        ("work", "12:30", None, DELIVER),
    ]


def test_a_shift_that_ended_on_a_break_ends_with_the_break() -> None:
    line = rules.clock_out(replace(since("08:00"), pauses=(paused("12:00"),)), at("12:30"))
    assert seen(line)[-1] == ("break", "12:00", "12:30", None)


def test_a_break_at_the_very_start_has_work_of_no_length_before_it() -> None:
    line = replace(since("08:00"), pauses=(paused("08:00", "08:30"),))
    assert seen(line)[0] == ("work", "08:00", "08:00", None)


def test_work_resumed_in_the_second_of_the_clock_out_is_still_a_part() -> None:
    """Its id has been on a wire: a script resumes and stops within one second."""
    line = rules.resume(replace(since("08:00"), pauses=(paused("12:00"),)), at("12:30"))
    assert rules.clock_out(line, at("12:30")).parts()[-1] == Part(
        PartKind.WORK, at("12:30"), at("12:30"), after_pause_id=1
    )


def test_a_job_switched_in_the_second_of_the_clock_out_is_still_a_part() -> None:
    line = replace(since("08:00", BAKE), stretches=(JobStretch(4, DELIVER, at("12:30")),))
    assert rules.clock_out(line, at("12:30")).parts()[-1] == Part(
        PartKind.WORK, at("12:30"), at("12:30"), DELIVER, after_stretch_id=4
    )


def test_a_whole_shift_within_one_second_keeps_all_its_parts() -> None:
    line = since("08:00")
    for _ in range(2):
        line = numbered(rules.pause(line, at("08:00"), LUNCH, paid=False))
        line = rules.resume(line, at("08:00"))
    parts = rules.clock_out(line, at("08:00")).parts()
    assert [part.kind.value for part in parts] == ["work", "break", "work", "break", "work"]
    assert [part.after_pause_id for part in parts] == [None, None, 1, None, 2]


def numbered(line: Timeline) -> Timeline:
    """As stored: every break has an id."""
    return replace(
        line, pauses=tuple(replace(p, id=number) for number, p in enumerate(line.pauses, 1))
    )


def shifts() -> st.SearchStrategy[Timeline]:
    acts = st.sampled_from(["pause", "resume", "switch"])
    steps = st.lists(st.tuples(acts, st.integers(0, 3600), st.sampled_from([None, BAKE, DELIVER])))

    def grow(how: tuple[list[tuple[str, int, int | None]], bool]) -> Timeline:
        line, moment = since("08:00", BAKE), at("08:00")
        for act, seconds, job in how[0]:
            moment += timedelta(seconds=seconds)
            if act == "pause":
                line = numbered(rules.pause(line, moment, LUNCH, paid=False))
            elif act == "resume":
                line = rules.resume(line, moment)
            else:
                line = rules.switch_job(line, moment, job)
        return rules.clock_out(line, moment + timedelta(hours=1)) if how[1] else line

    return st.tuples(steps, st.booleans()).map(grow)


def lengths(line: Timeline, kind: PartKind) -> Iterator[timedelta]:
    now = line.last_change + timedelta(minutes=1)
    return (part.interval.length(now) for part in line.parts() if part.kind is kind)


@given(shifts())
def test_parts_follow_each_other_without_gap_or_overlap(line: Timeline) -> None:
    parts = line.parts()
    assert parts[0].started_at == line.started_at
    assert parts[-1].ended_at == line.ended_at
    assert all(a.ended_at == b.started_at for a, b in pairwise(parts))


@given(shifts())
def test_parts_add_up_to_the_second(line: Timeline) -> None:
    now = line.last_change + timedelta(minutes=1)
    assert sum(lengths(line, PartKind.WORK), timedelta(0)) == line.worked(now)
    assert sum(lengths(line, PartKind.BREAK), timedelta(0)) == line.paused(now)


@given(shifts())
def test_the_last_part_has_the_job_under_way(line: Timeline) -> None:
    if line.open_pause is None and line.ended_at is None:
        assert line.parts()[-1].job_id == line.current_job_id
