"""Answers of the API: times with their offset and IANA zone, lengths in seconds. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from timeclock.api.shapes.corrections import as_draft
from timeclock.clocks.zones import ClockZones
from timeclock.shifts.answering import Punched
from timeclock.shifts.record import Place, ShiftRecord
from timeclock.shifts.timeline import Pause
from timeclock.timekeeping import local_text

Shape = dict[str, object]


def punch(punched: Punched) -> Shape:
    """What became of a punch; lengths count to its moment, so that a repeat answers the same."""
    record = punched.shift
    return {
        "kind": punched.kind.value,
        "recorded": punched.changed,
        "position": punched.position,
        "at": local_text(punched.at, record.start_zone if record else "UTC"),
        "shift": None if record is None else shift(record, punched.at),
    }


def shift(record: ShiftRecord, now: datetime) -> Shape:
    """A shift; lengths of an open one count to `now`."""
    line = record.timeline
    return {
        "id": record.id,
        "user_id": record.account_id,
        "clock_id": record.clock_id,
        "job_id": line.current_job_id,
        "state": line.state.value,
        **_punch("start", line.started_at, record.start_zone, record.start_source),
        "start_edited": record.start_edited,
        "start_location": _location(record.start_place),
        **_punch("end", line.ended_at, record.end_zone, record.end_source),
        "end_edited": record.end_edited,
        "end_location": _location(record.end_place),
        "worked_seconds": _seconds(line.worked(now)),
        "paid_break_seconds": _seconds(line.paused(now, paid=True)),
        "unpaid_break_seconds": _seconds(line.paused(now, paid=False)),
        "breaks": [_break(pause, record.start_zone, now) for pause in line.pauses],
        "segments": _segments(record),
        "note": record.note,
        "billable": record.billable,
        "scheduler_shift_id": record.scheduler_shift_id,
        "stopped": record.stopped,
        "stop_reason": record.stop_reason or None,
        "unconfirmed": record.unconfirmed.value if record.unconfirmed else None,
        "worked_through": record.worked_through,
        "corrected": record.original is not None,
        "voided": record.voided,
        "created_at": local_text(record.created_at, "UTC"),
        "changed_at": local_text(record.changed_at, "UTC"),
    }


def whole(record: ShiftRecord, now: datetime, zones: ClockZones) -> Shape:
    """A shift with itself in the form in which a correction takes it, and as it was punched."""
    punched = None
    if record.original is not None:
        punched = ShiftRecord.from_json(record.workspace_id, record.original, None)
    return shift(record, now) | {
        "draft": as_draft(record, zones),
        "original": None if punched is None else as_draft(punched, zones),
    }


def _punch(name: str, at: datetime | None, zone: str | None, source: str | None) -> Shape:
    return {
        f"{name}ed_at": None if at is None or zone is None else local_text(at, zone),
        f"{name}_timezone": zone,
        f"{name}_source": source,
    }


def _break(pause: Pause, zone: str, now: datetime) -> Shape:
    return {
        "id": pause.id,
        "break_kind_id": pause.kind_id,
        "paid": pause.paid,
        "started_at": local_text(pause.started_at, zone),
        "ended_at": None if pause.ended_at is None else local_text(pause.ended_at, zone),
        "seconds": _seconds(pause.interval.length(now)),
    }


def _segments(record: ShiftRecord) -> list[Shape]:
    """The jobs in turn; the first begins with the shift."""
    line = record.timeline
    jobs = [(line.job_id, line.started_at), *((s.job_id, s.started_at) for s in line.stretches)]
    return [
        {"job_id": job_id, "started_at": local_text(at, record.start_zone)} for job_id, at in jobs
    ]


def _location(place: Place | None) -> Mapping[str, object] | None:
    """Numbers are kept as decimal text and shown as numbers."""
    if not place:
        return None
    latitude, longitude = place.get("latitude"), place.get("longitude")
    return {
        "address": place.get("address"),
        "latitude": None if latitude is None else float(latitude),
        "longitude": None if longitude is None else float(longitude),
    }


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())
