"""“I worked through”: a deducted meal break is taken back, by the person or where one decides."""

from dataclasses import replace

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.scenes import assert_true, close_week, draft, kinds, stored, worked
from timeclock.authority.actor import Door, Scope
from timeclock.errors import Conflict, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.meals import set_worked_through
from timeclock.worktime.shifts.punching import clock_in


@pytest.mark.parametrize("name", ["eli", "maya", "edda", "olive"])
def test_it_is_said_by_the_person_or_anyone_who_decides(
    company: Company, watch: Watch, name: str
) -> None:
    shift = worked(company, watch)
    actor = getattr(company, name).actor
    done = set_worked_through(actor, shift_id=shift.id, worked_through=True)
    assert (done.kind, done.shift) == (Act.WORKED_THROUGH, stored(company, shift.id))
    assert stored(company, shift.id).worked_through
    set_worked_through(actor, shift_id=shift.id, worked_through=False)
    assert not stored(company, shift.id).worked_through
    assert kinds(company.eli, 2) == ["shift.worked_through"] * 2
    assert_true(company)


def test_said_again_it_changes_nothing(company: Company, watch: Watch) -> None:
    shift = worked(company, watch)
    done = set_worked_through(company.eli.actor, shift_id=shift.id, worked_through=False)
    assert (done.changed, done.shift, done.position) == (False, shift, None)
    assert kinds(company.eli, 1) == ["shift.clocked_out"]


def test_sent_again_it_is_the_first_answer(company: Company, watch: Watch) -> None:
    shift = worked(company, watch)
    once = Once.of("m", {})
    first, again = (
        set_worked_through(company.eli.actor, shift_id=shift.id, worked_through=True, once=once)
        for _ in range(2)
    )
    assert (again.shift, again.replayed) == (first.shift, True)
    assert kinds(company.eli, 2) == ["shift.clocked_out", "shift.worked_through"]


def test_of_a_shift_that_was_added_too(company: Company, watch: Watch) -> None:
    worked(company, watch)
    wanted = replace(draft(company, "05:00", "06:00"), note="No power")
    added = propose(
        company.maya.actor,
        member_id=company.eli.member_id,
        shift_id=None,
        drafts=[wanted],
        reason="x",
    )
    once = Once.of("m", {})
    for _ in range(2):
        answer = set_worked_through(
            company.eli.actor, shift_id=added.shift_ids[0], worked_through=True, once=once
        )
        assert answer.shift is not None
        assert answer.shift.note == "No power"
    assert_true(company)


@pytest.mark.parametrize("name", ["yann", "otto", "nora"])
def test_for_anyone_else_the_shift_does_not_exist(
    company: Company, watch: Watch, name: str
) -> None:
    shift = worked(company, watch)
    for shift_id in (shift.id, 999_999):
        with pytest.raises(NotFound) as refused:
            set_worked_through(getattr(company, name).actor, shift_id=shift_id, worked_through=True)
        assert refused.value.code == "shift_not_found"


def test_it_takes_a_key_that_reaches_that_far(company: Company, watch: Watch) -> None:
    shift = worked(company, watch)
    for actor in (
        company.eli.through(Door.NATIVE, Scope.READ),
        company.maya.through(Door.NATIVE, Scope.PUNCH),
    ):
        with pytest.raises(NotAllowed):
            set_worked_through(actor, shift_id=shift.id, worked_through=True)


def test_no_one_says_it_of_a_shift_that_runs(company: Company, watch: Watch) -> None:
    watch.at("08:00")
    begun = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert begun is not None
    with pytest.raises(Conflict) as refused:
        set_worked_through(company.eli.actor, shift_id=begun.id, worked_through=True)
    assert refused.value.code == "still_open"


def test_nor_of_a_closed_day(company: Company, watch: Watch) -> None:
    shift = worked(company, watch)
    close_week(company)
    for person in (company.eli, company.olive):
        with pytest.raises(Conflict) as refused:
            set_worked_through(person.actor, shift_id=shift.id, worked_through=True)
        assert refused.value.code == "period_closed"
    assert stored(company, shift.id) == shift
