"""Ending a shift for another person, and ending it with the break under way."""

from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission
from timeclock.errors import Conflict, Invalid
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.wording import NOTE, clean
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.details import UNKNOWN_WHEREABOUTS, Whereabouts
from timeclock.worktime.shifts.ending import end_shift, is_stated
from timeclock.worktime.shifts.punch import Punch, answers_once


@transaction
@answers_once
def stop(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    reason: str,
    end: datetime | None = None,
    once: Once | None = None,
) -> Punched:
    """End a member's shift and open break now, or at the earlier instant `end`.

    The person sees the reason. A forgotten shift that is stopped without `end` has an unconfirmed
    end. Raises NotFound for an unknown member, NotAllowed for a member at a
    clock that is not the actor's, Conflict `not_clocked_in`, and Invalid `end_before_start` or
    `end_in_future`.
    """
    punch = Punch.begin(tx, actor, member_id, Permission.STOP_OTHERS, once=once)
    punch.demand_right(Permission.STOP_OTHERS)
    punch.open_shift()
    said = clean(reason, limit=NOTE, field="reason", lines=True)
    return end_shift(punch, end=end, reason=said, is_said=end is not None)


@transaction
@answers_once
def leave_from_break(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    clock_id: int | None = None,
    claimed: datetime | None = None,
    whereabouts: Whereabouts = UNKNOWN_WHEREABOUTS,
    once: Once | None = None,
) -> Punched:
    """End the shift and its open break, now or at the instant `claimed` after the break began.

    Raises what a clock-out does, and Conflict `not_on_break` for a person who is working.
    """
    punch = Punch.begin(tx, actor, member_id, Permission.STOP_OTHERS, once=once)
    punch.demand_right(Permission.STOP_OTHERS)
    current = punch.open_shift(clock_id).timeline.open_pause
    if current is None:
        raise not_on_break()
    if claimed is not None and claimed.replace(microsecond=0) <= current.started_at:
        raise Invalid("overlaps", "That is before the last punch.", field="timestamp")
    said = is_stated(punch, claimed)
    return end_shift(punch, end=claimed, whereabouts=whereabouts, is_said=said)


def not_on_break() -> Conflict:
    """The refusal to end a break of a person who is not on one."""
    return Conflict("not_on_break", "This person is not on a break.")
