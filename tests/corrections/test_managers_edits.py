"""A manager's edit counts at once or on confirmation; the person confirms or disputes it."""

from dataclasses import replace

import pytest

from tests.corrections.scenes import (
    assert_true,
    at,
    draft,
    kinds,
    longer,
    set_rules,
    stored,
    told,
    worked,
    worked_with_everything,
)
from tests.fixtures.company import Company, Watch
from timeclock.corrections.asking import ask, propose
from timeclock.corrections.deciding import approve, confirm, dispute, settle, withdraw
from timeclock.corrections.drafts import Draft
from timeclock.corrections.queries import CorrectionView, correction
from timeclock.corrections.rules import CorrectionState
from timeclock.errors import Conflict, Invalid, NotFound
from timeclock.shifts.leaving import deactivate_member
from timeclock.shifts.meals import set_worked_through
from timeclock.shifts.record import ShiftRecord
from timeclock.workspaces.pay_rules import EditsCount, PayRules


@pytest.fixture
def on_confirmation(company: Company) -> None:
    set_rules(company, PayRules(edits=EditsCount.ON_CONFIRMATION))


def proposed(
    company: Company, shift_id: int | None, *drafts: Draft, replaces_id: int | None = None
) -> CorrectionView:
    return propose(
        company.maya.actor,
        member_id=company.eli.member_id,
        shift_id=shift_id,
        drafts=drafts,
        reason="The door says 17:00",
        replaces_id=replaces_id,
    )


def disputed(company: Company, edit: CorrectionView) -> CorrectionView:
    return dispute(company.eli.actor, correction_id=edit.id, reason="I left at four")


def settled(company: Company, edit: CorrectionView, *, keep: bool) -> CorrectionView:
    return settle(company.edda.actor, correction_id=edit.id, keep=keep, reason="Asked the door")


