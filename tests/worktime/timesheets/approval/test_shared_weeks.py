"""A workweek in two pay periods: no hour of its overtime is lost between them."""

from datetime import date

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.two_months import (
    APRIL,
    MARCH,
    MAY,
    MON_30,
    TUE_31,
    WED_1,
    adds,
    approves,
    at,
    in_the_way,
    kept,
    monthly,
    overtime,
    reopens,
    there,
    works_on,
)
from tests.worktime.timesheets.week import assert_whole, rules
from timeclock.company.pay_rules.choices import LateChanges, PeriodKind, RuleSet
from timeclock.company.pay_rules.rules import OwnRules
from timeclock.company.people.membership import add_member
from timeclock.errors import Conflict
from timeclock.worktime.corrections.approval.asking import ask
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.forgetting import confirm_end, propose_end
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.timesheets.approval.approving import approve, approve_many
from timeclock.worktime.timesheets.approval.closing import close_period, obstacles, reopen_period
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind
from timeclock.worktime.timesheets.approval.standing import SheetState

THU_2, FRI_3 = date(2026, 4, 2), date(2026, 4, 3)
BOTH_DAYS = (
    "Monday 30 March and Tuesday 31 March belong to the same workweek as 1 April and are not"
    " approved yet. Approve their period first."
)


def test_earlier_days_of_the_week_come_first(company: Company, watch: Watch) -> None:
    monthly(company)
    works_on(watch, company, company.eli, MON_30, TUE_31, WED_1, THU_2)
    watch.at(MAY)
    with pytest.raises(Conflict) as refused:
        approves(company, company.eli, APRIL)
    (found,) = in_the_way(refused.value)
    assert (found.kind, found.member_id, found.day, found.sentence) == (
        ObstacleKind.EARLIER_DAYS,
        company.eli.member_id,
        MON_30,
        BOTH_DAYS,
    )
    adds(company, company.eli, TUE_31, hours=4, hour=18)
    assert approves(company, company.eli, MARCH).totals == there(company, company.eli, MARCH)
    approved = approves(company, company.eli, APRIL)
    assert approved.totals is not None
    assert approved.totals.premiums == overtime(4)
    assert_whole(company)


def test_one_earlier_day_is_said_in_the_singular(company: Company, watch: Watch) -> None:
    monthly(company)
    works_on(watch, company, company.eli, TUE_31, WED_1)
    watch.at(MAY)
    with pytest.raises(Conflict, match=r"^Tuesday 31 March belongs to the same workweek"):
        approves(company, company.eli, APRIL)


def test_closing_waits_for_everybodys_earlier_days(company: Company, watch: Watch) -> None:
    """Also of anyone who has no time in the period itself: it would bind their days."""
    monthly(company)
    works_on(watch, company, company.maya, TUE_31)
    works_on(watch, company, company.eli, WED_1)
    watch.at(MAY)
    (found,) = obstacles(company.workspace_id, APRIL, MAY)
    assert (found.kind, found.member_id) == (ObstacleKind.EARLIER_DAYS, company.maya.member_id)
    with pytest.raises(Conflict) as refused:
        close_period(company.edda.actor, first_day=APRIL.first)
    assert in_the_way(refused.value) == [found]
    close_period(company.edda.actor, first_day=MARCH.first)
    assert close_period(company.edda.actor, first_day=APRIL.first).changed


def test_of_several_only_those_with_earlier_days_are_left(company: Company, watch: Watch) -> None:
    monthly(company)
    works_on(watch, company, company.maya, TUE_31, WED_1)
    works_on(watch, company, company.eli, WED_1)
    watch.at(MAY)
    ids = [company.eli.member_id, company.maya.member_id]
    answer = approve_many(
        company.edda.actor, first_day=APRIL.first, member_ids=ids, include_unsubmitted=True
    )
    assert answer.approved == (company.eli.member_id,)
    (left,) = answer.left
    assert left.member_id == company.maya.member_id
    assert "Tuesday 31 March belongs to the same workweek" in left.sentence


def test_what_waits_about_an_earlier_day_is_in_the_way(company: Company, watch: Watch) -> None:
    monthly(company)
    works_on(watch, company, company.eli, WED_1)
    watch.at(MAY)
    wanted = Draft(company.shop, at(TUE_31), at(TUE_31, 12))
    ask(company.eli.actor, shift_id=None, drafts=[wanted], reason="Forgot")
    with pytest.raises(Conflict, match="Tuesday 31 March"):
        approves(company, company.eli, APRIL)


