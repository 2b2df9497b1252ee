"""Shifts that a correction has removed: they count no more, and stay to be seen."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, and_, exists, select

from timeclock.company.people.models import Member
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.reading import (
    SHIFT_COLUMNS,
    breaks_as_json,
    record_from,
    segments_as_json,
)
from timeclock.worktime.shifts.record import ShiftRecord


def read_removed(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int],
    start: datetime,
    end: datetime,
) -> dict[int, list[ShiftRecord]]:
    """By member, the removed shifts that began between two instants.

    A clock-in that was undone within its minute was no shift, and is left out.
    """
    sqlite = connection.dialect.name == "sqlite"
    rows = connection.execute(
        select(
            *SHIFT_COLUMNS,
            breaks_as_json(sqlite=sqlite),
            segments_as_json(sqlite=sqlite),
            Member.account_id,
        )
        .join(Member, and_(Member.workspace_id == Shift.workspace_id, Member.id == Shift.member_id))
        .where(
            Shift.workspace_id == workspace_id,
            Shift.member_id.in_(member_ids),
            Shift.started_at >= start,
            Shift.started_at < end,
            Shift.voided_at.is_not(None),
            exists().where(
                Correction.workspace_id == Shift.workspace_id,
                Correction.shift_id == Shift.id,
                Correction.applied_at.is_not(None),
            ),
        )
    )
    found: dict[int, list[ShiftRecord]] = {}
    for row in rows:
        found.setdefault(row.shift_member_id, []).append(record_from(row, row.account_id))
    return found
