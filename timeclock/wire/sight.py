"""What exists for a caller: what is out of reach is answered as if it did not exist."""

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may
from timeclock.company.clocks.approvers import clocks_in_reach, members_in_reach
from timeclock.company.clocks.models import TimeClock
from timeclock.company.clocks.queries import assigned_clock_ids, clock_of_member
from timeclock.company.clocks.queries import clock as clock_of
from timeclock.company.clocks.service import clock_not_found
from timeclock.wire.fields import id_in
from timeclock.wire.members import member_for, no_such_member
from timeclock.worktime.shifts import queries


def clocks_seen(actor: Actor) -> frozenset[int] | None:
    """The clocks that exist for the actor: None is all, others see those they are assigned to."""
    demand(actor, Permission.READ_OWN)
    if may(actor, Permission.SEE_EVERYONE):
        return None
    return assigned_clock_ids(actor.workspace_id, actor.member_id or 0)


def clock_seen(actor: Actor, clock: str) -> TimeClock:
    """One of them. Raises NotFound."""
    demand(actor, Permission.READ_OWN)
    place = actor.workspace_id, id_in(clock)
    found = (
        clock_of(*place)
        if may(actor, Permission.SEE_EVERYONE)
        else clock_of_member(*place, actor.member_id or 0)
    )
    if found is None:
        raise clock_not_found()
    return found


def member_to_punch_for(
    actor: Actor, user_id: int, permission: Permission = Permission.PUNCH_FOR_OTHERS
) -> int:
    """Oneself, or whom the actor sees: someone in reach, or last at a clock where one decides.

    Who is assigned there no longer may still be at work. Raises as `member_for`, which says the
    same of anyone who is out of sight as of no one.
    """
    member_id = member_for(actor, user_id, permission)
    reach = members_in_reach(actor) if member_id != actor.member_id else None
    if reach is not None and member_id not in reach:
        last, clocks = queries.last_shift(actor.workspace_id, member_id), clocks_in_reach(actor)
        if last is None or (clocks is not None and last.clock_id not in clocks):
            raise no_such_member()
    return member_id
