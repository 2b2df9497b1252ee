"""From the user that a request names to the member of the caller's workspace."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.approvers import demand_in_reach
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.people import queries as people
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.models import Account, Member
from timeclock.company.workspaces.queries import workspace
from timeclock.errors import NotFound
from timeclock.storage.transactions import db
from timeclock.wire.fields import known_id
from timeclock.wire.owner import KeyOwner
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.listing import ShiftFilter
from timeclock.worktime.shifts.sight import has_worked_for, sight_of
from timeclock.worktime.timesheets.reading.reach import demand_sheet_in_reach


def owner_of_key(actor: Actor) -> KeyOwner:
    """The person behind a key. Raises NotFound when it has gone in this very moment."""
    member = people.member(actor.workspace_id, actor.member_id or 0)
    account = people.account(actor.account_id or 0)
    company = workspace(actor.workspace_id)
    if member is None or account is None or company is None:
        raise no_such_member()
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


def as_owners(
    workspace_id: int, found: Iterable[tuple[Member, Account]]
) -> Iterator[tuple[Member, KeyOwner]]:
    """Members with what the company says of everyone; nothing where the company has gone."""
    company = workspace(workspace_id)
    if company is None:
        return
    first_weekday = rule_book(company.id).at(datetime.now(UTC), company.zone).first_weekday
    for member, account in found:
        yield (
            member,
            KeyOwner(
                account_id=account.id,
                name=member.name,
                email=account.email,
                zone=member.zone_of(account) or company.zone,
                joined_at=member.joined_at,
                workspace_id=company.id,
                workspace_name=company.name,
                first_weekday=first_weekday,
            ),
        )


def member_for(
    actor: Actor, user_id: int, permission: Permission = Permission.PUNCH_FOR_OTHERS
) -> int:
    """The member that a user is here; for the caller without asking the database.

    Raises NotAllowed before looking for anyone else when role or key cannot reach others at all,
    so that such a caller learns nothing of who exists, and NotFound for a user who is unknown,
    foreign or deactivated, all in the same words.
    """
    if user_id == actor.account_id and actor.member_id is not None:
        return actor.member_id
    demand(actor, permission)
    member = people.member_of_account(actor.workspace_id, known_id(user_id))
    if member is None or not member.is_active:
        raise no_such_member()
    return member.id


def person_for(actor: Actor, user_id: int | None, days: Period | None = None) -> int:
    """Whose hours are meant: one's own unless a user is named, be it one who has left.

    With `days` it is the timesheet of these days that has to be in reach, otherwise the person.

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
    if days is not None:
        demand_sheet_in_reach(actor, member.id, days, datetime.now(UTC))
    else:
        demand_in_reach(actor, member.id)
    return member.id


def shifts_of(actor: Actor, user_id: int | None) -> ShiftFilter:
    """Whose shifts are meant, as far as the actor sees them: one's own unless a user is named.

    Raises as `person_for`, but also finds who worked at the actor's clocks before they moved.
    """
    own = actor.member_id
    if own is not None and user_id in (None, actor.account_id):
        return ShiftFilter(member_ids=(own,))
    demand(actor, Permission.SEE_TIMESHEETS)
    member, sight = (
        people.member_of_account(actor.workspace_id, known_id(user_id or 0)),
        sight_of(actor),
    )
    if member is None:
        raise member_not_found()
    near = sight is None or member.id in sight.member_ids
    if not near and not has_worked_for(db.session.connection(), actor, member.id):
        raise member_not_found()
    return ShiftFilter(member_ids=(member.id,), sight=None if near else sight)


def members_for(actor: Actor, user_ids: Collection[int]) -> tuple[int, ...]:
    """The members that users are here, in any role. Raises NotFound unless all are known."""
    known = {user: member for member, user in people.user_ids(actor.workspace_id).items()}
    if not known.keys() >= set(user_ids):
        raise member_not_found()
    return tuple(known[user_id] for user_id in user_ids)


def no_such_member() -> NotFound:
    """The same words for a user who is missing, foreign, or not there for the caller."""
    return NotFound("member_not_found", "This person does not exist here.", field="user_id")
