"""Locks besides a member's own: many people's chains, and the company's shared by decisions."""

from collections.abc import Collection

from sqlalchemy import and_, select

from timeclock.company.people.models import Member
from timeclock.ledger.models import Chain
from timeclock.storage.transactions import Transaction


def lock_members(
    tx: Transaction, workspace_id: int, member_ids: Collection[int] | None = None
) -> frozenset[int]:
    """Lock the chains of these members (None: of all), and say which of them there are.

    In order of the chains, so that two who do this wait for each other and none dies of it; anyone
    who needs the workspace's chain takes it first. Nothing of a chain moves: a place in it has to
    be filled by an entry. On SQLite the write lock is all of it.
    """
    query = (
        select(Member.id)
        .join(Chain, and_(Chain.workspace_id == Member.workspace_id, Chain.id == Member.chain_id))
        .where(Member.workspace_id == workspace_id)
        .order_by(Chain.id)
        .with_for_update(of=Chain)
    )
    if member_ids is not None:
        query = query.where(Member.id.in_(member_ids))
    return frozenset(row.id for row in tx.connection.execute(query))


def share_workspace(tx: Transaction, workspace_id: int) -> None:
    """Keep whatever takes the workspace's chain waiting, but not others who only share it.

    Before the member's chain, as everyone who needs both. Anyone who shares it cannot write to it
    in the same transaction. On SQLite the write lock is all of it.
    """
    if not tx.on_sqlite:
        query = select(Chain.id).where(Chain.workspace_id == workspace_id, Chain.for_workspace)
        tx.connection.execute(query.with_for_update(read=True))
