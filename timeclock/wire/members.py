"""From the user that a request names to the member of the caller's workspace."""

from collections.abc import Collection
from datetime import UTC, datetime

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.approvers import demand_in_reach
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.people import queries as people
from timeclock.company.people.membership import member_not_found
from timeclock.company.workspaces.queries import workspace
from timeclock.errors import NotFound
from timeclock.wire.fields import known_id
from timeclock.wire.owner import KeyOwner


def owner_of_key(actor: Actor) -> KeyOwner:
    """The person behind a key. Raises NotFound when it has gone in this very moment."""
    member = people.member(actor.workspace_id, actor.member_id or 0)
    account = people.account(actor.account_id or 0)
    company = workspace(actor.workspace_id)
    if member is None or account is None or company is None:
        raise nobody()
    return KeyOwner(
        account_id=account.id,
        name=member.name,
        email=account.email,
        zone=account.zone or company.zone,
        joined_at=member.joined_at,
        workspace_id=company.id,
        workspace_name=company.name,
        first_weekday=rule_book(company.id).at(datetime.now(UTC), company.zone).first_weekday,
    )


def member_for(
    actor: Actor, user_id: int, permission: Permission = Permission.PUNCH_FOR_OTHERS
) -> int:
    """The member that a user is here; for the caller without asking the database.

    Raises NotAllowed before looking for anybody else when role or key cannot reach others at all,
    so that such a caller learns nothing of who exists, and NotFound for a user who is unknown,
    foreign or deactivated, all in the same words.
    """
    if user_id == actor.account_id and actor.member_id is not None:
        return actor.member_id
    demand(actor, permission)
    member = people.member_of_account(actor.workspace_id, known_id(user_id))
    if member is None or not member.is_active:
        raise nobody()
    return member.id


def person_for(actor: Actor, user_id: int | None) -> int:
    """Whose hours are meant: one's own unless a user is named, be it one who has left.

    Raises NotAllowed as `member_for` does, and NotFound in the same words for a user who is
    unknown, foreign or out of the actor's reach.
    """
    own = actor.member_id
    if own is not None and user_id in (None, actor.account_id):
        return own
    demand(actor, Permission.SEE_TIMESHEETS)
    member = people.member_of_account(actor.workspace_id, known_id(user_id or 0))
    if member is None:
        raise member_not_found()
    demand_in_reach(actor, member.id)
    return member.id


def members_for(actor: Actor, user_ids: Collection[int]) -> tuple[int, ...]:
    """The members that users are here, whoever they are. Raises NotFound unless all are known."""
    known = {user: member for member, user in people.user_ids(actor.workspace_id).items()}
    if not known.keys() >= set(user_ids):
        raise member_not_found()
    return tuple(known[user_id] for user_id in user_ids)


def nobody() -> NotFound:
    """The same words for a user who is missing, foreign, or not there for the caller."""
    return NotFound("member_not_found", "This person does not exist here.", field="user_id")
