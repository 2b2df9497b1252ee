"""Which entries a list asks for; pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from timeclock.company.jobs.tree import JobTree
from timeclock.compat.clockify.booking import tags_in
from timeclock.compat.clockify.queries import EntriesAsked
from timeclock.compat.ids import IdKind, from_hex24
from timeclock.names import folded
from timeclock.worktime.corrections.drafts.parts import parts_of
from timeclock.worktime.shifts.listing import ShiftFilter
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import Part

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WantedEntries:
    """The entries that pass every filter.

    `job_ids` None is any job or none, `tag_ids` None with or without tags, which only work has.
    """

    tree: JobTree
    start: datetime | None
    end: datetime | None
    is_running: bool | None
    words: str
    job_ids: frozenset[int] | None
    on_a_project: bool
    on_a_task: bool
    tag_ids: frozenset[int] | None

    @classmethod
    def of(cls, query: EntriesAsked, tree: JobTree) -> "WantedEntries":
        """What a query asks for."""
        before = query.get_week_before
        starts = [at for at in (query.start, before and before - _WEEK) if at]
        ends = [at for at in (query.end, before) if at]
        return cls(
            tree=tree,
            start=max(starts, default=None),
            end=min(ends, default=None),
            is_running=query.in_progress,
            words=folded(query.description or ""),
            job_ids=_jobs(query, tree),
            on_a_project=bool(query.project_required or before),
            on_a_task=bool(query.task_required),
            tag_ids=frozenset(tags_in(query.tags)) if query.tags else None,
        )

    def shifts_among(self, theirs: ShiftFilter) -> ShiftFilter:
        """Those of someone's shifts that may have such entries."""
        return replace(
            theirs,
            start=self.start,
            end=self.end,
            job_ids=self.job_ids,
            tag_ids=self.tag_ids,
            is_open=self.is_running or None,
            reaches_into=True,
        )

    def entries(self, found: Iterable[ShiftRecord]) -> Iterator[tuple[ShiftRecord, Part]]:
        """Shifts do not overlap, so their parts come in order with them."""
        for record in found:
            if self.words in folded(record.note):
                for part in reversed(parts_of(record)):
                    if self._is_among_them(part):
                        yield record, part

    def _is_among_them(self, part: Part) -> bool:
        runs, job = part.ended_at is None, part.job_id
        return (
            (self.start is None or part.started_at >= self.start)
            and (self.end is None or part.started_at < self.end)
            and self.is_running in (None, runs)
            and (self.job_ids is None or job in self.job_ids)
            and (self.tag_ids is None or part.pause is None)
            and (not self.on_a_project or job is not None)
            and (not self.on_a_task or (job is not None and self.tree.is_sub_job(job)))
        )


def _jobs(query: EntriesAsked, tree: JobTree) -> frozenset[int] | None:
    found = None
    if query.project:
        found = tree.below(from_hex24(IdKind.JOB, query.project) or 0)
    if query.task:
        task = from_hex24(IdKind.TASK, query.task) or 0
        below = tree.below(task) if tree.is_sub_job(task) else frozenset()
        found = below if found is None else found & below
    return found
