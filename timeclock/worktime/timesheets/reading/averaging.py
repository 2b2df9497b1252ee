"""What was worked in the weeks before a sheet, where the rules look at an average."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple

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
    or_,
    select,
    true,
)

from timeclock.company.people.models import Member
from timeclock.storage.columns import Instant
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.models import Break, Shift
from timeclock.worktime.shifts.record import UnconfirmedEnd
from timeclock.worktime.timesheets.reading.basis import Basis

# A cut shift is looked for so far before the first day that a part of it may lie on.
_LONGEST = timedelta(days=2)
_Span = tuple[datetime, datetime]


class Worked(NamedTuple):
    """Seconds of work in some days, and when the first shift of it began."""

    seconds: int
    since: datetime


def read_worked(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int],
    basis: Basis,
    days: Period,
    *,
    split: bool,
    paid_breaks: bool = True,
) -> dict[int, Worked]:
    """By member, the seconds of confirmed shifts in these days, as punched.

    One statement, added up by the database. A shift over the end of the days is cut if `split`.
    Breaks that are paid are work if `paid_breaks`.
    """
    first, after = days.first, days.after
    clocks_by_span: dict[_Span, list[int]] = {}
    for clock_id in basis.zones.present:
        clocks_by_span.setdefault(basis.bounds_at(clock_id, first, after), []).append(clock_id)
    if not clocks_by_span:
        return {}
    start, end = (_bound(clocks_by_span, which) for which in (0, 1))
    earliest, latest = basis.bounds(first, after)
    if split:
        query = _worked(connection, paid_breaks, start, end).where(
            Shift.started_at >= earliest - _LONGEST, Shift.ended_at > start
        )
    else:
        query = _worked(connection, paid_breaks).where(
            Shift.started_at >= earliest, Shift.started_at >= start
        )
    query = query.where(
        Member.workspace_id == workspace_id,
        Member.id.in_(member_ids),
        Shift.started_at < latest,
        Shift.started_at < end,
    )
    found = connection.execute(query)
    return {row.id: Worked(int(row.seconds), row.since) for row in found}


def _bound(clocks_by_span: dict[_Span, list[int]], which: int) -> ColumnElement[datetime]:
    """Midnight of the shift's clock, so that no shift of the sheet itself is counted again."""
    bounds = [(ids, literal(span[which], Instant)) for span, ids in clocks_by_span.items()]
    if len(bounds) == 1:
        return bounds[0][1]
    return case(*((Shift.clock_id.in_(ids), bound) for ids, bound in bounds))


def _worked(
    connection: Connection,
    paid_breaks: bool,
    start: ColumnElement[datetime] | None = None,
    end: ColumnElement[datetime] | None = None,
) -> Select[*tuple[Any, ...]]:
    """The sum of elapsed time less what is unpaid of breaks, as far as it is between instants.

    Less all of the breaks unless `paid_breaks`.
    """
    sqlite = connection.dialect.name == "sqlite"

    latest, earliest = (func.max, func.min) if sqlite else (func.greatest, func.least)

    def epoch(moment: Any) -> ColumnElement[int]:
        if sqlite:
            return func.unixepoch(moment, type_=Integer)
        return cast(extract("epoch", moment), BigInteger)

    def seconds(began: ColumnElement[int], ended: ColumnElement[int]) -> ColumnElement[int]:
        if start is not None and end is not None:
            began, ended = latest(began, epoch(start)), earliest(ended, epoch(end))
        # An interval that is outside is no time, not less than none.
        return latest(began, ended) - began

    unpaid_from = epoch(Break.started_at)
    limited = and_(Break.pays_beyond.is_(False), Break.planned_minutes.is_not(None))
    if paid_breaks:
        unpaid_from += case((Break.paid.is_(False), 0), else_=Break.planned_minutes * 60)
    counted = or_(Break.paid.is_(False), limited) if paid_breaks else true()
    breaks = (
        select(func.sum(seconds(unpaid_from, epoch(Break.ended_at))))
        .where(
            Break.workspace_id == Shift.workspace_id,
            Break.shift_id == Shift.id,
            counted,
            Break.voided_at.is_(None),
        )
        .correlate(Shift)
        .scalar_subquery()
    )
    worked = seconds(epoch(Shift.started_at), epoch(Shift.ended_at)) - func.coalesce(breaks, 0)
    return (
        select(
            Member.id,
            func.sum(worked).label("seconds"),
            func.min(Shift.started_at, type_=Instant()).label("since"),
        )
        .join(Shift, and_(Shift.workspace_id == Member.workspace_id, Shift.member_id == Member.id))
        .where(
            Shift.ended_at.is_not(None),
            Shift.voided_at.is_(None),
            or_(
                Shift.unconfirmed.is_(None),
                Shift.unconfirmed == UnconfirmedEnd.CLAIMED.value,
            ),
        )
        .group_by(Member.id)
    )
