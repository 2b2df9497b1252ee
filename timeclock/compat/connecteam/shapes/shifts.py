"""Shifts as Connecteam shows them: a break closes one shift and opens the next. Pure."""

from datetime import datetime
from typing import NotRequired

from typing_extensions import TypedDict

from timeclock.authority.actor import Source
from timeclock.wire.formats import ZoneText
from timeclock.worktime.shifts.record import Place, ShiftRecord
from timeclock.worktime.shifts.timeline import Part, PartKind


class ConnecteamSource(TypedDict):
    """How a punch was made: `pc`, `kiosk`, `api`, `admin`, `autoClockOut`."""

    type: str


class ConnecteamLocation(TypedDict, total=False):
    """Where a punch was made; what was not given stays away."""

    address: str
    latitude: float
    longitude: float


class ConnecteamPunch(TypedDict):
    """A moment in whole Unix seconds, with the zone that it was made in."""

    timestamp: int
    timezone: ZoneText
    locationData: NotRequired[ConnecteamLocation]
    source: ConnecteamSource


class ConnecteamShift(TypedDict):
    """A part of a shift between two punches; without `end` while it runs.

    The first part carries the id of the shift, the part after a break `{shift}-{break}`, and the
    one after a switch of job `{shift}-s{switch}`.
    """

    id: str
    userId: int
    start: ConnecteamPunch
    end: NotRequired[ConnecteamPunch]
    jobId: str | None
    schedulerShiftId: str | None
    createdAt: int
    modifiedAt: int


class ListedShift(ConnecteamShift):
    """A part of a shift in a list, and whether its clock ended it."""

    isAutoClockOut: bool


class ConnecteamOneShift(TypedDict):
    """What a clock-in and a clock-out answer."""

    shift: ConnecteamShift


class _PunchEnd(TypedDict, total=False):
    end: ConnecteamPunch


def first_shift(record: ShiftRecord) -> ConnecteamShift:
    """What a clock-in answers: the part that begins the shift."""
    return _shift(record, record.timeline.parts()[0], is_last=False)


def last_shift(record: ShiftRecord) -> ConnecteamShift:
    """What a clock-out answers: the last part of work; out of a break, the one before it."""
    return _shift(record, work_parts(record)[-1], is_last=True)


def shifts(record: ShiftRecord, jobs: frozenset[int] | None = None) -> list[ListedShift]:
    """Every part of work, or those on these jobs."""
    parts = work_parts(record)
    by_clock = record.end_source == Source.BACKGROUND
    return [
        {
            **_shift(record, part, is_last=part is parts[-1]),
            "isAutoClockOut": by_clock and part is parts[-1],
        }
        for part in parts
        if jobs is None or part.job_id in jobs
    ]


def work_parts(record: ShiftRecord) -> list[Part]:
    """The parts of work; there is always one."""
    return [part for part in record.timeline.parts() if part.kind is PartKind.WORK]


def punch(at: datetime, zone: str, source: str, place: Place | None = None) -> ConnecteamPunch:
    """One end of something."""
    if place:
        return {
            "timestamp": unix(at),
            "timezone": zone,
            "locationData": _location(place),
            "source": {"type": source},
        }
    return {"timestamp": unix(at), "timezone": zone, "source": {"type": source}}


def unix(moment: datetime) -> int:
    """Whole Unix seconds, floored."""
    return int(moment.timestamp() // 1)


def _shift(record: ShiftRecord, part: Part, *, is_last: bool) -> ConnecteamShift:
    end: _PunchEnd = {}
    if part.ended_at is not None:
        end = {"end": _end(record, part.ended_at, is_last=is_last)}
    return {
        "id": _part_id(record, part),
        "userId": record.account_id,
        "start": _start(record, part),
        **end,
        "jobId": None if part.job_id is None else str(part.job_id),
        "schedulerShiftId": record.scheduler_shift_id,
        "createdAt": unix(record.created_at),
        "modifiedAt": unix(record.changed_at),
    }


def _part_id(record: ShiftRecord, part: Part) -> str:
    if part.after_stretch_id is not None:
        return f"{record.id}-s{part.after_stretch_id}"
    if part.after_pause_id is not None:
        return f"{record.id}-{part.after_pause_id}"
    return str(record.id)


def _start(record: ShiftRecord, part: Part) -> ConnecteamPunch:
    is_first = part.after_pause_id is None and part.after_stretch_id is None
    place = record.start_place if is_first else None
    return punch(part.started_at, record.start_zone, record.start_source, place)


def _end(record: ShiftRecord, ended_at: datetime, *, is_last: bool) -> ConnecteamPunch:
    """Zone, source and place of the clock-out belong to the part that it is answered with."""
    if not is_last or record.end_zone is None or record.end_source is None:
        return punch(ended_at, record.start_zone, record.start_source)
    return punch(ended_at, record.end_zone, record.end_source, record.end_place)


def _location(place: Place) -> ConnecteamLocation:
    """Numbers are kept as decimal text and shown as numbers."""
    shown: ConnecteamLocation = {}
    address, latitude, longitude = (
        place.get(name) for name in ("address", "latitude", "longitude")
    )
    if address is not None:
        shown["address"] = address
    if latitude is not None:
        shown["latitude"] = float(latitude)
    if longitude is not None:
        shown["longitude"] = float(longitude)
    return shown
