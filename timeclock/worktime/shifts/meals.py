"""“I worked through”: the person takes a deducted meal break back."""

from dataclasses import replace

from sqlalchemy import func, select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.approvers import manages
from timeclock.errors import Conflict
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.shifts.answering import Act, Punched, answer_again
from timeclock.worktime.shifts.closed_days import demand_open_days
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.models import Adjustment
from timeclock.worktime.shifts.queries import find_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.situation import take
from timeclock.worktime.shifts.storing import store_change
from timeclock.worktime.shifts.writing import keep


@transaction
def set_worked_through(
    tx: Transaction,
    actor: Actor,
    *,
    shift_id: int,
    worked_through: bool,
    once: Once | None = None,
) -> Punched:
    """Say that one worked through the break that rules would deduct from a shift, or take it back.

    For oneself, or for others where one decides. Raises NotFound, Conflict `still_open` while the
    shift runs, `adjusted` where a late change counts instead of what its rows say, and
    `period_closed`.
    """
    demand(actor, Permission.ASK_FOR_CHANGES)
    found = find_shift(tx.connection, actor.workspace_id, shift_id)
    if found is None:
        raise shift_not_found()
    if found.member_id != actor.member_id:
        if not manages(tx, actor, found.clock_id):
            raise shift_not_found()
        demand(actor, Permission.CORRECT_OTHERS)
    now = take(tx, actor, found.member_id, once=once)
    if now.answered:
        tx.discard()
        return answer_again(tx, actor.workspace_id, *now.answered)
    shift = find_shift(tx.connection, actor.workspace_id, shift_id)
    if shift is None or shift.voided:
        raise shift_not_found()
    if shift.timeline.ended_at is None:
        raise Conflict("still_open", "This shift is still running.")
    if shift.worked_through is worked_through:
        tx.discard()
        return Punched(Act.WORKED_THROUGH, shift, now.now, changed=False)
    demand_open_days(tx, now, shift.timeline.interval, shift.clock_id)
    _demand_as_stored(tx, shift)
    wanted = replace(shift, worked_through=worked_through)
    stored = store_change(tx, shift, wanted, now.head.received_at)
    now = replace(now, shift=shift)
    return keep(tx, actor, now, Act.WORKED_THROUGH, stored, at=now.now, once=once)


def _demand_as_stored(tx: Transaction, shift: ShiftRecord) -> None:
    """Raise Conflict `adjusted` where what was booked for a late change would not fit any more."""
    booked = (
        select(Adjustment.for_day)
        .where(
            Adjustment.workspace_id == shift.workspace_id,
            Adjustment.member_id == shift.member_id,
            Adjustment.shift_id == shift.id,
        )
        .group_by(Adjustment.for_day)
        .having(func.sum(Adjustment.seconds) != 0)
    )
    if tx.connection.execute(booked).first() is not None:
        raise Conflict(
            "adjusted",
            "A late change counts for this shift. Ask for a correction instead.",
        )
