"""Looking exports up."""

from collections.abc import Sequence

from sqlalchemy import select

from timeclock.outgoing.exports.models import Export
from timeclock.storage.transactions import db


def export(workspace_id: int, export_id: int) -> Export | None:
    """An export of the workspace."""
    return db.session.get(Export, (workspace_id, export_id))


def exports(workspace_id: int, *, limit: int = 50, before: int | None = None) -> Sequence[Export]:
    """What was asked for last, newest first, from below an id."""
    query = select(Export).where(Export.workspace_id == workspace_id)
    if before is not None:
        query = query.where(Export.id < before)
    return db.session.scalars(query.order_by(Export.id.desc()).limit(limit)).all()
