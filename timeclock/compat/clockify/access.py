"""Whom a Clockify call may touch: everything it may not reads the same."""

from timeclock.authority.actor import Actor, Role
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.queries import assignments_of_member, managed_clock_ids
from timeclock.compat.ids import IdKind, from_hex24
from timeclock.errors import NotAllowed, NotFound
from timeclock.wire.members import member_for, shifts_of
from timeclock.worktime.shifts.listing import ShiftFilter
from timeclock.worktime.shifts.queries import open_shift


def access_denied() -> NotAllowed:
    """One refusal for a foreign workspace, an unknown user and a right that is missing."""
    return NotAllowed("not_allowed", "Access Denied")


def demand_workspace(actor: Actor, workspace: str) -> None:
    """Raise NotAllowed for any workspace but the key's own."""
    if from_hex24(IdKind.WORKSPACE, workspace) != actor.workspace_id:
        raise access_denied()


def member_in(actor: Actor, workspace: str, user: str | None) -> int:
    """The member that a path names, if the actor may punch for them; oneself where it names none.

    Raises NotAllowed. Asked before the body is read, because the vendor answers 403 before 400.
    """
    demand_workspace(actor, workspace)
    if user is None:
        demand(actor, Permission.PUNCH)
        return actor.member_id or 0
    user_id = from_hex24(IdKind.USER, user)
    if user_id is None:
        raise access_denied()
    try:
        member_id = member_for(actor, user_id, Permission.STOP_OTHERS)
    except NotFound as unknown:
        raise access_denied() from unknown
    if member_id == actor.member_id:
        demand(actor, Permission.PUNCH)
    elif actor.role is Role.MANAGER and not _manages(actor, member_id):
        raise access_denied()
    return member_id


def shifts_seen(actor: Actor, workspace: str, user: str) -> ShiftFilter:
    """The shifts of the user in a path, as far as the actor sees them. Raises NotAllowed."""
    demand_workspace(actor, workspace)
    user_id = from_hex24(IdKind.USER, user)
    if user_id is None:
        raise access_denied()
    try:
        return shifts_of(actor, user_id)
    except NotFound as unknown:
        raise access_denied() from unknown


def _manages(actor: Actor, member_id: int) -> bool:
    managed = managed_clock_ids(actor.workspace_id, actor.member_id or 0)
    theirs = {clock.id for _, clock in assignments_of_member(actor.workspace_id, member_id)}
    running = open_shift(actor.workspace_id, member_id)
    return bool(managed & theirs) or (running is not None and running.clock_id in managed)
