"""Handing a sheet in, and taking it back."""

from datetime import date, timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.week import (
    MONDAY,
    OVER,
    WEEK,
    assert_whole,
    on,
    only_worked,
    rules,
    stored,
    works,
)
from timeclock.authority.actor import Door, Scope
from timeclock.company.pay_rules.choices import PeriodKind
from timeclock.company.people.membership import reactivate
from timeclock.errors import Conflict, Invalid, KeyReused, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries, last_entry
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.timesheets.approval.approving import approve, submit, take_back
from timeclock.worktime.timesheets.approval.standing import SheetState, standing


def test_the_person_submits_with_the_totals_of_now(company: Company, watch: Watch) -> None:
    eli = company.eli
    works(watch, eli, company.shop, on(2, "08:00"), 8)
    decided = submit(eli.actor, first_day=MONDAY, early=True)
    assert decided.changed
    assert decided.standing.state is SheetState.SUBMITTED
    assert decided.standing.totals == only_worked(8)
    assert decided.standing == standing(company.workspace_id, eli.member_id, WEEK)
    entry = last_entry(company.workspace_id, eli.chain_id)
    assert entry is not None
    assert entry.kind == "timesheet.submitted"
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["state"], entry.after["state"]) == ("open", "submitted")
    assert entry.after["totals"]["worked"] == 8 * 3600
    assert_whole(company)


