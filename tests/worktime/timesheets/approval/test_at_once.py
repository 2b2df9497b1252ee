"""Approving and closing while people punch: what was kept is what is there."""

import threading
import time as time_of_the_machine
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.shifts.races.at_once import SECONDS, at_once, refusals
from tests.worktime.timesheets.week import assert_whole
from timeclock.authority.actor import Actor, Role
from timeclock.company.clocks.service import create_clock, open_clock
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.company.pay_rules.choices import PeriodKind
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.company.people.membership import add_member, set_role
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries
from timeclock.ledger.recording import lock_workspace
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.forgetting import confirm_end
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.queries import last_shift, open_shift
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.timesheets.approval.approving import approve, approve_many, submit
from timeclock.worktime.timesheets.approval.closing import (
    close_period,
    closed_periods,
    reopen_period,
)
from timeclock.worktime.timesheets.approval.standing import standing
from timeclock.worktime.timesheets.reading.sheets import sheet_of
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

ROUNDS = 6
A_WEEK = timedelta(days=7)
# Races run in the time of the machine, so the weeks are long over and their times are claimed.
FIRST_MONDAY = date(2024, 1, 1)


@pytest.fixture
def bakery(company: Company, watch: Watch) -> Company:
    watch.stop()
    return company


def on(monday: date, hour: int) -> datetime:
    return datetime.combine(monday, time(hour), ZoneInfo("Europe/Berlin"))


def works(company: Company, person: CompanyMember, monday: date) -> Callable[[], object]:
    """Olive puts someone on the clock from 8 to 12 of that day."""
    olive, member_id = company.olive.actor, person.member_id

    def act() -> object:
        clock_in(olive, member_id=member_id, clock_id=company.shop, claimed=on(monday, 8))
        return stop(olive, member_id=member_id, reason="", end=on(monday, 12))

    return act


def assert_kept_is_there(company: Company, person: CompanyMember, monday: date) -> None:
    week = Period(monday, monday + A_WEEK)
    found = standing(company.workspace_id, person.member_id, week)
    sheet = sheet_of(company.workspace_id, person.member_id, week.first, week.after, _now())
    if found.locked:
        assert not sheet.running
        assert (found.totals or sheet.totals) == sheet.totals
        assert found.totals is not None or sheet.totals.worked == 0


def _now() -> datetime:
    return datetime.now(ZoneInfo("UTC"))


def off(company: Company, people: list[CompanyMember]) -> None:
    """End the shifts that still run, four hours after their start, and confirm every end."""
    for person in people:
        shift = open_shift(company.workspace_id, person.member_id)
        if shift is not None:
            end = shift.timeline.started_at + timedelta(hours=4)
            stop(company.olive.actor, member_id=person.member_id, reason="", end=end)
        last = last_shift(company.workspace_id, person.member_id)
        if last is not None and last.unconfirmed:
            confirm_end(company.edda.actor, shift_id=last.id)


def test_closing_while_people_claim_time_in_the_period(company_app: Flask, bakery: Company) -> None:
    """Without every chain locked before it reads, a closing misses what is on its way."""
    people, edda = [bakery.eli, bakery.maya, bakery.olive], bakery.edda.actor
    for number in range(ROUNDS):
        monday = FIRST_MONDAY + number * A_WEEK
        outcomes = at_once(
            company_app,
            [
                *(works(bakery, person, monday) for person in people),
                lambda day=monday: close_period(edda, first_day=day),
            ],
        )
        assert set(refusals(outcomes)) <= {"period_closed", "in_the_way"}
        for person in people:
            assert_kept_is_there(bakery, person, monday)
        off(bakery, people)
        close_period(edda, first_day=monday)
        for person in people:
            assert_kept_is_there(bakery, person, monday)
    assert len(closed_periods(bakery.workspace_id)) == ROUNDS
    assert_whole(bakery)


def test_approving_while_the_person_claims_time(company_app: Flask, bakery: Company) -> None:
    maya, eli = bakery.maya.actor, bakery.eli
    for number in range(ROUNDS):
        monday = FIRST_MONDAY + number * A_WEEK
        outcomes = at_once(
            company_app,
            [
                works(bakery, eli, monday),
                lambda day=monday: approve(maya, member_id=eli.member_id, first_day=day),
            ],
        )
        assert set(refusals(outcomes)) <= {"period_closed", "in_the_way"}
        assert_kept_is_there(bakery, eli, monday)
        off(bakery, [eli])
    assert_whole(bakery)


def test_one_approval_however_many_ask_for_it(company_app: Flask, bakery: Company) -> None:
    asked = {"member_id": bakery.eli.member_id, "first_day": FIRST_MONDAY}
    deciders = [bakery.maya.actor, bakery.edda.actor, bakery.olive.actor] * 5
    outcomes = at_once(
        company_app,
        [lambda by=by: approve(by, **asked) for by in deciders],  # type: ignore[misc]
    )
    assert refusals(outcomes) == []
    kinds = [entry.kind for entry in entries(bakery.workspace_id, bakery.eli.chain_id)]
    assert kinds == ["timesheet.approved"]
    once, maya = Once.of("k", {"submit": 1}), bakery.maya.actor
    asked["first_day"] = FIRST_MONDAY + A_WEEK
    outcomes = at_once(company_app, [lambda: approve(maya, **asked, once=once)] * 10)
    assert sum(not outcome.replayed for outcome in outcomes) == 1  # type: ignore[attr-defined]
    assert_whole(bakery)


