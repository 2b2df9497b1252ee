"""Time clocks as scripts list them, archived ones too, a page at a time."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from timeclock.company.clocks.models import TimeClock
from timeclock.names import by_name
from timeclock.paging import Window
from timeclock.storage.transactions import db


def look_up(
    workspace_id: int, window: Window, *, clock_ids: Collection[int] | None = None
) -> Sequence[TimeClock]:
    """Clocks by name; of these only, where some are named."""
    query = select(TimeClock).where(TimeClock.workspace_id == workspace_id).order_by(TimeClock.id)
    if clock_ids is not None:
        query = query.where(TimeClock.id.in_(sorted(clock_ids)))
    # The order of names is the same on every database only if no database decides it.
    found = by_name(db.session.scalars(query), lambda clock: clock.name)
    return found[window.offset : window.offset + window.limit]
