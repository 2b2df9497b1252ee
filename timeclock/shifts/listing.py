"""Lists of shifts, by time, member, clock and job: one statement a page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select, tuple_

from timeclock.database import db
from timeclock.paging import Window
from timeclock.shifts.models import Segment, Shift
from timeclock.shifts.queries import shifts_matching
from timeclock.shifts.record import ShiftRecord

_shift = Shift.__table__.c


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which shifts: those that begin from `start` to before `end`, both instants.

    None is everybody, every clock, any job; an empty collection is nobody. `is_open` picks shifts
    under way, or those that have ended. Voided shifts are never among them.
    """

    start: datetime | None = None
    end: datetime | None = None
    member_ids: Collection[int] | None = None
    clock_ids: Collection[int] | None = None
    job_ids: Collection[int] | None = None
    is_open: bool | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of a shift in a list: its start, then its id."""

    started_at: datetime
    shift_id: int


def list_shifts(
    workspace_id: int,
    wanted: Wanted,
    window: Window,
    *,
    after: Mark | None = None,
    newest_first: bool = True,
) -> list[ShiftRecord]:
    """Shifts by start and id, those behind `after` in that order."""
    columns = (_shift.started_at, _shift.id)

    def narrow(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        query = query.where(*_conditions(workspace_id, wanted))
        if after is not None:
            place = tuple_(after.started_at, after.shift_id)
            query = query.where(
                tuple_(*columns) < place if newest_first else tuple_(*columns) > place
            )
        ordered = [each.desc() for each in columns] if newest_first else list(columns)
        return query.order_by(*ordered).limit(window.limit).offset(window.offset)

    return shifts_matching(workspace_id, narrow)


def count_shifts(workspace_id: int, wanted: Wanted) -> int:
    """How many shifts there are."""
    query = select(func.count()).select_from(Shift).where(_shift.workspace_id == workspace_id)
    return db.session.scalar(query.where(*_conditions(workspace_id, wanted))) or 0


def _conditions(workspace_id: int, wanted: Wanted) -> list[Any]:
    found: list[Any] = [_shift.voided_at.is_(None)]
    if wanted.start is not None:
        found.append(_shift.started_at >= wanted.start)
    if wanted.end is not None:
        found.append(_shift.started_at < wanted.end)
    if wanted.member_ids is not None:
        found.append(_shift.member_id.in_(sorted(wanted.member_ids)))
    if wanted.clock_ids is not None:
        found.append(_shift.clock_id.in_(sorted(wanted.clock_ids)))
    if wanted.job_ids is not None:
        jobs = sorted(wanted.job_ids)
        switched = exists().where(
            Segment.workspace_id == workspace_id,
            Segment.shift_id == _shift.id,
            Segment.job_id.in_(jobs),
            Segment.voided_at.is_(None),
        )
        found.append(or_(_shift.job_id.in_(jobs), switched))
    if wanted.is_open is not None:
        found.append(_shift.ended_at.is_(None) == wanted.is_open)
    return found
