"""Shifts as Clockify shows them: entries of work with entries of type BREAK between. Pure."""

from datetime import timedelta
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from timeclock.company.jobs.tree import JobTree
from timeclock.compat.clockify.shapes.labels import ClockifyTag, IdText
from timeclock.compat.clockify.shapes.projects import Project, Task
from timeclock.compat.ids import IdKind, hex24
from timeclock.timekeeping import elapsed, utc_text
from timeclock.wire.formats import DateTimeText
from timeclock.worktime.corrections.drafts.parts import parts_of
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import Part


class TimeInterval(TypedDict):
    """From when to when, in UTC, and how long as ISO 8601; both null while the entry runs."""

    start: DateTimeText
    end: DateTimeText | None
    duration: str | None


class ClockifyTimeEntry(TypedDict):
    """A piece of a shift between two punches: work on one project, or a break.

    `description` is the note of the whole shift. `taskId` is the sub-job of the project that the
    piece is booked on. `tagIds` are those of the whole shift, on its work. There are no kiosks and
    custom fields.
    """

    id: IdText
    description: str
    tagIds: list[str]
    userId: IdText
    billable: bool
    taskId: IdText | None
    projectId: IdText | None
    workspaceId: IdText
    timeInterval: TimeInterval
    customFieldValues: list[str]
    type: Literal["REGULAR", "BREAK"]
    kioskId: None
    isLocked: bool


class EntryUser(TypedDict):
    """Whose entry it is."""

    id: IdText
    name: str


class Hydration(TypedDict, total=False):
    """The objects whose ids an entry has."""

    project: Project | None
    task: Task | None
    tags: list[ClockifyTag]
    user: EntryUser


class ListedEntry(ClockifyTimeEntry):
    """A time entry as lists have it; no one has rates here. A hydrated one has the objects too."""

    hourlyRate: None
    costRate: None
    project: NotRequired[Project | None]
    task: NotRequired[Task | None]
    tags: NotRequired[list[ClockifyTag]]
    user: NotRequired[EntryUser]


def entry(
    record: ShiftRecord, part: Part, tree: JobTree | None = None, *, is_locked: bool = False
) -> ClockifyTimeEntry:
    """One time entry. Without a tree no job is the sub-job of another."""
    above, job = tree or JobTree(), part.job_id
    return {
        "id": entry_id(record, part),
        "description": record.note,
        "tagIds": [hex24(IdKind.TAG, each) for each in record.tag_ids if part.pause is None],
        "userId": hex24(IdKind.USER, record.account_id),
        "billable": record.billable and part.pause is None,
        "taskId": None if job is None or not above.is_sub_job(job) else hex24(IdKind.TASK, job),
        "projectId": None if job is None else hex24(IdKind.JOB, above.top(job)),
        "workspaceId": hex24(IdKind.WORKSPACE, record.workspace_id),
        "timeInterval": _interval(part),
        "customFieldValues": [],
        "type": "REGULAR" if part.pause is None else "BREAK",
        "kioskId": None,
        "isLocked": is_locked,
    }


def listed(
    record: ShiftRecord,
    part: Part,
    tree: JobTree,
    *,
    is_locked: bool = False,
    objects: Hydration | None = None,
) -> ListedEntry:
    """One time entry of a list, with whole objects where they are given."""
    return {
        **entry(record, part, tree, is_locked=is_locked),
        "hourlyRate": None,
        "costRate": None,
        **(objects or Hydration()),
    }


def first_entry(record: ShiftRecord, tree: JobTree | None = None) -> ClockifyTimeEntry:
    """The entry that a start began: the first part of the shift."""
    return entry(record, parts_of(record)[0], tree)


def last_entry(record: ShiftRecord, tree: JobTree | None = None) -> ClockifyTimeEntry:
    """The entry that a stop ended: the last part of the shift, be it work or a break."""
    return entry(record, parts_of(record)[-1], tree)


def last_break(record: ShiftRecord, tree: JobTree | None = None) -> ClockifyTimeEntry:
    """The entry of the newest break."""
    return entry(record, next(p for p in reversed(parts_of(record)) if p.pause), tree)


def same_entry(record: ShiftRecord, name: str, tree: JobTree | None = None) -> ClockifyTimeEntry:
    """The entry of that id, which a punch may have changed."""
    found = parts_of(record)
    named = (part for part in found if entry_id(record, part) == name)
    return entry(record, next(named, found[-1]), tree)


def user(user_id: int, name: str) -> EntryUser:
    """Whose entry it is."""
    return {"id": hex24(IdKind.USER, user_id), "name": name}


def entry_id(record: ShiftRecord, part: Part) -> str:
    """The id of a part; that of the first one is the shift's."""
    if part.pause is not None and part.pause.id is not None:
        return hex24(IdKind.BREAK, part.pause.id)
    if part.after_stretch_id is not None:
        return hex24(IdKind.PART_AFTER_SWITCH, part.after_stretch_id)
    if part.after_pause_id is not None:
        return hex24(IdKind.PART_AFTER_BREAK, part.after_pause_id)
    return hex24(IdKind.SHIFT, record.id)


def _interval(part: Part) -> TimeInterval:
    ended = part.ended_at
    return {
        "start": utc_text(part.started_at),
        "end": None if ended is None else utc_text(ended),
        "duration": None if ended is None else duration(elapsed(part.started_at, ended)),
    }


def duration(length: timedelta) -> str:
    """ISO 8601 in hours, minutes and seconds: `PT1H30M`; nothing is `PT0S`."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    units = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    return "PT" + ("".join(f"{count}{unit}" for count, unit in units if count) or "0S")
