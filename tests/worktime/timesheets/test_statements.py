"""Reading hours takes the same few statements however many people and however much history."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from tests.fixtures.company import PASSWORD, Company, Watch
from tests.worktime.shifts.test_statements import Sent, statements
from tests.worktime.timesheets.two_months import (
    APRIL,
    MAY,
    MON_30,
    TUE_31,
    WED_1,
    at,
    monthly,
    works_on,
)
from tests.worktime.timesheets.week import MONDAY, NEXT_MONDAY, OVER, WEEK, on, rules, works
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.company.people.membership import add_member
from timeclock.storage.transactions import db
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.timesheets.approval.approving import approve, approve_many, submit
from timeclock.worktime.timesheets.approval.closing import close_period, obstacles
from timeclock.worktime.timesheets.approval.rows import period_rows
from timeclock.worktime.timesheets.reading.basis import Basis
from timeclock.worktime.timesheets.reading.sheets import sheet_of, sheets_of
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

SHEETS, ROWS, OBSTACLES = 7, 13, 7


def staff(company: Company, watch: Watch, count: int) -> None:
    """So many more people, each with some nights of work."""
    operator = Actor.operator(company.workspace_id)
    for number in range(count):
        added = add_member(
            operator,
            email=f"{watch.now:%d%H%M%S}-{number}@{company.workspace_id}.test",
            name=f"Person {number}",
            password=PASSWORD,
        )
        assign(operator, clock_id=company.shop, member_id=added.member_id)
        begun = watch.now
        for _ in range(3):
            clock_in(operator, member_id=added.member_id, clock_id=company.shop)
            watch.later(hours=3)
            clock_out(operator, member_id=added.member_id)
            watch.later(hours=10)
        watch.at(begun)


def taken(act: Callable[[], object]) -> Sent:
    db.session.rollback()
    with statements() as seen:
        act()
    return seen


def test_many_people_take_as_many_statements_as_one(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    now, ws = on(6, "12:00"), company.workspace_id

    def sheets() -> Sent:
        return taken(lambda: sheets_of(ws, None, MONDAY, NEXT_MONDAY, now))

    actor = company.edda.actor
    first = len(taken(lambda: period_rows(actor, WEEK, now)))
    assert first <= ROWS
    assert len(sheets()) <= SHEETS + 1
    staff(company, watch, 12)
    assert len(taken(lambda: period_rows(actor, WEEK, now))) == first
    assert len(sheets()) <= SHEETS + 1
    one = company.eli.member_id
    assert len(taken(lambda: sheet_of(ws, one, MONDAY, NEXT_MONDAY, now))) <= SHEETS
    assert len(taken(lambda: obstacles(ws, WEEK, now))) <= OBSTACLES
    rules(company, overtime=RuleSet.EU)
    assert len(sheets()) <= SHEETS + 2


def test_where_clocks_look_back_differently_the_rules_are_gone_through_as_often_as_for_one(
    company: Company, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_rules(
        company.operator,
        first_day=ALWAYS,
        rules=PayRules(overtime=RuleSet.SPAIN),
        clock_id=company.shop,
    )
    found, bounds = [0], Basis.bounds

    def counted(basis: Basis, first: date, after: date) -> tuple[datetime, datetime]:
        found[0] += 1
        return bounds(basis, first, after)

    def times() -> int:
        found[0] = 0
        sheets_of(company.workspace_id, None, MONDAY, NEXT_MONDAY, on(6, "12:00"))
        return found[0]

    monkeypatch.setattr(Basis, "bounds", counted)
    staff(company, watch, 1)
    first = times()
    watch.later(minutes=1)
    staff(company, watch, 6)
    assert times() == first


def test_earlier_days_of_the_week_take_three_more_however_many_people(
    company: Company, watch: Watch
) -> None:
    """Approving many reads what is in the way of all of them at once too."""
    monthly(company)
    works_on(watch, company, company.eli, TUE_31, WED_1)
    ws, edda = company.workspace_id, company.edda.actor

    def in_the_way() -> Sent:
        return taken(lambda: obstacles(ws, APRIL, MAY))

    def approving() -> Sent:
        ids = [each.member_id for each in obstacles(ws, APRIL, MAY) if each.member_id]
        return taken(
            lambda: approve_many(
                edda, first_day=APRIL.first, member_ids=ids, include_unsubmitted=True
            )
        )

    watch.at(MAY)
    first, rows = len(in_the_way()), len(taken(lambda: period_rows(edda, APRIL, MAY)))
    one_is_left = len(approving())
    assert first <= OBSTACLES + 3
    assert rows <= ROWS + 2
    watch.at(at(MON_30))
    staff(company, watch, 12)
    watch.at(MAY)
    assert len(obstacles(ws, APRIL, MAY)) == 13
    assert len(in_the_way()) == first
    assert len(taken(lambda: period_rows(edda, APRIL, MAY))) == rows
    assert len(approving()) == one_is_left


def test_a_manager_takes_as_many_no_matter_who_they_manage(company: Company, watch: Watch) -> None:
    maya, now = company.maya.actor, on(6, "12:00")
    first = len(taken(lambda: period_rows(maya, WEEK, now)))
    staff(company, watch, 6)
    assert len(taken(lambda: period_rows(maya, WEEK, now))) == first


def test_a_decision_takes_as_many_whatever_the_history(company: Company, watch: Watch) -> None:
    eli, maya = company.eli, company.maya.actor
    works(watch, eli, company.shop, on(2, "08:00"), 1)
    handed_in = eli.actor
    first = len(taken(lambda: submit(handed_in, first_day=MONDAY, early=True)))
    for day in (3, 4, 5, 6):
        works(watch, eli, company.shop, on(day, "08:00"), 1)
    assert len(taken(lambda: submit(handed_in, first_day=MONDAY, early=True))) == first
    watch.at(OVER)
    seen = taken(lambda: approve(maya, member_id=eli.member_id, first_day=MONDAY))
    assert len(seen) <= first + 2


def test_closing_takes_five_a_person_and_no_more(company: Company, watch: Watch) -> None:
    def closing(first_day_of_week: int) -> int:
        first_day = MONDAY + timedelta(days=7 * first_day_of_week)
        edda = company.edda.actor
        watch.at(OVER + timedelta(days=7 * first_day_of_week))
        return len(taken(lambda: close_period(edda, first_day=first_day)))

    no_one = closing(0)
    watch.at(on(10, "06:00"))
    staff(company, watch, 4)
    assert closing(1) <= no_one + 5 * 4


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("rule_set", [RuleSet.NONE, RuleSet.EU, RuleSet.US_FEDERAL])
def test_every_statement_about_shifts_finds_its_rows_by_an_index(
    company: Company, watch: Watch, rule_set: RuleSet
) -> None:
    rules(company, rounding=15, overtime=rule_set)
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    edda = company.edda.actor

    def all_of_it() -> None:
        period_rows(edda, WEEK, watch.now)
        sheets_of(company.workspace_id, None, MONDAY, NEXT_MONDAY, watch.now)
        obstacles(company.workspace_id, WEEK, watch.now)
        obstacles(company.workspace_id, Period(on(4, "00:00").date(), NEXT_MONDAY), watch.now)

    for text, values in taken(all_of_it):
        with db.engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all()
        steps = [step.detail for step in plan]
        assert [step for step in steps if step.startswith("SCAN")] == [], text
        # Without a time that would be all of someone's history.
        timeless = ("ix_shift_member (workspace_id=?)", "(workspace_id=? AND member_id=?)")
        by_person = [step for step in steps if "ix_shift_member" in step]
        assert [step for step in by_person if step.endswith(timeless)] == [], text
