"""Shifts as awork shows them: one entry with its breaks inside. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NotRequired

from typing_extensions import TypedDict

from timeclock.compat.ids import IdKind, uuid8
from timeclock.timekeeping import elapsed, utc_text, zone
from timeclock.wire.formats import DateTimeText, UuidText, ZoneText
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakInterval, Timeline

_TICKS_BEGIN = datetime(1, 1, 1, tzinfo=UTC)


class TypeOfWork(TypedDict):
    """The one type of work that a workspace has; the icon's name is (our choice)."""

    id: UuidText
    name: str
    icon: str
    isArchived: bool


class AworkBreak(TypedDict):
    """A break, in UTC; an open one has neither end nor duration, which is in seconds."""

    startDate: DateTimeText
    endDate: NotRequired[DateTimeText]
    duration: NotRequired[int]


class EntryPerson(TypedDict):
    """Whose entry it is."""

    id: UuidText
    firstName: str
    lastName: str


class EntryProject(TypedDict):
    """The job that an entry is booked on."""

    id: UuidText
    name: str


class AworkTimeEntry(TypedDict):
    """One time entry. Running: no end and no open break; paused: the last break has no end.

    Dates have no time and times no date, in UTC and in the zone of the start. `duration` and
    `breakDuration` are in seconds, the former 0 while open and without unpaid breaks.
    `resourceVersion` is above 2^53.
    """

    timezone: ZoneText
    typeOfWorkId: UuidText
    isBillable: bool
    isBilled: bool
    taskId: None
    projectId: UuidText | None
    note: str | None
    startDateUtc: DateTimeText
    startTimeUtc: str
    endDateUtc: DateTimeText | None
    endTimeUtc: str | None
    startDateLocal: DateTimeText
    startTimeLocal: str
    endDateLocal: DateTimeText | None
    endTimeLocal: str | None
    duration: int
    breakDuration: int
    userId: UuidText
    id: UuidText
    createdBy: UuidText | None
    createdOn: DateTimeText
    updatedBy: UuidText | None
    updatedOn: DateTimeText
    typeOfWork: TypeOfWork
    user: EntryPerson | None
    task: None
    project: EntryProject | None
    breaks: list[AworkBreak]
    resourceVersion: int
    isExternal: bool


@dataclass(frozen=True, slots=True)
class EntryNames:
    """What people and jobs are called, by their numbers."""

    users: Mapping[int, str] = field(default_factory=dict)
    jobs: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryAuthors:
    """The users who began and last changed an entry; None for the operator and the clock."""

    creator: int | None
    changer: int | None


def entry(
    record: ShiftRecord, names: EntryNames | None = None, authors: EntryAuthors | None = None
) -> AworkTimeEntry:
    """A shift, with the objects of what has a name; without authors its person is both."""
    user, line = uuid8(IdKind.USER, record.account_id), record.timeline
    called = names or EntryNames()
    by = authors or EntryAuthors(record.account_id, record.account_id)
    job, ended, place = line.current_job_id, line.ended_at, zone(record.start_zone)
    local_start = line.started_at.astimezone(place)
    local_end = None if ended is None else ended.astimezone(place)
    return {
        "timezone": record.start_zone,
        "typeOfWorkId": uuid8(IdKind.TYPE_OF_WORK, record.workspace_id),
        "isBillable": record.billable,
        "isBilled": False,
        "taskId": None,
        "projectId": None if job is None else uuid8(IdKind.JOB, job),
        "note": record.note or None,
        "startDateUtc": _date(line.started_at),
        "startTimeUtc": _time(line.started_at),
        "endDateUtc": None if ended is None else _date(ended),
        "endTimeUtc": None if ended is None else _time(ended),
        "startDateLocal": _date(local_start),
        "startTimeLocal": _time(local_start),
        "endDateLocal": None if local_end is None else _date(local_end),
        "endTimeLocal": None if local_end is None else _time(local_end),
        "duration": 0 if ended is None else _seconds(line.worked(ended)),
        "breakDuration": _seconds(_rested(line)),
        "userId": user,
        "id": uuid8(IdKind.SHIFT, record.id),
        "createdBy": _user_id(by.creator),
        "createdOn": utc_text(record.created_at),
        "updatedBy": _user_id(by.changer),
        "updatedOn": utc_text(record.changed_at),
        "typeOfWork": type_of_work(record.workspace_id),
        "user": _person(record.account_id, called.users),
        "task": None,
        "project": None if job is None else _project(job, called.jobs),
        "breaks": [_break(pause) for pause in line.pauses],
        "resourceVersion": ticks(record.changed_at),
        "isExternal": False,
    }


def _user_id(user_id: int | None) -> str | None:
    return None if user_id is None else uuid8(IdKind.USER, user_id)


def _person(user_id: int, names: Mapping[int, str]) -> EntryPerson | None:
    if user_id not in names:
        return None
    first, _, last = names[user_id].partition(" ")
    return {"id": uuid8(IdKind.USER, user_id), "firstName": first, "lastName": last}


def _project(job_id: int, names: Mapping[int, str]) -> EntryProject | None:
    if job_id not in names:
        return None
    return {"id": uuid8(IdKind.JOB, job_id), "name": names[job_id]}


def _date(wall: datetime) -> str:
    return f"{wall:%Y-%m-%d}T00:00:00Z"


def _time(wall: datetime) -> str:
    return f"{wall:%H:%M:%S}"


def _rested(line: Timeline) -> timedelta:
    """What is paid of a break counts as worked, so only the rest of it is told."""
    ended = [(p, p.ended_at) for p in line.pauses if p.ended_at is not None]
    unpaid = (elapsed(p.started_at, end) - p.paid_length(end) for p, end in ended)
    return sum(unpaid, timedelta(0))


def _break(pause: BreakInterval) -> AworkBreak:
    shape: AworkBreak = {"startDate": utc_text(pause.started_at)}
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


def type_of_work(workspace_id: int) -> TypeOfWork:
    """The one type of work that a workspace has."""
    return {
        "id": uuid8(IdKind.TYPE_OF_WORK, workspace_id),
        "name": "Work",
        "icon": "work",
        "isArchived": False,
    }
