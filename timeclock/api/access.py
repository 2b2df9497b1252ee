"""What a caller may see: people, clocks, shifts, and whose users the answers name."""

from collections.abc import Iterable
from datetime import UTC, datetime

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may
from timeclock.company.clocks.approvers import members_in_reach
from timeclock.company.clocks.queries import managed_clock_ids
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.models import Member
from timeclock.company.people.queries import member_of_account, user_ids
from timeclock.wire.fields import id_in
from timeclock.worktime.shifts import queries
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.reading.reach import shift_in_reach


def open_shifts_in_sight(actor: Actor, user_id: int | str | None) -> list[ShiftRecord]:
    """Shifts under way: the caller's own, one user's, or everyone's with `all`.

    Someone out of sight has none, exactly as someone who is off or does not exist.
    """
    demand(actor, Permission.READ_OWN)
    own = queries.open_shift(actor.workspace_id, actor.member_id or 0)
    if user_id in (None, actor.account_id) or not may(actor, Permission.SEE_BOARD):
        return [own] if own and user_id in (None, "all", actor.account_id) else []
    managed = None
    if not may(actor, Permission.SEE_EVERYONE):
        managed = managed_clock_ids(actor.workspace_id, actor.member_id or 0)
    found = queries.open_shifts(actor.workspace_id, clock_ids=managed)
    if own and all(own.id != record.id for record in found):
        found.append(own)
    return [record for record in found if user_id in ("all", record.account_id)]


def shift_in_sight(actor: Actor, shift_id: int) -> ShiftRecord:
    """A shift that the actor sees. Raises NotFound `shift_not_found`."""
    demand(actor, Permission.READ_OWN)
    found = queries.shift(actor.workspace_id, shift_id)
    if found is None or not shift_in_reach(actor, found, datetime.now(UTC)):
        raise shift_not_found()
    return found


def member_in_sight(actor: Actor, user: str) -> Member:
    """Oneself, or someone in reach, be it one who has left. Raises NotFound."""
    demand(actor, Permission.READ_OWN)
    found = member_of_account(actor.workspace_id, id_in(user))
    reach = members_in_reach(actor)
    if found is None or (reach is not None and found.id not in reach):
        raise member_not_found()
    return found


def member_for_deciding(actor: Actor, user: str, permission: Permission) -> Member:
    """Anyone of the company, for anyone who has the right. Raises NotFound."""
    demand(actor, permission)
    found = member_of_account(actor.workspace_id, id_in(user))
    if found is None:
        raise member_not_found()
    return found


def users_of(actor: Actor, member_ids: Iterable[int | None]) -> dict[int, int]:
    """Which users these members are; None, the operator, is left out."""
    return user_ids(actor.workspace_id, {each for each in member_ids if each is not None})
