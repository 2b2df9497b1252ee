"""Asking that one's own time be put right: what waits, and how it ends."""

from dataclasses import replace

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.acts import filed
from tests.worktime.corrections.scenes import (
    assert_true,
    kinds,
    longer,
    newest_entries,
    stored,
    worked,
)
from timeclock.errors import Conflict, Invalid
from timeclock.worktime.corrections.approval.asking import ask
from timeclock.worktime.corrections.approval.deciding import approve, refuse, withdraw
from timeclock.worktime.corrections.drafts.drafts import CorrectionKind
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import correction


class TestARequest:
    def test_waits_and_changes_nothing(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        request = filed(company, shift.id, longer(shift))
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
        request = filed(company, shift.id, replace(longer(shift), note="Oven"))
        (entry,) = newest_entries(company.eli, 1)
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
        request = filed(company, shift.id, longer(shift))
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
        request = filed(company, shift.id, longer(shift))
        with pytest.raises(Invalid):
            refuse(company.maya.actor, correction_id=request.id, reason="")
        done = refuse(company.maya.actor, correction_id=request.id, reason="You left at four")
        assert (done.state, done.decision) == (CorrectionState.REFUSED, "You left at four")
        assert done.decided_by_id == company.maya.member_id
        assert newest_entries(company.eli, 1)[0].payload == {"reason": "You left at four"}
        assert stored(company, shift.id) == shift
        assert_true(company)