def test_an_end_that_waits_on_an_earlier_day_is_in_the_way(company: Company, watch: Watch) -> None:
    monthly(company)
    watch.at(at(TUE_31))
    running = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert running is not None
    watch.at(at(WED_1, 9))
    propose_end(company.eli.actor, shift_id=running.id, end=at(TUE_31, 18))
    watch.at(MAY)
    with pytest.raises(Conflict, match="Tuesday 31 March"):
        approves(company, company.eli, APRIL)
    confirm_end(company.maya.actor, shift_id=running.id)
    approves(company, company.eli, MARCH)
    assert approves(company, company.eli, APRIL).locked


@pytest.mark.parametrize("overtime", [RuleSet.NONE, RuleSet.EU, RuleSet.GERMANY, RuleSet.OWN])
def test_where_nothing_is_paid_by_the_week_no_one_waits(
    company: Company, watch: Watch, overtime: RuleSet
) -> None:
    monthly(company, overtime, own=OwnRules(daily_after=480, weekly_after=2400, weekly_percent=100))
    works_on(watch, company, company.eli, MON_30, WED_1)
    watch.at(MAY)
    assert approves(company, company.eli, APRIL).locked
    adds(company, company.eli, TUE_31)
    approves(company, company.eli, MARCH)
    reopens(company, company.eli, MARCH)


def test_a_period_that_begins_with_the_week_waits_for_none(company: Company, watch: Watch) -> None:
    rules(company, overtime=RuleSet.US_FEDERAL)
    works_on(watch, company, company.eli, date(2026, 3, 29), MON_30)
    watch.at(MAY)
    assert approve(company.olive.actor, member_id=company.eli.member_id, first_day=MON_30).changed


def test_two_weeks_that_begin_on_a_thursday_share_weeks_too(company: Company, watch: Watch) -> None:
    thursday = date(2026, 3, 26)
    fortnight = {"period": PeriodKind.TWO_WEEKLY, "anchor": thursday}
    rules(company, overtime=RuleSet.OWN, own=OwnRules(weekly_after=2400), **fortnight)
    works_on(watch, company, company.eli, date(2026, 3, 24), thursday)
    watch.at(MAY)
    with pytest.raises(Conflict, match="Tuesday 24 March belongs"):
        approve(company.olive.actor, member_id=company.eli.member_id, first_day=thursday)


# Earlier days without time


def test_anyone_who_is_new_needs_no_empty_sheet_of_the_month_before(
    company: Company, watch: Watch
) -> None:
    monthly(company)
    new = add_member(company.operator, email="new@timeclock.test", name="New")
    watch.at(MAY)
    asked = {"member_id": new.member_id, "first_day": APRIL.first}
    assert approve(company.olive.actor, **asked).changed  # type: ignore[arg-type]


def test_earlier_days_without_time_are_bound_by_the_later_lock(
    company: Company, watch: Watch
) -> None:
    monthly(company)
    works_on(watch, company, company.eli, WED_1, THU_2, FRI_3)
    works_on(watch, company, company.eli, date(2026, 4, 4))
    watch.at(MAY)
    approves(company, company.eli, APRIL)
    for day in (MON_30, TUE_31):
        with pytest.raises(Conflict) as refused:
            adds(company, company.eli, day)
        assert refused.value.code == "period_closed"
        assert refused.value.sentence == (
            "The timesheet is approved: 1 April 2026 to 30 April 2026, and its first workweek from"
            " 30 March 2026 on. Nothing was changed."
        )
    adds(company, company.eli, date(2026, 3, 27))
    adds(company, company.maya, TUE_31)
    assert kept(company, company.eli, APRIL).totals == there(company, company.eli, APRIL)
    reopens(company, company.eli, APRIL)
    adds(company, company.eli, TUE_31)
    approves(company, company.eli, MARCH)
    again = approves(company, company.eli, APRIL).totals
    assert again is not None
    assert again.premiums == overtime(10)


