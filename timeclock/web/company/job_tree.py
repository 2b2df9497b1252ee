"""Jobs as a tree: each behind the one that it is part of."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from wtforms import SelectChoice

from timeclock.company.jobs.models import Job
from timeclock.names import sort_key
from timeclock.web.wording.jobs import full_names
from timeclock.web.wording.translation import gettext as _


def in_order(jobs: Sequence[Job]) -> list[tuple[Job, int]]:
    """Every job with how deep it is; what is below a job that is not given comes to the top."""
    given = {job.id for job in jobs}
    below: dict[int | None, list[Job]] = defaultdict(list)
    for job in jobs:
        below[job.parent_id if job.parent_id in given else None].append(job)
    rows, waiting = [], [(job, 0) for job in reversed(below[None])]
    while waiting:
        job, depth = waiting.pop()
        rows.append((job, depth))
        waiting += [(child, depth + 1) for child in reversed(below[job.id])]
    return rows


def places_for(job: Job | None, jobs: Sequence[Job]) -> list[SelectChoice]:
    """What a job may be part of: nothing below it, and nothing archived but what holds it now."""
    names = full_names(jobs)
    inside = {each.id for each in _branch(job, jobs)} if job else set()
    kept = job.parent_id if job else None
    some = [
        each.id
        for each in jobs
        if each.id not in inside and (each.archived_at is None or each.id == kept)
    ]
    return [
        SelectChoice("", _("No parent job")),
        *(SelectChoice(each, names[each]) for each in sorted(some, key=_alphabetically(names))),
    ]


def _alphabetically(names: Mapping[int, str]) -> Callable[[int], tuple[str, str]]:
    return lambda job_id: sort_key(names[job_id])


def _branch(job: Job, jobs: Sequence[Job]) -> list[Job]:
    rows = in_order(jobs)
    start, depth = next((i, d) for i, (each, d) in enumerate(rows) if each.id == job.id)
    branch = [job]
    for each, deeper in rows[start + 1 :]:
        if deeper <= depth:
            break
        branch.append(each)
    return branch
