"""A night that is shown in one pay period and counted in the workweek of the next."""

from datetime import date, datetime, timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.two_months import approves, at, in_the_way, overtime, there
from tests.worktime.timesheets.week import assert_whole, rules
from timeclock.company.locks.locked_days import read_locks
from timeclock.company.pay_rules.choices import CountedOver, RuleSet
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, Version
from timeclock.errors import Conflict
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

FIRST = Period(date(2026, 3, 2), date(2026, 3, 9))
SECOND = Period(date(2026, 3, 9), date(2026, 3, 16))
SUN_8 = date(2026, 3, 8)


def adds(company: Company, begin: datetime, hours: int) -> None:
    """Edda writes a shift of Eli down; it counts at once."""
    propose(
        company.edda.actor,
        member_id=company.eli.member_id,
        shift_id=None,
        drafts=[Draft(company.shop, begin, begin + timedelta(hours=hours))],
        reason="Forgotten",
    )


def works_a_night_and_five_days(company: Company, watch: Watch) -> None:
    """Sunday 20:00 to Monday 04:00 in Berlin, then Monday to Friday eight hours each."""
    watch.at(at(date(2026, 4, 1)))
    adds(company, at(SUN_8, 19), 8)
    for day in range(9, 14):
        adds(company, at(date(2026, 3, day), 9), 8)


def test_its_hours_count_in_the_next_workweek(company: Company, watch: Watch) -> None:
    rules(company, overtime=RuleSet.US_FEDERAL)
    works_a_night_and_five_days(company, watch)
    eli = company.eli
    assert there(company, eli, FIRST).premiums == {}
    assert there(company, eli, SECOND).premiums == overtime(4)


def test_its_period_is_approved_first(company: Company, watch: Watch) -> None:
    rules(company, overtime=RuleSet.US_FEDERAL)
    works_a_night_and_five_days(company, watch)
    with pytest.raises(Conflict) as refused:
        approves(company, company.eli, SECOND)
    (found,) = in_the_way(refused.value)
    assert (found.kind, found.day) == (ObstacleKind.EARLIER_DAYS, SUN_8)
    approves(company, company.eli, FIRST)
    totals = approves(company, company.eli, SECOND).totals
    assert totals is not None
    assert totals.premiums == overtime(4)
    assert_whole(company)


def test_a_day_before_that_reaches_nothing_is_not_in_the_way(
    company: Company, watch: Watch
) -> None:
    rules(company, overtime=RuleSet.US_FEDERAL)
    watch.at(at(date(2026, 4, 1)))
    adds(company, at(SUN_8, 19), 4)
    adds(company, at(date(2026, 3, 9)), 8)
    approves(company, company.eli, SECOND)


def test_no_night_is_added_that_reaches_into_an_approved_week(
    company: Company, watch: Watch
) -> None:
    rules(company, overtime=RuleSet.US_FEDERAL)
    watch.at(at(date(2026, 4, 1)))
    adds(company, at(date(2026, 3, 9)), 8)
    approves(company, company.eli, SECOND)
    with pytest.raises(Conflict) as refused:
        adds(company, at(SUN_8, 19), 8)
    assert refused.value.code == "period_closed"
    adds(company, at(SUN_8, 19), 4)
    assert_whole(company)


def test_a_night_into_the_first_week_of_rules_that_pay_is_settled_first(
    company: Company, watch: Watch
) -> None:
    """The rules of the night itself pay no overtime, and its hours count in the week it ends in."""
    federal = PayRules(overtime=RuleSet.US_FEDERAL)
    change_rules(company.operator, first_day=SECOND.first, rules=federal)
    works_a_night_and_five_days(company, watch)
    with pytest.raises(Conflict) as refused:
        approves(company, company.eli, SECOND)
    (found,) = in_the_way(refused.value)
    assert (found.kind, found.day) == (ObstacleKind.EARLIER_DAYS, SUN_8)
    approves(company, company.eli, FIRST)
    totals = approves(company, company.eli, SECOND).totals
    assert totals is not None
    assert totals.premiums == overtime(4)
    assert_whole(company)


def test_no_night_is_added_that_reaches_into_the_approved_first_week_of_such_rules(
    company: Company, watch: Watch
) -> None:
    federal = PayRules(overtime=RuleSet.US_FEDERAL)
    change_rules(company.operator, first_day=SECOND.first, rules=federal)
    watch.at(at(date(2026, 4, 1)))
    adds(company, at(date(2026, 3, 9)), 8)
    approves(company, company.eli, SECOND)
    with pytest.raises(Conflict) as refused:
        adds(company, at(SUN_8, 19), 8)
    assert refused.value.code == "period_closed"


def test_rules_set_now_count_workdays_and_stored_ones_stay(company: Company) -> None:
    """Rules of an older version count booked days until rules are set again."""
    federal = PayRules(overtime=RuleSet.US_FEDERAL, counting=CountedOver.BOOKED_DAYS)
    rules(company, overtime=RuleSet.US_FEDERAL, counting=CountedOver.BOOKED_DAYS)
    book = rule_book(company.workspace_id)
    assert book.on(ALWAYS).counting is CountedOver.WORKDAYS
    assert federal == book.on(ALWAYS)
    assert PayRules.from_json(federal.to_json()).counting is CountedOver.BOOKED_DAYS
    assert book.with_version(Version(ALWAYS, federal)).on(SUN_8).overtime_begins is None
    assert read_locks(db.session.connection(), company.workspace_id) == ()
