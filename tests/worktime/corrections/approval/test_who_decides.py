"""No one decides on their own while another may; managers decide at the clocks they manage."""

from dataclasses import replace

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.corrections.scenes import assert_true, draft, longer, stored, worked
from timeclock.authority.actor import Door, Scope
from timeclock.company.clocks.assigning import assign, unassign
from timeclock.errors import NotAllowed, NotFound, ProductError
from timeclock.ledger.entry import Once
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import (
    approve,
    confirm,
    dispute,
    refuse,
    settle,
    withdraw,
)
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import CorrectionView, seen_by
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.record import ShiftRecord


@pytest.fixture
def shift(company: Company, watch: Watch) -> ShiftRecord:
    return worked(company, watch)


@pytest.fixture
def request_of_eli(company: Company, shift: ShiftRecord) -> CorrectionView:
    return ask(company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason="Late oven")


class TestDecidingOnARequest:
    @pytest.mark.parametrize("name", ["maya", "edda", "olive", "operator"])
    def test_is_decided_by_the_manager_of_the_clock_and_everyone_above(
        self, company: Company, request_of_eli: CorrectionView, name: str
    ) -> None:
        who = getattr(company, name)
        actor = who.actor if isinstance(who, CompanyMember) else who
        done = approve(actor, correction_id=request_of_eli.id)
        assert (done.state, done.decided_by_id) == (CorrectionState.APPROVED, actor.member_id)
        assert_true(company)

    def test_not_by_the_person(self, company: Company, request_of_eli: CorrectionView) -> None:
        for decide in (approve, lambda *a, **k: refuse(*a, **k, reason="x")):
            with pytest.raises(NotAllowed) as refused:
                decide(company.eli.actor, correction_id=request_of_eli.id)  # type: ignore[operator]
            assert refused.value.code == "own_decision"

    @pytest.mark.parametrize("name", ["yann", "otto", "nora"])
    def test_does_not_exist_for_anyone_else(
        self, company: Company, request_of_eli: CorrectionView, name: str
    ) -> None:
        actor = getattr(company, name).actor
        for correction_id in (request_of_eli.id, 999_999):
            for decide in (approve, withdraw, confirm):
                with pytest.raises(NotFound) as refused:
                    decide(actor, correction_id=correction_id)
                assert refused.value.code == "correction_not_found"
            for say in (refuse, dispute):
                with pytest.raises(NotFound):
                    say(actor, correction_id=correction_id, reason="x")
            with pytest.raises(NotFound):
                settle(actor, correction_id=correction_id, keep=True, reason="x")
            with pytest.raises(NotFound):
                seen_by(actor, correction_id)

    @pytest.mark.parametrize("name", ["eli", "maya", "edda", "olive"])
    def test_is_seen_by_the_person_and_anyone_who_decides(
        self, company: Company, request_of_eli: CorrectionView, name: str
    ) -> None:
        assert seen_by(getattr(company, name).actor, request_of_eli.id) == request_of_eli

    def test_takes_a_key_that_reaches_that_far(
        self, company: Company, request_of_eli: CorrectionView
    ) -> None:
        for scope in (Scope.READ, Scope.PUNCH):
            with pytest.raises(NotAllowed):
                approve(company.maya.through(Door.NATIVE, scope), correction_id=request_of_eli.id)
        reader = company.eli.through(Door.NATIVE, Scope.READ)
        with pytest.raises(NotAllowed):
            withdraw(reader, correction_id=request_of_eli.id)
        with pytest.raises(NotAllowed):
            ask(reader, shift_id=None, drafts=[draft(company, "06:00", "07:00")], reason="x")
        approve(company.maya.through(Door.NATIVE, Scope.MANAGE), correction_id=request_of_eli.id)

    def test_of_a_manager_is_for_another_to_decide(self, company: Company, watch: Watch) -> None:
        own = worked(company, watch, who=company.maya)
        request = ask(company.maya.actor, shift_id=own.id, drafts=[longer(own)], reason="x")
        assert request.state is CorrectionState.ASKED
        with pytest.raises(NotAllowed) as refused:
            approve(company.maya.actor, correction_id=request.id)
        assert refused.value.code == "own_decision"
        assert approve(company.edda.actor, correction_id=request.id).applied_at is not None

    def test_that_was_decided_is_decided(
        self, company: Company, request_of_eli: CorrectionView
    ) -> None:
        refuse(company.maya.actor, correction_id=request_of_eli.id, reason="No")
        for decide in (approve, withdraw):
            with pytest.raises(ProductError) as refused:
                decide(company.edda.actor, correction_id=request_of_eli.id)
            assert refused.value.code == "already_decided"
            assert refused.value.details["state"] == "refused"


