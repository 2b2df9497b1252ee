"""Looking keys up."""

from collections.abc import Sequence

from sqlalchemy import and_, select

from timeclock.company.api_keys.models import ApiKey
from timeclock.company.people.models import Member
from timeclock.storage.transactions import db


def keys(workspace_id: int, *, member_id: int | None = None) -> Sequence[tuple[ApiKey, Member]]:
    """The workspace's keys (or one member's), newest first, revoked ones last."""
    query = (
        select(ApiKey, Member)
        .join(
            Member, and_(Member.workspace_id == ApiKey.workspace_id, Member.id == ApiKey.member_id)
        )
        .where(ApiKey.workspace_id == workspace_id)
        .order_by(ApiKey.revoked_at.is_not(None), ApiKey.id.desc())
    )
    if member_id is not None:
        query = query.where(ApiKey.member_id == member_id)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def keys_before(
    workspace_id: int, before_id: int | None, limit: int, *, member_id: int | None = None
) -> Sequence[tuple[ApiKey, Member]]:
    """The workspace's keys (or one member's) from below an id, newest first."""
    query = (
        select(ApiKey, Member)
        .join(
            Member, and_(Member.workspace_id == ApiKey.workspace_id, Member.id == ApiKey.member_id)
        )
        .where(ApiKey.workspace_id == workspace_id)
        .order_by(ApiKey.id.desc())
        .limit(limit)
    )
    if member_id is not None:
        query = query.where(ApiKey.member_id == member_id)
    if before_id is not None:
        query = query.where(ApiKey.id < before_id)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def key(workspace_id: int, key_id: int) -> tuple[ApiKey, Member] | None:
    """One key with the member that it acts as."""
    row = db.session.execute(
        select(ApiKey, Member)
        .join(
            Member, and_(Member.workspace_id == ApiKey.workspace_id, Member.id == ApiKey.member_id)
        )
        .where(ApiKey.workspace_id == workspace_id, ApiKey.id == key_id)
    ).first()
    return None if row is None else (row[0], row[1])
