"""Deactivating a member: anyone who leaves is not left on the clock."""

from timeclock.authority.actor import Actor, Role
from timeclock.company.people.access import end_access
from timeclock.company.people.facts import all_facts, called, member_facts
from timeclock.company.people.membership import demand_another_owner, manageable_member
from timeclock.errors import Conflict
from timeclock.ledger.editing import Expected, demand_version
from timeclock.ledger.entry import Once
from timeclock.ledger.recording import EntryContext, demand_first_time, lock_workspace, record
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.shifts.ending import end_shift
from timeclock.worktime.shifts.punch import Punch

_REASON = "Deactivated"


@transaction
def deactivate_member(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Let a member act here no longer: a shift under way is stopped with that reason.

    Sessions, links and API keys end for good. The last owner stays. Raises Conflict
    `own_membership` for one's own.
    """
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    member = manageable_member(tx.session, actor, member_id)
    demand_version(expected, all_facts(member))
    if member.id == actor.member_id:
        raise Conflict("own_membership", "You cannot deactivate yourself.")
    if not member.is_active:
        return tx.discard()
    if member.role is Role.OWNER:
        demand_another_owner(tx.session, member)
    member.deactivated_at = head.received_at
    tx.session.flush()
    punch = Punch.begin_for(tx, actor, member_id)
    if punch.shift is not None:
        end_shift(punch, reason=_REASON)
    else:
        record(
            tx,
            punch.situation.head,
            kind="member.deactivated",
            actor=actor,
            context=EntryContext(punch.now),
            after={"member": member_id},
        )
    record(
        tx,
        head,
        kind="member.deactivated",
        actor=actor,
        after=member_facts(member),
        payload=called(member),
        once=once,
    )
    end_access(tx, actor, member)
