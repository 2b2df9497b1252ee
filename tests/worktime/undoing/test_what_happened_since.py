"""An undo is refused where something else rests on the decision, and only there."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from tests.fixtures.hours import Hours, wall
from tests.worktime.undoing.decisions import FIRST, whole_day
from tests.worktime.undoing.rows import standing
from timeclock.company.pay_rules.choices import LateChanges
from timeclock.company.pay_rules.rules import PayRules
from timeclock.errors import Conflict
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval import deciding, undoing
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import correction
from timeclock.worktime.shifts.forgetting import confirm_end, propose_end, undo_confirmation
from timeclock.worktime.shifts.models import Adjustment
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.timesheets.approval.approving import approve
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.approval.undoing import undo_closing, undo_decision
from timeclock.worktime.timesheets.rule_changes.ruling import (
    change_rules,
    undo_withdrawal,
    withdraw_rules,
)


@pytest.fixture
def shift_id(hours: Hours) -> int:
    """Eli's Tuesday."""
    return whole_day(hours)


@pytest.fixture
def request_of(cast: Cast, hours: Hours, shift_id: int) -> int:
    found = hours.ask(cast.eli, shift_id, "The tablet was off.", minutes=-17)
    hours.monday()
    return found


def code_of(refused: pytest.ExceptionInfo[Conflict]) -> str:
    return refused.value.code


def is_whole(hours: Hours) -> bool:
    with hours.app.app_context():
        return verify(hours.cast.workspace_id).problems == ()


def test_a_punch_of_another_shift_is_not_in_the_way(
    app: Flask, cast: Cast, hours: Hours, request_of: int
) -> None:
    with app.app_context():
        deciding.approve(cast.olive.actor, correction_id=request_of)
        clock_in(cast.eli.actor, clock_id=cast.shop)
        found = undoing.undo(cast.olive.actor, correction_id=request_of)
    assert found.state is CorrectionState.ASKED
    assert is_whole(hours)


def test_a_shift_that_was_changed_since_stays(
    app: Flask, cast: Cast, hours: Hours, shift_id: int, request_of: int
) -> None:
    with app.app_context():
        deciding.approve(cast.olive.actor, correction_id=request_of)
    hours.edit(cast.maya, shift_id, "The door opened at nine.", hours=1)
    hours.monday()
    before = standing(hours)
    with app.app_context(), pytest.raises(Conflict) as refused:
        undoing.undo(cast.olive.actor, correction_id=request_of)
    assert code_of(refused) == "changed_since"
    assert standing(hours) == before


@pytest.mark.parametrize("late", LateChanges)
def test_a_day_that_was_locked_since_stays(
    app: Flask, cast: Cast, hours: Hours, request_of: int, late: LateChanges
) -> None:
    if late is not PayRules().late_changes:
        hours.rules(PayRules(late_changes=late))
    with app.app_context():
        deciding.approve(cast.olive.actor, correction_id=request_of)
        approve(cast.maya.actor, member_id=cast.eli.member_id, first_day=FIRST)
    before = standing(hours)
    with app.app_context(), pytest.raises(Conflict) as refused:
        undoing.undo(cast.olive.actor, correction_id=request_of)
    assert code_of(refused) in ("changed_since", "period_closed")
    assert standing(hours) == before


def test_a_confirmed_end_that_was_corrected_since_stays(
    app: Flask, cast: Cast, hours: Hours
) -> None:
    shift_id = hours.work(cast.eli, "03-05 06:00", None)
    hours.watch.at(wall("03-06 06:00"))
    with app.app_context():
        propose_end(cast.eli.actor, shift_id=shift_id, end=wall("03-05 14:30"))
    hours.monday()
    with app.app_context():
        confirm_end(cast.olive.actor, shift_id=shift_id)
    hours.edit(cast.maya, shift_id, "The door opened at nine.", hours=1)
    with app.app_context(), pytest.raises(Conflict) as refused:
        undo_confirmation(cast.olive.actor, shift_id=shift_id)
    assert code_of(refused) == "changed_since"


