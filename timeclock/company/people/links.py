"""One-time links: the setup of a server, an invitation, a password reset."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import column, func, select, table, update
from sqlalchemy.orm import Session

from timeclock.authority.actor import Actor, Door
from timeclock.company.people.accounts import account_by_id, new_token, token_hash
from timeclock.company.people.facts import called, member_facts
from timeclock.company.people.membership import manageable_member
from timeclock.company.people.models import Account, Link, Member
from timeclock.company.people.passwords import passwords
from timeclock.company.people.sessions import end_sessions
from timeclock.errors import Conflict, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.models import Chain
from timeclock.ledger.recording import Head, demand_first_time, lock_workspace, record
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


MOST_INVITATIONS = 500  # open ones of a company


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


@transaction
def invite(tx: Transaction, actor: Actor, *, member_id: int, once: Once | None = None) -> str:
    """A link by which a member opens their account; an earlier one stops working.

    Raises Conflict `too_many` where as many others are open as a company may have.
    """
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    member = _active_member(tx.session, actor, member_id)
    account = account_by_id(tx.session, member.account_id)
    if member.accepted_at is not None and account.password_hash is not None:
        raise Conflict("already_accepted", "This person has already accepted the invitation.")
    if account.password_hash is None and actor.door is not Door.TERMINAL:
        _demand_nowhere_else(tx.session, member, accepted=True)
    _demand_room(tx, member)
    return _issue(tx, actor, head, LinkUse.INVITATION, member, once)


@transaction
def issue_reset(tx: Transaction, actor: Actor, *, member_id: int, once: Once | None = None) -> str:
    """A link by which a member sets a new password.

    Only the terminal may do so for a person who is a member elsewhere too: one company must not
    open another's door.
    """
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    member = _active_member(tx.session, actor, member_id)
    if actor.door is not Door.TERMINAL:
        _demand_nowhere_else(tx.session, member, accepted=False)
    if member.id == actor.member_id:
        # A session left open must not be enough to take an account over.
        raise Conflict("own_password", "Change your own password under My settings.")
    if member.accepted_at is None:
        raise Conflict("not_accepted", "This person has not accepted the invitation yet.")
    return _issue(tx, actor, head, LinkUse.RESET, member, once)


def _demand_room(tx: Transaction, member: Member) -> None:
    others = select(func.count()).where(
        Link.workspace_id == member.workspace_id,
        Link.member_id != member.id,
        Link.purpose == LinkUse.INVITATION.value,
        Link.used_at.is_(None),
        Link.expires_at > datetime.now(UTC),
    )
    if tx.connection.execute(others).scalar_one() >= MOST_INVITATIONS:
        raise Conflict(
            "too_many",
            "A company can have at most %(most)s open invitations. Wait until some are "
            "accepted or have expired.",
            most=MOST_INVITATIONS,
        )


def _active_member(session: Session, actor: Actor, member_id: int) -> Member:
    """A member to make a link for. Raises Conflict `deactivated` for one who has left."""
    member = manageable_member(session, actor, member_id)
    if not member.is_active:
        raise Conflict("deactivated", "This person is deactivated. Reactivate them first.")
    return member


def _demand_nowhere_else(session: Session, member: Member | Link, *, accepted: bool) -> None:
    """Raise Conflict for a person who is a member elsewhere (only where `accepted`, if asked)."""
    elsewhere = select(func.count()).where(
        Member.account_id == member.account_id, Member.workspace_id != member.workspace_id
    )
    if accepted:
        elsewhere = elsewhere.where(Member.accepted_at.is_not(None))
    if session.scalar(elsewhere):
        raise Conflict(
            "member_elsewhere",
            "This person is a member of another workspace too, so only the operator of this "
            "server can have the password set.",
        )


def _issue(
    tx: Transaction, actor: Actor, head: Head, purpose: LinkUse, member: Member, once: Once | None
) -> str:
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


@transaction
def accept_invitation(tx: Transaction, token: str, *, password: str) -> int:
    """Accept an invitation with a first password, and return the account's id.

    Raises NotAllowed for an account that has a password: such a person signs in first. Conflict
    for one that another company has opened its door to since the link was made.
    """
    link = use_link(tx.session, token, LinkUse.INVITATION)
    account = account_by_id(tx.session, link.account_id or 0)
    if account.password_hash is not None:
        raise NotAllowed("sign_in_first", "Sign in to your account to accept this invitation.")
    if not link.by_operator:
        _demand_nowhere_else(tx.session, link, accepted=True)
    account.password_hash = passwords().hash(password)
    account.password_changed_at = datetime.now(UTC)
    _accept(tx, link)
    return account.id


@transaction
def accept_invitation_as(tx: Transaction, token: str, *, account_id: int) -> int:
    """Accept an invitation while signed in as the person it is for; returns the workspace's id."""
    link = use_link(tx.session, token, LinkUse.INVITATION)
    if link.account_id != account_id:
        raise NotAllowed("not_yours", "This invitation is for another person.")
    return _accept(tx, link)


def _accept(tx: Transaction, link: Link) -> int:
    member = tx.session.get_one(Member, (link.workspace_id, link.member_id))
    if not member.is_active:
        raise link_not_found()
    if member.accepted_at is None:
        head = lock_workspace(tx, member.workspace_id)
        member.accepted_at = datetime.now(UTC)
        record(
            tx,
            head,
            kind="member.accepted",
            actor=_as_themselves(tx, member),
            after=member_facts(member),
            payload=called(member),
        )
    return member.workspace_id


def _as_themselves(tx: Transaction, member: Member) -> Actor:
    """The member, who acts by a link."""
    chain = tx.session.get_one(Chain, (member.workspace_id, member.chain_id))
    return Actor(
        member.workspace_id, member.id, member.account_id, member.role, Door.PAGE, chain.pseudonym
    )


@transaction
def reset_password(tx: Transaction, token: str, *, password: str) -> int:
    """Set a new password by a link, end every session, and return the account's id.

    Raises Conflict for a person who has become a member elsewhere since the link was made.
    """
    link = use_link(tx.session, token, LinkUse.RESET)
    if not link.by_operator:
        _demand_nowhere_else(tx.session, link, accepted=False)
    account = account_by_id(tx.session, link.account_id or 0)
    account.password_hash = passwords().hash(password)
    account.password_changed_at = datetime.now(UTC)
    end_sessions(tx, account.id)
    return account.id


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
