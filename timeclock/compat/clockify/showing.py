"""Entries with what their shift does not know: jobs above its job, locked days, whole objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeclock.company.jobs.directory import JobFilter, look_up
from timeclock.company.jobs.models import Job
from timeclock.company.jobs.queries import job_tree
from timeclock.company.jobs.tree import JobTree
from timeclock.company.labels.models import Label, LabelKind
from timeclock.company.labels.queries import labels
from timeclock.company.people import directory as people
from timeclock.compat.clockify.booking import clients_by_id
from timeclock.compat.clockify.shapes import entries, projects
from timeclock.compat.clockify.shapes.labels import ClockifyTag, tag
from timeclock.paging import Window
from timeclock.worktime.shifts.locked_shifts import read_locked_shifts
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import Part


def one_entry(record: ShiftRecord, part: Part) -> entries.ClockifyTimeEntry:
    """An entry that was just added or changed, so that it is on no locked day."""
    return entries.entry(record, part, _tree_of(record))


def started(record: ShiftRecord) -> entries.ClockifyTimeEntry:
    """The entry that a start began."""
    return entries.first_entry(record, _tree_of(record))


def ended(record: ShiftRecord) -> entries.ClockifyTimeEntry:
    """The entry that a stop ended."""
    return entries.last_entry(record, _tree_of(record))


def paused(record: ShiftRecord) -> entries.ClockifyTimeEntry:
    """The entry of the newest break."""
    return entries.last_break(record, _tree_of(record))


def same_entry(record: ShiftRecord, name: str) -> entries.ClockifyTimeEntry:
    """The entry of that id, which a punch may have changed."""
    return entries.same_entry(record, name, _tree_of(record))


def listed(
    workspace_id: int,
    found: Sequence[tuple[ShiftRecord, Part]],
    tree: JobTree,
    *,
    hydrated: bool = False,
) -> list[entries.ListedEntry]:
    """Entries of a list, whether their days are locked, and with whole objects if wanted."""
    locked = read_locked_shifts(workspace_id, [record for record, _ in found])
    objects = _objects(workspace_id, found, tree) if hydrated else None
    return [
        entries.listed(
            record,
            part,
            tree,
            is_locked=locked.hold(record),
            objects=None if objects is None else objects.of(record, part, tree),
        )
        for record, part in found
    ]


@dataclass(frozen=True, slots=True)
class _Objects:
    jobs: dict[int, Job]
    clients: Mapping[int, Label]
    tags: dict[int, ClockifyTag]
    users: dict[int, entries.EntryUser]

    def of(self, record: ShiftRecord, part: Part, tree: JobTree) -> entries.Hydration:
        job_id, user = part.job_id, self.users[record.account_id]
        worked = part.pause is None
        tags = [self.tags[each] for each in record.tag_ids if worked and each in self.tags]
        if job_id is None:
            return {"project": None, "task": None, "tags": tags, "user": user}
        is_task = tree.is_sub_job(job_id)
        return {
            "project": projects.project(self.jobs[tree.top(job_id)], self.clients),
            "task": projects.task(self.jobs[job_id], tree) if is_task else None,
            "tags": tags,
            "user": user,
        }


def _objects(
    workspace_id: int, found: Sequence[tuple[ShiftRecord, Part]], tree: JobTree
) -> _Objects:
    booked = {part.job_id for _, part in found if part.job_id is not None}
    wanted = JobFilter(job_ids=booked | {tree.top(job_id) for job_id in booked})
    users = {record.account_id for record, _ in found}
    sought = people.PeopleFilter(user_ids=users)
    return _Objects(
        clients=clients_by_id(workspace_id),
        tags={
            each.id: tag(each)
            for each in labels(workspace_id, LabelKind.TAG, include_archived=True)
        },
        jobs={job.id: job for job in look_up(workspace_id, wanted, Window(100_000))},
        users={
            account.id: entries.user(account.id, member.name)
            for member, account in people.look_up(workspace_id, sought, Window(100_000))
        },
    )


def _tree_of(record: ShiftRecord) -> JobTree:
    line = record.timeline
    booked = any(job is not None for job in (line.job_id, *(s.job_id for s in line.stretches)))
    return job_tree(record.workspace_id) if booked else JobTree()