def test_an_approval_on_which_a_late_change_rests_stays(
    app: Flask, cast: Cast, hours: Hours, shift_id: int
) -> None:
    hours.rules(PayRules(late_changes=LateChanges.ADJUST))
    hours.monday()
    about = {"member_id": cast.eli.member_id, "first_day": FIRST}
    with app.app_context():
        approve(cast.olive.actor, **about)
    hours.edit(cast.maya, shift_id, "The door opened at nine.", hours=1)
    before = standing(hours)
    with app.app_context(), pytest.raises(Conflict) as refused:
        undo_decision(cast.olive.actor, **about)
    assert code_of(refused) == "changed_since"
    assert standing(hours) == before


def test_an_approval_in_a_period_that_was_closed_since_stays(
    app: Flask, cast: Cast, hours: Hours, shift_id: int
) -> None:
    hours.monday()
    about = {"member_id": cast.eli.member_id, "first_day": FIRST}
    with app.app_context():
        approve(cast.olive.actor, **about)
        close_period(cast.olive.actor, first_day=FIRST)
    with app.app_context(), pytest.raises(Conflict) as refused:
        undo_decision(cast.olive.actor, **about)
    assert code_of(refused) == "period_closed"
    with app.app_context():
        undo_closing(cast.olive.actor, first_day=FIRST)
        undo_decision(cast.olive.actor, **about)
    assert is_whole(hours)


def test_a_version_stays_withdrawn_where_the_rules_were_changed_since(
    app: Flask, cast: Cast, hours: Hours
) -> None:
    hours.monday()
    olive = cast.olive.actor
    with app.app_context():
        version = change_rules(olive, first_day=date(2026, 3, 16), rules=PayRules(rounding=15))
        withdraw_rules(olive, version_id=version)
        change_rules(olive, first_day=date(2026, 3, 23), rules=PayRules(rounding=6))
    with app.app_context(), pytest.raises(Conflict) as refused:
        undo_withdrawal(olive, version_id=version)
    assert code_of(refused) == "changed_since"


def test_a_late_change_is_booked_off_again(
    app: Flask, cast: Cast, hours: Hours, shift_id: int
) -> None:
    hours.rules(PayRules(late_changes=LateChanges.ADJUST))
    hours.monday()
    with app.app_context():
        approve(cast.maya.actor, member_id=cast.eli.member_id, first_day=FIRST)
    asked = hours.ask(cast.eli, shift_id, "The tablet was off.", minutes=-17)
    before = standing(hours)
    sums = []
    for _ in range(2):
        for act in (deciding.approve, undoing.undo):
            with app.app_context():
                act(cast.olive.actor, correction_id=asked)
                sums.append(sum(row.seconds for row in db.session.query(Adjustment)))
            assert is_whole(hours)
            hours.watch.later(seconds=5)
    assert sums == [17 * 60, 0, 17 * 60, 0]
    assert standing(hours) == before


def test_a_proposal_that_is_undone_is_withdrawn_and_the_request_waits_again(
    app: Flask, cast: Cast, hours: Hours, shift_id: int, request_of: int
) -> None:
    with app.app_context():
        drafts = (
            hours.draft(
                shift_id,
                lambda draft: replace(draft, started_at=draft.started_at - timedelta(minutes=9)),
            ),
        )
        edit = propose(
            cast.olive.actor,
            member_id=cast.eli.member_id,
            shift_id=shift_id,
            drafts=drafts,
            reason="Nine minutes.",
            replaces_id=request_of,
        )
        assert edit.state is CorrectionState.APPLIED
        found = undoing.undo(cast.olive.actor, correction_id=edit.id)
        request = correction(cast.workspace_id, request_of)
    assert (found.state, found.applied_at) == (CorrectionState.WITHDRAWN, None)
    assert request
    assert (request.state, request.decided_at) == (CorrectionState.ASKED, None)
    assert hours.read(shift_id).timeline.started_at == wall("03-03 08:00")
    assert is_whole(hours)
