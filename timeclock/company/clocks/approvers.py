"""Who decides about whose time."""

from collections.abc import Collection

from sqlalchemy import Connection, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from timeclock.authority.actor import Actor, Role
from timeclock.authority.permissions import Permission, may
from timeclock.company.clocks.models import Assignment
from timeclock.company.clocks.queries import managed_clock_ids
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.models import Member
from timeclock.storage.transactions import Transaction, db

_ABOVE = (Role.EXECUTIVE_MANAGER, Role.OWNER)


def another_decides(tx: Transaction, workspace_id: int, clock_id: int | None, besides: int) -> bool:
    """Whether someone else than this member may decide: a manager of the clock, or one above.

    Without a clock, managers of any clock that the member is assigned to count.
    """
    return someone_else_decides(tx.connection, workspace_id, clock_id, besides)


def someone_else_decides(
    connection: Connection, workspace_id: int, clock_id: int | None, besides: int
) -> bool:
    """`another_decides` for pages, which say beforehand what would be refused."""
    theirs = select(Assignment.clock_id).where(
        Assignment.workspace_id == workspace_id, Assignment.member_id == besides
    )
    manages = exists().where(
        Assignment.workspace_id == Member.workspace_id,
        Assignment.member_id == Member.id,
        Assignment.manages,
        Assignment.clock_id.in_(theirs) if clock_id is None else Assignment.clock_id == clock_id,
    )
    found = connection.execute(
        select(Member.id)
        .where(
            Member.workspace_id == workspace_id,
            Member.id != besides,
            Member.deactivated_at.is_(None),
            Member.accepted_at.is_not(None),
            or_(Member.role_name.in_(_ABOVE), and_(Member.role_name == Role.MANAGER, manages)),
        )
        .limit(1)
    ).first()
    return found is not None


def decides_at_all(
    connection: Connection, workspace_id: int, clock_ids: Collection[int], *besides: int
) -> bool:
    """Whether anyone else than these members manages all of these clocks, or is above."""
    query = _deciding(workspace_id, clock_ids, besides).limit(1)
    return connection.execute(query).first() is not None


def who_decides(
    connection: Connection, workspace_id: int, clock_ids: Collection[int], *besides: int, most: int
) -> tuple[str, ...]:
    """The names of those who decide about time at all of these clocks, its managers first."""
    query = _deciding(workspace_id, clock_ids, besides)
    lowest_first = case((Member.role_name == Role.MANAGER, 0), (Member.role_name == Role.OWNER, 2))
    rows = connection.execute(
        query.order_by(func.coalesce(lowest_first, 1), Member.name, Member.id).limit(most)
    )
    return tuple(row.name for row in rows)


def _deciding(
    workspace_id: int, clock_ids: Collection[int], besides: Collection[int]
) -> Select[int, str]:
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
    return select(Member.id, Member.name).where(
        Member.workspace_id == workspace_id,
        Member.id.not_in(besides),
        Member.deactivated_at.is_(None),
        Member.accepted_at.is_not(None),
        or_(
            Member.role_name.in_(_ABOVE),
            and_(Member.role_name == Role.MANAGER, managed == len(set(clock_ids))),
        ),
    )


def members_in_reach(actor: Actor) -> frozenset[int] | None:
    """The people whom the actor sees: None is everyone, a manager's are those assigned there.

    Oneself is always among them.
    """
    if may(actor, Permission.SEE_EVERYONE):
        return None
    own = frozenset({actor.member_id} if actor.member_id is not None else ())
    if not may(actor, Permission.SEE_TIMESHEETS):
        return own
    return own | assigned_at(
        actor.workspace_id, managed_clock_ids(actor.workspace_id, actor.member_id or 0)
    )


def assigned_at(workspace_id: int, clock_ids: Collection[int]) -> frozenset[int]:
    """Who may clock in at one of these clocks, or manages it."""
    assigned = db.session.scalars(
        select(Assignment.member_id).where(
            Assignment.workspace_id == workspace_id, Assignment.clock_id.in_(sorted(clock_ids))
        )
    )
    return frozenset(assigned)


def clocks_in_reach(actor: Actor) -> frozenset[int] | None:
    """At which clocks the actor may correct: None is all of them."""
    if may(actor, Permission.SEE_EVERYONE):
        return None
    if not may(actor, Permission.SEE_TIMESHEETS):
        return frozenset()
    return managed_clock_ids(actor.workspace_id, actor.member_id or 0)


def demand_in_reach(actor: Actor, member_id: int) -> None:
    """Raise NotFound for a member whose timesheet the actor may not see, as for one of no one."""
    reach = members_in_reach(actor)
    if reach is not None and member_id not in reach:
        raise member_not_found()


def manages(tx: Transaction, actor: Actor, clock_id: int) -> bool:
    """Whether the actor decides at this clock: as its manager, or from executive manager up."""
    if actor.role.rank >= Role.EXECUTIVE_MANAGER.rank:
        return True
    found = tx.connection.execute(
        select(Assignment.manages).where(
            Assignment.workspace_id == actor.workspace_id,
            Assignment.member_id == actor.member_id,
            Assignment.clock_id == clock_id,
        )
    ).scalar()
    return bool(found) and actor.role.rank >= Role.MANAGER.rank


def members_decided_by(connection: Connection, actor: Actor) -> frozenset[int] | None:
    """Who is assigned to a clock that the actor manages, without oneself: None is everyone."""
    if may(actor, Permission.SEE_EVERYONE):
        return None
    theirs, own = aliased(Assignment), aliased(Assignment)
    assigned = connection.execute(
        select(theirs.member_id)
        .join(
            own,
            and_(
                own.workspace_id == theirs.workspace_id,
                own.clock_id == theirs.clock_id,
                own.manages,
            ),
        )
        .where(own.workspace_id == actor.workspace_id, own.member_id == actor.member_id)
    )
    return frozenset(row.member_id for row in assigned)
