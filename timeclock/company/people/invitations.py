"""Invitations: a member opens their account by a link, or joins with the one they have."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from timeclock.authority.actor import Actor, Door
from timeclock.company.people.accounts import account_by_id
from timeclock.company.people.facts import called, member_facts
from timeclock.company.people.links import (
    LinkUse,
    active_member,
    demand_nowhere_else,
    issue_link,
    link_not_found,
    use_link,
)
from timeclock.company.people.models import Link, Member
from timeclock.company.people.passwords import passwords
from timeclock.errors import Conflict, NotAllowed
from timeclock.ledger.entry import Once
from timeclock.ledger.models import Chain
from timeclock.ledger.recording import demand_first_time, lock_workspace, record
from timeclock.storage.transactions import Transaction, transaction

MOST_INVITATIONS = 500  # open ones of a company


@transaction
def invite(tx: Transaction, actor: Actor, *, member_id: int, once: Once | None = None) -> str:
    """A link by which a member opens their account; an earlier one stops working.

    Raises Conflict `too_many` where as many others are open as a company may have.
    """
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    member = active_member(tx.session, actor, member_id)
    account = account_by_id(tx.session, member.account_id)
    if member.accepted_at is not None and account.password_hash is not None:
        raise Conflict("already_accepted", "This person has already accepted the invitation.")
    if account.password_hash is None and actor.door is not Door.TERMINAL:
        demand_nowhere_else(tx.session, member, accepted=True)
    _demand_room(tx, member)
    return issue_link(tx, actor, head, LinkUse.INVITATION, member, once)


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
        demand_nowhere_else(tx.session, link, accepted=True)
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
