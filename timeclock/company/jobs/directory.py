"""Jobs as scripts list them, archived ones too, a page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from typing_extensions import TypedDict

from timeclock.company.jobs.models import Job
from timeclock.names import by_name, folded
from timeclock.paging import Window
from timeclock.storage.transactions import db


@dataclass(frozen=True, slots=True)
class JobFilter:
    """Which jobs: None is any, an empty collection is none. With a job come its sub-jobs.

    `piece` is in the name, whatever its case and marks. `is_sub_job` picks those that lie below
    another one, or those at the top.
    """

    job_ids: Collection[int] | None = None
    names: Collection[str] | None = None
    codes: Collection[str] | None = None
    is_archived: bool | None = None
    piece: str | None = None
    is_sub_job: bool | None = None


class NameFilter(TypedDict, total=False):
    """The fields of a `JobFilter` that are about the name."""

    names: Collection[str]
    piece: str


def look_up(
    workspace_id: int, sought: JobFilter, window: Window, *, last_first: bool = False
) -> Sequence[Job]:
    """Jobs by name, or with `last_first` the other way round."""
    query = select(Job).where(Job.workspace_id == workspace_id)
    if sought.job_ids is not None:
        wanted = sorted(sought.job_ids)
        query = query.where(or_(Job.id.in_(wanted), Job.parent_id.in_(wanted)))
    if sought.names is not None:
        query = query.where(Job.name.in_(sorted(sought.names)))
    if sought.codes is not None:
        query = query.where(Job.code.in_(sorted(sought.codes)))
    if sought.is_archived is not None:
        query = query.where(Job.archived_at.is_not(None) == sought.is_archived)
    if sought.is_sub_job is not None:
        query = query.where(Job.parent_id.is_not(None) == sought.is_sub_job)
    piece = folded(sought.piece or "")
    # The order of names is the same on every database only if no database decides it.
    found = by_name(
        (job for job in db.session.scalars(query.order_by(Job.id)) if piece in folded(job.name)),
        lambda job: job.name,
    )
    if last_first:
        found = found[::-1]
    return found[window.offset : window.offset + window.limit]