def test_one_closing_however_many_close(company_app: Flask, bakery: Company) -> None:
    works(bakery, bakery.eli, FIRST_MONDAY)()
    deciders = [bakery.edda.actor, bakery.olive.actor] * 4
    outcomes = at_once(
        company_app,
        [lambda by=by: close_period(by, first_day=FIRST_MONDAY) for by in deciders],
    )
    assert refusals(outcomes) == []
    assert sum(outcome.changed for outcome in outcomes) == 1  # type: ignore[attr-defined]
    kinds = [entry.kind for entry in entries(bakery.workspace_id, bakery.eli.chain_id)]
    assert kinds.count("period.closed") == 1
    assert_whole(bakery)


def test_everything_that_locks_many_chains_waits_for_each_other(
    company_app: Flask, bakery: Company
) -> None:
    """Closing, reopening, approving many, changing rules, adding people: no deadlock."""
    edda, olive, eli = bakery.edda.actor, bakery.olive.actor, bakery.eli.actor
    people = [bakery.eli.member_id, bakery.maya.member_id, bakery.otto.member_id]
    for number in range(ROUNDS):
        monday = FIRST_MONDAY + number * A_WEEK
        outcomes = at_once(
            company_app,
            [
                lambda day=monday: close_period(edda, first_day=day),
                lambda day=monday: close_period(olive, first_day=day),
                lambda day=monday: reopen_period(olive, first_day=day, reason="x"),
                lambda day=monday: approve_many(
                    edda, first_day=day, member_ids=people, include_unsubmitted=True
                ),
                lambda day=monday: approve_many(
                    olive, first_day=day, member_ids=people[::-1], include_unsubmitted=True
                ),
                lambda day=monday: submit(eli, first_day=day, early=True),
                lambda n=number: change_rules(
                    olive, first_day=date(2030, 1, 1 + n), rules=PayRules(rounding=5)
                ),
                lambda n=number: add_member(
                    olive, email=f"new{n}@{bakery.workspace_id}.test", name="New"
                ),
                lambda n=number: set_role(
                    olive,
                    member_id=bakery.otto.member_id,
                    role=Role.MANAGER if n % 2 == 0 else Role.EMPLOYEE,
                ),
            ],
        )
        expected = {"period_closed", "not_closed", "already_approved", "same_rules"}
        assert set(refusals(outcomes)) <= expected
    assert_whole(bakery)


def test_no_clock_of_a_later_zone_opens_while_a_period_is_approved(
    company_app: Flask, bakery: Company
) -> None:
    """Either the approval waits for that zone's midnight too, or its today is locked already."""
    for clock_id in (bakery.shop, bakery.yard, bakery.site):
        archive_clock(bakery.operator, clock_id=clock_id)
    create_clock(bakery.operator, name="First", zone="Pacific/Kiritimati")
    today = datetime.now(ZoneInfo("Pacific/Kiritimati")).date()
    fortnights = PayRules(period=PeriodKind.TWO_WEEKLY, anchor=today)
    change_rules(bakery.operator, first_day=ALWAYS, rules=fortnights)
    asked = {"member_id": bakery.eli.member_id, "first_day": today - 2 * A_WEEK}
    opening = threading.Event()

    def decides() -> object:
        opening.wait(SECONDS)
        return approve(bakery.olive.actor, **asked)  # type: ignore[arg-type]

    outcomes = at_once(company_app, [lambda: opens_slowly(bakery.operator, opening.set), decides])
    assert refusals(outcomes) == ["in_the_way"]


@transaction
def opens_slowly(tx: Transaction, actor: Actor, begun: Callable[[], None]) -> int:
    """Open a clock where it is yesterday, and take a second to commit it."""
    head = lock_workspace(tx, actor.workspace_id)
    clock_id = open_clock(tx, head, actor, "Last", "Pacific/Pago_Pago")
    begun()
    time_of_the_machine.sleep(1)
    return clock_id


def test_decisions_about_people_do_not_wait_for_each_other(
    company_app: Flask, bakery: Company
) -> None:
    """What they share they only read; anyone who changes the company waits for all of them."""
    olive, edda, people = bakery.olive.actor, bakery.edda.actor, (bakery.eli, bakery.otto)
    for number in range(ROUNDS):
        monday = FIRST_MONDAY + number * A_WEEK
        outcomes = at_once(
            company_app,
            [
                *(
                    lambda by=by, who=who, day=monday: approve(
                        by, member_id=who.member_id, first_day=day
                    )
                    for by in (olive, edda)
                    for who in people
                ),
                lambda n=number: create_clock(olive, name=f"Clock {n}", zone="Europe/Berlin"),
                lambda day=monday: submit(bakery.eli.actor, first_day=day, early=True),
                lambda day=monday: close_period(edda, first_day=day),
            ],
        )
        assert set(refusals(outcomes)) <= {"period_closed", "already_approved"}
    assert_whole(bakery)