def test_a_manager_submits_for_someone_of_the_own_clock(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    decided = submit(
        company.maya.actor, first_day=MONDAY, early=True, member_id=company.eli.member_id
    )
    assert decided.standing.submitted_by_id == company.maya.member_id
    assert decided.standing.member_id == company.eli.member_id


def test_no_one_submits_for_whom_they_do_not_decide_about(company: Company) -> None:
    with pytest.raises(NotFound, match="does not exist here"):
        submit(company.maya.actor, first_day=MONDAY, early=True, member_id=company.otto.member_id)
    with pytest.raises(NotFound, match="does not exist here"):
        submit(company.maya.actor, first_day=MONDAY, early=True, member_id=company.nora.member_id)
    with pytest.raises(NotFound, match="does not exist here"):
        submit(company.olive.actor, first_day=MONDAY, early=True, member_id=company.nora.member_id)
    with pytest.raises(NotAllowed):
        submit(company.eli.actor, first_day=MONDAY, early=True, member_id=company.otto.member_id)
    assert stored(company, company.otto) is None


def test_a_key_that_only_reads_does_not_submit(company: Company) -> None:
    with pytest.raises(NotAllowed):
        submit(company.eli.through(Door.NATIVE, Scope.READ), first_day=MONDAY, early=True)


def test_the_operator_submits_for_anyone_but_has_no_sheet(company: Company) -> None:
    assert submit(
        company.operator, first_day=MONDAY, early=True, member_id=company.otto.member_id
    ).changed
    with pytest.raises(Invalid):
        submit(company.operator, first_day=MONDAY, early=True)


def test_submitting_again_what_has_not_changed_records_nothing(
    company: Company, watch: Watch
) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    first = submit(company.eli.actor, first_day=MONDAY, early=True)
    watch.later(hours=1)
    again = submit(company.eli.actor, first_day=MONDAY, early=True)
    assert not again.changed
    assert again.standing == first.standing


def test_submitting_again_after_a_change_has_the_new_totals(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    submit(company.eli.actor, first_day=MONDAY, early=True)
    works(watch, company.eli, company.shop, on(3, "08:00"), 4)
    assert submit(company.eli.actor, first_day=MONDAY, early=True).standing.totals == only_worked(
        12
    )
    row = stored(company, company.eli)
    assert row is not None
    assert row.totals is not None
    assert row.totals["worked"] == 12 * 3600


def test_an_open_shift_is_in_the_way_and_the_refusal_names_it(
    company: Company, watch: Watch
) -> None:
    watch.at(on(3, "08:00"))
    begun = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert begun is not None
    with pytest.raises(Conflict, match="began at 09:00 on 3 March") as refused:
        submit(company.eli.actor, first_day=MONDAY, early=True)
    assert refused.value.code == "in_the_way"
    (obstacle,) = refused.value.details["obstacles"]  # type: ignore[misc]
    assert obstacle.shift_id == begun.id
    clock_out(company.eli.actor)
    assert submit(company.eli.actor, first_day=MONDAY, early=True).changed


def test_an_open_shift_of_the_next_week_is_not_in_the_way(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    watch.at(on(9, "08:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    assert submit(company.eli.actor, first_day=MONDAY, early=True).changed


def test_a_period_that_has_not_begun_is_not_submitted(company: Company) -> None:
    with pytest.raises(Conflict, match="not begun"):
        submit(company.eli.actor, first_day=MONDAY + timedelta(days=7))


@pytest.mark.parametrize(
    "day", [date(2026, 3, 3), date(1999, 12, 27), date(2100, 1, 4), date.min, date.max]
)
def test_only_the_first_day_of_a_period_names_it(company: Company, day: date) -> None:
    with pytest.raises(Invalid) as refused:
        submit(company.eli.actor, first_day=day, early=True)
    assert (refused.value.code, refused.value.field) == ("not_a_period", "first_day")


def test_one_request_counts_once(company: Company, watch: Watch) -> None:
    eli, once = company.eli, Once.of("k", {"first_day": "2026-03-02"})
    works(watch, eli, company.shop, on(2, "08:00"), 8)
    first = submit(eli.actor, first_day=MONDAY, early=True, once=once)
    take_back(eli.actor, first_day=MONDAY)
    rules(company, period=PeriodKind.MONTHLY)
    again = submit(eli.actor, first_day=MONDAY, early=True, once=once)
    assert again.replayed
    assert again.standing == first.standing
    kinds = [entry.kind for entry in entries(company.workspace_id, eli.chain_id)]
    assert kinds[:2] == ["timesheet.taken_back", "timesheet.submitted"]
    with pytest.raises(KeyReused):
        submit(eli.actor, first_day=MONDAY, early=True, once=Once.of("k", {"first_day": "other"}))


def test_the_person_takes_it_back_and_it_is_open(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    submit(company.eli.actor, first_day=MONDAY, early=True)
    decided = take_back(company.eli.actor, first_day=MONDAY)
    assert decided.standing.state is SheetState.OPEN
    assert decided.standing.totals is None
    assert standing(company.workspace_id, company.eli.member_id, WEEK) == decided.standing
    with pytest.raises(Conflict, match="not submitted"):
        take_back(company.eli.actor, first_day=MONDAY)
    assert_whole(company)


def test_what_is_approved_is_neither_submitted_nor_taken_back(
    company: Company, watch: Watch
) -> None:
    watch.at(OVER)
    approve(company.maya.actor, member_id=company.eli.member_id, first_day=MONDAY)
    for act in (submit, take_back):
        with pytest.raises(Conflict) as refused:
            act(company.eli.actor, first_day=MONDAY)
        assert refused.value.code == "already_approved"


def test_a_period_that_the_rules_have_moved_is_not_the_one_that_was_submitted(
    company: Company, watch: Watch
) -> None:
    rules(company, period=PeriodKind.TWO_WEEKLY, anchor=MONDAY)
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    submit(company.eli.actor, first_day=MONDAY, early=True)
    rules(company)
    assert standing(company.workspace_id, company.eli.member_id, WEEK).state is SheetState.OPEN
    assert submit(company.eli.actor, first_day=MONDAY, early=True).changed
    row = stored(company, company.eli)
    assert row is not None
    assert row.after_day == WEEK.after


def test_anyone_who_left_and_came_back_still_has_the_old_sheet(
    company: Company, watch: Watch
) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    deactivate_member(company.olive.actor, member_id=company.eli.member_id)
    submit(company.maya.actor, first_day=MONDAY, early=True, member_id=company.eli.member_id)
    reactivate(company.olive.actor, member_id=company.eli.member_id)
    row = standing(company.workspace_id, company.eli.member_id, WEEK)
    assert row.totals == only_worked(8)