class TestAtOnce:
    def test_it_counts_and_waits_for_the_persons_word(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        assert (edit.state, edit.applied_at) == (CorrectionState.APPLIED, watch.now)
        assert edit.decided_by_id is None
        assert stored(company, shift.id).timeline.ended_at == at("17:00")
        assert kinds(company.eli, 2) == ["correction.proposed", "shift.corrected"]
        entry = told(company.eli, 2)[0]
        assert entry.after is not None
        assert (entry.after["state"], entry.after["shifts"]) == ("applied", [shift.id])
        assert_true(company)

    def test_confirmed_it_stays(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        done = confirm(company.eli.actor, correction_id=edit.id)
        assert (done.state, done.applied_at) == (CorrectionState.CONFIRMED, edit.applied_at)
        assert done.decided_by_id == company.eli.member_id
        assert kinds(company.eli, 1) == ["correction.confirmed"]
        with pytest.raises(Conflict):
            disputed(company, edit)
        assert_true(company)

    def test_disputed_and_upheld_it_stays_too(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        said = disputed(company, edit)
        assert (said.state, said.decision) == (CorrectionState.DISPUTED, "I left at four")
        done = settled(company, edit, keep=True)
        assert (done.state, done.decision) == (CorrectionState.UPHELD, "Asked the door")
        assert done.decided_by_id == company.edda.member_id
        assert kinds(company.eli, 2) == ["correction.disputed", "correction.upheld"]
        assert stored(company, shift.id).timeline.ended_at == at("17:00")
        assert_true(company)

    def test_a_manager_cannot_withdraw_what_counts(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        with pytest.raises(Conflict):
            withdraw(company.maya.actor, correction_id=edit.id)

    def test_a_dispute_needs_a_reason_and_so_does_settling_it(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        with pytest.raises(Invalid):
            dispute(company.eli.actor, correction_id=edit.id, reason="")
        disputed(company, edit)
        with pytest.raises(Invalid):
            settle(company.edda.actor, correction_id=edit.id, keep=False, reason=" ")


class TestTakenBack:
    def test_the_shift_is_just_what_it_was(self, company: Company, watch: Watch) -> None:
        shift = worked_with_everything(company, watch)
        edit = proposed(company, shift.id, draft(company, "06:00", "07:00"))
        assert stored(company, shift.id).timeline.pauses == ()
        disputed(company, edit)
        done = settled(company, edit, keep=False)
        assert (done.state, done.decision) == (CorrectionState.TAKEN_BACK, "Asked the door")
        assert_as_before(company, shift)
        assert kinds(company.eli, 2) == ["correction.taken_back", "shift.corrected"]
        assert_true(company)

    def test_a_shift_that_was_removed_is_there_again(self, company: Company, watch: Watch) -> None:
        shift = worked_with_everything(company, watch)
        edit = proposed(company, shift.id)
        assert stored(company, shift.id).voided
        disputed(company, edit)
        settled(company, edit, keep=False)
        assert_as_before(company, shift)
        assert_true(company)

    def test_a_shift_that_was_added_is_gone(self, company: Company, watch: Watch) -> None:
        watch.at("20:00")
        edit = proposed(company, None, draft(company, "08:00", "16:00"))
        (shift_id,) = edit.shift_ids
        disputed(company, edit)
        settled(company, edit, keep=False)
        assert stored(company, shift_id).voided
        assert kinds(company.eli, 1) == ["shift.removed"]
        assert_true(company)

    def test_a_shift_that_was_split_is_one_again(self, company: Company, watch: Watch) -> None:
        shift = worked_with_everything(company, watch)
        edit = proposed(
            company,
            shift.id,
            draft(company, "08:00", "10:00"),
            draft(company, "11:00", "12:00"),
            draft(company, "14:30", "16:00"),
        )
        assert len(edit.shift_ids) == 3
        disputed(company, edit)
        settled(company, edit, keep=False)
        assert_as_before(company, shift)
        assert all(stored(company, each).voided for each in edit.shift_ids[1:])
        assert kinds(company.eli, 4) == [
            "correction.taken_back",
            "shift.corrected",
            "shift.removed",
            "shift.removed",
        ]
        assert_true(company)

    def test_the_first_original_stays_where_there_was_one(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        first = proposed(company, shift.id, longer(shift))
        confirm(company.eli.actor, correction_id=first.id)
        second = proposed(company, shift.id, longer(shift, "18:00"))
        disputed(company, second)
        settled(company, second, keep=False)
        found = stored(company, shift.id)
        assert (found.timeline.ended_at, found.original) == (at("17:00"), shift.to_json())
        assert_true(company)

    def test_not_over_a_later_correction(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        first = proposed(company, shift.id, longer(shift))
        second = proposed(company, shift.id, longer(shift, "18:00"))
        disputed(company, first)
        with pytest.raises(Conflict) as refused:
            settled(company, first, keep=False)
        assert refused.value.code == "changed_since"
        assert refused.value.details["shift_id"] == shift.id
        disputed(company, second)
        settled(company, second, keep=False)
        settled(company, first, keep=True)
        assert stored(company, shift.id).timeline.ended_at == at("17:00")
        assert_true(company)

    def test_not_over_what_the_person_has_said_since(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        set_worked_through(company.eli.actor, shift_id=shift.id, worked_through=True)
        disputed(company, edit)
        with pytest.raises(Conflict) as refused:
            settled(company, edit, keep=False)
        assert refused.value.code == "changed_since"

    def test_not_over_another_shift(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id)
        other = proposed(company, None, draft(company, "15:00", "17:00"))
        disputed(company, edit)
        with pytest.raises(Conflict) as refused:
            settled(company, edit, keep=False)
        assert refused.value.code == "overlaps"
        assert refused.value.details["shift_id"] == other.shift_ids[0]


@pytest.mark.usefixtures("on_confirmation")
class TestOnConfirmation:
    def test_it_counts_when_the_person_has_confirmed_it(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        assert (edit.state, edit.applied_at) == (CorrectionState.PROPOSED, None)
        assert stored(company, shift.id) == shift
        watch.later(hours=1)
        done = confirm(company.eli.actor, correction_id=edit.id)
        assert (done.state, done.applied_at) == (CorrectionState.CONFIRMED, watch.now)
        found = stored(company, shift.id)
        assert (found.timeline.ended_at, found.ended_by_id) == (
            at("17:00"),
            company.maya.member_id,
        )
        assert kinds(company.eli, 2) == ["correction.confirmed", "shift.corrected"]
        assert_true(company)

    def test_disputed_and_upheld_it_counts_then(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        disputed(company, edit)
        assert stored(company, shift.id) == shift
        done = settled(company, edit, keep=True)
        assert (done.state, done.applied_at) == (CorrectionState.UPHELD, watch.now)
        assert stored(company, shift.id).timeline.ended_at == at("17:00")
        assert_true(company)

    def test_disputed_and_taken_back_nothing_happens(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        disputed(company, edit)
        done = settled(company, edit, keep=False)
        assert (done.state, done.applied_at) == (CorrectionState.TAKEN_BACK, None)
        assert stored(company, shift.id) == shift
        assert_true(company)

    def test_it_can_be_withdrawn_until_then(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        with pytest.raises(Conflict):
            withdraw(company.eli.actor, correction_id=edit.id)
        withdraw(company.maya.actor, correction_id=edit.id)
        with pytest.raises(Conflict):
            confirm(company.eli.actor, correction_id=edit.id)
        assert_true(company)

    def test_for_who_has_left_it_counts_at_once(self, company: Company, watch: Watch) -> None:
        """Nobody is there to confirm it, and the last wage has to be paid."""
        shift = worked(company, watch)
        deactivate_member(company.olive.actor, member_id=company.eli.member_id)
        edit = proposed(company, shift.id, longer(shift))
        assert edit.state is CorrectionState.APPLIED
        assert_true(company)

    def test_it_is_refused_when_the_shift_is_another_by_then(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        request = ask(
            company.eli.actor, shift_id=shift.id, drafts=[longer(shift, "18:00")], reason="x"
        )
        approve(company.maya.actor, correction_id=request.id)
        with pytest.raises(Conflict) as refused:
            confirm(company.eli.actor, correction_id=edit.id)
        assert refused.value.code == "changed_since"
        withdraw(company.maya.actor, correction_id=edit.id)
        assert_true(company)


class TestAnsweringARequest:
    def test_a_proposal_takes_its_place(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        request = ask(
            company.eli.actor, shift_id=shift.id, drafts=[longer(shift, "19:00")], reason="x"
        )
        edit = proposed(company, shift.id, longer(shift), replaces_id=request.id)
        assert edit.replaces_id == request.id
        replaced = correction(company.workspace_id, request.id)
        assert replaced is not None
        assert replaced.state is CorrectionState.REPLACED
        assert replaced.decided_by_id == company.maya.member_id
        with pytest.raises(Conflict) as refused:
            approve(company.maya.actor, correction_id=request.id)
        assert refused.value.code == "already_decided"
        with pytest.raises(Conflict):
            proposed(company, shift.id, longer(shift, "18:00"), replaces_id=request.id)
        assert_true(company)

    def test_of_another_shift_or_person_is_not_found(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        other = worked(company, watch, start="16:30", end="17:00")
        theirs = worked(company, watch, who=company.edda)
        request = ask(
            company.eli.actor, shift_id=other.id, drafts=[longer(other, "18:00")], reason="x"
        )
        foreign = ask(
            company.edda.actor, shift_id=theirs.id, drafts=[longer(theirs, "18:00")], reason="x"
        )
        earlier = replace(shift, timeline=replace(shift.timeline, ended_at=at("15:00")))
        for replaces_id in (request.id, foreign.id, 999_999):
            with pytest.raises(NotFound) as refused:
                proposed(company, shift.id, Draft.of(earlier), replaces_id=replaces_id)
            assert refused.value.code == "correction_not_found"


def test_a_request_is_stale_once_the_shift_has_changed(company: Company, watch: Watch) -> None:
    shift = worked(company, watch)
    first = ask(company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason="x")
    second = ask(company.eli.actor, shift_id=shift.id, drafts=[longer(shift, "18:00")], reason="x")
    approve(company.maya.actor, correction_id=first.id)
    with pytest.raises(Conflict) as refused:
        approve(company.maya.actor, correction_id=second.id)
    assert refused.value.code == "changed_since"
    assert refused.value.details["shift_id"] == shift.id
    assert_true(company)


def test_a_shift_that_was_removed_meanwhile_is_not_changed_any_more(
    company: Company, watch: Watch
) -> None:
    shift = worked(company, watch)
    request = ask(company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason="x")
    proposed(company, shift.id)
    with pytest.raises(Conflict) as refused:
        approve(company.maya.actor, correction_id=request.id)
    assert refused.value.code == "changed_since"


def test_a_shift_cannot_be_added_twice(company: Company, watch: Watch) -> None:
    watch.at("20:00")
    wanted = draft(company, "08:00", "16:00")
    first, second = (
        ask(company.eli.actor, shift_id=None, drafts=[wanted], reason="x") for _ in range(2)
    )
    done = approve(company.maya.actor, correction_id=first.id)
    with pytest.raises(Conflict) as refused:
        approve(company.maya.actor, correction_id=second.id)
    assert refused.value.code == "overlaps"
    assert refused.value.details["shift_id"] == done.shift_ids[0]


def assert_as_before(company: Company, shift: ShiftRecord) -> None:
    """All of it, but the moment of its last change, which only grows."""
    found = stored(company, shift.id)
    assert found.changed_at > shift.changed_at
    facts = found.to_json() | {"changed": shift.to_json()["changed"]}
    assert facts == shift.to_json()
    assert (found.original, found.personal()) == (None, shift.personal())
