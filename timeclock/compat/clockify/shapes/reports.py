"""A detailed report as Clockify's host of reports shows it. Pure.

The fields are those of the public description that apet97/clockify-python is generated from. Ids
are given as `_id`, as that host does, and as `id` too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from typing_extensions import TypedDict

from timeclock.company.jobs.tree import JobTree
from timeclock.compat.clockify.shapes.entries import entry
from timeclock.compat.clockify.shapes.projects import Clients, JobFacts
from timeclock.compat.ids import IdKind, hex24
from timeclock.timekeeping import elapsed, local_text
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import Part


class ReportedTag(TypedDict):
    _id: str
    id: str
    name: str


class ReportedInterval(TypedDict):
    start: str
    end: str
    duration: int


class ReportedEntry(TypedDict):
    _id: str
    id: str
    description: str
    userId: str
    userName: str
    userEmail: str
    timeInterval: ReportedInterval
    billable: bool
    projectId: str | None
    projectName: str
    projectColor: str
    clientId: str
    clientName: str
    taskId: str | None
    taskName: str
    tagIds: list[str]
    tags: list[ReportedTag]
    approvalRequestId: None
    type: Literal["REGULAR", "BREAK"]
    locked: bool
    isLocked: bool


class ReportTotals(TypedDict):
    _id: str
    totalTime: int
    totalBillableTime: int
    entriesCount: int
    amounts: list[None]


class DetailedReport(TypedDict):
    """Entries that have ended, and what all pages of them come to in seconds."""

    totals: list[ReportTotals]
    timeentries: list[ReportedEntry]


@dataclass(frozen=True, slots=True)
class ReportNames:
    """What ids are called; `people` have a name and an address by user."""

    people: Mapping[int, tuple[str, str]]
    jobs: Mapping[int, JobFacts]
    clients: Clients
    tags: Mapping[int, str]
    tree: JobTree = field(default_factory=JobTree)


def seconds(part: Part) -> int:
    """The length of a part that has ended."""
    return int(elapsed(part.started_at, part.ended_at or part.started_at).total_seconds())


def totals(parts: list[tuple[ShiftRecord, Part]]) -> ReportTotals:
    """What these entries come to."""
    billable = [part for record, part in parts if record.billable and part.pause is None]
    return {
        "_id": "",
        "totalTime": sum(seconds(part) for _, part in parts),
        "totalBillableTime": sum(map(seconds, billable)),
        "entriesCount": len(parts),
        "amounts": [],
    }


def reported(
    record: ShiftRecord, part: Part, names: ReportNames, zone: str, *, is_locked: bool
) -> ReportedEntry:
    """One entry, its times in the zone of the report."""
    shown = entry(record, part, names.tree, is_locked=is_locked)
    name, email = names.people.get(record.account_id, ("", ""))
    job_id = part.job_id
    job = None if job_id is None else names.jobs.get(names.tree.top(job_id))
    task = names.jobs.get(job_id) if job_id is not None and shown["taskId"] else None
    client = names.clients.get(job.client_id) if job is not None and job.client_id else None
    tags = record.tag_ids if part.pause is None else ()
    return {
        "_id": shown["id"],
        "id": shown["id"],
        "description": shown["description"],
        "userId": shown["userId"],
        "userName": name,
        "userEmail": email,
        "timeInterval": {
            "start": local_text(part.started_at, zone),
            "end": local_text(part.ended_at or part.started_at, zone),
            "duration": seconds(part),
        },
        "billable": shown["billable"],
        "projectId": shown["projectId"],
        "projectName": "" if job is None else job.name,
        "projectColor": "" if job is None else "#607D8B",
        "clientId": "" if client is None else hex24(IdKind.CLIENT, client.id),
        "clientName": "" if client is None else client.name,
        "taskId": shown["taskId"],
        "taskName": "" if task is None else task.name,
        "tagIds": shown["tagIds"],
        "tags": [
            {
                "_id": hex24(IdKind.TAG, each),
                "id": hex24(IdKind.TAG, each),
                "name": names.tags.get(each, ""),
            }
            for each in tags
        ],
        "approvalRequestId": None,
        "type": shown["type"],
        "locked": is_locked,
        "isLocked": is_locked,
    }
