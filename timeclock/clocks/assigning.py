"""Who may clock in at a clock, and who manages it."""

from timeclock.authority.actor import Actor, Role
from timeclock.authority.permissions import Permission, demand
from timeclock.clocks.models import Assignment
from timeclock.clocks.service import find_clock
from timeclock.database import Transaction, transaction
from timeclock.errors import Invalid
from timeclock.ledger.entry import Once
from timeclock.ledger.recording import demand_first_time, lock_workspace, record
from timeclock.people.membership import find_member


@transaction
def assign(
    tx: Transaction,
    actor: Actor,
    *,
    clock_id: int,
    member_id: int,
    manages: bool = False,
    once: Once | None = None,
) -> None:
    """Let a member clock in at a clock, and manage it if asked; says nothing if it is so already.

    Raises Invalid when an employee is to manage: that takes a role from manager up.
    """
    demand(actor, Permission.MANAGE_CLOCKS)
    put_at_clock(tx, actor, clock_id, member_id, manages, once)


def put_at_clock(
    tx: Transaction,
    actor: Actor,
    clock_id: int,
    member_id: int,
    manages: bool,
    once: Once | None = None,
) -> None:
    """`assign` inside a transaction under way."""
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    find_clock(tx, actor.workspace_id, clock_id)
    member = find_member(tx.session, actor.workspace_id, member_id)
    if manages and member.role is Role.EMPLOYEE:
        raise Invalid("not_a_manager", "Only a manager can manage a clock.", field="manages")
    found = tx.session.get(Assignment, (actor.workspace_id, member_id, clock_id))
    if found is not None and found.manages == manages:
        return tx.discard()
    before = {"manages": found.manages} if found else None
    if found is None:
        found = Assignment(workspace_id=actor.workspace_id, member_id=member_id, clock_id=clock_id)
        tx.session.add(found)
    found.manages = manages
    tx.session.flush()
    after = {"clock": clock_id, "member": member_id, "manages": manages}
    record(tx, head, kind="clock.assigned", actor=actor, before=before, after=after, once=once)


@transaction
def unassign(
    tx: Transaction, actor: Actor, *, clock_id: int, member_id: int, once: Once | None = None
) -> None:
    """Let a member clock in here no longer; a shift under way runs on."""
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    find_clock(tx, actor.workspace_id, clock_id)
    find_member(tx.session, actor.workspace_id, member_id)
    found = tx.session.get(Assignment, (actor.workspace_id, member_id, clock_id))
    if found is None:
        return tx.discard()
    tx.session.delete(found)
    after = {"clock": clock_id, "member": member_id}
    record(tx, head, kind="clock.unassigned", actor=actor, after=after, once=once)
