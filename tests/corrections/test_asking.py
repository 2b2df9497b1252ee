"""Asking that one's own time be put right, and what becomes of it when a manager approves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.corrections.scenes import (
    assert_true,
    at,
    draft,
    kinds,
    longer,
    stored,
    told,
    worked,
    worked_with_everything,
)
from tests.fixtures.company import Company, Watch
from timeclock.clocks.assigning import unassign
from timeclock.clocks.service import add_break_kind, archive_break_kind, archive_clock
from timeclock.corrections.asking import ask
from timeclock.corrections.deciding import approve, refuse, withdraw
from timeclock.corrections.drafts import CorrectionKind, Draft, DraftBreak, DraftSwitch
from timeclock.corrections.queries import CorrectionView, correction
from timeclock.corrections.rules import CorrectionState
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound, ProductError
from timeclock.jobs.service import archive_job
from timeclock.shifts.punching import clock_in
from timeclock.shifts.queries import shifts_between
from timeclock.shifts.record import ShiftRecord


def asked(company: Company, shift_id: int | None, *drafts: Draft) -> CorrectionView:
    return ask(company.eli.actor, shift_id=shift_id, drafts=drafts, reason="I forgot")


def approved(company: Company, shift_id: int | None, *drafts: Draft) -> CorrectionView:
    return approve(company.maya.actor, correction_id=asked(company, shift_id, *drafts).id)


class TestARequest:
    def test_waits_and_changes_nothing(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        request = asked(company, shift.id, longer(shift))
        assert (request.state, request.kind) == (CorrectionState.ASKED, CorrectionKind.CHANGE)
        assert (request.asked_by_id, request.asked_at) == (company.eli.member_id, watch.now)
        assert request.before == shift
        assert request.drafts == (longer(shift),)
        assert request.applied_at is request.decided_by_id is request.decided_at is None
        assert stored(company, shift.id) == shift
        assert correction(company.workspace_id, request.id) == request
        assert_true(company)

    def test_is_in_the_ledger_with_its_texts_where_they_can_be_erased(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        request = asked(company, shift.id, replace(longer(shift), note="Oven"))
        (entry,) = told(company.eli, 1)
        assert (entry.kind, entry.actor_id) == ("correction.asked", company.eli.member_id)
        assert entry.before == shift.to_json()
        assert entry.after is not None
        assert (entry.after["correction"], entry.after["of_shift"]) == (request.id, shift.id)
        assert entry.after["drafts"][0]["end"] == "2026-03-02T17:00:00Z"
        assert entry.payload == {"reason": "I forgot", "notes": ["Oven"]}
        assert "Oven" not in str(entry.after)

    def test_needs_a_reason(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        with pytest.raises(Invalid) as refused:
            ask(company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason=" \n")
        assert (refused.value.code, refused.value.field) == ("required", "reason")

    def test_needs_a_person(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        with pytest.raises(Invalid):
            ask(company.operator, shift_id=shift.id, drafts=[longer(shift)], reason="x")

    def test_can_be_withdrawn_but_not_by_a_manager(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        request = asked(company, shift.id, longer(shift))
        with pytest.raises(Conflict) as refused:
            withdraw(company.maya.actor, correction_id=request.id)
        assert refused.value.code == "already_decided"
        gone = withdraw(company.eli.actor, correction_id=request.id)
        assert gone.state is CorrectionState.WITHDRAWN
        with pytest.raises(Conflict):
            approve(company.maya.actor, correction_id=request.id)
        assert kinds(company.eli, 2) == ["correction.asked", "correction.withdrawn"]
        assert stored(company, shift.id) == shift
        assert_true(company)

    def test_can_be_refused_with_a_reason(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        request = asked(company, shift.id, longer(shift))
        with pytest.raises(Invalid):
            refuse(company.maya.actor, correction_id=request.id, reason="")
        done = refuse(company.maya.actor, correction_id=request.id, reason="You left at four")
        assert (done.state, done.decision) == (CorrectionState.REFUSED, "You left at four")
        assert done.decided_by_id == company.maya.member_id
        assert told(company.eli, 1)[0].payload == {"reason": "You left at four"}
        assert stored(company, shift.id) == shift
        assert_true(company)


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
        entry = told(company.eli, 1)[0]
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
        request = asked(company, shift.id, moved)
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


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "an end before its start": ({"ended_at": at("07:59")}, "end_before_start"),
    "an end in the future": ({"ended_at": at("20:00:01")}, "end_in_future"),
    "a time of another century": (
        {"started_at": at("08:00").replace(year=1999), "ended_at": at("09:00").replace(year=1999)},
        "invalid_time",
    ),
    "more than a week": ({"started_at": at("14:59:59") - timedelta(days=7)}, "too_long_shift"),
    "a break before it": (
        {"breaks": (DraftBreak(at("07:00"), at("08:30")),)},
        "break_outside",
    ),
    "a break backwards": (
        {"breaks": (DraftBreak(at("12:00"), at("11:30")),)},
        "break_ends_early",
    ),
    "breaks over each other": (
        {"breaks": (DraftBreak(at("12:00"), at("13:00")), DraftBreak(at("12:59"), at("14:00")))},
        "breaks_overlap",
    ),
    "a switch after it": ({"switches": (DraftSwitch(at("16:00:01")),)}, "switch_outside"),
    "a break of no kind that there is": (
        {"breaks": (DraftBreak(at("12:00"), at("12:30"), 999_999),)},
        "break_kind_not_found",
    ),
    "no job that there is": ({"job_id": 999_999}, "job_not_found"),
    "no clock that there is": ({"clock_id": 999_999}, "clock_not_found"),
    "too long a note": ({"note": "x" * 2001}, "too_long"),
    "nothing new": ({}, "no_change"),
}


class TestRefused:
    @pytest.mark.parametrize("what", REFUSED)
    def test_what_cannot_be(self, company: Company, watch: Watch, what: str) -> None:
        shift = worked(company, watch, end="15:00")
        values, code = REFUSED[what]
        with pytest.raises(ProductError) as refused:
            asked(company, shift.id, replace(Draft.of(shift), **values))  # type: ignore[arg-type]
        assert refused.value.code == code
        assert stored(company, shift.id) == shift

    def test_parts_of_a_split_over_each_other(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        parts = (draft(company, "08:00", "12:01"), draft(company, "12:00", "16:00"))
        with pytest.raises(Invalid) as refused:
            asked(company, shift.id, *parts)
        assert refused.value.code == "parts_overlap"

    @pytest.mark.parametrize("count", [0, 2])
    def test_adding_none_or_two(self, company: Company, watch: Watch, count: int) -> None:
        watch.at("16:00")
        drafts = (draft(company, "08:00", "09:00"), draft(company, "10:00", "11:00"))
        with pytest.raises(Invalid) as refused:
            asked(company, None, *drafts[:count])
        assert refused.value.code == "no_shift"

    def test_a_shift_that_still_runs(self, company: Company, watch: Watch) -> None:
        watch.at("08:00")
        begun = clock_in(company.eli.actor, clock_id=company.shop).shift
        assert begun is not None
        watch.at("10:00")
        for drafts in ((), (draft(company, "08:00", "09:00"),)):
            with pytest.raises(Conflict) as refused:
                asked(company, begun.id, *drafts)
            assert refused.value.code == "still_open"

    def test_somebody_elses_shift_and_one_of_another_company(
        self, company: Company, watch: Watch
    ) -> None:
        theirs = worked(company, watch, who=company.maya)
        for shift_id in (theirs.id, 999_999):
            with pytest.raises(NotFound) as refused:
                asked(company, shift_id, draft(company, "08:00", "09:00"))
            assert refused.value.code == "shift_not_found"
        with pytest.raises(NotFound):
            ask(company.nora.actor, shift_id=theirs.id, drafts=[], reason="x")

    def test_a_shift_that_was_removed(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        approved(company, shift.id)
        with pytest.raises(NotFound):
            asked(company, shift.id, longer(shift))

    def test_another_shift_in_the_way_is_named(self, company: Company, watch: Watch) -> None:
        morning = worked(company, watch, start="06:00", end="08:00")
        shift = worked(company, watch, start="09:00", end="16:00")
        early = replace(Draft.of(shift), started_at=at("07:59:59"))
        for shift_id, wanted in ((shift.id, early), (None, draft(company, "07:00", "07:30"))):
            with pytest.raises(Conflict) as refused:
                asked(company, shift_id, wanted)
            assert refused.value.code == "overlaps"
            assert refused.value.details["shift_id"] == morning.id
        touching = replace(Draft.of(shift), started_at=at("08:00"))
        approved(company, shift.id, touching)
        assert_true(company)

    def test_the_shift_under_way_is_in_the_way_too(self, company: Company, watch: Watch) -> None:
        watch.at("08:00")
        clock_in(company.eli.actor, clock_id=company.shop)
        watch.at("12:00")
        with pytest.raises(Conflict) as refused:
            asked(company, None, draft(company, "07:00", "08:30"))
        assert refused.value.code == "overlaps"
        asked(company, None, draft(company, "07:00", "08:00"))

    def test_a_clock_that_is_not_ones_own(self, company: Company, watch: Watch) -> None:
        watch.at("16:00")
        wanted = replace(draft(company, "08:00", "09:00"), clock_id=company.yard)
        with pytest.raises(NotAllowed) as refused:
            asked(company, None, wanted)
        assert refused.value.code == "not_assigned"
        with pytest.raises(NotFound):
            asked(company, None, replace(wanted, clock_id=company.furnace))

    def test_an_archived_clock_unless_the_shift_is_there(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        archive_clock(company.operator, clock_id=company.shop)
        with pytest.raises(NotFound):
            asked(company, None, draft(company, "17:00", "18:00"))
        unassign(company.operator, clock_id=company.shop, member_id=company.eli.member_id)
        approved(company, shift.id, replace(Draft.of(shift), ended_at=at("15:00")))
        assert_true(company)

    def test_no_job_where_one_is_needed(self, company: Company, watch: Watch) -> None:
        watch.at("16:00")
        wanted = replace(draft(company, "08:00", "09:00"), clock_id=company.site)
        with pytest.raises(Invalid) as refused:
            asked(company, None, wanted)
        assert refused.value.code == "job_required"

    def test_an_archived_job_unless_the_shift_had_it(self, company: Company, watch: Watch) -> None:
        shift = worked_with_everything(company, watch)
        archive_job(company.operator, job_id=company.baking)
        archive_job(company.operator, job_id=company.cleaning)
        with pytest.raises(NotFound):
            asked(company, shift.id, replace(Draft.of(shift), job_id=company.cleaning))
        approved(company, shift.id, replace(Draft.of(shift), ended_at=at("15:30")))
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

    def test_of_another_clock_are_refused(self, company: Company, watch: Watch) -> None:
        shift: ShiftRecord = worked(company, watch)
        others = add_break_kind(company.operator, clock_id=company.yard, name="Tea", paid=True)
        wanted = (DraftBreak(at("10:00"), at("10:10"), others, paid=True),)
        with pytest.raises(NotFound) as refused:
            asked(company, shift.id, replace(Draft.of(shift), breaks=wanted))
        assert refused.value.code == "break_kind_not_found"
