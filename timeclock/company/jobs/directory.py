"""Jobs as scripts list them, archived ones too, a page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from timeclock.company.jobs.models import Job
from timeclock.paging import Window
from timeclock.storage.transactions import db


@dataclass(frozen=True, slots=True)
class Sought:
    """Which jobs: None is any, an empty collection is none. With a job come its sub-jobs.

    `piece` is in the name, in any case of letters.
    """

    job_ids: Collection[int] | None = None
    names: Collection[str] | None = None
    codes: Collection[str] | None = None
    is_archived: bool | None = None
    piece: str | None = None


def look_up(
    workspace_id: int, sought: Sought, window: Window, *, last_first: bool = False
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
    if sought.piece is not None:
        query = query.where(Job.name.icontains(sought.piece, autoescape=True))
    order = (Job.name.desc(), Job.id.desc()) if last_first else (Job.name, Job.id)
    return db.session.scalars(
        query.order_by(*order).limit(window.limit).offset(window.offset)
    ).all()
