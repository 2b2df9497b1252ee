"""Breaks, and the kinds of them that a clock offers. Pure."""

from collections.abc import Iterable
from typing import NotRequired

from typing_extensions import TypedDict

from timeclock.compat.connecteam.shapes.shifts import (
    ConnecteamPunch,
    ConnecteamShift,
    last_shift,
    punch,
    unix,
)
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakInterval, Part


class ConnecteamBreakKind(TypedDict):
    """A kind of break; `duration` is its planned length in minutes, 0 where there is none."""

    id: str
    name: str
    isPaid: bool
    duration: int


class ConnecteamBreakKinds(TypedDict):
    """The kinds of break that a clock offers; without any, breaks can be taken all the same."""

    manualBreaks: list[ConnecteamBreakKind]
    areManualBreaksEnabled: bool


class Paused(TypedDict):
    """A break that has begun, and the part of the shift that it closed."""

    id: str
    start: ConnecteamPunch
    isSwitchFromShift: bool
    closedShift: ConnecteamShift


class Resumed(TypedDict):
    """A break that has ended, and the part of the shift that goes on, if it does."""

    id: str
    end: ConnecteamPunch
    isResumeShift: bool
    resumedShift: NotRequired[ConnecteamShift]


class ConnecteamBreak(TypedDict):
    """A break; without `end` while it goes on. `manualBreakId` is its kind."""

    id: str
    userId: int
    manualBreakId: str | None
    isPaid: bool
    start: ConnecteamPunch
    end: NotRequired[ConnecteamPunch]
    jobId: str | None
    createdAt: int
    modifiedAt: int


class _BreakEnd(TypedDict, total=False):
    end: ConnecteamPunch


def paused(record: ShiftRecord, pause: BreakInterval, zone: str | None) -> Paused:
    """What the beginning of a break answers; without a zone of its own in the shift's."""
    return {
        "id": str(pause.id),
        "start": punch(pause.started_at, zone or record.start_zone, "api"),
        "isSwitchFromShift": True,
        "closedShift": last_shift(record),
    }


def resumed(record: ShiftRecord, pause: BreakInterval, zone: str | None) -> Resumed:
    """What the end of a break answers, after which the shift goes on or has ended too."""
    ended_at = pause.ended_at or record.timeline.last_change
    end = punch(ended_at, zone or record.start_zone, "api")
    if pause.cut:
        return {"id": str(pause.id), "end": end, "isResumeShift": False}
    return {
        "id": str(pause.id),
        "end": end,
        "isResumeShift": True,
        "resumedShift": last_shift(record),
    }


def breaks(
    record: ShiftRecord,
    jobs: frozenset[int] | None = None,
    kinds: frozenset[int] | None = None,
) -> list[ConnecteamBreak]:
    """Every break, or those of work on these jobs and of these kinds."""
    found, job = [], record.timeline.job_id
    for part in record.timeline.parts():
        if part.pause is None:
            job = part.job_id
        elif (jobs is None or job in jobs) and (kinds is None or part.pause.kind_id in kinds):
            found.append(_break(record, part, part.pause, job))
    return found


def kinds(offered: Iterable[ConnecteamBreakKind]) -> ConnecteamBreakKinds:
    """The kinds of break of a clock."""
    shown = list(offered)
    return {"manualBreaks": shown, "areManualBreaksEnabled": bool(shown)}


def _break(
    record: ShiftRecord, part: Part, pause: BreakInterval, job: int | None
) -> ConnecteamBreak:
    end: _BreakEnd = {}
    if part.ended_at is not None:
        end = {"end": punch(part.ended_at, record.start_zone, record.start_source)}
    return {
        "id": str(pause.id),
        "userId": record.account_id,
        "manualBreakId": None if pause.kind_id is None else str(pause.kind_id),
        "isPaid": pause.paid,
        "start": punch(part.started_at, record.start_zone, record.start_source),
        **end,
        "jobId": None if job is None else str(job),
        "createdAt": unix(part.started_at),
        "modifiedAt": unix(part.ended_at or part.started_at),
    }
