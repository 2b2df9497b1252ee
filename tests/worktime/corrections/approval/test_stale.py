"""A decision about a shift that is not what it was is refused."""

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.acts import proposed
from tests.worktime.corrections.scenes import assert_true, draft, longer, worked
from timeclock.errors import Conflict
from timeclock.worktime.corrections.approval.asking import ask
from timeclock.worktime.corrections.approval.deciding import approve


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