class TestWhereNobodyElseMay:
    @pytest.fixture
    def alone(self, company: Company, watch: Watch) -> ShiftRecord:
        """Olive is the last one above; Maya manages the shop, so she has to go too."""
        own = worked(company, watch, who=company.olive)
        deactivate_member(company.olive.actor, member_id=company.edda.member_id)
        deactivate_member(company.olive.actor, member_id=company.maya.member_id)
        return own

    def test_a_request_is_approved_in_the_same_act(
        self, company: Company, alone: ShiftRecord
    ) -> None:
        done = ask(company.olive.actor, shift_id=alone.id, drafts=[longer(alone)], reason="x")
        assert done.state is CorrectionState.APPROVED
        assert done.decided_by_id == company.olive.member_id
        assert stored(company, alone.id).end_edited
        assert_true(company)

    @pytest.mark.parametrize("own", ["asked", "proposed"])
    def test_the_same_request_again_tells_that_it_was_decided(
        self, company: Company, watch: Watch, alone: ShiftRecord, own: str
    ) -> None:
        olive = company.olive

        def wish(end: str = "17:00", key: str = "a") -> CorrectionView:
            drafts, once = [longer(alone, end)], Once.of(key, {})
            if own == "asked":
                return ask(olive.actor, shift_id=alone.id, drafts=drafts, reason="x", once=once)
            return propose(
                olive.actor,
                member_id=olive.member_id,
                shift_id=alone.id,
                drafts=drafts,
                reason="x",
                once=once,
            )

        made = wish()
        watch.at("20:10")
        wish("18:00", "b")
        assert wish() == made
        assert (made.decided_by_id, made.applied_at) == (olive.member_id, made.asked_at)

    def test_a_proposal_needs_no_further_word(self, company: Company, alone: ShiftRecord) -> None:
        done = propose(
            company.olive.actor,
            member_id=company.olive.member_id,
            shift_id=alone.id,
            drafts=[longer(alone)],
            reason="x",
        )
        assert done.state is CorrectionState.CONFIRMED
        assert stored(company, alone.id).end_edited
        assert_true(company)

    def test_a_manager_of_the_one_clock_is_not_another_for_two(
        self, company: Company, alone: ShiftRecord
    ) -> None:
        """Yann manages the yard only: about time at the shop he does not decide."""
        assign(company.operator, clock_id=company.yard, member_id=company.olive.member_id)
        moved = replace(Draft.of(alone), clock_id=company.yard)
        done = ask(company.olive.actor, shift_id=alone.id, drafts=[moved], reason="x")
        assert done.state is CorrectionState.APPROVED
        back = ask(company.olive.actor, shift_id=alone.id, drafts=[longer(alone)], reason="x")
        assert back.state is CorrectionState.ASKED
        at_the_yard = replace(draft(company, "06:00", "07:00"), clock_id=company.yard)
        there = ask(company.olive.actor, shift_id=None, drafts=[at_the_yard], reason="x")
        assert there.state is CorrectionState.ASKED
        assert_true(company)


