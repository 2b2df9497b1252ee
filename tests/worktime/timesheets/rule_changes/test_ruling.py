"""Rules with dates: what changes from a day on, what it would do, and what it never touches."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.at_work import (
    FRIDAY_NIGHT,
    MONDAY,
    approve_days,
    close_days,
    long_week,
    wall,
    work,
)
from timeclock.authority.actor import Actor, Door, Scope
from timeclock.company.locks.models import ClosedPeriod
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.errors import Conflict, Invalid, KeyReused, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import EntryView, entries, workspace_chain_id
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.hours.weeks import Period, period_of
from timeclock.worktime.timesheets.reading.sheets import sheet_of
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules, effect, withdraw_rules
from timeclock.worktime.timesheets.rule_changes.versions import first_free_day, rule_versions

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
FEDERAL = PayRules(overtime=RuleSet.US_FEDERAL)


def newest_entry(company: Company) -> EntryView:
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    return entries(company.workspace_id, chain, limit=1)[0]


def test_rules_hold_from_their_day_on_and_are_in_the_ledger(company: Company) -> None:
    version = change_rules(company.edda.actor, first_day=MARCH, rules=FEDERAL)
    book = rule_book(company.workspace_id)
    assert (book.on(MARCH), book.on(MARCH - timedelta(days=1))) == (FEDERAL, PayRules())
    entry = newest_entry(company)
    assert (entry.kind, entry.actor_id) == ("rules.changed", company.edda.member_id)
    kept = {"first_day": "2026-03-01"}
    assert entry.before == {"version": None, **kept, **PayRules().to_json()}
    assert entry.after == {"version": version, **kept, **FEDERAL.to_json()}
    assert verify(company.workspace_id).problems == ()


def test_a_sheet_is_added_up_by_the_rules_of_its_days(company: Company, watch: Watch) -> None:
    long_week(company, watch)
    eli = company.eli.member_id
    plain = sheet_of(company.workspace_id, eli, MONDAY, date(2026, 3, 9), watch.now)
    assert plain.totals.overtime == 0
    change_rules(company.olive.actor, first_day=MONDAY, rules=FEDERAL)
    paid = sheet_of(company.workspace_id, eli, MONDAY, date(2026, 3, 9), watch.now)
    assert paid.totals.premiums == {150: 5 * 3600}
    assert paid.totals.worked == plain.totals.worked


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("name", ["eli", "maya"])
def test_only_from_executive_manager_up(company: Company, name: str) -> None:
    with pytest.raises(NotAllowed):
        change_rules(getattr(company, name).actor, first_day=MARCH, rules=FEDERAL)
    with pytest.raises(NotAllowed):
        withdraw_rules(getattr(company, name).actor, version_id=1)


@pytest.mark.databases("sqlite")
def test_a_key_that_manages_people_does_not_change_rules(company: Company) -> None:
    with pytest.raises(NotAllowed):
        change_rules(
            company.edda.through(Door.NATIVE, Scope.MANAGE), first_day=MARCH, rules=FEDERAL
        )


def test_the_same_request_twice_is_one_version_and_one_answer(company: Company) -> None:
    olive, once = company.olive.actor, Once.of("k", {"a": 1})
    first = change_rules(olive, first_day=MARCH, rules=FEDERAL, once=once)
    assert change_rules(olive, first_day=MARCH, rules=FEDERAL, once=once) == first
    assert len(rule_versions(company.workspace_id)) == 1
    with pytest.raises(KeyReused):
        change_rules(olive, first_day=MARCH, rules=FEDERAL, once=Once.of("k", {"a": 2}))


@pytest.mark.databases("sqlite")
def test_rules_that_hold_already_are_not_set_again(company: Company) -> None:
    before = newest_entry(company)
    with pytest.raises(Conflict) as refusal:
        change_rules(company.olive.actor, first_day=MARCH, rules=PayRules())
    assert refusal.value.code == "same_rules"
    assert newest_entry(company) == before


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2101, 1, 1), date.min, date.max])
def test_a_day_that_no_company_can_want(company: Company, day: date) -> None:
    with pytest.raises(Invalid) as refusal:
        change_rules(company.olive.actor, first_day=day, rules=FEDERAL)
    assert refusal.value.field == "first_day"
    with pytest.raises(Invalid):
        effect(company.workspace_id, day, FEDERAL, datetime(2026, 3, 6, tzinfo=UTC))


@pytest.mark.databases("sqlite")
def test_unsound_rules_are_refused_by_their_field(company: Company) -> None:
    with pytest.raises(Invalid) as refusal:
        change_rules(company.olive.actor, first_day=MARCH, rules=PayRules(rounding=7))
    assert refusal.value.field == "rounding"


# What is approved or closed


@pytest.mark.parametrize("rules", [FEDERAL, PayRules(rounding=15), PayRules(first_weekday=6)])
def test_a_closed_period_refuses_new_rules_for_owners_too(
    company: Company, rules: PayRules
) -> None:
    close_days(company.workspace_id, MARCH, APRIL)
    for day in (date(2026, 2, 1), MARCH, APRIL - timedelta(days=1)):
        with pytest.raises(Conflict) as refusal:
            change_rules(company.olive.actor, first_day=day, rules=rules)
        assert refusal.value.code == "period_closed"
        assert refusal.value.details == {"first_day": MARCH, "after_day": APRIL}
        with pytest.raises(Conflict):
            effect(company.workspace_id, day, rules, FRIDAY_NIGHT)
    change_rules(company.olive.actor, first_day=APRIL, rules=rules)


def test_one_approved_sheet_is_enough_to_refuse(company: Company) -> None:
    approve_days(company.eli, MARCH, APRIL)
    with pytest.raises(Conflict) as refusal:
        change_rules(company.olive.actor, first_day=date(2026, 3, 31), rules=FEDERAL)
    assert refusal.value.sentence.startswith(
        "The timesheet is approved: 1 March 2026 to 31 March 2026"
    )
    assert first_free_day(company.workspace_id) == APRIL


def test_a_reopened_period_is_open_to_new_rules(company: Company) -> None:
    close_days(company.workspace_id, MARCH, APRIL)
    reopen(company.workspace_id)
    change_rules(company.olive.actor, first_day=MARCH, rules=FEDERAL)


@transaction
def reopen(tx: Transaction, workspace_id: int) -> None:
    period = tx.session.query(ClosedPeriod).filter_by(workspace_id=workspace_id).one()
    period.reopened_at = FRIDAY_NIGHT


@pytest.mark.parametrize("old", [PayRules(), PayRules(day_begins=240)])
@pytest.mark.parametrize("new", [PayRules(rounding=5), PayRules(day_begins=240, rounding=5)])
def test_a_shift_before_the_beginning_of_a_day_does_not_move_a_closed_one(
    company: Company, watch: Watch, old: PayRules, new: PayRules
) -> None:
    """Where days begin at four, a shift at two of 1 April is 31 March's and has April's rules."""
    if old != PayRules():
        change_rules(company.olive.actor, first_day=ALWAYS, rules=old)
    work(watch, company.eli, company.shop, "2026-04-01 02:03", "2026-04-01 03:07")
    close_days(company.workspace_id, MARCH, APRIL)
    closed = (company.workspace_id, company.eli.member_id, MARCH, APRIL, wall("2026-04-02 08:00"))
    before = sheet_of(*closed)
    touched = bool(old.day_begins or new.day_begins)
    if touched:
        with pytest.raises(Conflict):
            change_rules(company.olive.actor, first_day=APRIL, rules=new)
    change_rules(company.olive.actor, first_day=APRIL + timedelta(days=int(touched)), rules=new)
    assert sheet_of(*closed) == before


# Taking back


def test_a_version_that_is_taken_back_lets_the_one_before_go_on(company: Company) -> None:
    change_rules(company.olive.actor, first_day=MARCH, rules=FEDERAL)
    version = change_rules(company.olive.actor, first_day=APRIL, rules=PayRules(rounding=5))
    withdraw_rules(company.edda.actor, version_id=version)
    assert rule_book(company.workspace_id).on(APRIL) == FEDERAL
    entry = newest_entry(company)
    assert entry.kind == "rules.withdrawn"
    assert entry.before is not None
    assert entry.after is not None
    assert entry.before["version"] == version
    assert (entry.after["version"], entry.after["overtime"]) == (None, "us_federal")
    newest, oldest = rule_versions(company.workspace_id)
    assert (newest.in_force, newest.may_be_withdrawn) == (False, False)
    assert newest.withdrawn_at is not None
    assert (oldest.in_force, oldest.may_be_withdrawn) == (True, True)


def test_what_took_the_place_of_another_gives_it_back(company: Company) -> None:
    first = change_rules(company.olive.actor, first_day=MARCH, rules=FEDERAL)
    second = change_rules(company.olive.actor, first_day=MARCH, rules=PayRules(rounding=5))
    with pytest.raises(Conflict) as refusal:
        withdraw_rules(company.olive.actor, version_id=first)
    assert refusal.value.code == "not_in_force"
    withdraw_rules(company.olive.actor, version_id=second)
    assert rule_book(company.workspace_id).on(MARCH) == FEDERAL
    with pytest.raises(Conflict):
        withdraw_rules(company.olive.actor, version_id=second)


def test_a_version_that_a_closed_day_rests_on_stays(company: Company) -> None:
    version = change_rules(company.olive.actor, first_day=MARCH, rules=FEDERAL)
    close_days(company.workspace_id, MARCH, APRIL)
    with pytest.raises(Conflict) as refusal:
        withdraw_rules(company.olive.actor, version_id=version)
    assert refusal.value.code == "period_closed"
    assert rule_book(company.workspace_id).on(MARCH) == FEDERAL
    assert not rule_versions(company.workspace_id)[0].may_be_withdrawn


@pytest.mark.parametrize("lock", ["closed", "approved"])
def test_a_period_that_rules_cut_short_stays_short_once_it_is_locked(
    company: Company, lock: str
) -> None:
    """Whole March would else pass for approved, with the hours of its first week."""
    edda, cut = company.edda.actor, date(2026, 3, 9)
    monthly = PayRules(period=PeriodKind.MONTHLY)
    change_rules(edda, first_day=ALWAYS, rules=monthly)
    version = change_rules(edda, first_day=cut, rules=PayRules())
    assert rule_versions(company.workspace_id)[0].may_be_withdrawn
    if lock == "closed":
        close_days(company.workspace_id, MARCH, cut)
    else:
        approve_days(company.eli, MARCH, cut)
    assert not rule_versions(company.workspace_id)[0].may_be_withdrawn
    with pytest.raises(Conflict) as withdrawn:
        withdraw_rules(edda, version_id=version)
    with pytest.raises(Conflict) as changed:
        change_rules(edda, first_day=cut, rules=replace(monthly, rounding=5))
    assert (withdrawn.value.code, changed.value.code) == ("period_closed", "period_closed")
    change_rules(edda, first_day=cut, rules=PayRules(period=PeriodKind.TWO_WEEKLY))
    assert period_of(MARCH, rule_book(company.workspace_id)) == Period(MARCH, cut)


@pytest.mark.databases("sqlite")
def test_the_first_rules_cannot_be_taken_back(company: Company) -> None:
    version = change_rules(company.olive.actor, first_day=ALWAYS, rules=FEDERAL)
    with pytest.raises(Conflict) as refusal:
        withdraw_rules(company.olive.actor, version_id=version)
    assert refusal.value.code == "first_rules"
    assert not rule_versions(company.workspace_id)[0].may_be_withdrawn


@pytest.mark.databases("sqlite")
def test_rules_of_another_company_do_not_exist(company: Company) -> None:
    theirs = change_rules(company.nora.actor, first_day=MARCH, rules=FEDERAL)
    for version in (theirs, 10**9):
        with pytest.raises(NotFound):
            withdraw_rules(company.olive.actor, version_id=version)
    assert rule_versions(company.workspace_id) == ()


@pytest.mark.databases("sqlite")
def test_taking_back_twice_with_one_key_is_once(company: Company) -> None:
    version = change_rules(company.olive.actor, first_day=MARCH, rules=FEDERAL)
    once = Once.of("k", {})
    for _ in range(2):
        withdraw_rules(company.olive.actor, version_id=version, once=once)
    assert newest_entry(company).kind == "rules.withdrawn"


def test_the_operator_sets_rules_from_the_terminal(company: Company) -> None:
    change_rules(Actor.operator(company.workspace_id), first_day=MARCH, rules=FEDERAL)
    (version,) = rule_versions(company.workspace_id)
    assert version.set_by_id is None
