"""Exceptions in the inbox: for whom, how long, until someone has looked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch, hire
from tests.worktime.shifts.test_statements import statements
from tests.worktime.timesheets.at_work import approve_days, close_days, wall, work
from timeclock.authority.actor import Actor, Role
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.forgetting import propose_end
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.shifts.queries import shift as find_shift
from timeclock.worktime.timesheets.inbox.acknowledging import acknowledge
from timeclock.worktime.timesheets.inbox.cases import Case
from timeclock.worktime.timesheets.inbox.decided import settled_today
from timeclock.worktime.timesheets.inbox.listing import cases
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def waiting_for(person: CompanyMember, watch: Watch) -> list[tuple[CaseKind, int]]:
    return [(case.kind, case.member_id) for case in cases(person.actor, watch.now)]


def only(person: CompanyMember, watch: Watch) -> Case:
    (case,) = cases(person.actor, watch.now)
    return case


def draft_of(company: Company, shift_id: int, end: str) -> Draft:
    """The shift with another end."""
    shift = find_shift(company.workspace_id, shift_id)
    assert shift is not None
    return replace(Draft.of(shift), ended_at=wall(end))


@pytest.fixture
def german(company: Company) -> Company:
    """No more than ten hours a day, eleven hours of rest, breaks."""
    change_rules(company.operator, first_day=ALWAYS, rules=PayRules(overtime=RuleSet.GERMANY))
    return company


def test_exceptions_wait_for_the_managers_of_the_people(german: Company, watch: Watch) -> None:
    long = work(watch, german.eli, german.shop, "2026-03-02 08:00", "2026-03-02 18:30")
    early = work(watch, german.eli, german.shop, "2026-03-03 04:00", "2026-03-03 06:00")
    found = {case.kind: case for case in cases(german.maya.actor, watch.now)}
    assert set(found) == {CaseKind.NO_BREAK, CaseKind.LONG_DAY, CaseKind.SHORT_REST}
    assert found[CaseKind.NO_BREAK].shift_id == long
    assert found[CaseKind.SHORT_REST].shift_id == early
    assert found[CaseKind.SHORT_REST].since == wall("2026-03-03 06:00")
    assert found[CaseKind.SHORT_REST].clock_id == german.shop
    assert (found[CaseKind.LONG_DAY].shift_id, found[CaseKind.LONG_DAY].day) == (None, MONDAY)
    assert found[CaseKind.LONG_DAY].since == wall("2026-03-02 18:30")
    assert all(case.may_be_acknowledged and case.source for case in found.values())
    assert waiting_for(german.yann, watch) == []
    assert len(waiting_for(german.edda, watch)) == 3


def test_a_shift_elsewhere_is_an_exception_for_its_own_manager(
    german: Company, watch: Watch
) -> None:
    assign(german.operator, clock_id=german.yard, member_id=german.eli.member_id)
    work(watch, german.eli, german.yard, "2026-03-02 08:00", "2026-03-02 15:00")
    assert waiting_for(german.yann, watch) == [(CaseKind.NO_BREAK, german.eli.member_id)]
    assert waiting_for(german.maya, watch) == []


def test_what_is_approved_is_settled(german: Company, watch: Watch) -> None:
    work(watch, german.eli, german.shop, "2026-03-02 08:00", "2026-03-02 15:00")
    assert waiting_for(german.maya, watch) == [(CaseKind.NO_BREAK, german.eli.member_id)]
    approve_days(german.eli, MONDAY, MONDAY + timedelta(days=7))
    assert waiting_for(german.maya, watch) == []


def test_exceptions_grow_old_after_two_months(german: Company, watch: Watch) -> None:
    work(watch, german.eli, german.shop, "2026-03-02 08:00", "2026-03-02 15:00")
    watch.at(datetime(2026, 5, 3, 12, tzinfo=UTC))
    assert len(waiting_for(german.maya, watch)) == 1
    watch.later(days=1)
    assert waiting_for(german.maya, watch) == []


def test_an_acknowledged_exception_shows_again_when_it_is_measured_anew(
    german: Company, watch: Watch
) -> None:
    eli, maya = german.eli, german.maya
    shift = work(watch, eli, german.shop, "2026-03-02 08:00", "2026-03-02 15:00")
    work(watch, eli, german.shop, "2026-03-03 08:00", "2026-03-03 15:00")
    seen = cases(maya.actor, watch.now)[0]
    assert seen.day == MONDAY
    acknowledge(
        maya.actor,
        member_id=eli.member_id,
        kind=seen.kind,
        day=seen.day,
        shift_id=seen.shift_id,
    )
    assert [case.day for case in cases(maya.actor, watch.now)] == [TUESDAY]
    assert [case.day for case in cases(german.edda.actor, watch.now)] == [TUESDAY]
    assert settled_today(maya.actor, watch.now, "Europe/Berlin") == 1
    propose(
        maya.actor,
        member_id=eli.member_id,
        shift_id=shift,
        drafts=[draft_of(german, shift, "2026-03-02 16:00")],
        reason="Longer than that",
    )
    assert [case.day for case in cases(maya.actor, watch.now)] == [MONDAY, TUESDAY]


def test_the_statements_are_as_many_for_many_people(german: Company, watch: Watch) -> None:
    def sent(actor: Actor) -> int:
        cases(actor, watch.now)  # whatever is read once a process is read now
        with statements() as seen:
            cases(actor, watch.now)
        return len(seen)

    def everyone_forgets(people: list[CompanyMember]) -> None:
        for person in people:
            work(watch, person, german.shop, "2026-03-02 08:00", "2026-03-02 15:00")
            forgotten = work(watch, person, german.shop, "2026-03-03 08:00", None)
            watch.at(wall("2026-03-04 07:00"))
            if person.member_id % 2:
                propose_end(person.actor, shift_id=forgotten, end=wall("2026-03-03 16:00"))

    everyone_forgets([german.eli])
    manager, above = sent(german.maya.actor), sent(german.edda.actor)
    more = [hire(german.operator, f"P{n}", Role.EMPLOYEE, german.eli.email) for n in range(6)]
    for person in more:
        assign(german.operator, clock_id=german.shop, member_id=person.member_id)
    everyone_forgets(more)
    assert len(cases(german.maya.actor, watch.now)) >= 14
    assert (sent(german.maya.actor), sent(german.edda.actor)) == (manager, above)
    assert manager <= 20


def test_what_is_closed_is_not_even_added_up(german: Company, watch: Watch) -> None:
    work(watch, german.eli, german.shop, "2026-03-02 08:00", "2026-03-02 15:00")
    work(watch, german.eli, german.shop, "2026-03-10 08:00", "2026-03-10 15:00")
    close_days(german.workspace_id, date(2025, 12, 1), MONDAY)
    assert len(waiting_for(german.maya, watch)) == 2
    close_days(german.workspace_id, MONDAY, MONDAY + timedelta(days=7))
    assert [case.day for case in cases(german.maya.actor, watch.now)] == [date(2026, 3, 10)]
    close_days(german.workspace_id, date(2026, 3, 9), date(2026, 4, 1))
    assert waiting_for(german.maya, watch) == []


def test_a_shift_that_ended_on_no_job_waits_until_it_has_one_or_was_seen(
    company: Company, watch: Watch
) -> None:
    eli, maya = company.eli, company.maya
    earlier = work(watch, eli, company.shop, "2026-03-02 08:00", "2026-03-02 09:00")
    watch.at(wall("2026-03-02 10:00"))
    begun = clock_in(eli.actor, clock_id=company.shop)
    watch.at(wall("2026-03-02 11:00"))
    update_clock(company.operator, clock_id=company.shop, change=ClockSettings(job_required=True))
    assert waiting_for(maya, watch) == []
    watch.at(wall("2026-03-02 12:00"))
    clock_out(eli.actor)
    case = only(maya, watch)
    assert begun.shift
    assert (case.kind, case.shift_id) == (CaseKind.NO_JOB, begun.shift.id)
    assert case.shift_id != earlier
    assert (case.measured, case.since) == (2 * 3600, wall("2026-03-02 12:00"))
    assert case.may_be_acknowledged
    acknowledge(
        maya.actor, member_id=eli.member_id, kind=case.kind, day=case.day, shift_id=case.shift_id
    )
    assert waiting_for(maya, watch) == []
    watch.later(hours=1)
    later = draft_of(company, begun.shift.id, "2026-03-02 13:00")
    change = {"member_id": eli.member_id, "shift_id": begun.shift.id, "reason": "The ovens"}
    propose(maya.actor, **change, drafts=[later])
    assert only(maya, watch).measured == 3 * 3600
    propose(maya.actor, **change, drafts=[replace(later, job_id=company.baking)])
    assert waiting_for(maya, watch) == []


def test_a_clock_that_no_longer_asks_misses_no_job(company: Company, watch: Watch) -> None:
    watch.at(wall("2026-03-02 07:00"))
    begun = clock_in(company.eli.actor, clock_id=company.shop)
    update_clock(company.operator, clock_id=company.shop, change=ClockSettings(job_required=True))
    watch.at(wall("2026-03-02 08:00"))
    clock_out(company.eli.actor)
    assert begun.shift
    assert only(company.maya, watch).shift_id == begun.shift.id
    update_clock(company.operator, clock_id=company.shop, change=ClockSettings(job_required=False))
    assert waiting_for(company.maya, watch) == []
    watch.at(wall("2026-03-02 09:00"))
    update_clock(company.operator, clock_id=company.shop, change=ClockSettings(job_required=True))
    assert waiting_for(company.maya, watch) == []
