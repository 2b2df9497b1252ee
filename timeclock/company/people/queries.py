"""Looking people up; every look-up of a member carries the workspace."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import column, select, table

from timeclock.authority.actor import Role
from timeclock.company.people.accounts import account_of, read_address
from timeclock.company.people.lookalikes import lookalikes
from timeclock.company.people.models import Account, Member, SignIn
from timeclock.company.people.sessions import IDLE, LONGEST
from timeclock.names import by_name
from timeclock.storage.transactions import db

_workspace = table("workspace", column("id"), column("name"))


@dataclass(frozen=True, slots=True)
class MembershipView:
    """One of a person's companies."""

    workspace_id: int
    workspace_name: str
    role: Role
    accepted: bool


def member(workspace_id: int, member_id: int) -> Member | None:
    """A member of the workspace."""
    return db.session.get(Member, (workspace_id, member_id))


def member_of_account(workspace_id: int, account_id: int) -> Member | None:
    """The member that a user is in this workspace."""
    return db.session.scalar(
        select(Member).where(Member.workspace_id == workspace_id, Member.account_id == account_id)
    )


def member_by_email(workspace_id: int, email: str) -> Member | None:
    """The member with that address. Raises Invalid for what is no address."""
    found = account_of(db.session(), read_address(email))
    return member_of_account(workspace_id, found.id) if found else None


def members(
    workspace_id: int, *, include_deactivated: bool = False
) -> Sequence[tuple[Member, Account]]:
    """The workspace's people by name, each with the account."""
    query = (
        select(Member, Account)
        .join(Account, Account.id == Member.account_id)
        .where(Member.workspace_id == workspace_id)
        .order_by(Member.id)
    )
    if not include_deactivated:
        query = query.where(Member.deactivated_at.is_(None))
    found = [(row[0], row[1]) for row in db.session.execute(query)]
    return by_name(found, lambda pair: pair[0].name)


def members_after(
    workspace_id: int,
    after_id: int,
    limit: int,
    *,
    member_ids: Collection[int] | None = None,
    active: bool | None = True,
) -> Sequence[tuple[Member, Account]]:
    """Members by id behind one of them, each with the account.

    `member_ids` are those in sight (None: everyone), `active` picks the active, the deactivated,
    or (None) both.
    """
    query = (
        select(Member, Account)
        .join(Account, Account.id == Member.account_id)
        .where(Member.workspace_id == workspace_id, Member.id > after_id)
        .order_by(Member.id)
        .limit(limit)
    )
    if member_ids is not None:
        query = query.where(Member.id.in_(member_ids))
    if active is not None:
        query = query.where(Member.deactivated_at.is_(None) == active)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def names(workspace_id: int, member_ids: Collection[int]) -> dict[int, str]:
    """What members are called, deactivated ones too, by id."""
    rows = db.session.execute(
        select(Member.id, Member.name).where(
            Member.workspace_id == workspace_id, Member.id.in_(member_ids)
        )
    )
    return {row.id: row.name for row in rows}


def employee_number(workspace_id: int, member_id: int) -> str | None:
    """The employee number of a member, if there is one."""
    return db.session.scalar(
        select(Member.employee_number).where(
            Member.workspace_id == workspace_id, Member.id == member_id
        )
    )


def people_alike(workspace_id: int) -> dict[int, tuple[Member, ...]]:
    """For each active member whose name looks like others', the others."""
    found = {member.id: member for member, _ in members(workspace_id)}
    alike = lookalikes({member_id: member.name for member_id, member in found.items()})
    return {who: tuple(found[other] for other in others) for who, others in alike.items()}


def user_ids(workspace_id: int, member_ids: Collection[int] | None = None) -> dict[int, int]:
    """Which users these members are (None: all members), deactivated ones too, by member."""
    query = select(Member.id, Member.account_id).where(Member.workspace_id == workspace_id)
    if member_ids is not None:
        query = query.where(Member.id.in_(member_ids))
    return {row.id: row.account_id for row in db.session.execute(query)}


def member_chains(workspace_id: int, member_ids: Collection[int]) -> dict[int, int]:
    """The chains of the ledger that belong to these members, by member."""
    query = select(Member.id, Member.chain_id).where(
        Member.workspace_id == workspace_id, Member.id.in_(sorted(member_ids))
    )
    return {row.id: row.chain_id for row in db.session.execute(query)}


def memberships(account_id: int) -> Sequence[MembershipView]:
    """The companies where a person is active, by name."""
    rows = db.session.execute(
        select(Member, _workspace.c.name)
        .join(_workspace, _workspace.c.id == Member.workspace_id)
        .where(Member.account_id == account_id, Member.deactivated_at.is_(None))
        .order_by(Member.workspace_id)
    )
    found = (
        MembershipView(row[0].workspace_id, row[1], row[0].role, row[0].accepted_at is not None)
        for row in rows
    )
    return by_name(found, lambda each: each.workspace_name)


def account(account_id: int) -> Account | None:
    """An account by its id."""
    return db.session.get(Account, account_id)


def sign_ins(account_id: int) -> Sequence[SignIn]:
    """A person's sessions that still work, the latest used first."""
    now = datetime.now(UTC)
    return db.session.scalars(
        select(SignIn)
        .where(
            SignIn.account_id == account_id,
            SignIn.ended_at.is_(None),
            SignIn.last_seen_at > now - IDLE,
            SignIn.created_at > now - LONGEST,
        )
        .order_by(SignIn.last_seen_at.desc())
    ).all()
