"""What someone writes down: its form, its order, and what it does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from timeclock.errors import Conflict, Invalid
from timeclock.worktime.corrections.drafts.drafts import (
    CorrectionKind,
    Draft,
    DraftBreak,
    DraftSwitch,
    kind_of,
)
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakInterval, JobStretch, Timeline

EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
DRAFT = Draft(
    clock_id=1,
    started_at=EIGHT,
    ended_at=EIGHT + timedelta(hours=8),
    job_id=7,
    breaks=(
        DraftBreak(
            EIGHT + timedelta(hours=2), EIGHT + timedelta(hours=2, minutes=10), 4, paid=True
        ),
        DraftBreak(EIGHT + timedelta(hours=4), EIGHT + timedelta(hours=5)),
    ),
    switches=(DraftSwitch(EIGHT + timedelta(hours=3), None),),
    note="Röstbrot",
    worked_through=True,
)


def test_json_and_back() -> None:
    assert Draft.from_json(DRAFT.to_json()) == DRAFT


def test_the_facts_leave_the_note_out() -> None:
    assert "note" not in DRAFT.facts()
    assert "Röstbrot" not in str(DRAFT.facts())


def test_worked_is_without_unpaid_breaks() -> None:
    assert DRAFT.worked == timedelta(hours=7)


def test_tidy_is_in_order_and_in_whole_seconds() -> None:
    late = timedelta(milliseconds=999)
    first, second = DRAFT.breaks
    untidy = replace(
        DRAFT,
        started_at=DRAFT.started_at + late,
        ended_at=DRAFT.ended_at + late,
        breaks=(replace(second, ended_at=second.ended_at + late), first),
        switches=(replace(DRAFT.switches[0], started_at=DRAFT.switches[0].started_at + late),),
    )
    assert untidy.tidy() == DRAFT


def hours(number: float) -> datetime:
    return EIGHT + timedelta(hours=number)


def test_two_of_one_have_what_is_in_each_and_go_on_with_the_job() -> None:
    first, second = DRAFT.split(hours(3.5), hours(4))
    assert first == replace(DRAFT, ended_at=hours(3.5), breaks=DRAFT.breaks[:1])
    assert second == replace(
        DRAFT, started_at=hours(4), job_id=None, breaks=DRAFT.breaks[1:], switches=()
    )
    assert first.worked + second.worked == DRAFT.worked - timedelta(minutes=30)


def test_a_change_of_job_at_the_place_itself_begins_the_second() -> None:
    first, second = DRAFT.split(hours(3), hours(3))
    assert (first.job_id, first.switches) == (7, ())
    assert (second.job_id, second.switches) == (None, ())
    first, second = DRAFT.split(hours(2.5), hours(2.5))
    assert (first.switches, second.job_id, second.switches) == ((), 7, DRAFT.switches)


def test_a_break_of_no_length_at_the_place_itself_is_in_one_of_them() -> None:
    tiny = DraftBreak(hours(3), hours(3))
    first, second = replace(DRAFT, breaks=(tiny,)).split(hours(3), hours(3))
    assert (first.breaks, second.breaks) == ((tiny,), ())


@pytest.mark.parametrize(("first_end", "second_start"), [(4.5, 4.5), (3.5, 4.5), (4.5, 6), (1, 3)])
def test_a_break_across_the_place_is_refused(first_end: float, second_start: float) -> None:
    with pytest.raises(Invalid) as refused:
        DRAFT.split(hours(first_end), hours(second_start))
    assert (refused.value.code, refused.value.field) == ("break_across_split", "split_end")


def test_a_shift_as_a_draft() -> None:
    one, two = timedelta(hours=1), timedelta(hours=2)
    line = Timeline(
        EIGHT,
        7,
        EIGHT + two,
        (BreakInterval(1, 4, True, EIGHT + one, EIGHT + two, cut=True),),
        (JobStretch(2, 9, EIGHT + one),),
    )
    shift = ShiftRecord(
        id=1,
        workspace_id=1,
        member_id=1,
        account_id=1,
        clock_id=3,
        timeline=line,
        start_zone="UTC",
        start_source="pc",
        created_at=EIGHT,
        changed_at=EIGHT,
        note="x",
        worked_through=True,
    )
    found = Draft.of(shift)
    assert found == Draft(
        3,
        EIGHT,
        EIGHT + two,
        7,
        (DraftBreak(EIGHT + one, EIGHT + two, 4, paid=True),),
        (DraftSwitch(EIGHT + one, 9),),
        "x",
        worked_through=True,
    )
    assert found.timeline.worked(EIGHT) == line.worked(EIGHT)
    with pytest.raises(Conflict) as refused:
        Draft.of(shift.with_timeline(replace(line, ended_at=None)))
    assert refused.value.code == "still_open"


def test_what_drafts_do() -> None:
    assert kind_of(None, [DRAFT]) is CorrectionKind.ADD
    assert kind_of(1, []) is CorrectionKind.REMOVE
    assert kind_of(1, [DRAFT]) is CorrectionKind.CHANGE
    assert kind_of(1, [DRAFT, DRAFT]) is CorrectionKind.SPLIT
    for drafts in ([], [DRAFT, DRAFT]):
        with pytest.raises(Invalid):
            kind_of(None, drafts)
