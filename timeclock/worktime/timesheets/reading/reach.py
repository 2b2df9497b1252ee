"""Whose timesheet of which days an actor sees.

A manager sees the timesheet of a period of everyone who is assigned to a clock that they manage,
or who worked at one in that period. So the days worked at a clock stay visible to its manager after
the person has moved, and the weeks worked elsewhere since do not become visible.
"""

from datetime import datetime

from sqlalchemy import Connection, and_, select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, may
from timeclock.company.locks.kept_lines import read_line, read_lines
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.models import Member
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.hours.weeks import Period, period_of
from timeclock.worktime.shifts.listing import Sight
from timeclock.worktime.shifts.models import Adjustment, Shift
from timeclock.worktime.shifts.reaching import of_member
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.sight import sees, sight_of
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis


def sheets_in_reach(
    actor: Actor, days: Period, now: datetime, basis: Basis | None = None
) -> frozenset[int] | None:
    """Whose timesheets of these days the actor sees, one's own among them: None is everyone's."""
    sight = sight_of(actor)
    if sight is None:
        return None
    if not sight.clock_ids:
        return frozenset(sight.member_ids)
    connection, workspace_id = db.session.connection(), actor.workspace_id
    stands_on = basis or read_basis(connection, workspace_id)
    worked = _moved(connection, workspace_id, sight, days, now, stands_on)
    return worked.union(sight.member_ids)


def demand_sheet_in_reach(
    actor: Actor, member_id: int, days: Period, now: datetime, basis: Basis | None = None
) -> None:
    """Raise NotFound for a member whose timesheet of these days the actor may not see."""
    if member_id == actor.member_id or may(actor, Permission.SEE_EVERYONE):
        return
    if member_id not in (sheets_in_reach(actor, days, now, basis) or ()):
        raise member_not_found()


def shift_in_reach(actor: Actor, shift: ShiftRecord, now: datetime) -> bool:
    """Whether the actor sees a shift: at their clocks, or on a timesheet that they see."""
    if sees(sight_of(actor), shift):
        return True
    basis = read_basis(db.session.connection(), shift.workspace_id)
    line = shift.timeline
    zone = basis.zones.at(shift.clock_id, line.started_at)
    end = line.ended_at or now
    kept = read_line(
        db.session.connection(), shift.workspace_id, shift.member_id, near=(line.started_at, end)
    )
    days = basis.book_of(shift.member_id).days_of(line.started_at, end, zone, kept)
    periods = {period_of(day, basis.company_book) for day in days}
    return any(
        shift.member_id in (sheets_in_reach(actor, period, now, basis) or ()) for period in periods
    )


def _moved(
    connection: Connection,
    workspace_id: int,
    sight: Sight,
    days: Period,
    now: datetime,
    basis: Basis,
) -> frozenset[int]:
    """Who else has time on these days that was worked at one of the clocks, in two statements.

    Only people who are assigned to none of them are read: there are few.
    """
    clock_ids, known = sorted(sight.clock_ids), sorted(sight.member_ids)
    start, end = basis.bounds(days.first, days.after)
    shifts = connection.execute(
        select(Shift.member_id, Shift.clock_id, Shift.started_at, Shift.ended_at)
        .select_from(Member)
        .outerjoin(Shift, and_(of_member(start, end), Shift.clock_id.in_(clock_ids)))
        .where(Member.workspace_id == workspace_id, Member.id.not_in(known))
    )
    rows = [row for row in shifts if row.member_id is not None]
    lines = read_lines(connection, workspace_id, {row.member_id for row in rows}, near=(start, end))
    found = {
        row.member_id
        for row in rows
        if any(
            day in days
            for day in basis.book_of(row.member_id).days_of(
                row.started_at,
                row.ended_at or now,
                basis.zones.at(row.clock_id, row.started_at),
                lines[row.member_id],
            )
        )
    }
    adjusted = connection.execute(
        select(Adjustment.member_id)
        .join(
            Correction,
            and_(
                Correction.workspace_id == Adjustment.workspace_id,
                Correction.id == Adjustment.correction_id,
            ),
        )
        .where(
            Adjustment.workspace_id == workspace_id,
            Adjustment.day >= days.first,
            Adjustment.day < days.after,
            Adjustment.member_id.not_in(known),
            Correction.clock_id.in_(clock_ids),
        )
    )
    return frozenset(found | {row.member_id for row in adjusted})
