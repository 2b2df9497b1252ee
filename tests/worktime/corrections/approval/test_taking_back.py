"""A disputed edit that is taken back: everything is as it was before it."""

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.acts import assert_as_before, disputed, proposed, settled
from tests.worktime.corrections.scenes import (
    assert_true,
    at,
    draft,
    kinds,
    longer,
    stored,
    worked,
    worked_with_everything,
)
from timeclock.errors import Conflict
from timeclock.worktime.corrections.approval.deciding import confirm
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.shifts.meals import set_worked_through


class TestTakenBack:
    def test_the_shift_is_just_what_it_was(self, company: Company, watch: Watch) -> None:
        shift = worked_with_everything(company, watch)
        edit = proposed(company, shift.id, draft(company, "06:00", "07:00"))
        assert stored(company, shift.id).timeline.pauses == ()
        disputed(company, edit)
        done = settled(company, edit, keep=False)
        assert (done.state, done.decision) == (CorrectionState.TAKEN_BACK, "Wrong door")
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
