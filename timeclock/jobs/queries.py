"""Looking jobs up."""

from collections.abc import Sequence

from sqlalchemy import select

from timeclock.database import db
from timeclock.jobs.models import Job


def job(workspace_id: int, job_id: int) -> Job | None:
    """A job of the workspace."""
    return db.session.get(Job, (workspace_id, job_id))


def jobs(workspace_id: int, *, include_archived: bool = False) -> Sequence[Job]:
    """The workspace's jobs by name."""
    query = select(Job).where(Job.workspace_id == workspace_id).order_by(Job.name, Job.id)
    if not include_archived:
        query = query.where(Job.archived_at.is_(None))
    return db.session.scalars(query).all()
