"""Timesheets with time at several clocks: who sees them and who decides about them."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.timesheets.week import (
    MONDAY,
    NEXT_MONDAY,
    OVER,
    WEEK,
    approves,
    assert_whole,
    on,
    rules,
    state_of,
    works,
)
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign, unassign
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.errors import NotAllowed, NotFound
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.queries import shift as find_shift
from timeclock.worktime.timesheets.approval.approving import (
    approve,
    approve_many,
    reopen,
    send_back,
    submit,
)
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.approval.rows import period_rows
from timeclock.worktime.timesheets.approval.standing import SheetState
from timeclock.worktime.timesheets.inbox.acknowledging import acknowledge
from timeclock.worktime.timesheets.inbox.listing import cases
from timeclock.worktime.timesheets.reading.reach import shift_in_reach

NEXT_WEEK = Period(NEXT_MONDAY, date(2026, 3, 16))
LATER = datetime(2026, 3, 16, 5, tzinfo=UTC)
REFUSAL = (
    "Part of this time was worked at a time clock that you do not manage."
    " Ask one of these people: Edda and Olive."
)
Act = Callable[[Actor, int], object]
ACTS: dict[str, Act] = {
    "approve": lambda actor, who: approve(actor, member_id=who, first_day=MONDAY),
    "send back": lambda actor, who: send_back(
        actor, member_id=who, first_day=MONDAY, reason="Lunch"
    ),
    "reopen": lambda actor, who: reopen(actor, member_id=who, first_day=MONDAY, reason="Lunch"),
    "submit": lambda actor, who: submit(actor, member_id=who, first_day=MONDAY),
}


@pytest.fixture
def both(company: Company, watch: Watch) -> Company:
    """Eli worked at the shop on Monday and at the yard on Tuesday; the week is over."""
    assign(company.operator, clock_id=company.yard, member_id=company.eli.member_id)
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    works(watch, company.eli, company.yard, on(3, "08:00"), 4)
    watch.at(OVER)
    return company


@pytest.fixture
def moved(company: Company, watch: Watch) -> Company:
    """Eli worked a week at the shop and the next one at the yard, to which he has moved."""
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    unassign(company.operator, clock_id=company.shop, member_id=company.eli.member_id)
    assign(company.operator, clock_id=company.yard, member_id=company.eli.member_id)
    works(watch, company.eli, company.yard, on(9, "08:00"), 8)
    watch.at(LATER)
    return company


def listed(company: Company, who: CompanyMember, days: Period) -> set[str]:
    return {row.name for row in period_rows(who.actor, days, LATER)}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("manager", ["maya", "yann"])
def test_a_manager_of_a_part_of_it_decides_nothing(both: Company, act: str, manager: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        ACTS[act](getattr(both, manager).actor, both.eli.member_id)
    assert (refused.value.code, refused.value.sentence) == ("not_every_clock", REFUSAL)
    assert state_of(both, both.eli) is SheetState.OPEN


@pytest.mark.parametrize("who", ["edda", "olive"])
def test_those_above_approve_it(both: Company, who: str) -> None:
    approves(getattr(both, who), both.eli)
    assert state_of(both, both.eli) is SheetState.APPROVED
    assert_whole(both)


def test_the_operator_approves_it(both: Company) -> None:
    approve(both.operator, member_id=both.eli.member_id, first_day=MONDAY)
    assert state_of(both, both.eli) is SheetState.APPROVED


def test_a_manager_of_every_clock_approves_it_and_is_named(both: Company) -> None:
    assign(both.operator, clock_id=both.yard, member_id=both.maya.member_id, manages=True)
    with pytest.raises(NotAllowed, match="Ask one of these people: Maya, Edda and Olive"):
        approves(both.yann, both.eli)
    approves(both.maya, both.eli)
    assert state_of(both, both.eli) is SheetState.APPROVED


def test_among_many_it_is_left_with_the_reason(both: Company, watch: Watch) -> None:
    works(watch, both.edda, both.shop, on(4, "08:00"), 8)
    watch.at(OVER)
    wanted = [both.eli.member_id, both.edda.member_id]
    many = approve_many(
        both.maya.actor, first_day=MONDAY, member_ids=wanted, include_unsubmitted=True
    )
    assert many.approved == (both.edda.member_id,)
    (left,) = many.left
    assert (left.member_id, left.code, left.sentence) == (
        both.eli.member_id,
        "not_every_clock",
        REFUSAL,
    )
    assert state_of(both, both.eli) is SheetState.OPEN


def test_closing_approves_it(both: Company) -> None:
    with pytest.raises(NotAllowed):
        close_period(both.maya.actor, first_day=MONDAY)
    close_period(both.edda.actor, first_day=MONDAY)
    assert state_of(both, both.eli) is SheetState.CLOSED


def test_each_manager_sees_all_of_it(both: Company) -> None:
    for who in (both.maya, both.yann):
        (row,) = [row for row in period_rows(who.actor, WEEK, OVER) if row.name == "Eli"]
        assert row.totals.worked == 12 * 3600


def test_a_sheet_without_time_is_for_the_managers_of_the_persons_clocks(
    company: Company, watch: Watch
) -> None:
    watch.at(OVER)
    with pytest.raises(NotFound):
        approves(company.yann, company.eli)
    approves(company.maya, company.eli)
    assert state_of(company, company.eli) is SheetState.APPROVED


def test_ones_own_is_left_to_anyone_who_manages_every_clock_of_it(
    company: Company, watch: Watch
) -> None:
    assign(company.operator, clock_id=company.yard, member_id=company.olive.member_id)
    works(watch, company.olive, company.shop, on(2, "08:00"), 8)
    works(watch, company.olive, company.yard, on(3, "08:00"), 8)
    watch.at(OVER)
    with pytest.raises(NotAllowed) as refused:
        approves(company.olive, company.olive)
    assert refused.value.code == "own_decision"
    approves(company.edda, company.olive)


def test_the_weeks_at_a_clock_stay_with_its_manager_after_a_move(moved: Company) -> None:
    assert "Eli" in listed(moved, moved.maya, WEEK)
    assert "Eli" not in listed(moved, moved.maya, NEXT_WEEK)
    approves(moved.maya, moved.eli)
    with pytest.raises(NotFound):
        approve(moved.maya.actor, member_id=moved.eli.member_id, first_day=NEXT_MONDAY)


def test_the_new_manager_sees_the_week_before_and_does_not_approve_it(moved: Company) -> None:
    assert "Eli" in listed(moved, moved.yann, WEEK)
    with pytest.raises(NotAllowed, match="Ask one of these people: Maya, Edda and Olive"):
        approves(moved.yann, moved.eli)
    approve(moved.yann.actor, member_id=moved.eli.member_id, first_day=NEXT_MONDAY)


def test_someone_who_was_at_neither_clock_finds_nothing(moved: Company) -> None:
    assign(moved.operator, clock_id=moved.site, member_id=moved.otto.member_id)
    unassign(moved.operator, clock_id=moved.yard, member_id=moved.yann.member_id)
    assert listed(moved, moved.yann, WEEK) <= {"Yann"}
    with pytest.raises(NotFound):
        approves(moved.yann, moved.eli)


def test_a_shift_of_a_sheet_in_reach_is_in_reach(company: Company, watch: Watch) -> None:
    """Eli worked at both clocks in one week, then left the shop."""
    assign(company.operator, clock_id=company.yard, member_id=company.eli.member_id)
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    yard = works(watch, company.eli, company.yard, on(3, "08:00"), 8)
    later = works(watch, company.eli, company.yard, on(10, "08:00"), 8)
    unassign(company.operator, clock_id=company.shop, member_id=company.eli.member_id)
    for number, expected in ((yard.id, True), (later.id, False)):
        found = find_shift(company.workspace_id, number)
        assert found is not None
        assert shift_in_reach(company.maya.actor, found, LATER) is expected
        assert shift_in_reach(company.edda.actor, found, LATER)
        assert shift_in_reach(company.eli.actor, found, LATER)
        assert not shift_in_reach(company.otto.actor, found, LATER)


def test_the_inbox_keeps_what_happened_at_the_clock(company: Company, watch: Watch) -> None:
    """Also what is of no single shift, such as a long day; not what happened elsewhere since."""
    rules(company, overtime=RuleSet.GERMANY)
    works(watch, company.eli, company.shop, on(2, "08:00"), 11)
    unassign(company.operator, clock_id=company.shop, member_id=company.eli.member_id)
    assign(company.operator, clock_id=company.yard, member_id=company.eli.member_id)
    works(watch, company.eli, company.yard, on(4, "08:00"), 11)
    watch.at(OVER)
    found = cases(company.maya.actor, OVER)
    assert {(case.day, case.kind) for case in found} == {
        (MONDAY, CaseKind.LONG_DAY),
        (MONDAY, CaseKind.NO_BREAK),
    }
    for case in found:
        acknowledge(
            company.maya.actor,
            member_id=case.member_id,
            kind=case.kind,
            day=case.day,
            shift_id=case.shift_id,
        )
    assert cases(company.maya.actor, OVER) == ()
    for kind in (CaseKind.LONG_DAY, CaseKind.NO_BREAK):
        with pytest.raises(NotFound):
            acknowledge(
                company.maya.actor, member_id=company.eli.member_id, kind=kind, day=date(2026, 3, 4)
            )
