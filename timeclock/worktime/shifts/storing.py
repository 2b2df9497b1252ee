"""Writing what a rule made of a shift: only the rows that differ."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, insert, select, update

from timeclock.storage.transactions import Transaction
from timeclock.worktime.shifts.models import Break, LateSpan, Segment, Shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakInterval, JobStretch, Timeline

_LEAST = timedelta(microseconds=1)
_INSERT_SHIFT = insert(Shift).returning(Shift.id)
_UPDATE_SHIFT = update(Shift).where(
    Shift.workspace_id == bindparam("of_workspace"), Shift.id == bindparam("of_shift")
)
_INSERT_BREAK = insert(Break).returning(Break.id)
_UPDATE_BREAK = update(Break).where(
    Break.workspace_id == bindparam("of_workspace"), Break.id == bindparam("of_break")
)
_INSERT_SEGMENT = insert(Segment).returning(Segment.id)
_UPDATE_SEGMENT = update(Segment).where(
    Segment.workspace_id == bindparam("of_workspace"), Segment.id == bindparam("of_segment")
)
_PRIOR_END = (
    select(Shift.ended_at)
    .where(
        Shift.workspace_id == bindparam("workspace"),
        Shift.member_id == bindparam("member"),
        Shift.voided_at.is_(None),
    )
    .order_by(Shift.started_at.desc(), Shift.id.desc())
    .limit(1)
)
_LATE_END = select(func.max(LateSpan.ended_at)).where(
    LateSpan.workspace_id == bindparam("workspace"), LateSpan.member_id == bindparam("member")
)


def store_new(tx: Transaction, shift: ShiftRecord) -> ShiftRecord:
    """Insert a shift with whatever it has, and return it with its ids; one row if it just began."""
    shift = shift.with_its_claims()
    line = shift.timeline
    shift_id = tx.connection.execute(
        _INSERT_SHIFT,
        {
            "workspace_id": shift.workspace_id,
            "member_id": shift.member_id,
            "clock_id": shift.clock_id,
            "job_id": line.job_id,
            "started_at": line.started_at,
            "start_zone": shift.start_zone,
            "start_source": shift.start_source,
            "start_edited": shift.start_edited,
            "start_place": shift.start_place,
            "ended_at": line.ended_at,
            "end_zone": shift.end_zone,
            "end_source": shift.end_source,
            "end_edited": shift.end_edited,
            "end_place": shift.end_place,
            "ended_by_id": shift.ended_by_id,
            "stopped": shift.stopped,
            "stop_reason": shift.stop_reason,
            "note": shift.note,
            "billable": shift.billable,
            "scheduler_shift_id": shift.scheduler_shift_id,
            "created_at": shift.created_at,
            "changed_at": shift.changed_at,
            "worked_through": shift.worked_through,
            "unconfirmed": shift.unconfirmed.value if shift.unconfirmed else None,
            "proposed_by_id": shift.proposed_by_id,
            "claims": shift.claims.to_json() if shift.claims else None,
            "tag_ids": list(shift.tag_ids) or None,
        },
    ).scalar_one()
    bare = replace(shift, id=shift_id, timeline=replace(line, pauses=(), stretches=()))
    pauses = tuple(_store_pause(tx, bare, pause, shift.changed_at) for pause in line.pauses)
    stretches = tuple(_store_stretch(tx, bare, s, shift.changed_at) for s in line.stretches)
    return bare.with_timeline(replace(line, pauses=pauses, stretches=stretches))


def store_change(
    tx: Transaction, before: ShiftRecord, after: ShiftRecord, changed_at: datetime
) -> ShiftRecord:
    """Write the difference between two states of one shift, and return the new one with its ids.

    What is gone from the timeline is voided, and what has come back is not void any more. The
    moment of change grows with every one, as a vendor's version numbers have to.
    """
    after = after.with_its_claims()
    line, changed_at = after.timeline, max(changed_at, before.changed_at + _LEAST)
    pauses = tuple(_store_pause(tx, before, pause, changed_at) for pause in line.pauses)
    stretches = tuple(_store_stretch(tx, before, s, changed_at) for s in line.stretches)
    stored = replace(
        after,
        timeline=replace(line, pauses=pauses, stretches=stretches),
        changed_at=changed_at,
    )
    gone = _void_missing(tx, before.timeline, stored, changed_at)
    values, begun = _shift_values(stored), _start_values(stored)
    differs = values != _shift_values(before) or stored.voided != before.voided
    if begun != _start_values(before):
        values, differs = values | begun, True
    alike = (pauses, stretches) == (before.timeline.pauses, before.timeline.stretches)
    # With nothing else to write, the row still has to have the moment that the ledger tells.
    if gone or alike or differs:
        values["changed_at"] = changed_at
        values["voided_at"] = changed_at if stored.voided else None
        where = {"of_workspace": stored.workspace_id, "of_shift": stored.id}
        tx.connection.execute(_UPDATE_SHIFT, where | values)
    return stored


def prior_end(tx: Transaction, workspace_id: int, member_id: int) -> datetime | None:
    """When the member's newest shift ended, late changes with it; None where there is none."""
    whose = {"workspace": workspace_id, "member": member_id}
    ends = (tx.connection.execute(query, whose).scalar() for query in (_PRIOR_END, _LATE_END))
    return max((end for end in ends if end is not None), default=None)


