"""Which people and shifts exist for someone who manages time clocks."""

from sqlalchemy import Connection, exists, or_, select

from timeclock.authority.actor import Actor, Role
from timeclock.company.clocks.approvers import assigned_at, clocks_in_reach
from timeclock.company.clocks.models import Assignment
from timeclock.worktime.shifts.listing import Sight
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.record import ShiftRecord


def sight_of(actor: Actor) -> Sight | None:
    """Which shifts the actor sees: None is all of them.

    One's own, those at clocks that one manages, and those of the people who are assigned there.
    """
    clocks = clocks_in_reach(actor)
    if clocks is None:
        return None
    members = assigned_at(actor.workspace_id, clocks) if clocks else frozenset()
    return Sight(members | {actor.member_id or 0}, clocks)


def sees(sight: Sight | None, shift: ShiftRecord) -> bool:
    """Whether a shift is among them."""
    return sight is None or shift.member_id in sight.member_ids or shift.clock_id in sight.clock_ids


def has_worked_for(connection: Connection, actor: Actor, member_id: int) -> bool:
    """Whether a member is, or ever was, at work at a clock that the actor manages.

    From executive manager up that is everyone.
    """
    if actor.role.rank >= Role.EXECUTIVE_MANAGER.rank:
        return True
    if actor.role is not Role.MANAGER:
        return False
    managed = select(Assignment.clock_id).where(
        Assignment.workspace_id == actor.workspace_id,
        Assignment.member_id == actor.member_id,
        Assignment.manages,
    )
    assigned = exists().where(
        Assignment.workspace_id == actor.workspace_id,
        Assignment.member_id == member_id,
        Assignment.clock_id.in_(managed),
    )
    worked = exists().where(
        Shift.workspace_id == actor.workspace_id,
        Shift.member_id == member_id,
        Shift.clock_id.in_(managed),
        Shift.voided_at.is_(None),
    )
    return bool(connection.execute(select(or_(assigned, worked))).scalar())
