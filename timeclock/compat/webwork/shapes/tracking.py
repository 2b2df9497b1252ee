"""Trackers that start, stop and run. Pure.

There are no contracts here: a job means the contract and for its project, and nothing is a
task (our choice).
"""

from collections.abc import Iterable
from datetime import date, datetime

from typing_extensions import TypedDict

from timeclock.timekeeping import utc_text
from timeclock.wire.formats import DateTimeText, DayText
from timeclock.worktime.shifts.record import ShiftRecord


class Started(TypedDict):
    """What a start says."""

    message: str
    start_time: DateTimeText
    contract_id: int | None
    project_id: int | None
    task_id: None
    activity_description: str | None


class Stopped(TypedDict):
    """What a stop says."""

    message: str
    stopped_at: DateTimeText


class Current(TypedDict):
    """How long someone has tracked on the day of the running tracker, or today.

    `total_minutes` has all of that day, without unpaid breaks, and `total_seconds` what the running
    tracker has beyond whole minutes. `start_time` is null while none runs (our choice).
    """

    contract_id: int | None
    user_id: int
    activity_description: str | None
    task_id: None
    task_title: None
    total_seconds: int
    total_minutes: int
    date: DayText
    start_time: DateTimeText | None


def started(record: ShiftRecord) -> Started:
    """What a start says."""
    return {
        "message": "Time tracking started successfully",
        "start_time": _offset_text(record.timeline.started_at),
        "contract_id": record.timeline.job_id,
        "project_id": record.timeline.job_id,
        "task_id": None,
        "activity_description": record.note or None,
    }


def stopped(ended_at: datetime) -> Stopped:
    """What a stop says."""
    return {
        "message": "Time tracking stopped successfully",
        "stopped_at": _offset_text(ended_at),
    }


def current(
    user_id: int,
    running: ShiftRecord | None,
    ended: Iterable[ShiftRecord],
    day: date,
    now: datetime,
) -> Current:
    """The tracker that runs, if one does, and the day's time with what has ended."""
    before = sum(int(each.timeline.worked(now).total_seconds()) // 60 for each in ended)
    minutes, seconds = divmod(
        0 if running is None else int(running.timeline.worked(now).total_seconds()), 60
    )
    return {
        "contract_id": None if running is None else running.timeline.current_job_id,
        "user_id": user_id,
        "activity_description": None if running is None else running.note or None,
        "task_id": None,
        "task_title": None,
        "total_seconds": seconds,
        "total_minutes": before + minutes,
        "date": day.isoformat(),
        "start_time": None if running is None else _offset_text(running.timeline.started_at),
    }


def _offset_text(moment: datetime) -> str:
    return utc_text(moment).removesuffix("Z") + "+00:00"