def _start_values(shift: ShiftRecord) -> dict[str, object]:
    """What no punch changes once the shift has begun; a correction may."""
    return {
        "clock_id": shift.clock_id,
        "job_id": shift.timeline.job_id,
        "started_at": shift.timeline.started_at,
        "start_zone": shift.start_zone,
        "start_source": shift.start_source,
        "start_edited": shift.start_edited,
        "worked_through": shift.worked_through,
        "unconfirmed": shift.unconfirmed.value if shift.unconfirmed else None,
        "proposed_by_id": shift.proposed_by_id,
        "original": shift.original,
        "claims": shift.claims.to_json() if shift.claims else None,
    }


def _shift_values(shift: ShiftRecord) -> dict[str, object]:
    return {
        "ended_at": shift.timeline.ended_at,
        "end_zone": shift.end_zone,
        "end_source": shift.end_source,
        "end_edited": shift.end_edited,
        "end_place": shift.end_place,
        "ended_by_id": shift.ended_by_id,
        "stopped": shift.stopped,
        "stop_reason": shift.stop_reason,
        "note": shift.note,
        "billable": shift.billable,
        "tag_ids": list(shift.tag_ids) or None,
    }


def _store_pause(
    tx: Transaction, shift: ShiftRecord, pause: BreakInterval, changed_at: datetime
) -> BreakInterval:
    if pause in shift.timeline.pauses:
        return pause
    values: dict[str, object] = {
        "kind_id": pause.kind_id,
        "paid": pause.paid,
        "planned_minutes": pause.plan.minutes if pause.plan else None,
        "pays_beyond": pause.plan.pays_beyond if pause.plan else None,
        "started_at": pause.started_at,
        "ended_at": pause.ended_at,
        "cut": pause.cut,
        "changed_at": changed_at,
    }
    if pause.id is not None:
        where = {"of_workspace": shift.workspace_id, "of_break": pause.id}
        tx.connection.execute(_UPDATE_BREAK, where | values | {"voided_at": None})
        return pause
    values |= {"workspace_id": shift.workspace_id, "shift_id": shift.id}
    return replace(pause, id=tx.connection.execute(_INSERT_BREAK, values).scalar_one())


def _store_stretch(
    tx: Transaction, shift: ShiftRecord, stretch: JobStretch, changed_at: datetime
) -> JobStretch:
    if stretch in shift.timeline.stretches:
        return stretch
    values: dict[str, object] = {
        "job_id": stretch.job_id,
        "started_at": stretch.started_at,
        "changed_at": changed_at,
    }
    if stretch.id is not None:
        where = {"of_workspace": shift.workspace_id, "of_segment": stretch.id}
        tx.connection.execute(_UPDATE_SEGMENT, where | values | {"voided_at": None})
        return stretch
    values |= {"workspace_id": shift.workspace_id, "shift_id": shift.id}
    return replace(stretch, id=tx.connection.execute(_INSERT_SEGMENT, values).scalar_one())


def _void_missing(
    tx: Transaction, before: Timeline, stored: ShiftRecord, changed_at: datetime
) -> bool:
    void = {"of_workspace": stored.workspace_id, "voided_at": changed_at, "changed_at": changed_at}
    kept = {p.id for p in stored.timeline.pauses}
    gone = [p.id for p in before.pauses if p.id not in kept]
    for pause_id in gone:
        tx.connection.execute(_UPDATE_BREAK, void | {"of_break": pause_id})
    kept = {s.id for s in stored.timeline.stretches}
    left = [s.id for s in before.stretches if s.id not in kept]
    for segment_id in left:
        tx.connection.execute(_UPDATE_SEGMENT, void | {"of_segment": segment_id})
    return bool(gone or left)
