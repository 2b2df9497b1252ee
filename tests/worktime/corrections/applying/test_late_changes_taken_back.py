"""An adjustment that is taken back is booked off again, and so is an edit of days closed since."""

from datetime import date

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.acts import disputed, proposed, settled
from tests.worktime.corrections.adjusted import ADJUST, HOUR, MON_2, TUE_10, booked, total, views
from tests.worktime.corrections.scenes import (
    NEXT_MONDAY,
    assert_true,
    at,
    close_week,
    draft,
    longer,
    set_rules,
    stored,
    worked,
)
from timeclock.errors import Conflict
from timeclock.worktime.corrections.approval.deciding import dispute, settle
from timeclock.worktime.corrections.approval.undoing import undo


class TestLateChangesTakenBack:
    @pytest.fixture(autouse=True)
    def adjusts(self, company: Company) -> None:
        set_rules(company, ADJUST)

    def test_taken_back_is_booked_off_again(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        edit = proposed(company, shift.id, longer(shift))
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        watch.at(at("09:00", 17))
        settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Wrong door")
        assert booked(company) == [(TUE_10, MON_2, HOUR), (TUE_10, MON_2, -HOUR)]
        assert [each.reason for each in views(company)] == ["The door says so", "Wrong door"]
        assert_true(company)

    def test_taken_back_on_an_open_day_where_its_own_is_closed_by_now(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        edit = proposed(company, shift.id, longer(shift))
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        watch.at(at("09:00", 17))
        close_week(company, first=NEXT_MONDAY, after=date(2026, 3, 16))
        settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Wrong door")
        assert booked(company) == [(TUE_10, MON_2, HOUR), (date(2026, 3, 17), MON_2, -HOUR)]

    def test_takes_back_an_edit_of_days_that_were_closed_since(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        edit = proposed(
            company, shift.id, draft(company, "08:00", "09:00"), draft(company, "10:00", "12:00")
        )
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        close_week(company)
        watch.at(at("09:00", 10))
        settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Right")
        # Eight hours where one is in the rows now, and none where the other part is.
        assert booked(company) == [(TUE_10, MON_2, 7 * HOUR), (TUE_10, MON_2, -2 * HOUR)]
        assert stored(company, shift.id).timeline.ended_at == at("09:00")
        assert_true(company)

    def test_of_a_shift_that_another_has_overtaken_is_not_taken_back(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        first = proposed(company, shift.id, longer(shift))
        watch.later(hours=1)
        proposed(company, shift.id, longer(shift, "18:00"))
        dispute(company.eli.actor, correction_id=first.id, reason="No")
        with pytest.raises(Conflict) as refused:
            settle(company.edda.actor, correction_id=first.id, keep=False, reason="Right")
        assert refused.value.code == "changed_since"
        assert total(company) == 2 * HOUR

    def test_taken_back_there_has_to_be_room_for_what_was(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        gone = proposed(company, shift.id)
        proposed(company, None, draft(company, "08:00", "09:00"))
        dispute(company.eli.actor, correction_id=gone.id, reason="No")
        with pytest.raises(Conflict) as refused:
            settle(company.edda.actor, correction_id=gone.id, keep=False, reason="Right")
        assert refused.value.code == "overlaps"
        assert total(company) == -7 * HOUR

    def test_cannot_take_back_an_edit_that_only_moved_what_is_closed_by_now(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, draft(company, "09:00", "17:00"))
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        close_week(company)
        watch.at(at("09:00", 10))
        with pytest.raises(Conflict) as refused:
            settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Right")
        assert refused.value.code == "period_closed"

    def test_stays_taken_back_where_another_late_change_counts_since(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        first = disputed(company, proposed(company, shift.id, longer(shift)))
        settled(company, first, keep=False)
        watch.later(seconds=20)
        proposed(company, shift.id, longer(shift, "18:00"))
        watch.later(seconds=20)
        with pytest.raises(Conflict) as refused:
            undo(company.edda.actor, correction_id=first.id)
        assert refused.value.code == "changed_since"
        assert total(company) == 2 * HOUR
        assert_true(company)

    def test_stays_taken_back_where_the_one_before_was_taken_back_since(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        first = disputed(company, proposed(company, shift.id, longer(shift)))
        watch.later(seconds=5)
        second = disputed(company, proposed(company, shift.id, longer(shift, "18:00")))
        for edit in (second, first):
            watch.later(seconds=5)
            settled(company, edit, keep=False)
        watch.later(seconds=5)
        with pytest.raises(Conflict) as refused:
            undo(company.edda.actor, correction_id=second.id)
        assert refused.value.code == "changed_since"
        assert total(company) == 0
        undo(company.edda.actor, correction_id=first.id)
        assert total(company) == HOUR
        assert_true(company)
