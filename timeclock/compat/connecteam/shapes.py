"""Shifts as Connecteam shows them: a break closes one shift and opens the next. Pure."""

from collections.abc import Mapping
from datetime import datetime

from timeclock.shifts.record import Place, ShiftRecord
from timeclock.shifts.timeline import Part, PartKind

Shape = dict[str, object]


def first_shift(record: ShiftRecord) -> Shape:
    """What a clock-in answers: the part that begins the shift."""
    return _shift(record, record.timeline.parts()[0], is_last=False)


def last_shift(record: ShiftRecord) -> Shape:
    """What a clock-out answers: the last part of work; out of a break, the one before it."""
    work = [part for part in record.timeline.parts() if part.kind is PartKind.WORK]
    return _shift(record, work[-1], is_last=True)


def _shift(record: ShiftRecord, part: Part, *, is_last: bool) -> Shape:
    shape: Shape = {
        "id": _part_id(record, part),
        "userId": record.account_id,
        "start": _start(record, part),
    }
    if part.ended_at is not None:
        shape["end"] = _end(record, part.ended_at, is_last=is_last)
    shape["jobId"] = None if part.job_id is None else str(part.job_id)
    shape["schedulerShiftId"] = record.scheduler_shift_id
    shape["createdAt"] = unix(record.created_at)
    shape["modifiedAt"] = unix(record.changed_at)
    return shape


def _part_id(record: ShiftRecord, part: Part) -> str:
    if part.after_stretch_id is not None:
        return f"{record.id}-s{part.after_stretch_id}"
    if part.after_pause_id is not None:
        return f"{record.id}-{part.after_pause_id}"
    return str(record.id)


def _start(record: ShiftRecord, part: Part) -> Shape:
    is_first = part.after_pause_id is None and part.after_stretch_id is None
    place = record.start_place if is_first else None
    return _punch(part.started_at, record.start_zone, record.start_source, place)


def _end(record: ShiftRecord, ended_at: datetime, *, is_last: bool) -> Shape:
    """Zone, source and place of the clock-out belong to the part that it is answered with."""
    if not is_last or record.end_zone is None or record.end_source is None:
        return _punch(ended_at, record.start_zone, record.start_source, None)
    return _punch(ended_at, record.end_zone, record.end_source, record.end_place)


def _punch(at: datetime, zone: str, source: str, place: Place | None) -> Shape:
    punch: Shape = {"timestamp": unix(at), "timezone": zone}
    if place:
        punch["locationData"] = _location(place)
    punch["source"] = {"type": source}
    return punch


def _location(place: Mapping[str, str | None]) -> Shape:
    """Numbers are kept as decimal text and shown as numbers; what was not given stays away."""
    shown: Shape = {}
    for name in ("address", "latitude", "longitude"):
        value = place.get(name)
        if value is not None:
            shown[name] = value if name == "address" else float(value)
    return shown


def unix(moment: datetime) -> int:
    """Whole Unix seconds, floored."""
    return int(moment.timestamp() // 1)