class TestAProposal:
    def test_on_ones_own_time_is_for_another(self, company: Company, watch: Watch) -> None:
        for person in (company.eli, company.maya, company.olive):
            own = worked(company, watch, who=person, start="06:00", end="07:00")
            with pytest.raises(NotAllowed) as refused:
                propose(
                    person.actor,
                    member_id=person.member_id,
                    shift_id=own.id,
                    drafts=[longer(own)],
                    reason="x",
                )
            assert refused.value.code == "own_decision"

    def test_is_not_for_an_employee(self, company: Company, watch: Watch) -> None:
        theirs = worked(company, watch, who=company.maya)
        with pytest.raises(NotAllowed):
            propose(
                company.eli.actor,
                member_id=company.maya.member_id,
                shift_id=theirs.id,
                drafts=[],
                reason="x",
            )

    def test_at_another_managers_clock_finds_no_shift(
        self, company: Company, shift: ShiftRecord
    ) -> None:
        with pytest.raises(NotFound) as refused:
            propose(
                company.yann.actor,
                member_id=company.eli.member_id,
                shift_id=shift.id,
                drafts=[],
                reason="x",
            )
        assert refused.value.code == "shift_not_found"

    def test_into_another_managers_clock_is_refused(
        self, company: Company, shift: ShiftRecord
    ) -> None:
        assign(company.operator, clock_id=company.yard, member_id=company.eli.member_id)
        with pytest.raises(NotAllowed) as refused:
            propose(
                company.maya.actor,
                member_id=company.eli.member_id,
                shift_id=shift.id,
                drafts=[replace(Draft.of(shift), clock_id=company.yard)],
                reason="x",
            )
        assert refused.value.code == "not_your_clock"

    def test_adds_no_shift_to_someone_out_of_reach(self, company: Company, watch: Watch) -> None:
        watch.at("20:00")
        for member_id in (company.otto.member_id, 999_999, company.nora.member_id):
            with pytest.raises(NotFound) as refused:
                propose(
                    company.maya.actor,
                    member_id=member_id,
                    shift_id=None,
                    drafts=[draft(company, "08:00", "09:00")],
                    reason="x",
                )
            assert refused.value.code == "member_not_found"

    def test_adds_no_shift_where_the_person_is_not_assigned_unless_from_above(
        self, company: Company, watch: Watch
    ) -> None:
        watch.at("20:00")
        assign(
            company.operator, clock_id=company.yard, member_id=company.maya.member_id, manages=True
        )
        wanted = replace(draft(company, "08:00", "09:00"), clock_id=company.yard)
        given = {"member_id": company.eli.member_id, "shift_id": None, "drafts": [wanted]}
        with pytest.raises(NotAllowed) as refused:
            propose(company.maya.actor, **given, reason="Helped out")  # type: ignore[arg-type]
        assert refused.value.code == "not_assigned"
        done = propose(company.edda.actor, **given, reason="Helped out")  # type: ignore[arg-type]
        assert done.clock_id == company.yard
        assert_true(company)

    def test_goes_on_for_a_shift_of_who_is_not_assigned_any_more(
        self, company: Company, shift: ShiftRecord
    ) -> None:
        unassign(company.operator, clock_id=company.shop, member_id=company.eli.member_id)
        done = propose(
            company.maya.actor,
            member_id=company.eli.member_id,
            shift_id=shift.id,
            drafts=[longer(shift)],
            reason="x",
        )
        assert done.state is CorrectionState.APPLIED

    def test_has_the_word_of_the_person_only(self, company: Company, shift: ShiftRecord) -> None:
        done = propose(
            company.maya.actor,
            member_id=company.eli.member_id,
            shift_id=shift.id,
            drafts=[longer(shift)],
            reason="x",
        )
        for actor in (company.maya.actor, company.olive.actor, company.operator):
            with pytest.raises(NotAllowed) as refused:
                confirm(actor, correction_id=done.id)
            assert refused.value.code == "not_yours"
            with pytest.raises(NotAllowed):
                dispute(actor, correction_id=done.id, reason="x")
        dispute(company.eli.actor, correction_id=done.id, reason="No")
        with pytest.raises(NotAllowed) as refused:
            settle(company.eli.actor, correction_id=done.id, keep=False, reason="Mine")
        assert refused.value.code == "own_decision"


class TestMovingOnesOwnTime:
    """Olive owns the company, and Maya at the shop is the only other person who decides."""

    @pytest.fixture
    def own(self, company: Company, watch: Watch) -> ShiftRecord:
        assign(company.operator, clock_id=company.shop, member_id=company.olive.member_id)
        assign(company.operator, clock_id=company.yard, member_id=company.olive.member_id)
        for person in (company.edda, company.yann):
            deactivate_member(company.operator, member_id=person.member_id)
        return worked(company, watch, who=company.olive)

    def test_to_a_clock_that_the_other_does_not_manage_takes_their_word(
        self, company: Company, own: ShiftRecord
    ) -> None:
        moved = replace(longer(own), clock_id=company.yard)
        asked = ask(company.olive.actor, shift_id=own.id, drafts=[moved], reason="At the yard")
        assert asked.state is CorrectionState.ASKED
        assert stored(company, own.id).clock_id == company.shop
        with pytest.raises(NotAllowed) as refused:
            approve(company.olive.actor, correction_id=asked.id)
        assert refused.value.code == "own_decision"
        assert approve(company.maya.actor, correction_id=asked.id).state is CorrectionState.APPROVED
        assert stored(company, own.id).clock_id == company.yard
        assert_true(company)

    def test_is_not_put_right_alone(self, company: Company, own: ShiftRecord) -> None:
        moved = replace(longer(own), clock_id=company.yard)
        with pytest.raises(NotAllowed) as refused:
            propose(
                company.olive.actor,
                member_id=company.olive.member_id,
                shift_id=own.id,
                drafts=[moved],
                reason="At the yard",
            )
        assert refused.value.code == "own_decision"
