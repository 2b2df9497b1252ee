"""Looking jobs up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from timeclock.database import db
from timeclock.jobs.models import Job


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


def jobs(workspace_id: int, *, include_archived: bool = False) -> Sequence[Job]:
    """The workspace's jobs by name."""
    query = select(Job).where(Job.workspace_id == workspace_id).order_by(Job.name, Job.id)
    if not include_archived:
        query = query.where(Job.archived_at.is_(None))
    return db.session.scalars(query).all()
