"""A shift changed part by part becomes one shift, several, or none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.compat.records import EIGHT, LATER, pause, shift
from timeclock.errors import Conflict, Invalid
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.parts import drafts_with, drafts_without, parts_of
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import JobStretch, PartKind

BAKE, DELIVER = 7, 8


def day() -> ShiftRecord:
    """Baking from 08:00, a break from 10:00 to 10:30, delivering from 12:00 to 14:00."""
    return shift(
        pause(5, 120, 150),
        stretches=(JobStretch(9, DELIVER, LATER[240]),),
        ended_at=LATER[360],
        job_id=BAKE,
    )


def in_short(drafts: tuple[Draft, ...]) -> list[str]:
    """Each as `08:00-10:00 on 7`, with breaks and switches."""
    return [
        f"{d.started_at:%H:%M}-{d.ended_at:%H:%M} on {d.job_id}"
        + "".join(f", break {b.started_at:%H:%M}-{b.ended_at:%H:%M}" for b in d.breaks)
        + "".join(f", {s.job_id} from {s.started_at:%H:%M}" for s in d.switches)
        for d in drafts
    ]


def test_its_parts_as_they_are_make_the_shift_as_it_is() -> None:
    for part in day().timeline.parts():
        assert drafts_with(day(), part, part) == (Draft.of(day()),)


@pytest.mark.parametrize(
    ("number", "left"),
    [
        (0, ["10:00-14:00 on 7, break 10:00-10:30, 8 from 12:00"]),
        (1, ["08:00-10:00 on 7", "10:30-14:00 on 7, 8 from 12:00"]),
        (2, ["08:00-10:30 on 7, break 10:00-10:30", "12:00-14:00 on 8"]),
        (3, ["08:00-12:00 on 7, break 10:00-10:30"]),
    ],
)
def test_without_one_of_its_parts(number: int, left: list[str]) -> None:
    assert in_short(drafts_without(day(), day().timeline.parts()[number])) == left


def test_without_its_only_part_nothing_is_left() -> None:
    plain = shift(ended_at=LATER[60])
    assert drafts_without(plain, plain.timeline.parts()[0]) == ()


def test_work_without_length_at_the_edge_does_not_make_a_shift() -> None:
    begun_with_a_break = shift(pause(5, 0, 30), ended_at=LATER[60])
    work = begun_with_a_break.timeline.parts()
    assert in_short(drafts_without(begun_with_a_break, work[1])) == ["08:30-09:00 on None"]
    assert in_short(drafts_without(begun_with_a_break, work[0])) == [
        "08:00-09:00 on None, break 08:00-08:30"
    ]


def test_what_a_correction_left_without_length_is_no_part() -> None:
    rest = replace(shift(pause(5, 0, 30), ended_at=LATER[30]), original={})
    assert [part.kind for part in parts_of(rest)] == [PartKind.BREAK]
    assert drafts_without(rest, parts_of(rest)[0]) == ()
    empty = replace(shift(ended_at=EIGHT), original={})
    assert parts_of(empty) == empty.timeline.parts()
    punched = replace(rest, original=None)
    assert parts_of(punched) == punched.timeline.parts()


def test_the_start_and_the_end_of_the_shift_move_with_those_of_its_parts() -> None:
    first, _, _, last = day().timeline.parts()
    earlier = replace(first, started_at=EIGHT - timedelta(hours=1))
    assert in_short(drafts_with(day(), first, earlier)) == [
        "07:00-14:00 on 7, break 10:00-10:30, 8 from 12:00"
    ]
    later = replace(last, ended_at=LATER[390])
    assert in_short(drafts_with(day(), last, later)) == [
        "08:00-14:30 on 7, break 10:00-10:30, 8 from 12:00"
    ]


def test_a_part_on_another_job() -> None:
    first, _, third, last = day().timeline.parts()
    assert in_short(drafts_with(day(), first, replace(first, job_id=DELIVER))) == [
        "08:00-14:00 on 8, break 10:00-10:30, 7 from 10:30, 8 from 12:00"
    ]
    assert in_short(drafts_with(day(), last, replace(last, job_id=BAKE))) == [
        "08:00-14:00 on 7, break 10:00-10:30"
    ]
    assert in_short(drafts_with(day(), third, replace(third, job_id=None))) == [
        "08:00-14:00 on 7, break 10:00-10:30, None from 10:30, 8 from 12:00"
    ]


def test_a_gap_divides_the_shift() -> None:
    _, rest, *_ = day().timeline.parts()
    shorter = replace(rest, started_at=LATER[120] + timedelta(minutes=10))
    assert in_short(drafts_with(day(), rest, shorter)) == [
        "08:00-10:00 on 7",
        "10:10-14:00 on 7, break 10:10-10:30, 8 from 12:00",
    ]


def test_a_part_over_another_one() -> None:
    first, *_ = day().timeline.parts()
    with pytest.raises(Invalid) as refused:
        drafts_with(day(), first, replace(first, ended_at=LATER[150]))
    assert refused.value.code == "parts_overlap"


def test_a_shift_that_runs_is_not_divided() -> None:
    running = shift(pause(5, 30, 60))
    with pytest.raises(Conflict) as refused:
        drafts_without(running, running.timeline.parts()[0])
    assert refused.value.code == "still_open"
