"""A manager's edit counts at once or on confirmation; the person confirms or disputes it."""

from dataclasses import replace

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.acts import assert_as_before, disputed, proposed, settled
from tests.worktime.corrections.scenes import (
    assert_true,
    at,
    kinds,
    longer,
    newest_entries,
    set_rules,
    stored,
    worked,
)
from timeclock.authority.actor import Actor
from timeclock.company.pay_rules.choices import EditsCount
from timeclock.company.pay_rules.rules import PayRules
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import (
    approve,
    confirm,
    dispute,
    settle,
    withdraw,
)
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import correction
from timeclock.worktime.shifts.leaving import deactivate_member


@pytest.fixture
def on_confirmation(company: Company) -> None:
    set_rules(company, PayRules(edits=EditsCount.ON_CONFIRMATION))


class TestAtOnce:
    def test_it_counts_and_waits_for_the_persons_word(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        assert (edit.state, edit.applied_at) == (CorrectionState.APPLIED, watch.now)
        assert edit.decided_by_id is None
        assert stored(company, shift.id).timeline.ended_at == at("17:00")
        assert kinds(company.eli, 2) == ["correction.proposed", "shift.corrected"]
        entry = newest_entries(company.eli, 2)[0]
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
        assert (done.state, done.decision) == (CorrectionState.UPHELD, "Wrong door")
        assert done.decided_by_id == company.edda.member_id
        assert kinds(company.eli, 2) == ["correction.disputed", "correction.upheld"]
        assert stored(company, shift.id).timeline.ended_at == at("17:00")
        assert_true(company)

    def test_who_made_it_takes_it_back_but_does_not_uphold_it_while_another_may(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        edit = disputed(company, proposed(company, shift.id, longer(shift)))
        with pytest.raises(NotAllowed) as refusal:
            settle(company.maya.actor, correction_id=edit.id, keep=True, reason="I saw it")
        assert refusal.value.code == "own_edit"
        assert settled(company, edit, keep=True).state is CorrectionState.UPHELD

    def test_neither_does_the_operator(self, company: Company, watch: Watch) -> None:
        shift, operator = worked(company, watch), Actor.operator(company.workspace_id)
        edit = propose(
            operator,
            member_id=company.eli.member_id,
            shift_id=shift.id,
            drafts=[longer(shift)],
            reason="The log says so",
        )
        disputed(company, edit)
        with pytest.raises(NotAllowed) as refusal:
            settle(operator, correction_id=edit.id, keep=True, reason="I saw it")
        assert refusal.value.code == "own_edit"
        assert settled(company, edit, keep=True).state is CorrectionState.UPHELD

    def test_anyone_who_decides_alone_may_uphold_their_own(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        edit = disputed(company, proposed(company, shift.id, longer(shift), by=company.olive))
        for other in (company.edda, company.maya):
            deactivate_member(company.olive.actor, member_id=other.member_id)
        done = settle(company.olive.actor, correction_id=edit.id, keep=True, reason="I saw it")
        assert done.state is CorrectionState.UPHELD
        assert_true(company)

    def test_it_may_be_taken_back_by_who_made_it(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        edit = disputed(company, proposed(company, shift.id, longer(shift)))
        done = settle(company.maya.actor, correction_id=edit.id, keep=False, reason="Right")
        assert done.state is CorrectionState.TAKEN_BACK
        assert_as_before(company, shift)

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
        """No one is there to confirm it, and the last wage has to be paid."""
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
