"""What a late change has paid stays right: nothing that it rests on changes beneath it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.week import (
    HOUR,
    MONDAY,
    NEXT_MONDAY,
    OVER,
    assert_whole,
    on,
    rules,
    works,
)
from timeclock.company.pay_rules.choices import LateChanges, RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.errors import Conflict
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.forgetting import confirm_end, propose_end
from timeclock.worktime.shifts.meals import set_worked_through
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.reading.sheets import sheet_of
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules, effect, withdraw_rules
from timeclock.worktime.timesheets.rule_changes.versions import rule_versions

TUESDAY = NEXT_MONDAY + timedelta(days=1)
ADJUST = PayRules(meal_after=360, meal_minutes=30, late_changes=LateChanges.ADJUST)


def worked(company: Company, watch: Watch) -> int:
    """What Eli's open week pays, in seconds."""
    db.session.rollback()
    after = NEXT_MONDAY + timedelta(days=7)
    sheet = sheet_of(company.workspace_id, company.eli.member_id, NEXT_MONDAY, after, watch.now)
    return sheet.totals.worked


def corrects(company: Company, shift_id: int | None, draft: Draft) -> None:
    propose(
        company.maya.actor,
        member_id=company.eli.member_id,
        shift_id=shift_id,
        drafts=[draft],
        reason="It was so",
    )


def moves_to_sunday(company: Company, shift: ShiftRecord) -> None:
    corrects(company, shift.id, Draft(company.shop, on(8, "08:00"), on(8, "16:00")))


def moves_back(company: Company, shift: ShiftRecord) -> None:
    corrects(company, shift.id, Draft.of(shift))


@pytest.fixture
def monday(company: Company, watch: Watch) -> ShiftRecord:
    """Eli's shift of the open Monday; the week before is closed, late changes are adjusted."""
    rules(company, meal_after=360, meal_minutes=30, late_changes=LateChanges.ADJUST)
    watch.at(OVER)
    close_period(company.edda.actor, first_day=MONDAY)
    return works(watch, company.eli, company.shop, on(9, "08:00"), 8)


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(Conflict) as refusal:
        act()
    assert refusal.value.code == "adjusted"


def test_a_meal_is_said_in_a_correction_where_a_late_change_counts(
    company: Company, watch: Watch, monday: ShiftRecord
) -> None:
    moves_to_sunday(company, monday)
    assert worked(company, watch) == 7.5 * HOUR
    eli = company.eli.actor
    refused(lambda: set_worked_through(eli, shift_id=monday.id, worked_through=True))
    assert worked(company, watch) == 7.5 * HOUR
    through = Draft(company.shop, on(8, "08:00"), on(8, "16:00"), worked_through=True)
    corrects(company, monday.id, through)
    assert worked(company, watch) == 8 * HOUR
    assert_whole(company)


def test_a_meal_is_said_as_ever_once_the_late_change_is_taken_back(
    company: Company, watch: Watch, monday: ShiftRecord
) -> None:
    moves_to_sunday(company, monday)
    moves_back(company, monday)
    set_worked_through(company.eli.actor, shift_id=monday.id, worked_through=True)
    assert worked(company, watch) == 8 * HOUR
    assert_whole(company)


@pytest.mark.parametrize(
    "rules_then",
    [
        PayRules(late_changes=LateChanges.ADJUST),
        replace(ADJUST, meal_minutes=45),
        replace(ADJUST, split=True),
        replace(ADJUST, day_begins=240),
    ],
)
def test_rules_that_pay_otherwise_do_not_touch_an_adjusted_day(
    company: Company, watch: Watch, monday: ShiftRecord, rules_then: PayRules
) -> None:
    moves_to_sunday(company, monday)
    edda = company.edda.actor
    # A day that begins late is touched from the day before on, and that is closed.
    first_day = TUESDAY if rules_then.day_begins else NEXT_MONDAY
    refused(lambda: change_rules(edda, first_day=first_day, rules=rules_then))
    refused(lambda: effect(company.workspace_id, first_day, rules_then, watch.now))
    assert worked(company, watch) == 7.5 * HOUR
    change_rules(edda, first_day=TUESDAY + timedelta(days=1), rules=rules_then)
    assert worked(company, watch) == 7.5 * HOUR
    moves_back(company, monday)
    change_rules(edda, first_day=first_day, rules=rules_then)


@pytest.mark.parametrize("rules_then", [replace(ADJUST, overtime=RuleSet.EU, rounding=5)])
def test_other_rules_change_where_nothing_is_paid_otherwise(
    company: Company, watch: Watch, monday: ShiftRecord, rules_then: PayRules
) -> None:
    moves_to_sunday(company, monday)
    change_rules(company.edda.actor, first_day=NEXT_MONDAY, rules=rules_then)
    assert worked(company, watch) == 7.5 * HOUR


def test_late_time_of_closed_days_alone_holds_no_rules_back(
    company: Company, watch: Watch, monday: ShiftRecord
) -> None:
    corrects(company, None, Draft(company.shop, on(7, "08:00"), on(7, "10:00")))
    without_meals = PayRules(late_changes=LateChanges.ADJUST)
    change_rules(company.edda.actor, first_day=NEXT_MONDAY, rules=without_meals)
    assert worked(company, watch) == 10 * HOUR


def test_rules_that_a_late_change_was_paid_by_are_not_taken_back(
    company: Company, watch: Watch, monday: ShiftRecord
) -> None:
    edda = company.edda.actor
    without_meals = PayRules(late_changes=LateChanges.ADJUST)
    version = change_rules(edda, first_day=NEXT_MONDAY, rules=without_meals)
    moves_to_sunday(company, monday)
    before = worked(company, watch)
    refused(lambda: withdraw_rules(edda, version_id=version))
    assert not rule_versions(company.workspace_id)[0].may_be_withdrawn
    assert worked(company, watch) == before


def test_an_end_is_confirmed_before_a_late_change(
    company: Company, watch: Watch, monday: ShiftRecord
) -> None:
    """Confirmed afterwards, it would be paid besides what the change has booked."""
    watch.at(on(10, "08:00"))
    running = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert running is not None
    watch.at(on(11, "08:00"))
    propose_end(company.eli.actor, shift_id=running.id, end=on(10, "14:00"))
    with pytest.raises(Conflict) as refusal:
        moves_to_sunday(company, running)
    assert refusal.value.code == "unconfirmed"
    confirm_end(company.maya.actor, shift_id=running.id)
    assert worked(company, watch) == 13.5 * HOUR
    moves_to_sunday(company, running)
    assert worked(company, watch) == 15 * HOUR
    assert_whole(company)
