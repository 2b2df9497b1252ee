"""Looking jobs up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from timeclock.company.jobs.models import Job
from timeclock.company.jobs.tree import JobTree
from timeclock.company.labels.models import Client
from timeclock.names import by_name
from timeclock.storage.transactions import db


@dataclass(frozen=True, slots=True)
class JobOnOffer:
    """What a choice of jobs has to know of one."""

    id: int
    name: str
    parent_id: int | None
    archived_at: datetime | None = None


def on_offer(workspace_id: int) -> tuple[JobOnOffer, ...]:
    """The jobs that may be chosen, by name, as values that outlive the session."""
    return tuple(JobOnOffer(job.id, job.name, job.parent_id) for job in jobs(workspace_id))


def job(workspace_id: int, job_id: int) -> Job | None:
    """A job of the workspace."""
    return db.session.get(Job, (workspace_id, job_id))


def jobs_after(
    workspace_id: int,
    after_id: int,
    limit: int,
    *,
    archived: bool = False,
    code: str | None = None,
    external_id: str | None = None,
) -> Sequence[Job]:
    """Jobs on offer, or archived ones, by id behind one of them: all, or that with a code or id."""
    query = (
        select(Job)
        .where(
            Job.workspace_id == workspace_id,
            Job.id > after_id,
            Job.archived_at.is_not(None) == archived,
        )
        .order_by(Job.id)
        .limit(limit)
    )
    if code is not None:
        query = query.where(Job.code == code)
    if external_id is not None:
        query = query.where(Job.external_id == external_id)
    return db.session.scalars(query).all()


def jobs(workspace_id: int, *, include_archived: bool = False) -> Sequence[Job]:
    """The workspace's jobs by name."""
    query = select(Job).where(Job.workspace_id == workspace_id).order_by(Job.id)
    if not include_archived:
        query = query.where(Job.archived_at.is_(None))
    return by_name(db.session.scalars(query), lambda job: job.name)


def job_names(workspace_id: int, job_ids: Collection[int]) -> dict[int, str]:
    """What jobs are called, archived ones too, by id."""
    rows = db.session.execute(
        select(Job.id, Job.name).where(
            Job.workspace_id == workspace_id, Job.id.in_(sorted(set(job_ids)))
        )
    )
    return {row.id: row.name for row in rows}


def client_names(workspace_id: int, job_ids: Collection[int]) -> dict[int, str]:
    """What the clients of jobs are called, by job; jobs without one are not among them."""
    client = and_(Client.workspace_id == Job.workspace_id, Client.id == Job.client_id)
    rows = db.session.execute(
        select(Job.id, Client.name)
        .join(Client, client)
        .where(Job.workspace_id == workspace_id, Job.id.in_(sorted(set(job_ids))))
    )
    return {row.id: row.name for row in rows}


def job_tree(workspace_id: int) -> JobTree:
    """The tree of a workspace's jobs, archived ones too."""
    rows = db.session.execute(
        select(Job.id, Job.parent_id).where(
            Job.workspace_id == workspace_id, Job.parent_id.is_not(None)
        )
    )
    return JobTree({row.id: row.parent_id for row in rows})
