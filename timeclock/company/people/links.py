"""One-time links: the setup of a server, an invitation, a password reset."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import column, func, select, table, update
from sqlalchemy.orm import Session

from timeclock.authority.actor import Actor, Door
from timeclock.company.people.accounts import new_token, token_hash
from timeclock.company.people.membership import manageable_member
from timeclock.company.people.models import Account, Link, Member
from timeclock.errors import Conflict, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.recording import Head, record
from timeclock.storage.transactions import Transaction, db, transaction

_workspace = table("workspace", column("id"), column("name"))


class LinkUse(StrEnum):
    """What a link is good for."""

    SETUP = "setup"
    INVITATION = "invitation"
    RESET = "reset"


_LASTS = {
    LinkUse.SETUP: timedelta(days=7),
    LinkUse.INVITATION: timedelta(days=14),
    LinkUse.RESET: timedelta(days=1),
}


@dataclass(frozen=True, slots=True)
class LinkView:
    """What a link that still works shows of itself."""

    purpose: LinkUse
    account_id: int | None
    email: str | None
    name: str | None
    workspace_id: int | None
    workspace_name: str | None
    account_has_password: bool
    expires_at: datetime


def find_link(token: str) -> LinkView | None:
    """What a link is for; None when it is unknown, used or has run out."""
    row = db.session.execute(
        select(Link, Account, _workspace.c.name)
        .outerjoin(Account, Account.id == Link.account_id)
        .outerjoin(_workspace, _workspace.c.id == Link.workspace_id)
        .where(Link.token_hash == token_hash(token))
    ).first()
    if row is None or not _is_open(row[0]):
        return None
    link, account, workspace_name = row
    return LinkView(
        purpose=LinkUse(link.purpose),
        account_id=link.account_id,
        email=account.email if account else None,
        name=account.name if account else None,
        workspace_id=link.workspace_id,
        workspace_name=workspace_name,
        account_has_password=bool(account and account.password_hash),
        expires_at=link.expires_at,
    )


def _is_open(link: Link) -> bool:
    return link.used_at is None and link.expires_at > datetime.now(UTC)


def link_not_found() -> NotFound:
    """The same words for a link that is unknown, used or has run out."""
    return NotFound("link_not_found", "This link no longer works. Ask for a new one.")


def use_link(session: Session, token: str, purpose: LinkUse) -> Link:
    """Take a link out of use and return it. Raises NotFound when it does not work any more."""
    link = session.scalar(
        select(Link).where(Link.token_hash == token_hash(token)).with_for_update()
    )
    if link is None or link.purpose != purpose.value or not _is_open(link):
        raise link_not_found()
    link.used_at = datetime.now(UTC)
    return link


def active_member(session: Session, actor: Actor, member_id: int) -> Member:
    """A member to make a link for. Raises Conflict `deactivated` for one who has left."""
    member = manageable_member(session, actor, member_id)
    if not member.is_active:
        raise Conflict("deactivated", "This person is deactivated. Reactivate them first.")
    return member


def demand_nowhere_else(session: Session, member: Member | Link, *, accepted: bool) -> None:
    """Raise Conflict for a person who is a member elsewhere (only where `accepted`, if asked)."""
    elsewhere = select(func.count()).where(
        Member.account_id == member.account_id, Member.workspace_id != member.workspace_id
    )
    if accepted:
        elsewhere = elsewhere.where(Member.accepted_at.is_not(None))
    if session.scalar(elsewhere):
        raise Conflict(
            "member_elsewhere",
            "This person is a member of another company too, so only the operator of this "
            "server can have the password set.",
        )


def issue_link(
    tx: Transaction, actor: Actor, head: Head, purpose: LinkUse, member: Member, once: Once | None
) -> str:
    """A new link for a member, as its token; earlier ones of that purpose stop working."""
    now, token = datetime.now(UTC), new_token()
    tx.connection.execute(
        update(Link)
        .where(
            Link.workspace_id == member.workspace_id,
            Link.member_id == member.id,
            Link.purpose == purpose.value,
            Link.used_at.is_(None),
        )
        .values(used_at=now)
    )
    tx.session.add(
        Link(
            token_hash=token_hash(token),
            purpose=purpose.value,
            workspace_id=member.workspace_id,
            member_id=member.id,
            account_id=member.account_id,
            by_operator=actor.door is Door.TERMINAL,
            created_at=now,
            expires_at=now + _LASTS[purpose],
        )
    )
    kind = "member.invited" if purpose is LinkUse.INVITATION else "member.reset_issued"
    record(tx, head, kind=kind, actor=actor, after={"member": member.id}, once=once)
    return token


@transaction
def issue_setup(tx: Transaction) -> str | None:
    """A link that opens the setup of an empty server; None once there is a workspace."""
    if tx.session.execute(select(_workspace.c.id).limit(1)).first():
        tx.discard()
        return None
    now, token = datetime.now(UTC), new_token()
    tx.session.execute(
        update(Link)
        .where(Link.purpose == LinkUse.SETUP.value, Link.used_at.is_(None))
        .values(used_at=now)
    )
    tx.session.add(
        Link(
            token_hash=token_hash(token),
            purpose=LinkUse.SETUP.value,
            created_at=now,
            expires_at=now + _LASTS[LinkUse.SETUP],
        )
    )
    return token
