"""Shifts as awork shows them: one entry with its breaks inside. Pure."""

from datetime import UTC, datetime, timedelta

from timeclock.compat.ids import Kind, uuid8
from timeclock.shifts.record import ShiftRecord
from timeclock.shifts.timeline import Pause
from timeclock.timekeeping import elapsed, utc_text, zone
from timeclock.wire.owner import Owner

Shape = dict[str, object]
_TICKS_BEGIN = datetime(1, 1, 1, tzinfo=UTC)


def entry(record: ShiftRecord) -> Shape:
    """One time entry. Running: no end and no open break; paused: the last break has no end."""
    user = uuid8(Kind.USER, record.account_id)
    job = record.timeline.current_job_id
    return {
        "timezone": record.start_zone,
        "typeOfWorkId": uuid8(Kind.TYPE_OF_WORK, record.workspace_id),
        "isBillable": record.billable,
        "isBilled": False,
        "taskId": None,
        "projectId": None if job is None else uuid8(Kind.JOB, job),
        "note": record.note or None,
        **_dates(record),
        **_durations(record),
        "userId": user,
        "id": uuid8(Kind.SHIFT, record.id),
        "createdBy": user,
        "createdOn": utc_text(record.created_at),
        "updatedBy": user,
        "updatedOn": utc_text(record.changed_at),
        "typeOfWork": type_of_work(record.workspace_id),
        "user": None,
        "task": None,
        "project": None,
        "breaks": [_break(pause) for pause in record.timeline.pauses],
        "resourceVersion": ticks(record.changed_at),
        "isExternal": False,
    }


def _dates(record: ShiftRecord) -> Shape:
    line, place = record.timeline, zone(record.start_zone)
    shape: Shape = {}
    for name, moment in (("start", line.started_at), ("end", line.ended_at)):
        local = None if moment is None else moment.astimezone(place)
        shape |= _split(name, "Utc", moment) | _split(name, "Local", local)
    return shape


def _split(name: str, clock: str, wall: datetime | None) -> Shape:
    return {
        f"{name}Date{clock}": None if wall is None else f"{wall:%Y-%m-%d}T00:00:00Z",
        f"{name}Time{clock}": None if wall is None else f"{wall:%H:%M:%S}",
    }


def _durations(record: ShiftRecord) -> Shape:
    """Seconds. A paid break counts as worked, so only unpaid ones are taken off `duration`."""
    line = record.timeline
    worked = timedelta(0) if line.ended_at is None else line.worked(line.ended_at)
    ended = [p for p in line.pauses if p.ended_at is not None and not p.paid]
    rested = sum((elapsed(p.started_at, p.ended_at or p.started_at) for p in ended), timedelta(0))
    return {"duration": _seconds(worked), "breakDuration": _seconds(rested)}


def _break(pause: Pause) -> Shape:
    shape: Shape = {"startDate": utc_text(pause.started_at)}
    if pause.ended_at is not None:
        shape["endDate"] = utc_text(pause.ended_at)
        shape["duration"] = _seconds(elapsed(pause.started_at, pause.ended_at))
    return shape


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())


def ticks(moment: datetime) -> int:
    """Steps of 100 ns since the year 1, as .NET counts them; the one number beyond 2^53."""
    since = elapsed(_TICKS_BEGIN, moment)
    return (since.days * 86_400 + since.seconds) * 10_000_000 + since.microseconds * 10


def type_of_work(workspace_id: int) -> Shape:
    """The one type of work that a workspace has."""
    return {
        "id": uuid8(Kind.TYPE_OF_WORK, workspace_id),
        "name": "Work",
        "icon": "work",
        "isArchived": False,
    }


def user(owner: Owner) -> Shape:
    """The owner of a token."""
    first, _, last = owner.name.partition(" ")
    return {
        "id": uuid8(Kind.USER, owner.account_id),
        "firstName": first,
        "lastName": last,
        "email": owner.email,
        "timezone": owner.zone,
        "workspaceId": uuid8(Kind.WORKSPACE, owner.workspace_id),
        "isArchived": False,
        "isExternal": False,
        "createdOn": utc_text(owner.joined_at),
    }
