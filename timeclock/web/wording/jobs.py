"""The jobs to choose from: those used last first, sub-jobs named after the job they belong to."""

from collections.abc import Mapping, Sequence

from wtforms import SelectChoice

from timeclock.company.jobs.models import Job
from timeclock.company.jobs.queries import JobOnOffer
from timeclock.names import sort_key
from timeclock.web.wording.translation import gettext as _

_MOST_RECENT = 4


def full_names(jobs: Sequence[Job] | Sequence[JobOnOffer]) -> dict[int, str]:
    """What each job is called, with its parents: “Bakery › Night bake”."""
    by_id: dict[int, Job | JobOnOffer] = {job.id: job for job in jobs}
    return {job.id: _full_name(job, by_id) for job in jobs}


def grouped(
    jobs: Sequence[Job] | Sequence[JobOnOffer],
    last_used: Sequence[int | None],
    *,
    optional: bool,
    keep: int | None = None,
) -> tuple[list[SelectChoice], int | None]:
    """Choices in groups for a select, and the one to begin with.

    `optional` offers to book on no job. Archived jobs are not on offer, however often used, except
    for `keep`: the job under way has to be among the choices, or saving a note would change it.
    """
    names = full_names(jobs)
    on_offer = (job.id for job in jobs if job.archived_at is None or job.id == keep)
    open_ids = sorted(on_offer, key=lambda job_id: sort_key(names[job_id]))
    known: set[int | None] = {*open_ids, None} if optional else set(open_ids)
    recent = [job_id for job_id in last_used if job_id in known][:_MOST_RECENT]
    others: list[int | None] = [job_id for job_id in open_ids if job_id not in recent]
    if optional and None not in recent:
        others.insert(0, None)
    choices = [
        *(_choice(job_id, names, _("Used last")) for job_id in recent),
        *(_choice(job_id, names, _("All jobs")) for job_id in others),
    ]
    return choices, next(iter([*recent, *others]), None)


def _choice(job_id: int | None, names: Mapping[int, str], group: str) -> SelectChoice:
    value, label = ("", _("No job")) if job_id is None else (str(job_id), names[job_id])
    return SelectChoice(value, label, optgroup=group)


def _full_name(job: Job | JobOnOffer, by_id: Mapping[int, Job | JobOnOffer]) -> str:
    names, seen = [job.name], {job.id}
    while (parent := by_id.get(job.parent_id or 0)) is not None and parent.id not in seen:
        names.insert(0, parent.name)
        seen.add(parent.id)
        job = parent
    return " › ".join(names)
