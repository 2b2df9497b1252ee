"""What happens to a shift when what was asked for is approved."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.acts import approved, filed
from tests.worktime.corrections.scenes import (
    assert_true,
    at,
    draft,
    kinds,
    longer,
    newest_entries,
    stored,
    worked,
    worked_with_everything,
)
from timeclock.company.clocks.break_kinds import (
    add_break_kind,
    archive_break_kind,
    update_break_kind,
)
from timeclock.errors import NotAllowed, NotFound
from timeclock.worktime.corrections.approval.deciding import approve
from timeclock.worktime.corrections.drafts.drafts import (
    CorrectionKind,
    Draft,
    DraftBreak,
    DraftSwitch,
)
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume
from timeclock.worktime.shifts.queries import shifts_between
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakPlan


class TestApproved:
    def test_a_moved_end_is_marked_and_the_original_kept(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        done = approved(company, shift.id, longer(shift))
        found = stored(company, shift.id)
        assert found.timeline.ended_at == at("17:00")
        assert (found.start_edited, found.end_edited) == (False, True)
        assert (found.start_source, found.end_source) == ("pc", "admin")
        assert found.original == shift.to_json()
        assert (done.state, done.shift_ids) == (CorrectionState.APPROVED, (shift.id,))
        assert done.applied_at == done.decided_at == watch.now
        assert kinds(company.eli, 3) == [
            "correction.asked",
            "correction.approved",
            "shift.corrected",
        ]
        assert_true(company)

    def test_everything_of_a_shift_can_change_and_what_stays_keeps_its_id(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked_with_everything(company, watch)
        lunch, rest = shift.timeline.pauses
        wanted = replace(
            Draft.of(shift),
            started_at=at("07:30"),
            job_id=company.cleaning,
            breaks=(
                DraftBreak(at("10:00"), at("10:15"), company.rest, paid=True),
                DraftBreak(at("12:00"), at("13:00"), company.lunch),
            ),
            switches=(
                DraftSwitch(at("09:00"), company.baking),
                DraftSwitch(at("14:00"), company.delivering),
            ),
            note="Bread",
            worked_through=True,
        )
        approved(company, shift.id, wanted)
        found = stored(company, shift.id)
        assert Draft.of(found) == wanted
        new, kept = found.timeline.pauses
        assert kept.id == lunch.id
        assert new.id not in {lunch.id, rest.id}
        assert found.timeline.stretches[1].id == shift.timeline.stretches[0].id
        assert (found.start_edited, found.end_edited) == (True, False)
        entry = newest_entries(company.eli, 1)[0]
        assert entry.payload == {"note": "Bread", "note_before": "Rolls"}
        assert_true(company)

    def test_the_second_correction_keeps_the_first_original(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        approved(company, shift.id, longer(shift))
        approved(company, shift.id, longer(stored(company, shift.id), "18:00"))
        assert stored(company, shift.id).original == shift.to_json()
        assert_true(company)

    def test_a_shift_is_added_with_breaks_and_switches(
        self, company: Company, watch: Watch
    ) -> None:
        watch.at(at("09:00", 3))
        wanted = replace(
            draft(company, "08:00", "16:00"),
            job_id=company.baking,
            breaks=(DraftBreak(at("12:00"), at("12:30"), company.lunch),),
            switches=(DraftSwitch(at("14:00"), company.cleaning),),
            note="No power",
        )
        done = approved(company, None, wanted)
        (shift_id,) = done.shift_ids
        found = stored(company, shift_id)
        assert Draft.of(found) == wanted
        assert found.timeline.worked(watch.now) == timedelta(hours=7, minutes=30)
        assert (found.start_edited, found.end_edited, found.original) == (True, True, None)
        assert (found.start_zone, found.end_zone) == ("Europe/Berlin", "Europe/Berlin")
        assert (done.kind, done.before, done.shift_id) == (CorrectionKind.ADD, None, None)
        assert kinds(company.eli, 1) == ["shift.added"]
        assert_true(company)

    def test_a_shift_is_removed_and_its_id_never_used_again(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked_with_everything(company, watch)
        done = approved(company, shift.id)
        assert done.kind is CorrectionKind.REMOVE
        found = stored(company, shift.id)
        assert found.voided
        assert found.timeline == shift.timeline
        assert (
            shifts_between(company.workspace_id, company.eli.member_id, at("00:00"), at("23:59"))
            == []
        )
        assert kinds(company.eli, 1) == ["shift.removed"]
        assert worked(company, watch, day=3).id > shift.id
        assert_true(company)

    def test_a_shift_is_split_in_order_of_time_whatever_the_order_of_the_drafts(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked_with_everything(company, watch)
        whole = Draft.of(shift)
        morning = replace(whole, ended_at=at("12:15"), breaks=(), switches=())
        evening = replace(
            whole,
            started_at=at("12:30"),
            job_id=company.baking,
            breaks=whole.breaks[1:],
            note="Later",
        )
        done = approved(company, shift.id, evening, morning)
        assert done.kind is CorrectionKind.SPLIT
        first, second = (stored(company, each) for each in done.shift_ids)
        assert (first.id, Draft.of(first), Draft.of(second)) == (shift.id, morning, evening)
        assert (first.end_edited, second.start_edited) == (True, True)
        # Its end is the one that was punched.
        assert (second.end_edited, second.end_source) == (False, "pc")
        assert kinds(company.eli, 2) == ["shift.corrected", "shift.added"]
        assert_true(company)

    def test_a_part_may_be_the_shift_as_it_is(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        first = longer(shift)
        approved(company, shift.id, first)
        done = approved(company, shift.id, first, draft(company, "18:00", "19:00"))
        assert done.shift_ids[0] == shift.id
        assert Draft.of(stored(company, shift.id)) == first
        assert_true(company)

    def test_a_break_until_the_end_leaves_no_work_after_it(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        late = DraftBreak(at("15:00"), at("16:00"), company.lunch)
        approved(company, shift.id, replace(Draft.of(shift), breaks=(late,)))
        found = stored(company, shift.id)
        assert found.timeline.pauses[0].cut
        assert len(found.timeline.parts()) == 2
        # The shift goes on after it: now one has resumed from it.
        approved(company, shift.id, longer(found))
        assert not stored(company, shift.id).timeline.pauses[0].cut
        assert_true(company)

    def test_a_shift_can_move_to_another_clock_with_its_zone(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        moved = replace(Draft.of(shift), clock_id=company.site, job_id=company.baking)
        request = filed(company, shift.id, moved)
        with pytest.raises(NotAllowed) as refused:
            approve(company.maya.actor, correction_id=request.id)
        assert refused.value.code == "not_your_clock"
        approve(company.edda.actor, correction_id=request.id)
        found = stored(company, shift.id)
        assert (found.clock_id, found.start_zone, found.end_zone) == (
            company.site,
            "America/New_York",
            "America/New_York",
        )
        assert not found.start_edited
        assert_true(company)

    def test_seconds_are_whole(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        approved(company, shift.id, replace(longer(shift), ended_at=at("17:00:00.900")))
        assert stored(company, shift.id).timeline.ended_at == at("17:00")
        assert_true(company)

    def test_the_next_punch_has_its_own_moment(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        approved(company, shift.id, longer(shift))
        begun = clock_in(company.eli.actor).shift
        assert begun is not None
        assert begun.timeline.started_at == watch.now
        assert_true(company)


class TestBreaks:
    def test_are_paid_as_their_kind_is(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        wanted = (
            DraftBreak(at("10:00"), at("10:10"), company.rest, paid=False),
            DraftBreak(at("12:00"), at("12:30"), company.lunch, paid=True),
            DraftBreak(at("14:00"), at("14:30"), None, paid=True),
        )
        approved(company, shift.id, replace(Draft.of(shift), breaks=wanted))
        assert [p.paid for p in stored(company, shift.id).timeline.pauses] == [True, False, False]

    def test_stay_as_they_were_paid_when_they_were_punched(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked_with_everything(company, watch)
        archive_break_kind(company.operator, kind_id=company.rest)
        approved(company, shift.id, replace(Draft.of(shift), started_at=at("07:00")))
        assert [p.paid for p in stored(company, shift.id).timeline.pauses] == [False, True]
        assert_true(company)

    def test_keep_the_plan_of_their_beginning_and_new_ones_get_that_of_their_kind(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked_with_everything(company, watch)
        update_break_kind(company.operator, kind_id=company.rest, minutes=5)
        longer_rest = DraftBreak(at("15:00"), at("15:40"), company.rest, paid=True)
        approved(company, shift.id, replace(Draft.of(shift), breaks=(longer_rest,)))
        (kept,) = stored(company, shift.id).timeline.pauses
        assert kept.plan == BreakPlan(None, pays_beyond=False)
        assert kept.paid_length(at("20:00")) == timedelta(minutes=40)
        assert_true(company)

    def test_keep_their_own_plan_where_they_touch(self, company: Company, watch: Watch) -> None:
        eli = company.eli.actor
        watch.at("08:00")
        clock_in(eli, clock_id=company.shop)
        for start, end, planned in (("10:00", "10:30", 5), ("10:30", "11:00", 30)):
            update_break_kind(company.operator, kind_id=company.rest, minutes=planned)
            watch.at(start)
            pause(eli, kind_id=company.rest)
            watch.at(end)
            resume(eli)
        watch.at("16:00")
        shift = clock_out(eli).shift
        assert shift
        filed(company, shift.id, replace(Draft.of(shift), note="Rolls"))
        found = stored(company, shift.id)
        assert (found.note, found.timeline) == ("Rolls", shift.timeline)
        assert_true(company)

    def test_that_are_added_are_paid_up_to_the_planned_length_of_their_kind(
        self, company: Company, watch: Watch
    ) -> None:
        update_break_kind(company.operator, kind_id=company.rest, minutes=5)
        shift = worked(company, watch)
        added = DraftBreak(at("10:00"), at("10:30"), company.rest, paid=True)
        approved(company, shift.id, replace(Draft.of(shift), breaks=(added,)))
        (found,) = stored(company, shift.id).timeline.pauses
        assert found.plan == BreakPlan(5, pays_beyond=False)
        assert found.paid_length(at("20:00")) == timedelta(minutes=5)
        assert_true(company)

    def test_of_another_clock_are_refused(self, company: Company, watch: Watch) -> None:
        shift: ShiftRecord = worked(company, watch)
        others = add_break_kind(company.operator, clock_id=company.yard, name="Tea", paid=True)
        wanted = (DraftBreak(at("10:00"), at("10:10"), others, paid=True),)
        with pytest.raises(NotFound) as refused:
            filed(company, shift.id, replace(Draft.of(shift), breaks=wanted))
        assert refused.value.code == "break_kind_not_found"
