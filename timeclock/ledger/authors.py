"""Who wrote which entry of a chain."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from timeclock.ledger.models import Chain, Entry
from timeclock.storage.transactions import db

_SET_BACK = timedelta(days=2)  # by which a clock that was set back may write entries too early
_older = aliased(Entry)


def authors_since(
    workspace_id: int, chain_ids: Collection[int], since: datetime
) -> dict[tuple[int, datetime], int | None]:
    """The acting members by chain and moment of receipt, for what was received from `since` on.

    All entries that one request writes in a chain have one moment and one actor, who is None for
    the operator and the clock.
    """
    # Backwards from the end of each chain, so that what is older is not read.
    before = (
        select(_older.position)
        .where(
            _older.workspace_id == workspace_id,
            _older.chain_id == Chain.id,
            _older.received_at < since - _SET_BACK,
        )
        .order_by(_older.position.desc())
        .limit(1)
        .correlate(Chain)
        .scalar_subquery()
    )
    query = (
        select(Entry.chain_id, Entry.received_at, Entry.actor_id)
        .join(Chain, (Chain.workspace_id == Entry.workspace_id) & (Chain.id == Entry.chain_id))
        .where(
            Entry.workspace_id == workspace_id,
            Chain.id.in_(sorted(chain_ids)),
            Entry.position > func.coalesce(before, 0),
        )
    )
    rows = db.session.execute(query)
    return {(row.chain_id, row.received_at): row.actor_id for row in rows}