def test_a_closed_month_binds_the_days_before_for_everyone(company: Company, watch: Watch) -> None:
    monthly(company)
    watch.at(MAY)
    close_period(company.edda.actor, first_day=APRIL.first)
    for person in (company.eli, company.maya):
        with pytest.raises(Conflict) as refused:
            adds(company, person, TUE_31)
        assert refused.value.code == "period_closed"
    with pytest.raises(Conflict) as refused:
        clock_in(company.olive.actor, clock_id=company.shop, claimed=at(TUE_31))
    assert refused.value.code == "period_closed"
    approves(company, company.eli, MARCH)
    reopen_period(company.edda.actor, first_day=APRIL.first, reason="Wrong")
    adds(company, company.maya, TUE_31)


def test_a_late_change_of_a_bound_day_is_booked_on_an_open_one(
    company: Company, watch: Watch
) -> None:
    monthly(company, late_changes=LateChanges.ADJUST)
    works_on(watch, company, company.eli, WED_1)
    watch.at(MAY)
    approves(company, company.eli, APRIL)
    adds(company, company.eli, TUE_31, hours=2)
    may = there(company, company.eli, type(APRIL)(date(2026, 5, 1), date(2026, 6, 1)))
    assert may.worked == 2 * 3600
    assert there(company, company.eli, MARCH).worked == 0


# Opening again


def test_the_later_sheet_is_reopened_first(company: Company, watch: Watch) -> None:
    monthly(company)
    works_on(watch, company, company.eli, TUE_31, WED_1)
    watch.at(MAY)
    approves(company, company.eli, MARCH)
    approves(company, company.eli, APRIL)
    with pytest.raises(Conflict) as refused:
        reopens(company, company.eli, MARCH)
    assert refused.value.code == "later_is_locked"
    assert refused.value.sentence == (
        "The timesheet is approved: 1 April 2026 to 30 April 2026. It has a workweek in common with"
        " this one, so that has to be reopened first. Nothing was changed."
    )
    assert refused.value.details == {"first_day": APRIL.first, "after_day": APRIL.after}
    assert kept(company, company.eli, MARCH).state is SheetState.APPROVED
    reopens(company, company.eli, APRIL)
    reopens(company, company.eli, MARCH)
    assert_whole(company)


def test_anyone_who_has_no_time_in_that_week_reopens_the_earlier_alone(
    company: Company, watch: Watch
) -> None:
    monthly(company)
    works_on(watch, company, company.eli, date(2026, 3, 10), date(2026, 4, 10))
    watch.at(MAY)
    approves(company, company.eli, MARCH)
    approves(company, company.eli, APRIL)
    reopens(company, company.eli, MARCH)
    adds(company, company.eli, date(2026, 3, 11))
    with pytest.raises(Conflict) as refused:
        adds(company, company.eli, TUE_31)
    assert refused.value.code == "period_closed"


def test_the_later_period_is_reopened_first(company: Company, watch: Watch) -> None:
    monthly(company)
    works_on(watch, company, company.eli, TUE_31, WED_1)
    watch.at(MAY)
    edda, eli = company.edda.actor, company.eli
    close_period(edda, first_day=MARCH.first)
    close_period(edda, first_day=APRIL.first)
    with pytest.raises(Conflict) as refused:
        reopen_period(edda, first_day=MARCH.first, reason="Wrong")
    assert refused.value.code == "later_is_locked"
    assert refused.value.sentence.startswith("The period is closed: 1 April 2026 to 30 April 2026.")
    reopen_period(edda, first_day=APRIL.first, reason="Wrong")
    reopen_period(edda, first_day=MARCH.first, reason="Wrong")
    # The sheets are approved still, and each goes the same way.
    with pytest.raises(Conflict) as refused:
        reopens(company, eli, MARCH)
    assert refused.value.code == "later_is_locked"
    reopens(company, eli, APRIL)
    reopens(company, eli, MARCH)
    assert_whole(company)


# The other way round


def test_later_days_grow_after_the_earlier_are_approved(company: Company, watch: Watch) -> None:
    """Premiums lie on the later days, so what was approved stays right."""
    monthly(company)
    works_on(watch, company, company.eli, MON_30, TUE_31, WED_1, THU_2)
    watch.at(MAY)
    before = approves(company, company.eli, MARCH).totals
    adds(company, company.eli, FRI_3, hours=8)
    assert before == there(company, company.eli, MARCH)
    assert before is not None
    assert before.premiums == {}
    after = approves(company, company.eli, APRIL).totals
    assert after is not None
    assert after.premiums == overtime(8)
