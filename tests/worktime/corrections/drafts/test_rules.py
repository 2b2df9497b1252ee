"""Whatever was punched and whatever is written down, what comes of it is a whole shift."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from timeclock.errors import Invalid
from timeclock.timekeeping import Interval
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak, DraftSwitch
from timeclock.worktime.corrections.drafts.rules import (
    Hand,
    corrected,
    new_shift,
    split_off,
)
from timeclock.worktime.corrections.drafts.soundness import (
    LONGEST,
    MOST_BREAKS,
    MOST_PARTS,
    MOST_SWITCHES,
    demand_sound,
)
from timeclock.worktime.shifts import rules as punches
from timeclock.worktime.shifts.claims import Claims
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.timeline import State, Timeline

EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
HAND = Hand(9, "Europe/Berlin", "Europe/Madrid", EIGHT + LONGEST)


def minutes(number: int) -> datetime:
    return EIGHT + timedelta(minutes=number)


def record(line: Timeline) -> ShiftRecord:
    """A shift with ids on all that its line has."""
    return ShiftRecord(
        id=1,
        workspace_id=1,
        member_id=2,
        account_id=3,
        clock_id=4,
        timeline=replace(
            line,
            pauses=tuple(replace(p, id=n) for n, p in enumerate(line.pauses, 10)),
            stretches=tuple(replace(s, id=n) for n, s in enumerate(line.stretches, 50)),
        ),
        start_zone="UTC",
        start_source="kiosk",
        end_zone="UTC",
        end_source="pc",
        created_at=EIGHT,
        changed_at=EIGHT,
        stopped=True,
        stop_reason="Fire drill",
        ended_by_id=5,
    )


@st.composite
def punched(draw: st.DrawFn) -> ShiftRecord:
    """Any ended shift that the rules of the clock allow, with punches in the same second too."""
    line, at = punches.clock_in(EIGHT, draw(st.sampled_from([None, 1]))), EIGHT
    for _ in range(draw(st.integers(0, 8))):
        at += timedelta(minutes=draw(st.integers(0, 20)))
        if draw(st.booleans()):
            line = punches.switch_job(line, at, draw(st.sampled_from([None, 1, 2])))
        elif line.state is State.ON_BREAK:
            line = punches.resume(line, at)
        else:
            line = punches.pause(line, at, 6, paid=draw(st.booleans()))
    return record(punches.clock_out(line, at + timedelta(minutes=draw(st.integers(0, 20)))))


@st.composite
def written(draw: st.DrawFn) -> Draft:
    """Any sound draft near to what was punched."""
    moments = sorted(draw(st.lists(st.integers(0, 200), min_size=2, max_size=8)))
    start, end, inner = minutes(moments[0]), minutes(moments[-1]), moments[1:-1]
    pairs = zip(inner[::2], inner[1::2], strict=False)
    return Draft(
        4,
        start,
        end,
        draw(st.sampled_from([None, 1])),
        tuple(DraftBreak(minutes(a), minutes(b), 6, paid=draw(st.booleans())) for a, b in pairs),
        tuple(DraftSwitch(minutes(m), draw(st.sampled_from([None, 2]))) for m in inner[::3]),
    )


@examples(75)
@given(punched(), written())
def test_the_outcome_is_what_was_written_down_and_no_id_is_used_twice(
    shift: ShiftRecord, draft: Draft
) -> None:
    demand_sound([draft], minutes(1000))
    found = corrected(shift, draft, HAND)
    assert Draft.of(found) == draft
    assert punches.is_whole(found.timeline)
    ids = [each.id for each in (*found.timeline.pauses, *found.timeline.stretches) if each.id]
    known = {each.id for each in (*shift.timeline.pauses, *shift.timeline.stretches)}
    assert len(ids) == len(set(ids))
    assert set(ids) <= known
    assert found.timeline.worked(EIGHT) == draft.worked
    assert sum((p.interval.length(EIGHT) for p in found.timeline.parts()), timedelta()) == (
        draft.interval.length(EIGHT)
    )


@examples(75)
@given(punched())
def test_writing_down_what_was_punched_changes_no_time(shift: ShiftRecord) -> None:
    draft = Draft.of(shift)
    assert draft.tidy() == draft
    demand_sound([draft], minutes(1000))
    found = corrected(shift, draft, HAND)
    assert found.timeline == shift.timeline
    assert punches.is_whole(found.timeline)
    assert (found.start_edited, found.end_edited) == (False, False)


class TestMarks:
    SHIFT = record(punches.clock_out(punches.clock_in(EIGHT, None), minutes(60)))

    def test_of_a_moved_start(self) -> None:
        found = corrected(self.SHIFT, replace(Draft.of(self.SHIFT), started_at=minutes(5)), HAND)
        assert (found.start_zone, found.start_source, found.start_edited) == (
            "Europe/Berlin",
            "admin",
            True,
        )
        assert (found.end_zone, found.end_source, found.end_edited) == ("UTC", "pc", False)
        assert (found.stopped, found.stop_reason, found.ended_by_id) == (True, "Fire drill", 5)

    def test_of_a_moved_end(self) -> None:
        found = corrected(self.SHIFT, replace(Draft.of(self.SHIFT), ended_at=minutes(5)), HAND)
        assert (found.start_zone, found.start_source, found.start_edited) == ("UTC", "kiosk", False)
        assert (found.end_zone, found.end_source, found.end_edited) == (
            "Europe/Madrid",
            "admin",
            True,
        )
        assert (found.stopped, found.stop_reason, found.ended_by_id) == (False, "", 9)

    def test_of_another_clock(self) -> None:
        found = corrected(self.SHIFT, replace(Draft.of(self.SHIFT), clock_id=8), HAND)
        assert (found.start_zone, found.end_zone) == ("Europe/Berlin", "Europe/Madrid")
        assert (found.start_edited, found.end_edited) == (False, False)

    @pytest.mark.parametrize("kind", UnconfirmedEnd)
    def test_what_waits_is_confirmed_by_other_times_alone(self, kind: UnconfirmedEnd) -> None:
        claims = Claims(waits=(Interval(self.SHIFT.timeline.started_at, minutes(30)),))
        waits = replace(self.SHIFT, unconfirmed=kind, proposed_by_id=2, claims=claims)
        noted = corrected(waits, replace(Draft.of(waits), note="Rolls"), HAND)
        assert (noted.unconfirmed, noted.proposed_by_id) == (kind, 2)
        assert noted.original == waits.to_json()
        earlier = replace(Draft.of(waits), ended_at=minutes(59))
        found = corrected(waits, earlier, HAND)
        assert (found.unconfirmed, found.proposed_by_id) == (None, None)

    def test_of_the_last_part_of_a_split(self) -> None:
        draft = replace(Draft.of(self.SHIFT), started_at=minutes(30))
        last = split_off(self.SHIFT, draft, HAND)
        assert (last.start_edited, last.end_edited) == (True, False)
        assert (last.stopped, last.stop_reason, last.end_source) == (True, "Fire drill", "pc")
        other = split_off(self.SHIFT, replace(draft, ended_at=minutes(40)), HAND)
        assert (other.end_edited, other.stopped, other.end_source) == (True, False, "admin")

    def test_of_one_that_was_never_punched(self) -> None:
        found = new_shift(Draft.of(self.SHIFT), HAND, workspace_id=1, member_id=2, account_id=3)
        assert (found.start_edited, found.end_edited, found.original) == (True, True, None)
        assert found.created_at == HAND.moment


class TestLimits:
    DAY = Draft(1, EIGHT, minutes(600))

    def test_just_a_week_is_not_too_long(self) -> None:
        demand_sound([replace(self.DAY, ended_at=EIGHT + LONGEST)], EIGHT + LONGEST)

    def test_parts_may_touch_and_shifts_may_be_of_no_length(self) -> None:
        parts = [
            replace(self.DAY, ended_at=minutes(60)),
            replace(self.DAY, started_at=minutes(60), ended_at=minutes(60)),
            replace(self.DAY, started_at=minutes(60)),
        ]
        demand_sound(parts, minutes(600))

    @pytest.mark.parametrize(
        ("drafts", "code"),
        [
            ([DAY] * (MOST_PARTS + 1), "too_many_parts"),
            (
                [replace(DAY, breaks=(DraftBreak(EIGHT, EIGHT),) * (MOST_BREAKS + 1))],
                "too_many_breaks",
            ),
            (
                [replace(DAY, switches=(DraftSwitch(EIGHT),) * (MOST_SWITCHES + 1))],
                "too_many_switches",
            ),
        ],
    )
    def test_there_is_an_end_to_it(self, drafts: list[Draft], code: str) -> None:
        with pytest.raises(Invalid) as refused:
            demand_sound(drafts, minutes(600))
        assert refused.value.code == code
