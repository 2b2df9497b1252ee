"""Approving sheets: who may, when, and what it locks."""

from datetime import date, datetime, timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.week import (
    HOUR,
    MONDAY,
    NEXT_MONDAY,
    OVER,
    WEEK,
    approves,
    assert_whole,
    on,
    only_worked,
    rules,
    state_of,
    works,
)
from timeclock.authority.actor import Door, Scope
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.company.people.membership import add_member
from timeclock.errors import Conflict, NotAllowed, NotFound, ProductError
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries, last_entry
from timeclock.worktime.corrections.approval.asking import ask
from timeclock.worktime.corrections.approval.deciding import refuse
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.forgetting import confirm_end, propose_end
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.timesheets.approval.approving import approve, reopen, submit
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind
from timeclock.worktime.timesheets.approval.standing import SheetState, standing
from timeclock.worktime.timesheets.reading.sheets import sheet_of
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules


def in_the_way(error: ProductError) -> list[ObstacleKind]:
    assert error.code == "in_the_way"
    return [obstacle.kind for obstacle in error.details["obstacles"]]  # type: ignore[attr-defined]


def draft(start: datetime, clock_id: int) -> Draft:
    return Draft(clock_id, start, start + timedelta(hours=2))


def test_a_manager_approves_what_was_submitted(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    submit(company.eli.actor, first_day=MONDAY, early=True)
    watch.at(OVER)
    decided = approves(company.maya, company.eli)
    assert decided.standing.state is SheetState.APPROVED
    assert decided.standing.totals == only_worked(8)
    assert decided.standing.decided_by_id == company.maya.member_id
    assert decided.standing.submitted_by_id == company.eli.member_id
    assert standing(company.workspace_id, company.eli.member_id, WEEK) == decided.standing
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert entry is not None
    assert entry.kind == "timesheet.approved"
    assert entry.after is not None
    assert entry.after["changed_since_submitted"] is False
    assert_whole(company)


def test_what_was_not_submitted_can_be_approved_too(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    watch.at(OVER)
    assert approves(company.maya, company.eli).standing.totals == only_worked(8)


def test_an_approval_counts_what_is_there_and_says_that_other_totals_were_submitted(
    company: Company, watch: Watch
) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    submit(company.eli.actor, first_day=MONDAY, early=True)
    rules(company, meal_after=360, meal_minutes=30)
    watch.at(OVER)
    approves(company.maya, company.eli)
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert entry is not None
    assert entry.before is not None
    assert entry.after is not None
    assert entry.before["totals"]["worked"] == 8 * HOUR
    assert entry.after["totals"]["worked"] == 7.5 * HOUR
    assert entry.after["changed_since_submitted"] is True


def test_it_waits_for_the_end_of_the_period_in_every_zone(company: Company, watch: Watch) -> None:
    """Sunday ends last in New York: at 04:00 UTC, its clocks went forward that morning."""
    watch.at(on(9, "03:59:59"))
    with pytest.raises(Conflict, match="runs to the end of 8 March 2026") as refused:
        approves(company.maya, company.eli)
    assert in_the_way(refused.value) == [ObstacleKind.NOT_OVER]
    watch.at(on(9, "04:00"))
    assert approves(company.maya, company.eli).changed


def test_a_clock_that_is_archived_is_not_waited_for(company: Company, watch: Watch) -> None:
    archive_clock(company.operator, clock_id=company.site)
    watch.at(on(8, "23:00"))
    assert approves(company.maya, company.eli).changed


def test_it_waits_for_the_days_end_where_that_is_not_midnight(
    company: Company, watch: Watch
) -> None:
    rules(company, day_begins=240)
    watch.at(on(9, "07:59"))
    with pytest.raises(Conflict):
        approves(company.maya, company.eli)
    watch.at(on(9, "08:00"))
    assert approves(company.maya, company.eli).changed


def test_an_open_shift_is_in_the_way(company: Company, watch: Watch) -> None:
    watch.at(on(8, "20:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at(OVER)
    with pytest.raises(Conflict) as refused:
        approves(company.maya, company.eli)
    assert in_the_way(refused.value) == [ObstacleKind.OPEN_SHIFT]


def test_an_end_that_no_one_confirmed_is_in_the_way_until_someone_does(
    company: Company, watch: Watch
) -> None:
    watch.at(on(5, "08:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at(on(6, "08:00"))
    running = open_shift(company.workspace_id, company.eli.member_id)
    assert running is not None
    propose_end(company.eli.actor, shift_id=running.id, end=on(5, "16:00"))
    watch.at(OVER)
    with pytest.raises(Conflict, match=r"The end of the shift .* is not confirmed") as refused:
        approves(company.maya, company.eli)
    assert in_the_way(refused.value) == [ObstacleKind.UNCONFIRMED_END]
    confirm_end(company.maya.actor, shift_id=running.id)
    assert approves(company.maya, company.eli).standing.totals == only_worked(8)


def test_a_request_is_in_the_way_until_it_is_decided(company: Company, watch: Watch) -> None:
    watch.at(OVER)
    asked = ask(
        company.eli.actor,
        shift_id=None,
        drafts=[draft(on(3, "08:00"), company.shop)],
        reason="Forgot",
    )
    with pytest.raises(Conflict, match="3 March") as refused:
        approves(company.maya, company.eli)
    assert in_the_way(refused.value) == [ObstacleKind.REQUEST]
    refuse(company.maya.actor, correction_id=asked.id, reason="You were off")
    assert approves(company.maya, company.eli).changed


def test_a_request_for_another_week_is_not_in_the_way(company: Company, watch: Watch) -> None:
    watch.at(on(10, "20:00"))
    ask(
        company.eli.actor,
        shift_id=None,
        drafts=[draft(on(10, "08:00"), company.shop)],
        reason="Forgot",
    )
    assert approves(company.maya, company.eli).changed


def test_no_one_approves_their_own_while_another_may(company: Company, watch: Watch) -> None:
    watch.at(OVER)
    for person in (company.maya, company.edda, company.olive):
        with pytest.raises(NotAllowed) as refused:
            approves(person, person)
        assert refused.value.code == "own_decision"
    for person in (company.edda, company.maya):
        deactivate_member(company.olive.actor, member_id=person.member_id)
    assert approves(company.olive, company.olive).changed


def test_managers_approve_for_their_clocks_alone(company: Company, watch: Watch) -> None:
    watch.at(OVER)
    with pytest.raises(NotFound) as unseen:
        approves(company.maya, company.otto)
    with pytest.raises(NotFound) as missing:
        approve(company.maya.actor, member_id=10**9, first_day=MONDAY)
    with pytest.raises(NotFound) as foreign:
        approves(company.olive, company.nora)
    assert {each.value.sentence for each in (unseen, missing, foreign)} == {
        "This person does not exist here."
    }
    assert approves(company.yann, company.otto).changed
    with pytest.raises(NotAllowed):
        approves(company.eli, company.otto)
    with pytest.raises(NotAllowed):
        approve(
            company.maya.through(Door.NATIVE, Scope.PUNCH),
            member_id=company.eli.member_id,
            first_day=MONDAY,
        )


def test_the_operator_approves_anyone(company: Company, watch: Watch) -> None:
    watch.at(OVER)
    decided = approve(company.operator, member_id=company.olive.member_id, first_day=MONDAY)
    assert decided.changed
    assert decided.standing.decided_by_id is None


def test_who_has_left_can_still_be_approved(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    deactivate_member(company.olive.actor, member_id=company.eli.member_id)
    watch.at(OVER)
    assert approves(company.maya, company.eli).standing.totals == only_worked(8)


def test_approving_again_changes_nothing(company: Company, watch: Watch) -> None:
    watch.at(OVER)
    first = approves(company.maya, company.eli)
    count = len(entries(company.workspace_id, company.eli.chain_id))
    watch.later(hours=1)
    again = approves(company.edda, company.eli)
    assert (again.changed, again.standing) == (False, first.standing)
    assert len(entries(company.workspace_id, company.eli.chain_id)) == count


def test_one_request_counts_once_whatever_has_happened_since(
    company: Company, watch: Watch
) -> None:
    watch.at(OVER)
    once = Once.of("k", {"approve": 1})
    asked = {"member_id": company.eli.member_id, "first_day": MONDAY}
    first = approve(company.maya.actor, **asked, once=once)  # type: ignore[arg-type]
    reopen(company.maya.actor, **asked, reason="Wrong")  # type: ignore[arg-type]
    again = approve(company.maya.actor, **asked, once=once)  # type: ignore[arg-type]
    assert again.replayed
    assert again.standing == first.standing
    assert state_of(company, company.eli) is SheetState.OPEN


def test_an_approved_week_is_locked_for_its_member_alone(company: Company, watch: Watch) -> None:
    watch.at(on(9, "06:00"))
    approves(company.maya, company.eli)
    with pytest.raises(Conflict, match="The timesheet is approved") as refused:
        clock_in(company.eli.actor, clock_id=company.shop, claimed=on(8, "20:00"))
    assert refused.value.code == "period_closed"
    assert clock_in(company.edda.actor, clock_id=company.shop, claimed=on(8, "20:00")).changed
    assert clock_in(company.eli.actor, clock_id=company.shop).changed


def test_totals_stay_as_they_were_approved(company: Company, watch: Watch) -> None:
    """Rules for these days are refused, and those of later days do not reach back."""
    works(watch, company.eli, company.shop, on(2, "08:00"), 8.1)
    watch.at(OVER)
    approves(company.maya, company.eli)
    for first_day in (ALWAYS, MONDAY, date(2026, 3, 8)):
        with pytest.raises(Conflict):
            change_rules(company.operator, first_day=first_day, rules=PayRules(rounding=15))
    change_rules(company.operator, first_day=NEXT_MONDAY, rules=PayRules(rounding=15))
    kept = standing(company.workspace_id, company.eli.member_id, WEEK).totals
    assert kept == only_worked(8.1)
    sheet = sheet_of(company.workspace_id, company.eli.member_id, MONDAY, NEXT_MONDAY, watch.now)
    assert sheet.totals == kept


def test_who_joined_later_has_nothing_to_approve_but_can_be(company: Company, watch: Watch) -> None:
    watch.at(on(20, "08:00"))
    added = add_member(company.operator, email=f"zoe{company.workspace_id}@x.test", name="Zoe")
    decided = approve(company.edda.actor, member_id=added.member_id, first_day=MONDAY)
    assert decided.standing.totals == only_worked(0)
