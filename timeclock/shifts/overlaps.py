"""No two shifts of a member at the same time."""

from collections.abc import Collection

from sqlalchemy import select

from timeclock.database import Transaction
from timeclock.errors import Conflict
from timeclock.shifts.models import Shift
from timeclock.timekeeping import Interval, local_text


def demand_free(
    tx: Transaction,
    workspace_id: int,
    member_id: int,
    span: Interval,
    *,
    besides: Collection[int] = (),
) -> None:
    """Raise Conflict `overlaps`, naming the other shift, where the member has one in that time.

    Shifts may touch: one may begin in the second in which another ends.
    """
    query = select(Shift.id, Shift.started_at, Shift.start_zone, Shift.ended_at).where(
        Shift.workspace_id == workspace_id,
        Shift.member_id == member_id,
        Shift.voided_at.is_(None),
        Shift.id.not_in(besides),
        Shift.ended_at.is_(None) | (Shift.ended_at > span.start),
    )
    if span.end is not None:
        query = query.where(Shift.started_at < span.end)
    other = tx.connection.execute(query.order_by(Shift.started_at).limit(1)).first()
    if other is not None:
        began = local_text(other.started_at, other.start_zone)
        raise Conflict(
            "overlaps",
            f"That lies inside another shift, which began on {began[:10]} at {began[11:16]}.",
            details={"shift_id": other.id, "since": other.started_at},
        )
