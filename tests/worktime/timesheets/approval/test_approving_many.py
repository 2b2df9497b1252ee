"""Approving several sheets at once."""

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.week import MONDAY, OVER, assert_whole, on, state_of, works
from timeclock.errors import NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries, last_entry, workspace_chain_id
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.timesheets.approval.approving import approve_many, submit
from timeclock.worktime.timesheets.approval.standing import SheetState


def test_several_are_approved_at_once_and_those_with_something_in_the_way_are_left(
    company: Company, watch: Watch
) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    works(watch, company.edda, company.shop, on(2, "17:00"), 2)
    watch.at(on(8, "20:00"))
    clock_in(company.olive.actor, clock_id=company.shop)
    watch.at(OVER)
    people = [company.eli, company.edda, company.olive, company.maya]
    answer = approve_many(
        company.maya.actor,
        first_day=MONDAY,
        member_ids=[p.member_id for p in people],
        include_unsubmitted=True,
    )
    assert answer.approved == tuple(sorted([company.eli.member_id, company.edda.member_id]))
    left = {each.member_id: each.sentence for each in answer.left}
    assert left.keys() == {company.olive.member_id, company.maya.member_id}
    assert "still open" in left[company.olive.member_id]
    assert "Another person" in left[company.maya.member_id]
    assert [state_of(company, p) for p in people] == ["approved", "approved", "open", "open"]
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert entry is not None
    assert entry.kind == "timesheet.approved"
    assert_whole(company)


def test_several_at_once_count_once(company: Company, watch: Watch) -> None:
    watch.at(on(8, "20:00"))
    clock_in(company.olive.actor, clock_id=company.shop)
    watch.at(OVER)
    once, ids = Once.of("k", {"all": 1}), [company.eli.member_id, company.olive.member_id]
    submit(company.eli.actor, first_day=MONDAY)
    first = approve_many(company.maya.actor, first_day=MONDAY, member_ids=ids, once=once)
    again = approve_many(company.maya.actor, first_day=MONDAY, member_ids=ids, once=once)
    assert first.approved == (company.eli.member_id,)
    assert [each.code for each in first.left] == ["in_the_way"]
    assert (again.approved, again.left) == (first.approved, first.left)
    assert (first.replayed, again.replayed) == (False, True)
    chain_id = workspace_chain_id(company.workspace_id)
    assert chain_id is not None
    kinds = [entry.kind for entry in entries(company.workspace_id, chain_id)]
    assert kinds.count("timesheets.approved") == 1


def test_what_is_not_submitted_is_left_unless_it_is_meant(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    works(watch, company.edda, company.shop, on(2, "17:00"), 2)
    watch.at(OVER)
    submit(company.eli.actor, first_day=MONDAY)
    ids = [company.eli.member_id, company.edda.member_id]
    first = approve_many(company.olive.actor, first_day=MONDAY, member_ids=ids)
    assert first.approved == (company.eli.member_id,)
    assert [(each.member_id, each.code) for each in first.left] == [
        (company.edda.member_id, "not_submitted")
    ]
    assert state_of(company, company.edda) is SheetState.OPEN
    then = approve_many(
        company.olive.actor, first_day=MONDAY, member_ids=ids, include_unsubmitted=True
    )
    assert (then.approved, then.left) == ((company.edda.member_id,), ())
    assert_whole(company)


def test_none_of_several_is_approved_if_one_is_out_of_reach(company: Company, watch: Watch) -> None:
    watch.at(OVER)
    for stranger in (company.otto, company.nora):
        with pytest.raises(NotFound):
            approve_many(
                company.maya.actor,
                first_day=MONDAY,
                member_ids=[company.eli.member_id, stranger.member_id],
            )
    assert state_of(company, company.eli) is SheetState.OPEN


def test_before_the_end_of_the_period_all_of_several_are_left(company: Company) -> None:
    answer = approve_many(company.maya.actor, first_day=MONDAY, member_ids=[company.eli.member_id])
    assert answer.approved == ()
    assert [each.member_id for each in answer.left] == [company.eli.member_id]
    assert approve_many(company.maya.actor, first_day=MONDAY, member_ids=[]).left == ()
