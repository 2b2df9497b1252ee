"""The jobs, clients and tags that a call of Clockify's names."""

from collections.abc import Iterable, Mapping

from timeclock.company.jobs.queries import job_tree
from timeclock.company.jobs.tree import JobTree
from timeclock.company.labels.models import Label, LabelKind
from timeclock.company.labels.queries import labels
from timeclock.compat.ids import IdKind, from_hex24
from timeclock.errors import NotFound


def job_in(workspace_id: int, project: str | None, task: str | None) -> int | None:
    """The job that a new entry is booked on; 0, which no job has, for an id that is none.

    An id of another server's task is passed over, because scripts send what they have kept. Raises
    NotFound for a task of ours that does not lie below the project.
    """
    if not _named_task(task):
        return project_in(project)
    return job_named(job_tree(workspace_id), project, task)


def job_named(tree: JobTree, project: str | None, task: str | None) -> int | None:
    """`job_in` where the tree is known."""
    job_id = _named_task(task)
    if not job_id:
        return project_in(project)
    if not tree.is_sub_job(job_id) or (project and project_in(project) != tree.top(job_id)):
        raise task_not_found()
    return job_id


def project_in(project: str | None) -> int | None:
    """The job that a project's id names: 0 for one that is no id, None where there is none."""
    return from_hex24(IdKind.JOB, project) or 0 if project else None


def tags_in(tags: Iterable[object] | None) -> tuple[int, ...]:
    """The tags that ids name. An id of another server's tag is passed over, as with tasks."""
    named = (from_hex24(IdKind.TAG, each) for each in tags or () if isinstance(each, str))
    return tuple(each for each in named if each is not None)


def clients_by_id(workspace_id: int) -> Mapping[int, Label]:
    """The clients of the company, archived ones too."""
    found = labels(workspace_id, LabelKind.CLIENT, include_archived=True)
    return {each.id: each for each in found}


def task_not_found() -> NotFound:
    """The same words for a missing task and for one of another project or company."""
    return NotFound("task_not_found", "This sub-job does not exist below that job.")


def _named_task(task: str | None) -> int:
    return from_hex24(IdKind.TASK, task) or 0 if task else 0
