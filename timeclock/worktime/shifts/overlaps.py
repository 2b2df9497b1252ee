"""No two shifts of a member at the same time."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from timeclock.errors import Conflict
from timeclock.messages import TimeOfDay
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import Interval, local_date
from timeclock.worktime.shifts.models import LateSpan, Shift
from timeclock.worktime.shifts.reaching import may_reach


def demand_free(
    tx: Transaction,
    workspace_id: int,
    member_id: int,
    span: Interval,
    *,
    besides: Collection[int] = (),
) -> None:
    """Raise Conflict `overlaps`, naming the other shift, where the member has one in that time.

    Shifts may touch: one may begin in the second in which another ends. Two of no length at the
    same instant overlap (`Interval.overlaps`). Time that a late change of
    closed days gave to a shift is taken as well.
    """
    demand_free_rows(tx, workspace_id, member_id, span, besides=besides)
    query = select(LateSpan).where(
        LateSpan.workspace_id == workspace_id,
        LateSpan.member_id == member_id,
        LateSpan.shift_id.is_(None) | LateSpan.shift_id.not_in(besides),
        _overlaps(LateSpan.started_at, LateSpan.ended_at, span),
    )
    late = tx.session.scalars(query.order_by(LateSpan.started_at).limit(1)).first()
    if late is not None:
        raise in_late_span(late.shift_id, late.correction_id)


def in_late_span(shift_id: int | None, correction_id: int) -> Conflict:
    """The refusal of time that a late change of closed days has paid."""
    return Conflict(
        "overlaps",
        "That overlaps a shift that was added or corrected on a closed day.",
        details={"shift_id": shift_id, "correction_id": correction_id},
    )


def demand_free_rows(
    tx: Transaction,
    workspace_id: int,
    member_id: int,
    span: Interval,
    *,
    besides: Collection[int] = (),
) -> None:
    """The same for what the rows of shifts say alone."""
    query = select(Shift.id, Shift.started_at, Shift.start_zone, Shift.ended_at).where(
        Shift.workspace_id == workspace_id,
        Shift.member_id == member_id,
        Shift.voided_at.is_(None),
        Shift.id.not_in(besides),
        may_reach(workspace_id, member_id, span.start, besides=besides),
        _overlaps(Shift.started_at, Shift.ended_at, span),
    )
    other = tx.connection.execute(query.order_by(Shift.started_at).limit(1)).first()
    if other is not None:
        raise Conflict(
            "overlaps",
            "That overlaps another shift, which began on %(day)s at %(time)s.",
            day=local_date(other.started_at, other.start_zone),
            time=TimeOfDay(other.started_at, other.start_zone),
            details={"shift_id": other.id, "since": other.started_at},
        )


def _overlaps(
    started_at: InstrumentedAttribute[datetime],
    ended_at: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    span: Interval,
) -> ColumnElement[bool]:
    """`Interval.overlaps` for rows; one without an end still runs."""
    found = or_(ended_at.is_(None), ended_at > span.start)
    if span.end is None:
        return found
    found = and_(found, started_at < span.end)
    if span.start != span.end:
        return found
    return or_(found, and_(started_at == span.start, ended_at == span.start))
