"""Looking time clocks up, who is assigned to them and who manages them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, Connection, and_, bindparam, func, select

from timeclock.company.clocks.models import Assignment, BreakKind, FormerZone, TimeClock
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.people.models import Member
from timeclock.names import by_name
from timeclock.storage.transactions import db

# Built once, since nearly every reading of hours asks for them.
_ZONES = (
    select(TimeClock.id, TimeClock.zone, FormerZone.until, FormerZone.zone.label("former"))
    .outerjoin(
        FormerZone,
        and_(
            FormerZone.workspace_id == TimeClock.workspace_id, FormerZone.clock_id == TimeClock.id
        ),
    )
    .where(TimeClock.workspace_id == bindparam("workspace", type_=BigInteger))
    .order_by(FormerZone.until)
)


def clock(workspace_id: int, clock_id: int) -> TimeClock | None:
    """A clock of the workspace."""
    return db.session.get(TimeClock, (workspace_id, clock_id))


def clock_of_member(workspace_id: int, clock_id: int, member_id: int) -> TimeClock | None:
    """A clock that the member is assigned to or manages."""
    return db.session.scalar(
        select(TimeClock)
        .join(
            Assignment,
            and_(
                Assignment.workspace_id == TimeClock.workspace_id,
                Assignment.clock_id == TimeClock.id,
            ),
        )
        .where(
            TimeClock.workspace_id == workspace_id,
            TimeClock.id == clock_id,
            Assignment.member_id == member_id,
        )
    )


def clocks(workspace_id: int, *, include_archived: bool = False) -> Sequence[TimeClock]:
    """The workspace's clocks by name."""
    query = select(TimeClock).where(TimeClock.workspace_id == workspace_id).order_by(TimeClock.id)
    if not include_archived:
        query = query.where(TimeClock.archived_at.is_(None))
    return by_name(db.session.scalars(query), lambda clock: clock.name)


def clocks_after(
    workspace_id: int,
    after_id: int,
    limit: int,
    *,
    clock_ids: Collection[int] | None = None,
    archived: bool = False,
    external_id: str | None = None,
) -> Sequence[TimeClock]:
    """Clocks in use, or archived ones, by id behind one of them: all, or that with an external id.

    `clock_ids` are those in sight.
    """
    query = (
        select(TimeClock)
        .where(
            TimeClock.workspace_id == workspace_id,
            TimeClock.id > after_id,
            TimeClock.archived_at.is_not(None) == archived,
        )
        .order_by(TimeClock.id)
        .limit(limit)
    )
    if clock_ids is not None:
        query = query.where(TimeClock.id.in_(clock_ids))
    if external_id is not None:
        query = query.where(TimeClock.external_id == external_id)
    return db.session.scalars(query).all()


def assigned_clock_ids(workspace_id: int, member_id: int) -> frozenset[int]:
    """The clocks that a member may clock in at or manages, archived ones too."""
    return frozenset(
        db.session.scalars(
            select(Assignment.clock_id).where(
                Assignment.workspace_id == workspace_id, Assignment.member_id == member_id
            )
        )
    )


