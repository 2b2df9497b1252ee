"""Lists of shifts, by time, member, clock, job and tag: one statement a page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    cast,
    exists,
    false,
    func,
    or_,
    select,
    tuple_,
)

from timeclock.paging import Window
from timeclock.storage.columns import unindexed
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.models import Break, Segment, Shift
from timeclock.worktime.shifts.queries import shifts_matching
from timeclock.worktime.shifts.record import ShiftRecord

_shift = Shift.__table__.c


@dataclass(frozen=True, slots=True)
class Sight:
    """What an actor sees: all shifts of some people, and everyone's at some clocks."""

    member_ids: Collection[int]
    clock_ids: Collection[int]


@dataclass(frozen=True, slots=True)
class ShiftFilter:
    """Which shifts: those that begin from `start` to before `end`, both instants.

    With `reaches_into` a shift that began before `start` and went on until then counts too.
    None is everyone, every clock, any job, with or without tags; an empty collection is no one.
    `is_open` picks shifts under way, or those that have ended; `sight` leaves out what its actor
    may not see. Voided shifts are never among them.
    """

    start: datetime | None = None
    end: datetime | None = None
    member_ids: Collection[int] | None = None
    clock_ids: Collection[int] | None = None
    job_ids: Collection[int] | None = None
    tag_ids: Collection[int] | None = None
    is_open: bool | None = None
    reaches_into: bool = False
    sight: Sight | None = None


@dataclass(frozen=True, slots=True)
class ShiftCursor:
    """The place of a shift in a list: its start, then its id."""

    started_at: datetime
    shift_id: int


def list_shifts(
    workspace_id: int,
    wanted: ShiftFilter,
    window: Window,
    *,
    after: ShiftCursor | None = None,
    newest_first: bool = True,
) -> list[ShiftRecord]:
    """Shifts by start and id, those behind `after` in that order."""
    # Open shifts are few: they are found by an index of their own and sorted then.
    began = unindexed(_shift.started_at) if wanted.is_open else _shift.started_at
    columns = (began, _shift.id)

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


def count_shifts(workspace_id: int, wanted: ShiftFilter) -> int:
    """How many shifts there are."""
    query = select(func.count()).select_from(Shift).where(_shift.workspace_id == workspace_id)
    return db.session.scalar(query.where(*_conditions(workspace_id, wanted))) or 0


def shift_with_break(workspace_id: int, break_id: int) -> ShiftRecord | None:
    """The shift that a break belongs to or, where the break was removed, belonged to."""
    return _shift_with(Break, workspace_id, break_id)


def shift_with_segment(workspace_id: int, segment_id: int) -> ShiftRecord | None:
    """The same for a stretch on another job."""
    return _shift_with(Segment, workspace_id, segment_id)


def _shift_with(
    table: type[Break] | type[Segment], workspace_id: int, row_id: int
) -> ShiftRecord | None:
    owner = select(table.shift_id).where(table.workspace_id == workspace_id, table.id == row_id)
    found = shifts_matching(workspace_id, lambda query: query.where(_shift.id.in_(owner)))
    return next(iter(found), None)


def _conditions(workspace_id: int, wanted: ShiftFilter) -> list[Any]:
    found: list[Any] = [_shift.voided_at.is_(None)]
    if wanted.start is not None and wanted.reaches_into:
        found.append(or_(_shift.ended_at.is_(None), _shift.ended_at >= wanted.start))
    elif wanted.start is not None:
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
    if wanted.tag_ids is not None:
        found.append(or_(false(), *map(_has_tag, sorted(wanted.tag_ids))))
    if wanted.sight is not None:
        theirs = _shift.member_id.in_(sorted(wanted.sight.member_ids))
        found.append(or_(theirs, _shift.clock_id.in_(sorted(wanted.sight.clock_ids))))
    if wanted.is_open is not None:
        is_open = _shift.ended_at.is_(None)
        found.append(is_open if wanted.is_open else ~is_open)
    return found


def _has_tag(tag_id: int) -> ColumnElement[bool]:
    """A list of numbers has one spelling, so its text can be asked."""
    text = cast(_shift.tag_ids, String)
    return or_(*(text.contains(f"{left}{tag_id}{right}") for left in "[ " for right in ",]"))
