"""Who decides about a correction."""

from collections.abc import Collection

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import aliased

from timeclock.authority.actor import Actor, Role
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.approvers import manages
from timeclock.company.clocks.models import Assignment
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.models import Member
from timeclock.errors import NotAllowed
from timeclock.storage.transactions import Transaction
from timeclock.worktime.corrections.reading.queries import CorrectionView

_ABOVE = (Role.EXECUTIVE_MANAGER, Role.OWNER)


def demand_decides(
    tx: Transaction, actor: Actor, member_id: int, clock_ids: Collection[int]
) -> None:
    """Raise NotAllowed unless the actor decides about this member's time at all of these clocks.

    Nobody decides on their own while another may (`own_decision`).
    """
    if actor.member_id == member_id:
        demand(actor, Permission.ASK_FOR_CHANGES)
        if somebody_else_decides(tx.connection, actor.workspace_id, clock_ids, member_id):
            raise NotAllowed("own_decision", "Another person must decide about your own time.")
        return
    demand(actor, Permission.CORRECT_OTHERS)
    if not all(manages(tx, actor, clock_id) for clock_id in clock_ids):
        raise NotAllowed(
            "not_your_clock", "This changes time at a time clock that you do not manage."
        )


def demand_reach(tx: Transaction, actor: Actor, member_id: int) -> None:
    """Raise NotFound for somebody who is assigned to none of the clocks that the actor manages."""
    if actor.member_id == member_id or actor.role.rank >= Role.EXECUTIVE_MANAGER.rank:
        return
    theirs = aliased(Assignment)
    found = tx.connection.execute(
        select(Assignment.clock_id)
        .join(
            theirs,
            and_(
                theirs.workspace_id == Assignment.workspace_id,
                theirs.clock_id == Assignment.clock_id,
            ),
        )
        .where(
            Assignment.workspace_id == actor.workspace_id,
            Assignment.member_id == actor.member_id,
            Assignment.manages,
            theirs.member_id == member_id,
        )
        .limit(1)
    ).first()
    if found is None:
        raise member_not_found()


def may_uphold(connection: Connection, actor: Actor, disputed: CorrectionView) -> bool:
    """Whether it is for the actor to say that a disputed change stands.

    Not for whoever made it, the operator too, while somebody else decides there than the two.
    """
    author = disputed.asked_by_id
    both = [each for each in (disputed.member_id, author) if each is not None]
    return author != actor.member_id or not somebody_else_decides(
        connection, actor.workspace_id, disputed.clock_ids, *both
    )


def somebody_else_decides(
    connection: Connection, workspace_id: int, clock_ids: Collection[int], *besides: int
) -> bool:
    """Whether anybody else than these members manages all of these clocks, or stands above."""
    managed = (
        select(func.count())
        .where(
            Assignment.workspace_id == Member.workspace_id,
            Assignment.member_id == Member.id,
            Assignment.manages,
            Assignment.clock_id.in_(sorted(clock_ids)),
        )
        .correlate(Member)
        .scalar_subquery()
    )
    found = connection.execute(
        select(Member.id)
        .where(
            Member.workspace_id == workspace_id,
            Member.id.not_in(besides),
            Member.deactivated_at.is_(None),
            Member.accepted_at.is_not(None),
            or_(
                Member.role_name.in_(_ABOVE),
                and_(Member.role_name == Role.MANAGER, managed == len(set(clock_ids))),
            ),
        )
        .limit(1)
    ).first()
    return found is not None
