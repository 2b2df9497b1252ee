"""A correction of closed days is refused, unless the company books it later."""

from datetime import date

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.acts import proposed
from tests.worktime.corrections.adjusted import booked
from tests.worktime.corrections.scenes import (
    NEXT_MONDAY,
    approve_sheet,
    assert_true,
    at,
    close_week,
    draft,
    longer,
    reopen_week,
    stored,
    worked,
)
from timeclock.errors import Conflict
from timeclock.worktime.corrections.approval.asking import ask
from timeclock.worktime.corrections.approval.deciding import approve, dispute, settle
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.rules import CorrectionState


class TestRefusedOnClosedDays:
    def test_of_a_closed_period_for_everyone(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        for drafts in ((longer(shift),), (), (draft(company, "08:00", "09:00"),)):
            with pytest.raises(Conflict) as refused:
                ask(company.eli.actor, shift_id=shift.id, drafts=drafts, reason="x")
            assert refused.value.code == "period_closed"
            for person in (company.maya, company.edda, company.olive):
                with pytest.raises(Conflict) as refused:
                    proposed(company, shift.id, *drafts, by=person)
                assert refused.value.code == "period_closed"
        assert stored(company, shift.id) == shift
        assert booked(company) == []

    def test_of_an_approved_timesheet_of_that_person_only(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        theirs = worked(company, watch, who=company.edda)
        approve_sheet(company.eli)
        with pytest.raises(Conflict) as refused:
            proposed(company, shift.id, longer(shift))
        assert refused.value.code == "period_closed"
        assert "timesheet is approved" in refused.value.sentence
        ask(company.edda.actor, shift_id=theirs.id, drafts=[longer(theirs)], reason="x")

    def test_where_only_the_new_time_is_closed(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch, day=9)
        close_week(company)
        with pytest.raises(Conflict) as refused:
            proposed(company, shift.id, draft(company, "08:00", "16:00", day=8))
        assert refused.value.code == "period_closed"
        with pytest.raises(Conflict):
            proposed(company, None, draft(company, "08:00", "16:00", day=8))

    def test_when_it_was_asked_before_the_days_were_closed(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        request = ask(company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason="x")
        close_week(company)
        with pytest.raises(Conflict) as refused:
            approve(company.olive.actor, correction_id=request.id)
        assert refused.value.code == "period_closed"
        reopen_week(company)
        approve(company.olive.actor, correction_id=request.id)
        assert stored(company, shift.id).end_edited
        assert_true(company)

    def test_when_the_edit_was_made_before_and_is_to_be_taken_back(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        close_week(company)
        with pytest.raises(Conflict) as refused:
            settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Right")
        assert refused.value.code == "period_closed"
        settle(company.edda.actor, correction_id=edit.id, keep=True, reason="Closed")
        assert_true(company)

    def test_not_where_the_neighbouring_day_is_closed(self, company: Company, watch: Watch) -> None:
        """A night belongs to the day of its start, though it ends on a closed one."""
        watch.at(at("06:00", 9))
        close_week(company, first=NEXT_MONDAY, after=date(2026, 3, 16))
        night = Draft(company.shop, at("20:00", 8), at("04:00", 9))
        assert proposed(company, None, night).state is CorrectionState.APPLIED
        with pytest.raises(Conflict):
            proposed(company, None, Draft(company.shop, at("23:00", 8), at("23:30", 8)))
