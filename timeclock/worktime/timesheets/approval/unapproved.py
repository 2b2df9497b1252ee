"""How many timesheets with time in them are not approved yet."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, or_, select

from timeclock.company.locks.kept_lines import read_lines
from timeclock.company.locks.locked_days import Lock, first_not_closed, read_closed, read_locks
from timeclock.worktime.hours.weeks import Period, period_of
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.timesheets.reading.basis import read_basis


def count_unapproved(
    connection: Connection,
    workspace_id: int,
    days: Period,
    now: datetime,
    *,
    member_ids: Collection[int] = (),
    clock_ids: Collection[int] = (),
) -> int:
    """The people with time on these days, once for each pay period that is not approved or closed.

    Of these members and at these clocks only, if any are given. Days that are closed for everyone
    are not read.
    """
    closed = read_closed(connection, workspace_id, days.first)
    first = first_not_closed(closed, days.first)
    if first >= days.after:
        return 0
    locks = _by_member(read_locks(connection, workspace_id, since=first, until=days.after))
    basis = read_basis(connection, workspace_id)
    start, end = basis.bounds(first, days.after)
    wanted = [
        Shift.workspace_id == workspace_id,
        Shift.voided_at.is_(None),
        Shift.started_at < end,
        or_(Shift.ended_at.is_(None), Shift.ended_at >= start),
    ]
    if member_ids:
        wanted.append(Shift.member_id.in_(member_ids))
    if clock_ids:
        wanted.append(Shift.clock_id.in_(clock_ids))
    rows = connection.execute(
        select(Shift.member_id, Shift.clock_id, Shift.started_at, Shift.ended_at).where(*wanted)
    ).all()
    found: set[tuple[int, date]] = set()
    lines = read_lines(connection, workspace_id, {row[0] for row in rows}, near=(start, end))
    for member_id, clock_id, started_at, ended_at in rows:
        zone = basis.zones.at(clock_id, started_at)
        book = basis.book_of(member_id)
        found.update(
            (member_id, period_of(day, basis.company_book).first)
            for day in book.days_of(started_at, ended_at or now, zone, lines[member_id])
            if first <= day < days.after and not _is_locked(locks, member_id, day)
        )
    return len(found)


def _by_member(locks: Collection[Lock]) -> dict[int | None, list[Lock]]:
    found: dict[int | None, list[Lock]] = {}
    for lock in locks:
        found.setdefault(lock.member_id, []).append(lock)
    return found


def _is_locked(locks: dict[int | None, list[Lock]], member_id: int, day: date) -> bool:
    """Whether the day's own period is approved or closed; one that is only bound is not."""
    of_both = (*locks.get(None, ()), *locks.get(member_id, ()))
    return any(lock.first <= day < lock.after for lock in of_both)
