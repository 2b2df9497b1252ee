"""The shifts of many people over some days, in one statement."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, bindparam, select

from timeclock.company.people.models import Member
from timeclock.storage.columns import Instant
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.reaching import of_member
from timeclock.worktime.shifts.reading import (
    SHIFT_COLUMNS,
    breaks_as_json,
    record_from,
    segments_as_json,
)
from timeclock.worktime.shifts.record import ShiftRecord


def _statement(*, sqlite: bool) -> Select[*tuple[Any, ...]]:
    start, end = bindparam("start", type_=Instant), bindparam("end", type_=Instant)
    return (
        select(
            *SHIFT_COLUMNS,
            breaks_as_json(sqlite=sqlite),
            segments_as_json(sqlite=sqlite),
            Member.account_id,
        )
        .select_from(Member)
        .outerjoin(Shift, of_member(start, end))
        .where(Member.workspace_id == bindparam("workspace", type_=BigInteger))
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
        if row.shift_id is not None:
            shift = record_from(row, row.account_id)
            found.setdefault(shift.member_id, []).append(shift)
    return found
