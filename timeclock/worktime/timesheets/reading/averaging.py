"""What was worked in the weeks before a sheet, where the rules look at an average."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    select,
)

from timeclock.company.people.models import Member
from timeclock.storage.columns import Instant
from timeclock.worktime.shifts.models import Break, Shift
from timeclock.worktime.timesheets.reading.basis import Basis

# A cut shift is looked for so far before the first day that a part of it may lie on.
_LONGEST = timedelta(days=2)
_Span = tuple[datetime, datetime]


def read_worked(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int],
    basis: Basis,
    first: date,
    after: date,
) -> dict[int, int]:
    """By member, the seconds of confirmed shifts from `first` to before `after`, as punched.

    One statement, added up by the database. Attribution is as the rules of the last day say.
    """
    clocks_by_span: dict[_Span, list[int]] = {}
    for clock_id in basis.zones.present:
        clocks_by_span.setdefault(basis.bounds_at(clock_id, first, after), []).append(clock_id)
    if not clocks_by_span:
        return {}
    start, end = (_bound(clocks_by_span, which) for which in (0, 1))
    earliest, latest = basis.bounds(first, after)
    if basis.book.on(after - timedelta(days=1)).split:
        query = _worked(connection, start, end).where(
            Shift.started_at >= earliest - _LONGEST, Shift.ended_at > start
        )
    else:
        query = _worked(connection).where(Shift.started_at >= earliest, Shift.started_at >= start)
    query = query.where(
        Member.workspace_id == workspace_id,
        Member.id.in_(member_ids),
        Shift.started_at < latest,
        Shift.started_at < end,
    )
    return {row.id: int(row.seconds) for row in connection.execute(query)}


def _bound(clocks_by_span: dict[_Span, list[int]], which: int) -> ColumnElement[datetime]:
    """Midnight of the shift's clock, so that no shift of the sheet itself is counted again."""
    bounds = [(ids, literal(span[which], Instant)) for span, ids in clocks_by_span.items()]
    if len(bounds) == 1:
        return bounds[0][1]
    return case(*((Shift.clock_id.in_(ids), bound) for ids, bound in bounds))


def _worked(
    connection: Connection,
    start: ColumnElement[datetime] | None = None,
    end: ColumnElement[datetime] | None = None,
) -> Select[*tuple[Any, ...]]:
    """The sum of elapsed time less unpaid breaks, as much of it as lies between two instants."""
    sqlite = connection.dialect.name == "sqlite"

    def seconds(began: Any, ended: Any) -> ColumnElement[int]:
        if start is not None and end is not None:
            latest, earliest = (func.max, func.min) if sqlite else (func.greatest, func.least)
            # An interval that lies outside is no time, not less than none.
            began, ended = latest(began, start), earliest(ended, end)
            ended = latest(began, ended)
        if sqlite:
            return func.unixepoch(ended, type_=Integer) - func.unixepoch(began, type_=Integer)
        return cast(extract("epoch", ended - began), BigInteger)

    breaks = (
        select(func.sum(seconds(Break.started_at, Break.ended_at)))
        .where(
            Break.workspace_id == Shift.workspace_id,
            Break.shift_id == Shift.id,
            Break.paid.is_(False),
            Break.voided_at.is_(None),
        )
        .correlate(Shift)
        .scalar_subquery()
    )
    worked = seconds(Shift.started_at, Shift.ended_at) - func.coalesce(breaks, 0)
    return (
        select(Member.id, func.sum(worked).label("seconds"))
        .join(Shift, and_(Shift.workspace_id == Member.workspace_id, Shift.member_id == Member.id))
        .where(
            Shift.ended_at.is_not(None),
            Shift.voided_at.is_(None),
            Shift.unconfirmed.is_(None),
        )
        .group_by(Member.id)
    )
