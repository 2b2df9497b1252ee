"""A closed period binds everyone, owners too."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.timesheets.week import (
    MONDAY,
    NEXT_MONDAY,
    OVER,
    WEEK,
    assert_whole,
    on,
    only_worked,
    rules,
    works,
)
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.locks.models import ClosedPeriod
from timeclock.company.pay_rules.choices import LateChanges
from timeclock.errors import Conflict
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve as approve_change
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.forgetting import close_provisionally, confirm_end, propose_end
from timeclock.worktime.shifts.meals import set_worked_through
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.shifts.undoing import undo
from timeclock.worktime.timesheets.approval.approving import approve, submit
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.approval.standing import SheetDecision, standing
from timeclock.worktime.timesheets.reading.sheets import sheet_of


def of(company: Company, person: CompanyMember) -> SheetDecision:
    return standing(company.workspace_id, person.member_id, WEEK)


def closed_week(company: Company, watch: Watch) -> None:
    """Eli and Olive have worked on Sunday, and the week is closed."""
    works(watch, company.eli, company.shop, on(8, "08:00"), 8)
    works(watch, company.olive, company.shop, on(8, "17:00"), 2)
    watch.at(OVER)
    approve(company.edda.actor, member_id=company.olive.member_id, first_day=MONDAY)
    close_period(company.olive.actor, first_day=MONDAY)


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(Conflict) as refusal:
        act()
    assert refusal.value.code == "period_closed"


def test_an_owner_gives_no_time_for_a_closed_day(company: Company, watch: Watch) -> None:
    closed_week(company, watch)
    olive = company.olive.actor
    refused(lambda: clock_in(olive, clock_id=company.shop, claimed=on(8, "20:00")))
    refused(
        lambda: clock_in(
            olive, clock_id=company.shop, member_id=company.eli.member_id, claimed=on(8, "20:00")
        )
    )
    assert clock_in(olive, clock_id=company.shop).changed


def on_a_closed_day(company: Company, watch: Watch) -> None:
    """A shift runs on a closed day, which only a hand in the database can bring about."""
    update_clock(
        company.operator,
        clock_id=company.shop,
        change=ClockSettings(
            name="Shop",
            zone="Europe/Berlin",
            job_required=False,
            limit_minutes=14 * 60,
            closes_forgotten=True,
        ),
    )
    now = watch.at(on(9, "08:00"))
    clock_in(company.olive.actor, clock_id=company.shop)
    week = {"first_day": NEXT_MONDAY, "after_day": NEXT_MONDAY + timedelta(days=7)}
    db.session.add(ClosedPeriod(workspace_id=company.workspace_id, **week, closed_at=now))
    db.session.commit()


def test_an_owner_does_not_move_the_end_of_a_closed_day(company: Company, watch: Watch) -> None:
    on_a_closed_day(company, watch)
    watch.later(seconds=30)
    olive = company.olive.actor
    refused(lambda: clock_out(olive, end=on(9, "08:00:10")))
    refused(
        lambda: stop(
            company.edda.actor,
            member_id=company.olive.member_id,
            reason="x",
            end=on(9, "08:00:10"),
        )
    )


def test_an_owner_undoes_nothing_on_a_closed_day(company: Company, watch: Watch) -> None:
    on_a_closed_day(company, watch)
    refused(lambda: undo(company.olive.actor))


def test_an_owner_does_not_undo_what_was_there_when_the_period_was_closed(
    company: Company, watch: Watch
) -> None:
    watch.at(on(8, "20:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at(OVER)
    stop(company.olive.actor, member_id=company.eli.member_id, reason="Gone")
    close_period(company.edda.actor, first_day=MONDAY)
    watch.later(seconds=10)
    with pytest.raises(Conflict):
        undo(company.olive.actor, member_id=company.eli.member_id)


def test_an_owner_neither_answers_nor_confirms_an_end_on_a_closed_day(
    company: Company, watch: Watch
) -> None:
    on_a_closed_day(company, watch)
    running = open_shift(company.workspace_id, company.olive.member_id)
    assert running is not None
    watch.later(hours=15)
    olive = company.olive.actor
    refused(lambda: propose_end(olive, shift_id=running.id, end=on(9, "10:00")))
    close_provisionally(
        company.workspace_id, member_id=company.olive.member_id, shift_id=running.id
    )
    refused(lambda: confirm_end(olive, shift_id=running.id))
    refused(lambda: confirm_end(company.edda.actor, shift_id=running.id))


def test_an_owner_says_nothing_about_the_meals_of_a_closed_day(
    company: Company, watch: Watch
) -> None:
    rules(company, meal_after=360, meal_minutes=30)
    shift = works(watch, company.olive, company.shop, on(8, "08:00"), 8)
    watch.at(OVER)
    close_period(company.operator, first_day=MONDAY)
    olive = company.olive.actor
    refused(lambda: set_worked_through(olive, shift_id=shift.id, worked_through=True))


def test_an_owner_corrects_nothing_of_a_closed_day(company: Company, watch: Watch) -> None:
    closed_week(company, watch)
    late = Draft(company.shop, on(8, "08:00"), on(8, "18:00"))
    refused(
        lambda: propose(
            company.olive.actor,
            member_id=company.maya.member_id,
            shift_id=None,
            drafts=[late],
            reason="x",
        )
    )
    refused(lambda: ask(company.maya.actor, shift_id=None, drafts=[late], reason="x"))


def test_a_late_correction_lands_in_the_open_period_where_the_company_wants_that(
    company: Company, watch: Watch
) -> None:
    rules(company, late_changes=LateChanges.ADJUST)
    closed_week(company, watch)
    watch.at(on(10, "08:00"))
    late = Draft(company.shop, on(7, "08:00"), on(7, "10:00"))
    asked = ask(company.eli.actor, shift_id=None, drafts=[late], reason="Stocktaking")
    approve_change(company.maya.actor, correction_id=asked.id)
    member_id, after = company.eli.member_id, NEXT_MONDAY + timedelta(days=7)
    assert of(company, company.eli).totals == only_worked(8)
    closed = sheet_of(company.workspace_id, member_id, MONDAY, NEXT_MONDAY, watch.now)
    assert closed.totals == only_worked(8)
    following = sheet_of(company.workspace_id, member_id, NEXT_MONDAY, after, watch.now)
    assert following.totals == only_worked(2)
    watch.at(on(17, "08:00"))
    decided = close_period(company.edda.actor, first_day=NEXT_MONDAY)
    assert decided.member_ids == (member_id,)


def test_the_next_period_goes_on_as_before(company: Company, watch: Watch) -> None:
    closed_week(company, watch)
    works(watch, company.eli, company.shop, on(9, "08:00"), 8)
    submit(company.eli.actor, first_day=NEXT_MONDAY, early=True)
    with pytest.raises(Conflict) as refusal:
        submit(company.eli.actor, first_day=MONDAY, early=True)
    assert refusal.value.code == "period_closed"
    assert_whole(company)
