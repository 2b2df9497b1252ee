"""Corrections for those who can only be told what is so now: what would wait is refused."""

from dataclasses import replace

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.corrections.adjusted import ADJUST
from tests.worktime.corrections.scenes import (
    assert_true,
    at,
    close_week,
    draft,
    longer,
    set_rules,
    stored,
    worked,
)
from timeclock.company.pay_rules.choices import EditsCount
from timeclock.company.pay_rules.rules import PayRules
from timeclock.errors import Conflict, NotAllowed
from timeclock.ledger.queries import last_entry
from timeclock.worktime.corrections.approval.asking import Conditions, ask, propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.record import ShiftRecord


def put_right(
    company: Company, by: CompanyMember, shift_id: int | None, *drafts: Draft
) -> CorrectionView:
    if by == company.eli:
        return ask(
            by.actor,
            shift_id=shift_id,
            drafts=drafts,
            reason="x",
            conditions=Conditions(only_at_once=True),
        )
    return propose(
        by.actor,
        member_id=company.eli.member_id,
        shift_id=shift_id,
        drafts=drafts,
        reason="x",
        conditions=Conditions(only_at_once=True),
    )


@pytest.fixture
def shift(company: Company, watch: Watch) -> ShiftRecord:
    return worked(company, watch)


def test_a_managers_edit_that_counts_at_once(company: Company, shift: ShiftRecord) -> None:
    edit = put_right(company, company.maya, shift.id, longer(shift))
    assert (edit.state, edit.shift_ids) == (CorrectionState.APPLIED, (shift.id,))
    assert_true(company)


def test_one_that_has_to_be_confirmed_first(company: Company, shift: ShiftRecord) -> None:
    set_rules(company, PayRules(edits=EditsCount.ON_CONFIRMATION))
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    with pytest.raises(NotAllowed) as refused:
        put_right(company, company.maya, shift.id, longer(shift))
    assert refused.value.code == "waits"
    assert last_entry(company.workspace_id, company.eli.chain_id) == entry


def test_ones_own_that_someone_else_decides_about(company: Company, shift: ShiftRecord) -> None:
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    for drafts in ([], [longer(shift)]):
        with pytest.raises(NotAllowed) as refused:
            put_right(company, company.eli, shift.id, *drafts)
        assert refused.value.code == "waits"
    assert last_entry(company.workspace_id, company.eli.chain_id) == entry


def test_ones_own_where_no_one_else_may(company: Company, watch: Watch) -> None:
    shift = worked(company, watch, who=company.olive)
    for who in (company.edda, company.maya, company.yann):
        deactivate_member(company.olive.actor, member_id=who.member_id)
    ask(
        company.olive.actor,
        shift_id=shift.id,
        drafts=[],
        reason="x",
        conditions=Conditions(only_at_once=True),
    )
    assert stored(company, shift.id).voided
    assert_true(company)


def test_one_that_would_only_adjust_closed_days(
    company: Company, watch: Watch, shift: ShiftRecord
) -> None:
    set_rules(company, ADJUST)
    close_week(company)
    watch.at(at("09:00", 10))
    for wanted in (longer(shift), draft(company, "05:00", "07:00")):
        with pytest.raises(Conflict) as refused:
            put_right(company, company.maya, shift.id, wanted)
        assert refused.value.code == "period_closed"
    assert stored(company, shift.id) == shift


class TestBillable:
    def test_it_stays_unless_someone_says_so(self, company: Company, shift: ShiftRecord) -> None:
        for said, is_billable in ((None, False), (True, True), (None, True), (False, False)):
            wanted = replace(Draft.of(stored(company, shift.id)), note=f"{said}", billable=said)
            put_right(company, company.maya, shift.id, wanted)
            assert stored(company, shift.id).billable is is_billable
            assert_true(company)
            wanted = replace(wanted, note="again", billable=None)
            put_right(company, company.maya, shift.id, wanted)

    def test_of_a_shift_that_is_added(self, company: Company, watch: Watch) -> None:
        watch.at("20:00")
        wanted = replace(draft(company, "08:00", "10:00"), billable=True)
        (added,) = put_right(company, company.maya, None, wanted).shift_ids
        assert stored(company, added).billable
        assert_true(company)

    def test_of_what_is_split_off(self, company: Company, shift: ShiftRecord) -> None:
        parts = [draft(company, "08:00", "10:00"), draft(company, "11:00", "16:00")]
        first, second = put_right(
            company, company.maya, shift.id, parts[0], replace(parts[1], billable=True)
        ).shift_ids
        assert (stored(company, first).billable, stored(company, second).billable) == (False, True)
        assert_true(company)

    def test_a_draft_keeps_what_was_said(self, company: Company) -> None:
        for said in (None, True, False):
            wanted = replace(draft(company, "08:00", "10:00"), billable=said)
            assert Draft.from_json(wanted.to_json()) == wanted
        assert "billable" not in draft(company, "08:00", "10:00").to_json()