def assignments_after(
    workspace_id: int, clock_id: int, after_id: int, limit: int
) -> Sequence[tuple[Assignment, Member]]:
    """Who may clock in at a clock, by member behind one of them; deactivated people left out."""
    rows = db.session.execute(
        select(Assignment, Member)
        .join(
            Member,
            and_(Member.workspace_id == Assignment.workspace_id, Member.id == Assignment.member_id),
        )
        .where(
            Assignment.workspace_id == workspace_id,
            Assignment.clock_id == clock_id,
            Assignment.member_id > after_id,
            Member.deactivated_at.is_(None),
        )
        .order_by(Assignment.member_id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def assignment(workspace_id: int, member_id: int, clock_id: int) -> Assignment | None:
    """Whether and how a member is at a clock."""
    return db.session.get(Assignment, (workspace_id, member_id, clock_id))


def break_kind(workspace_id: int, kind_id: int) -> BreakKind | None:
    """A kind of break, archived or not."""
    return db.session.get(BreakKind, (workspace_id, kind_id))


def break_kinds(workspace_id: int, clock_id: int) -> Sequence[BreakKind]:
    """The kinds of break a clock offers, oldest first."""
    return db.session.scalars(
        select(BreakKind)
        .where(
            BreakKind.workspace_id == workspace_id,
            BreakKind.clock_id == clock_id,
            BreakKind.archived_at.is_(None),
        )
        .order_by(BreakKind.id)
    ).all()


def assignments_of_clock(workspace_id: int, clock_id: int) -> Sequence[tuple[Assignment, Member]]:
    """Who may clock in at a clock, by name; deactivated people left out."""
    rows = db.session.execute(
        select(Assignment, Member)
        .join(
            Member,
            and_(Member.workspace_id == Assignment.workspace_id, Member.id == Assignment.member_id),
        )
        .where(
            Assignment.workspace_id == workspace_id,
            Assignment.clock_id == clock_id,
            Member.deactivated_at.is_(None),
        )
        .order_by(Member.id)
    )
    return by_name(((row[0], row[1]) for row in rows), lambda pair: pair[1].name)


def assignments_of_member(
    workspace_id: int, member_id: int
) -> Sequence[tuple[Assignment, TimeClock]]:
    """The clocks in use that a member may clock in at, lowest id first."""
    rows = db.session.execute(
        select(Assignment, TimeClock)
        .join(
            TimeClock,
            and_(
                TimeClock.workspace_id == Assignment.workspace_id,
                TimeClock.id == Assignment.clock_id,
            ),
        )
        .where(
            Assignment.workspace_id == workspace_id,
            Assignment.member_id == member_id,
            TimeClock.archived_at.is_(None),
        )
        .order_by(TimeClock.id)
    )
    return [(row[0], row[1]) for row in rows]


def managed_clock_ids(workspace_id: int, member_id: int) -> frozenset[int]:
    """The clocks a member manages, archived ones too: their open shifts still need someone."""
    return read_managed_clock_ids(db.session.connection(), workspace_id, member_id)


def read_managed_clock_ids(
    connection: Connection, workspace_id: int, member_id: int
) -> frozenset[int]:
    """`managed_clock_ids` on a given connection."""
    rows = connection.execute(
        select(Assignment.clock_id).where(
            Assignment.workspace_id == workspace_id,
            Assignment.member_id == member_id,
            Assignment.manages,
        )
    )
    return frozenset(row.clock_id for row in rows)


def every_assignment(workspace_id: int) -> Sequence[tuple[Assignment, TimeClock]]:
    """Who is assigned where in the whole workspace, by the names of the clocks in use."""
    rows = db.session.execute(
        select(Assignment, TimeClock)
        .join(
            TimeClock,
            and_(
                TimeClock.workspace_id == Assignment.workspace_id,
                TimeClock.id == Assignment.clock_id,
            ),
        )
        .where(Assignment.workspace_id == workspace_id, TimeClock.archived_at.is_(None))
        .order_by(TimeClock.id)
    )
    return by_name(((row[0], row[1]) for row in rows), lambda pair: pair[1].name)


def staff_counts(workspace_id: int) -> dict[int, int]:
    """How many active people may clock in at each clock; clocks without anyone are left out."""
    rows = db.session.execute(
        select(Assignment.clock_id, func.count())
        .join(
            Member,
            and_(Member.workspace_id == Assignment.workspace_id, Member.id == Assignment.member_id),
        )
        .where(Assignment.workspace_id == workspace_id, Member.deactivated_at.is_(None))
        .group_by(Assignment.clock_id)
    )
    return {row[0]: row[1] for row in rows}


def read_zones(connection: Connection, workspace_id: int) -> ClockZones:
    """In which zone each clock of the workspace counts, and counted, archived ones too."""
    present: dict[int, str] = {}
    former: dict[int, tuple[tuple[datetime, str], ...]] = {}
    for row in connection.execute(_ZONES, {"workspace": workspace_id}):
        present[row.id] = row.zone
        if row.until is not None:
            former[row.id] = (*former.get(row.id, ()), (row.until, row.former))
    return ClockZones(present, former)
