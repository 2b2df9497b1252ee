"""Who may clock in at a clock, and who manages it."""

from sqlalchemy import select

from timeclock.authority.actor import Actor, Role
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.models import Assignment
from timeclock.company.clocks.service import find_clock
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.company.people.membership import find_member
from timeclock.company.workspaces.models import HomeClock
from timeclock.errors import Invalid, NotFound
from timeclock.ledger.editing import Expected, demand_one_of, version_of
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import demand_first_time, lock_workspace, record
from timeclock.storage.transactions import Transaction, transaction


@transaction
def assign(
    tx: Transaction,
    actor: Actor,
    *,
    clock_id: int,
    member_id: int,
    manages: bool = False,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Let a member clock in at a clock, and manage it if asked; says nothing if it is so already.

    Raises Invalid when an employee is to manage, which takes a role from manager up, and Outdated
    for a version that is not expected: where one is, the member has to be assigned.
    """
    demand(actor, Permission.MANAGE_CLOCKS)
    put_at_clock(tx, actor, clock_id, member_id, manages, expected, once)


def put_at_clock(
    tx: Transaction,
    actor: Actor,
    clock_id: int,
    member_id: int,
    manages: bool,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """`assign` inside a transaction under way."""
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    find_clock(tx, actor.workspace_id, clock_id)
    member = find_member(tx.session, actor.workspace_id, member_id)
    found = tx.session.get(Assignment, (actor.workspace_id, member_id, clock_id))
    _demand_version(expected, clock_id, member_id, found)
    if manages and member.role is Role.EMPLOYEE:
        raise Invalid("not_a_manager", "Only a manager can manage a clock.", field="manages")
    if found is not None and found.manages == manages:
        return tx.discard()
    before = {"manages": found.manages} if found else None
    if found is None:
        found = Assignment(workspace_id=actor.workspace_id, member_id=member_id, clock_id=clock_id)
        tx.session.add(found)
    found.manages = manages
    _settle_home(tx, actor.workspace_id, member_id, clock_id)
    tx.session.flush()
    after = assignment_facts(clock_id, member_id, manages)
    record(tx, head, kind="clock.assigned", actor=actor, before=before, after=after, once=once)


@transaction
def unassign(
    tx: Transaction,
    actor: Actor,
    *,
    clock_id: int,
    member_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Let a member clock in here no longer; a shift under way runs on. Raises Outdated."""
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    find_clock(tx, actor.workspace_id, clock_id)
    find_member(tx.session, actor.workspace_id, member_id)
    found = tx.session.get(Assignment, (actor.workspace_id, member_id, clock_id))
    _demand_version(expected, clock_id, member_id, found)
    if found is None:
        return tx.discard()
    tx.session.delete(found)
    after = {"clock": clock_id, "member": member_id}
    record(tx, head, kind="clock.unassigned", actor=actor, after=after, once=once)


def _settle_home(tx: Transaction, workspace_id: int, member_id: int, clock_id: int) -> None:
    """The clock of a member's first assignment is their home clock, until another is chosen."""
    place = {"workspace_id": workspace_id, "member_id": member_id}
    known = select(HomeClock.clock_id).filter_by(**place).limit(1)
    if tx.connection.execute(known).first() is None:
        tx.session.add(HomeClock(**place, first_day=ALWAYS, clock_id=clock_id))


def assignment_facts(clock_id: int, member_id: int, manages: bool) -> dict[str, Json]:
    """What the ledger keeps of an assignment, and what its version is made of."""
    return {"clock": clock_id, "member": member_id, "manages": manages}


def assignment_not_found() -> NotFound:
    """The person may not clock in at this clock."""
    return NotFound("assignment_not_found", "This person is not assigned to this time clock.")


def _demand_version(
    expected: Expected, clock_id: int, member_id: int, found: Assignment | None
) -> None:
    """An assignment that is not there has no version: who expects one is late."""
    there = None
    if found is not None:
        there = version_of(assignment_facts(clock_id, member_id, found.manages))
    demand_one_of(expected, there)
