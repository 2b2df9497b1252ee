"""Time clocks with rules of their own, and people who go by the rules of their home clock."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.timesheets.at_work import (
    FRIDAY_NIGHT,
    MONDAY,
    approve_days,
    close_days,
    long_week,
    work,
)
from timeclock.company.clocks.assigning import assign
from timeclock.company.pay_rules.choices import EditsCount, PeriodKind, RuleSet
from timeclock.company.pay_rules.rule_book import read_book_of, read_homes, rule_book
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.worktime.hours.sheet import CaseKind, Sheet
from timeclock.worktime.timesheets.reading.sheets import sheet_of
from timeclock.worktime.timesheets.rule_changes.home_clocks import (
    change_home_clock,
    effect_of_home_clock,
)
from timeclock.worktime.timesheets.rule_changes.ruling import (
    change_rules,
    effect,
    effect_of_withdrawal,
    undo_withdrawal,
    withdraw_rules,
)
from timeclock.worktime.timesheets.rule_changes.versions import rule_versions

NEXT_MONDAY = MONDAY + timedelta(days=7)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
CALIFORNIA = PayRules(overtime=RuleSet.CALIFORNIA)
NEW_YORK = PayRules(overtime=RuleSet.US_FEDERAL)
GERMANY = PayRules(overtime=RuleSet.GERMANY)
SPAIN = PayRules(overtime=RuleSet.SPAIN)
HOUR = 3600


def week_of(person: CompanyMember, watch: Watch) -> Sheet:
    return sheet_of(person.workspace_id, person.member_id, MONDAY, NEXT_MONDAY, watch.now)


def overtime(person: CompanyMember, watch: Watch) -> list[float]:
    """Hours of overtime from Monday to Friday."""
    return [
        sum(premium.seconds for premium in day.premiums) / HOUR
        for day in week_of(person, watch).days[:5]
    ]


def flags_on(person: CompanyMember, watch: Watch, day: int) -> list[CaseKind]:
    return [flag.kind for flag in week_of(person, watch).days[day].flags]


def rules_on(person: CompanyMember, day: date) -> PayRules:
    return read_book_of(db.session.connection(), person.workspace_id, person.member_id).on(day)


def test_california_and_new_york_in_one_company(company: Company, watch: Watch) -> None:
    long_week(company, watch)  # Eli 5 × 9 h in the shop, Otto 4 × 8 h and 9 h in the yard
    olive = company.olive.actor
    change_rules(olive, first_day=MONDAY, rules=CALIFORNIA, clock_id=company.shop)
    change_rules(olive, first_day=MONDAY, rules=NEW_YORK, clock_id=company.yard)
    assert overtime(company.eli, watch) == [1, 1, 1, 1, 1]
    assert overtime(company.otto, watch) == [0, 0, 0, 0, 1]
    assert rule_book(company.workspace_id).on(MONDAY) == PayRules()
    assert verify(company.workspace_id).problems == ()


def test_a_shift_at_another_clock_counts_in_the_workweek_of_the_home_clock(
    company: Company, watch: Watch
) -> None:
    assign(company.olive.actor, clock_id=company.yard, member_id=company.eli.member_id)
    for day in range(2, 6):
        work(watch, company.eli, company.shop, f"2026-03-0{day} 08:00", f"2026-03-0{day} 17:00")
    work(watch, company.eli, company.yard, "2026-03-06 08:00", "2026-03-06 18:00")
    watch.at(FRIDAY_NIGHT)
    change_rules(company.olive.actor, first_day=MONDAY, rules=NEW_YORK, clock_id=company.shop)
    change_rules(company.olive.actor, first_day=MONDAY, rules=CALIFORNIA, clock_id=company.yard)
    assert overtime(company.eli, watch) == [0, 0, 0, 0, 6]  # 46 h in the week, nothing by the day
    (flag,) = week_of(company.eli, watch).flags
    assert (flag.kind, flag.day) == (CaseKind.OTHER_RULES, MONDAY + timedelta(days=4))
    assert flag.sentence == (
        "This time clock has other rules than the person's home clock: Overtime, breaks and rest."
        " The home clock's rules count."
    )


def test_germany_and_spain_with_a_person_who_works_at_both(company: Company, watch: Watch) -> None:
    eli, olive = company.eli, company.olive.actor
    assign(olive, clock_id=company.yard, member_id=eli.member_id)
    work(watch, eli, company.shop, "2026-03-02 08:00", "2026-03-02 17:15")
    work(watch, eli, company.yard, "2026-03-03 08:00", "2026-03-03 17:15")
    watch.at(FRIDAY_NIGHT)
    change_rules(olive, first_day=MONDAY, rules=GERMANY, clock_id=company.shop)
    change_rules(olive, first_day=MONDAY, rules=SPAIN, clock_id=company.yard)
    # 9 h 15 min are a long day in Spain (ET 34.3) and none in Germany (ArbZG § 3).
    assert flags_on(eli, watch, 0) == [CaseKind.NO_BREAK]
    assert flags_on(eli, watch, 1) == [CaseKind.NO_BREAK, CaseKind.OTHER_RULES]
    change_home_clock(olive, member_id=eli.member_id, clock_id=company.yard, first_day=TUESDAY)
    assert flags_on(eli, watch, 0) == [CaseKind.NO_BREAK]
    assert set(flags_on(eli, watch, 1)) == {CaseKind.LONG_DAY, CaseKind.NO_BREAK}
    assert verify(company.workspace_id).problems == ()


def test_a_home_clock_that_changes_inside_a_week(company: Company, watch: Watch) -> None:
    long_week(company, watch)
    eli, olive = company.eli, company.olive.actor
    change_rules(olive, first_day=MONDAY, rules=CALIFORNIA, clock_id=company.yard)
    where = {"member_id": eli.member_id, "clock_id": company.yard, "first_day": WEDNESDAY}
    seen = effect_of_home_clock(company.workspace_id, now=watch.now, **where)
    assert [each.member_id for each in seen.members] == [eli.member_id]
    change_home_clock(olive, **where)
    # By the day 1 h from Wednesday on; of the 45 h of the week 42 h earned nothing by the day.
    assert overtime(eli, watch) == [0, 0, 1, 1, 3]
    assert seen.members[0].after == week_of(eli, watch).totals
    assert (rules_on(eli, TUESDAY), rules_on(eli, WEDNESDAY)) == (PayRules(), CALIFORNIA)
    assert verify(company.workspace_id).problems == ()


def test_a_week_that_begins_on_another_day_at_the_new_home_clock(
    company: Company, watch: Watch
) -> None:
    long_week(company, watch)
    eli, olive = company.eli, company.olive.actor
    change_rules(olive, first_day=ALWAYS, rules=NEW_YORK, clock_id=company.shop)
    sunday = replace(NEW_YORK, first_weekday=6)
    change_rules(olive, first_day=ALWAYS, rules=sunday, clock_id=company.yard)
    change_home_clock(olive, member_id=eli.member_id, clock_id=company.yard, first_day=WEDNESDAY)
    # 29 CFR 778.302: the greater of both counts. Both weeks hold all of the 45 h.
    assert overtime(eli, watch) == [0, 0, 0, 0, 5]


def test_the_preview_is_over_all_people_of_the_clock_and_no_one_else(
    company: Company, watch: Watch
) -> None:
    long_week(company, watch)
    found = effect(company.workspace_id, MONDAY, CALIFORNIA, watch.now, company.shop)
    assert {each.member_id: each.after.overtime for each in found.members} == {
        company.eli.member_id: 5 * HOUR
    }
    version = change_rules(
        company.olive.actor, first_day=MONDAY, rules=CALIFORNIA, clock_id=company.shop
    )
    assert found.members[0].after == week_of(company.eli, watch).totals
    back = effect_of_withdrawal(company.workspace_id, version, watch.now)
    assert [each.member_id for each in back.members] == [company.eli.member_id]
    assert back.members[0].after.overtime == 0


def test_a_clocks_rules_are_taken_back_and_the_withdrawal_is_undone(company: Company) -> None:
    olive = company.olive.actor
    version = change_rules(olive, first_day=MONDAY, rules=CALIFORNIA, clock_id=company.shop)
    withdraw_rules(olive, version_id=version)
    assert rules_on(company.eli, MONDAY) == PayRules()
    undo_withdrawal(olive, version_id=version)
    assert rules_on(company.eli, MONDAY) == CALIFORNIA
    (found,) = rule_versions(company.workspace_id, company.shop)
    assert (found.id, found.in_force, found.may_be_withdrawn) == (version, True, True)
    assert rule_versions(company.workspace_id) == ()
    assert verify(company.workspace_id).problems == ()


def test_rules_of_the_company_hold_at_every_clock(company: Company) -> None:
    olive = company.olive.actor
    change_rules(olive, first_day=MONDAY, rules=CALIFORNIA, clock_id=company.shop)
    general = PayRules(edits=EditsCount.ON_CONFIRMATION, period=PeriodKind.MONTHLY, rounding=5)
    change_rules(olive, first_day=WEDNESDAY, rules=general)
    of_the_shop = replace(general, rounding=0, overtime=RuleSet.CALIFORNIA)
    assert rules_on(company.eli, WEDNESDAY) == of_the_shop
    assert rules_on(company.otto, WEDNESDAY) == general


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("field", "value"),
    [("period", PeriodKind.MONTHLY), ("edits", EditsCount.ON_CONFIRMATION)],
)
def test_a_clock_has_no_rule_of_its_own_that_is_the_companys(
    company: Company, field: str, value: Any
) -> None:
    rules = replace(CALIFORNIA, **{field: value})
    with pytest.raises(Invalid) as refused:
        change_rules(company.olive.actor, first_day=MONDAY, rules=rules, clock_id=company.shop)
    assert (refused.value.code, refused.value.field) == ("company_rule", field)


@pytest.mark.databases("sqlite")
def test_approved_days_keep_the_rules_of_their_people_only(company: Company) -> None:
    olive, otto = company.olive.actor, company.otto
    approve_days(otto, MONDAY, NEXT_MONDAY)
    change_rules(olive, first_day=MONDAY, rules=CALIFORNIA, clock_id=company.shop)
    with pytest.raises(Conflict) as refused:
        change_rules(olive, first_day=MONDAY, rules=CALIFORNIA, clock_id=company.yard)
    assert refused.value.code == "period_closed"
    with pytest.raises(Conflict) as refused:
        change_home_clock(olive, member_id=otto.member_id, clock_id=company.shop, first_day=MONDAY)
    assert refused.value.code == "period_closed"
    close_days(company.workspace_id, NEXT_MONDAY, NEXT_MONDAY + timedelta(days=7))
    with pytest.raises(Conflict) as refused:
        change_rules(olive, first_day=NEXT_MONDAY, rules=NEW_YORK, clock_id=company.shop)
    assert refused.value.code == "period_closed"


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("name", ["eli", "maya"])
def test_only_from_executive_manager_up(company: Company, name: str) -> None:
    actor, eli = getattr(company, name).actor, company.eli.member_id
    with pytest.raises(NotAllowed):
        change_rules(actor, first_day=MONDAY, rules=CALIFORNIA, clock_id=company.shop)
    with pytest.raises(NotAllowed):
        change_home_clock(actor, member_id=eli, clock_id=company.yard, first_day=MONDAY)


@pytest.mark.databases("sqlite")
def test_an_unknown_clock_and_the_same_home_clock_are_refused(company: Company) -> None:
    olive, eli = company.olive.actor, company.eli.member_id
    with pytest.raises(NotFound):
        change_rules(olive, first_day=MONDAY, rules=CALIFORNIA, clock_id=999_999)
    with pytest.raises(NotFound):
        change_home_clock(olive, member_id=eli, clock_id=999_999, first_day=MONDAY)
    with pytest.raises(Conflict) as refused:
        change_home_clock(olive, member_id=eli, clock_id=company.shop, first_day=MONDAY)
    assert refused.value.code == "same_home"


@pytest.mark.databases("sqlite")
def test_the_home_clock_is_the_first_one_assigned(company: Company) -> None:
    assign(company.olive.actor, clock_id=company.yard, member_id=company.eli.member_id)
    homes = read_homes(db.session.connection(), company.workspace_id, company.eli.member_id)
    assert homes == ((ALWAYS, company.shop),)
