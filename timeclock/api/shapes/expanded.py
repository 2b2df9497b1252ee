"""Shifts with what they name by id: the person, the time clock and the job. Pure."""

from collections.abc import Mapping
from typing import NotRequired, cast

from typing_extensions import TypedDict

from timeclock.api.shapes.shifts import ShiftJson
from timeclock.company.clocks.models import TimeClock
from timeclock.company.jobs.models import Job
from timeclock.company.people.models import Member


class ExpandedUser(TypedDict):
    """Whose shift it is."""

    user_id: int
    name: str
    employee_number: str | None
    external_id: str | None


class ExpandedClock(TypedDict):
    """Where the shift is."""

    id: int
    name: str
    external_id: str | None


class ExpandedJob(TypedDict):
    """What the shift is booked on."""

    id: int
    name: str
    code: str | None
    external_id: str | None


class ExpandedShift(ShiftJson):
    """A shift; with `expand` also what it names, a job only where it has one."""

    user: NotRequired[ExpandedUser]
    clock: NotRequired[ExpandedClock]
    job: NotRequired[ExpandedJob | None]


class Shifts(TypedDict):
    """A page of shifts; `next_cursor` is the `cursor` of the next one, null on the last."""

    shifts: list[ExpandedShift]
    next_cursor: str | None


def listed(shift: ShiftJson) -> ExpandedShift:
    """A shift of a list, which can be expanded."""
    return cast(ExpandedShift, dict(shift))


def add_users(shifts: list[ExpandedShift], members: Mapping[int, Member]) -> None:
    """Say whose they are."""
    for each in shifts:
        found = members[each["user_id"]]
        each["user"] = {
            "user_id": found.account_id,
            "name": found.name,
            "employee_number": found.employee_number,
            "external_id": found.external_id,
        }


def add_clocks(shifts: list[ExpandedShift], clocks: Mapping[int, TimeClock]) -> None:
    """Say where they are."""
    for each in shifts:
        found = clocks[each["clock_id"]]
        each["clock"] = {"id": found.id, "name": found.name, "external_id": found.external_id}


def add_jobs(shifts: list[ExpandedShift], jobs: Mapping[int, Job]) -> None:
    """Say what they are booked on."""
    for each in shifts:
        found = jobs.get(each["job_id"] or 0)
        each["job"] = None if found is None else _job(found)


def _job(found: Job) -> ExpandedJob:
    return {
        "id": found.id,
        "name": found.name,
        "code": found.code,
        "external_id": found.external_id,
    }
