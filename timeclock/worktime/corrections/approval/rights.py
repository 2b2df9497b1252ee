"""Who decides about a correction."""

from collections.abc import Collection

from sqlalchemy import Connection

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.approvers import another_decides, decides_at_all, manages
from timeclock.company.people.membership import member_not_found
from timeclock.errors import NotAllowed
from timeclock.storage.transactions import Transaction
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.shifts.sight import has_worked_for


def demand_decides(
    tx: Transaction, actor: Actor, member_id: int, clock_id: int, clock_ids: Collection[int]
) -> None:
    """Raise NotAllowed unless the actor decides about a correction of this member's time.

    `clock_id` is where the time is so far, `clock_ids` are all clocks that the correction touches.
    A manager decides who manages all of them. Where no one else than the member decides at all of
    them, a manager of `clock_id` does: no one moves their own time away from the only other person
    who decides. No one decides on their own while another may (`own_decision`).
    """
    if actor.member_id == member_id:
        demand(actor, Permission.ASK_FOR_CHANGES)
        if another_decides(tx, actor.workspace_id, clock_id, member_id):
            raise NotAllowed("own_decision", "Another person must decide about your own time.")
        return
    demand(actor, Permission.CORRECT_OTHERS)
    if all(manages(tx, actor, each) for each in clock_ids):
        return
    at_all = decides_at_all(tx.connection, actor.workspace_id, clock_ids, member_id)
    if at_all or not manages(tx, actor, clock_id):
        raise not_your_clock()


def not_your_clock() -> NotAllowed:
    """The refusal to change time at a clock that someone else manages."""
    return NotAllowed("not_your_clock", "This changes time at a time clock that you do not manage.")


def demand_reach(tx: Transaction, actor: Actor, member_id: int) -> None:
    """Raise NotFound for someone who never was at a clock that the actor manages."""
    own = actor.member_id == member_id
    if not own and not has_worked_for(tx.connection, actor, member_id):
        raise member_not_found()


def may_uphold(connection: Connection, actor: Actor, disputed: CorrectionView) -> bool:
    """Whether it is for the actor to say that a disputed change is.

    Not for anyone who made it, the operator too, while someone else decides there than the two.
    """
    author = disputed.asked_by_id
    both = [each for each in (disputed.member_id, author) if each is not None]
    return author != actor.member_id or not decides_at_all(
        connection, actor.workspace_id, (disputed.clock_id,), *both
    )
