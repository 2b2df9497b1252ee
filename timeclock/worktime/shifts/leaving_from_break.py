"""Going home from a break: the shift ends with the break that is under way."""

from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission
from timeclock.errors import Conflict, Invalid
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.shifts.answering import Punched, answer_again
from timeclock.worktime.shifts.ending import demand_right, end_shift, open_shift
from timeclock.worktime.shifts.record import Place
from timeclock.worktime.shifts.situation import take, target


def not_on_break() -> Conflict:
    """The refusal to end a break where none is under way."""
    return Conflict("not_on_break", "This person is not on a break.")


@transaction
def leave_from_break(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    clock_id: int | None = None,
    claimed: datetime | None = None,
    zone: str | None = None,
    place: Place | None = None,
    once: Once | None = None,
) -> Punched:
    """End the shift and its open break, now or at the instant `claimed` after the break began.

    Whoever works goes on working. Raises what a clock-out does, and Conflict `not_on_break`.
    """
    now = take(tx, actor, target(actor, member_id, Permission.STOP_OTHERS), once=once)
    if now.answered:
        tx.discard()
        return answer_again(tx, actor.workspace_id, *now.answered)
    demand_right(actor, now, Permission.STOP_OTHERS)
    current = open_shift(actor, now, clock_id).timeline.open_pause
    if current is None:
        raise not_on_break()
    if claimed is not None and claimed.replace(microsecond=0) <= current.started_at:
        raise Invalid("overlaps", "That is before the last punch.", field="timestamp")
    return end_shift(tx, actor, now, end=claimed, zone=zone, place=place, once=once)
