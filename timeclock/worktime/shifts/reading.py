"""Shifts out of rows: columns, breaks and switches in one statement, whatever the database."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, func, select

from timeclock.worktime.shifts.claims import NO_CLAIMS, Claims
from timeclock.worktime.shifts.models import Break, Segment, Shift
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.timeline import BreakInterval, BreakPlan, JobStretch, Timeline

SHIFT_COLUMNS = (
    Shift.id.label("shift_id"),
    Shift.workspace_id.label("shift_workspace_id"),
    Shift.member_id.label("shift_member_id"),
    Shift.clock_id,
    Shift.job_id,
    Shift.started_at,
    Shift.start_zone,
    Shift.start_source,
    Shift.start_edited,
    Shift.start_place,
    Shift.ended_at,
    Shift.end_zone,
    Shift.end_source,
    Shift.end_edited,
    Shift.end_place,
    Shift.ended_by_id,
    Shift.stopped,
    Shift.stop_reason,
    Shift.note,
    Shift.billable,
    Shift.scheduler_shift_id,
    Shift.created_at,
    Shift.changed_at,
    Shift.voided_at,
    Shift.worked_through,
    Shift.unconfirmed,
    Shift.proposed_by_id,
    Shift.original,
    Shift.claims,
    Shift.tag_ids,
)


def breaks_as_json(*, sqlite: bool) -> ColumnElement[Any]:
    """The breaks of the statement's shift as one column."""
    columns = (
        Break.id,
        Break.kind_id,
        Break.paid,
        Break.planned_minutes,
        Break.pays_beyond,
        Break.started_at,
        Break.ended_at,
        Break.cut,
        Break.changed_at,
    )
    return _as_json(Break, columns, "breaks", sqlite=sqlite)


def segments_as_json(*, sqlite: bool) -> ColumnElement[Any]:
    """The switches of job of the statement's shift as one column."""
    columns = (Segment.id, Segment.job_id, Segment.started_at, Segment.changed_at)
    return _as_json(Segment, columns, "segments", sqlite=sqlite)


def _as_json(
    table: type[Break] | type[Segment], columns: tuple[Any, ...], name: str, *, sqlite: bool
) -> ColumnElement[Any]:
    if sqlite:
        # Most shifts have none, and an empty list costs as much to read as one with a break.
        rows = func.nullif(func.json_group_array(func.json_array(*columns)), "[]", type_=JSON)
    else:
        rows = func.json_agg(func.json_build_array(*columns), type_=JSON)
    return (
        select(rows)
        .where(
            table.workspace_id == Shift.workspace_id,
            table.shift_id == Shift.id,
            table.voided_at.is_(None),
        )
        .correlate(Shift)
        .scalar_subquery()
        .label(name)
    )


def record_from(row: Any, account_id: int) -> ShiftRecord:
    """A shift from a row that has SHIFT_COLUMNS, `breaks` and `segments`."""
    # By instant, not by text: PostgreSQL writes moments with the offset of its session's zone.
    pauses = sorted(map(_pause, row.breaks or ()), key=lambda p: (p.started_at, p.id))
    stretches = sorted(map(_stretch, row.segments or ()), key=lambda s: (s.started_at, s.id))
    changes = (*(row.breaks or ()), *(row.segments or ()))
    return ShiftRecord(
        id=row.shift_id,
        workspace_id=row.shift_workspace_id,
        member_id=row.shift_member_id,
        account_id=account_id,
        clock_id=row.clock_id,
        timeline=Timeline(
            started_at=row.started_at,
            job_id=row.job_id,
            ended_at=row.ended_at,
            pauses=tuple(pauses),
            stretches=tuple(stretches),
        ),
        start_zone=row.start_zone,
        start_source=row.start_source,
        start_edited=row.start_edited,
        start_place=row.start_place,
        end_zone=row.end_zone,
        end_source=row.end_source,
        end_edited=row.end_edited,
        end_place=row.end_place,
        ended_by_id=row.ended_by_id,
        stopped=row.stopped,
        stop_reason=row.stop_reason,
        note=row.note,
        billable=row.billable,
        scheduler_shift_id=row.scheduler_shift_id,
        created_at=row.created_at,
        changed_at=max([row.changed_at, *(_instant(change[-1]) for change in changes)]),
        voided=row.voided_at is not None,
        worked_through=row.worked_through,
        unconfirmed=UnconfirmedEnd(row.unconfirmed) if row.unconfirmed else None,
        proposed_by_id=row.proposed_by_id,
        original=row.original,
        claims=Claims.from_json(row.claims) if row.claims else NO_CLAIMS,
        tag_ids=tuple(row.tag_ids or ()),
    )


def _pause(facts: list[Any]) -> BreakInterval:
    pause_id, kind_id, paid, minutes, pays_beyond, started_at, ended_at, cut, _ = facts
    ended = _instant(ended_at) if ended_at else None
    plan = None if pays_beyond is None else BreakPlan(minutes, bool(pays_beyond))
    begun = _instant(started_at)
    return BreakInterval(pause_id, kind_id, bool(paid), begun, ended, bool(cut), plan)


def _stretch(facts: list[Any]) -> JobStretch:
    stretch_id, job_id, started_at, _ = facts
    return JobStretch(stretch_id, job_id, _instant(started_at))


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
