"""The shifts of many people over some days, in one statement."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from timeclock.company.people.models import Member
from timeclock.storage.columns import Instant
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.reading import (
    SHIFT_COLUMNS,
    breaks_as_json,
    record_from,
    segments_as_json,
)
from timeclock.worktime.shifts.record import ShiftRecord

_earlier = aliased(Shift)


def _statement(*, sqlite: bool) -> Select[*tuple[Any, ...]]:
    start, end = bindparam("start", type_=Instant), bindparam("end", type_=Instant)
    # Shifts of a member never overlap, so only the last one that began before can reach in. Asked
    # for like this, each member costs one look-up, however much history is before.
    reaching = (
        select(func.max(_earlier.started_at))
        .where(
            _earlier.workspace_id == Member.workspace_id,
            _earlier.member_id == Member.id,
            _earlier.started_at < start,
            _earlier.voided_at.is_(None),
        )
        .correlate(Member)
        .scalar_subquery()
    )
    return (
        select(
            *SHIFT_COLUMNS,
            breaks_as_json(sqlite=sqlite),
            segments_as_json(sqlite=sqlite),
            Member.account_id,
        )
        .select_from(Member)
        .join(Shift, and_(Shift.workspace_id == Member.workspace_id, Shift.member_id == Member.id))
        .where(
            Member.workspace_id == bindparam("workspace", type_=BigInteger),
            Shift.voided_at.is_(None),
            Shift.started_at >= func.coalesce(reaching, start),
            Shift.started_at < end,
            or_(Shift.started_at >= start, Shift.ended_at.is_(None), Shift.ended_at > start),
        )
    )


_SHIFTS = {"sqlite": _statement(sqlite=True), "postgresql": _statement(sqlite=False)}


def read_shifts(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int],
    start: datetime,
    end: datetime,
) -> dict[int, list[ShiftRecord]]:
    """By member, what began between two instants or reaches into them; voided ones left out.

    Members without a shift there are left out.
    """
    query = _SHIFTS[connection.dialect.name].where(Member.id.in_(member_ids))
    rows = connection.execute(query, {"workspace": workspace_id, "start": start, "end": end})
    found: dict[int, list[ShiftRecord]] = {}
    for row in rows:
        shift = record_from(row, row.account_id)
        found.setdefault(shift.member_id, []).append(shift)
    return found
