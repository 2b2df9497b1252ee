"""“I worked through”: the person takes a deducted meal break back."""

from dataclasses import replace

from sqlalchemy import func, select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.approvers import manages
from timeclock.errors import Conflict
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.models import Adjustment
from timeclock.worktime.shifts.punch import Punch, answers_once
from timeclock.worktime.shifts.queries import find_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.storing import store_change


@transaction
@answers_once
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
    punch = Punch.begin_for(tx, actor, found.member_id, once=once)
    shift = find_shift(tx.connection, actor.workspace_id, shift_id)
    if shift is None or shift.voided:
        raise shift_not_found()
    if shift.timeline.ended_at is None:
        raise Conflict("still_open", "This shift is still running.")
    if shift.worked_through is worked_through:
        return punch.no_change(Act.WORKED_THROUGH, shift)
    punch.demand_open_days(shift.timeline.interval, shift.clock_id)
    _demand_as_stored(tx, shift)
    wanted = replace(shift, worked_through=worked_through)
    stored = store_change(tx, shift, wanted, punch.received_at)
    return punch.on_shift(shift).record(Act.WORKED_THROUGH, stored, at=punch.now)


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
            "A correction of a closed day counts for this shift. Ask for another one instead.",
        )
