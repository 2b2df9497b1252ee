"""The directory of a workspace: everyone who ever joined, a page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from timeclock.authority.actor import Role
from timeclock.company.people.accounts import email_keys
from timeclock.company.people.models import Account, Member
from timeclock.paging import Window
from timeclock.storage.transactions import db


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people: None is any, an empty collection is no one.

    `has_come` picks those who have accepted their invitation, or those who have not;
    `joined_since` and `left_since` are the earliest instants that count.
    """

    member_ids: Collection[int] | None = None
    user_ids: Collection[int] | None = None
    names: Collection[str] | None = None
    emails: Collection[str] | None = None
    roles: Collection[Role] | None = None
    is_active: bool | None = None
    has_come: bool | None = None
    joined_since: datetime | None = None
    left_since: datetime | None = None


def look_up(
    workspace_id: int, sought: PeopleFilter, window: Window, *, last_first: bool = False
) -> Sequence[tuple[Member, Account]]:
    """People in the order in which they joined, or the other way round, each with the account."""
    query = (
        select(Member, Account)
        .join(Account, Account.id == Member.account_id)
        .where(*_conditions(workspace_id, sought))
        .order_by(Member.id.desc() if last_first else Member.id)
        .limit(window.limit)
        .offset(window.offset)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def count(workspace_id: int, sought: PeopleFilter) -> int:
    """How many people there are."""
    query = (
        select(func.count())
        .select_from(Member)
        .join(Account, Account.id == Member.account_id)
        .where(*_conditions(workspace_id, sought))
    )
    return db.session.scalar(query) or 0


def _conditions(workspace_id: int, sought: PeopleFilter) -> list[Any]:
    found: list[Any] = [Member.workspace_id == workspace_id]
    if sought.member_ids is not None:
        found.append(Member.id.in_(sorted(sought.member_ids)))
    if sought.user_ids is not None:
        found.append(Member.account_id.in_(sorted(sought.user_ids)))
    if sought.names is not None:
        found.append(Member.name.in_(sorted(sought.names)))
    if sought.emails is not None:
        found.append(Account.email_key.in_(sorted(email_keys(sought.emails))))
    if sought.roles is not None:
        found.append(Member.role_name.in_(sorted(sought.roles)))
    if sought.is_active is not None:
        found.append(Member.deactivated_at.is_(None) == sought.is_active)
    if sought.has_come is not None:
        found.append(Member.accepted_at.is_not(None) == sought.has_come)
    if sought.joined_since is not None:
        found.append(Member.joined_at >= sought.joined_since)
    if sought.left_since is not None:
        found.append(Member.deactivated_at >= sought.left_since)
    return found
