"""A closed day that is corrected again: what counts is what was said last, and only once."""

from dataclasses import replace

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.acts import proposed
from tests.worktime.corrections.adjusted import ADJUST, HOUR, MON_2, TUE_10, booked, total
from tests.worktime.corrections.scenes import (
    assert_true,
    at,
    close_week,
    draft,
    longer,
    reopen_week,
    set_rules,
    stored,
    worked,
)
from timeclock.errors import Conflict
from timeclock.worktime.corrections.approval.asking import ask
from timeclock.worktime.corrections.approval.deciding import approve, dispute, settle
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.rules import CorrectionState


class TestASecondChange:
    @pytest.fixture(autouse=True)
    def adjusts(self, company: Company) -> None:
        set_rules(company, ADJUST)

    def test_of_a_second_change_counts_from_the_first(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id, longer(shift, "17:00"))
        watch.later(hours=1)
        proposed(company, shift.id, longer(shift, "18:00"))
        assert [seconds for _, _, seconds in booked(company)] == [HOUR, HOUR]
        watch.later(hours=1)
        proposed(company, shift.id, Draft.of(shift))
        assert total(company) == 0
        with pytest.raises(Conflict):  # it says that again by now, and nothing is left to book
            proposed(company, shift.id, replace(Draft.of(shift), note="x"))
        assert_true(company)

    def test_of_a_request_that_another_has_overtaken_is_stale(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        request = ask(company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason="x")
        watch.later(hours=1)
        edit = proposed(company, shift.id, longer(shift, "18:00"))
        with pytest.raises(Conflict) as refused:
            approve(company.maya.actor, correction_id=request.id)
        assert refused.value.code == "changed_since"
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Right")
        approve(company.maya.actor, correction_id=request.id)
        assert total(company) == HOUR

    def test_is_booked_off_once_the_reopened_shift_says_it_itself(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id, longer(shift))
        reopen_week(company)
        watch.later(hours=1)
        edit = proposed(company, shift.id, longer(shift, "18:00"))
        assert stored(company, shift.id).timeline.ended_at == at("18:00")
        assert booked(company) == [(TUE_10, MON_2, HOUR), (TUE_10, MON_2, -HOUR)]
        assert_true(company)
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Right")
        assert stored(company, shift.id).timeline.ended_at == at("16:00")
        assert total(company) == HOUR
        assert_true(company)

    def test_can_be_replaced_by_what_the_reopened_shift_says_already(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id, longer(shift))
        reopen_week(company)
        watch.later(hours=1)
        edit = proposed(company, shift.id, Draft.of(shift))
        assert (edit.shift_ids, stored(company, shift.id), total(company)) == ((), shift, 0)
        assert_true(company)

    @pytest.mark.parametrize("note", ["", "Rolls"])
    def test_is_not_replaced_by_the_person_alone(
        self, company: Company, watch: Watch, note: str
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id, longer(shift, "14:00"))
        reopen_week(company)
        watch.later(hours=1)
        drafts = [replace(Draft.of(shift), note=note)]
        request = ask(company.eli.actor, shift_id=shift.id, drafts=drafts, reason="x")
        assert (request.state, total(company)) == (CorrectionState.ASKED, -2 * HOUR)
        approve(company.maya.actor, correction_id=request.id)
        assert total(company) == 0
        assert_true(company)

    def test_is_in_the_way_of_another_shift(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        added = proposed(company, None, draft(company, "08:00", "10:00", day=3))
        edit = proposed(company, shift.id, longer(shift, "18:00"))
        for wanted, by in (
            (draft(company, "09:59", "11:00", day=3), added),
            (draft(company, "17:00", "17:30"), edit),
        ):
            with pytest.raises(Conflict) as refused:
                proposed(company, None, wanted)
            assert refused.value.code == "overlaps"
            assert refused.value.details["correction_id"] == by.id
        dispute(company.eli.actor, correction_id=added.id, reason="No")
        settle(company.edda.actor, correction_id=added.id, keep=False, reason="Right")
        proposed(company, None, draft(company, "09:59", "11:00", day=3))

    def test_makes_room_where_it_took_a_shift_away(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id)
        proposed(company, None, draft(company, "09:00", "12:00"))
        assert total(company) == -5 * HOUR

    def test_that_would_pay_what_the_rows_do_at_another_time_is_refused(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id, longer(shift))
        watch.later(hours=1)
        with pytest.raises(Conflict) as refused:
            proposed(company, shift.id, draft(company, "09:00", "17:00"))
        assert refused.value.code == "period_closed"
        proposed(company, shift.id, Draft.of(shift))
        assert total(company) == 0

    @pytest.mark.parametrize("what", ["added", "removed", "split"])
    def test_of_an_edit_taken_back_late_is_what_the_next_change_counts_from(
        self, company: Company, watch: Watch, what: str
    ) -> None:
        shift = worked(company, watch)
        parts = (draft(company, "08:00", "09:00"), draft(company, "10:00", "12:00"))
        wanted = {"added": (draft(company, "05:00", "07:00"),), "removed": (), "split": parts}
        asked_about = None if what == "added" else shift.id
        edit = proposed(company, asked_about, *wanted[what])
        close_week(company)
        watch.at(at("09:00", 10))
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Right")
        assert total(company) == {"added": -2, "removed": 8, "split": 5}[what] * HOUR
        assert_true(company)
        if what == "removed":  # it counts, so nothing else is added in its place
            with pytest.raises(Conflict) as refused:
                proposed(company, None, draft(company, "15:00", "17:00"))
            assert refused.value.details["correction_id"] == edit.id
            return
        # The rows of a shift that does not count any more are not in the way, and add nothing.
        reopen_week(company)
        made = edit.shift_ids[-1]
        proposed(company, made)
        assert stored(company, made).voided
        assert total(company) == {"added": 0, "split": 7}[what] * HOUR
        assert_true(company)
