"""Stop: a clock-out made by someone else, with a reason that the person sees."""

from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.wording import NOTE, clean
from timeclock.worktime.shifts.answering import Punched, answer_again
from timeclock.worktime.shifts.ending import demand_right, end_shift, open_shift
from timeclock.worktime.shifts.situation import take, target


@transaction
def stop(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    reason: str,
    end: datetime | None = None,
    zone: str | None = None,
    once: Once | None = None,
) -> Punched:
    """End a member's shift and open break now, or at the earlier instant `end`.

    Raises NotFound for nobody of this workspace, NotAllowed for a member at a clock that is not the
    actor's, Conflict `not_clocked_in`, and Invalid `end_before_start` or `end_in_future`.
    """
    who = target(actor, member_id, Permission.STOP_OTHERS)
    now = take(tx, actor, who, once=once)
    if now.answered:
        tx.discard()
        return answer_again(tx, actor.workspace_id, *now.answered)
    demand_right(actor, now, Permission.STOP_OTHERS)
    open_shift(actor, now, None)
    said = clean(reason, limit=NOTE, field="reason", lines=True)
    return end_shift(tx, actor, now, end=end, zone=zone, reason=said, once=once)
