"""The company as scripts ask for it first: who am I, where, and who else."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from flask import Blueprint, Response

from timeclock.authority.actor import Role
from timeclock.company.clocks.approvers import members_in_reach
from timeclock.company.jobs.queries import job
from timeclock.company.jobs.service import job_not_found
from timeclock.company.people import directory as people
from timeclock.company.people.models import Account, Member
from timeclock.compat.clockify.access import access_denied, demand_workspace
from timeclock.compat.clockify.addresses import WORKSPACE, under_both
from timeclock.compat.clockify.booking import project_in
from timeclock.compat.clockify.lists import LAST_PAGE, page_of
from timeclock.compat.clockify.queries import (
    Memberships,
    SortOrder,
    UserAsked,
    UserColumn,
    UsersAsked,
    UserStatus,
    WorkspacesAsked,
)
from timeclock.compat.clockify.shapes import people as shapes
from timeclock.compat.clockify.shapes.workspaces import ClockifyWorkspace
from timeclock.compat.clockify.shapes.workspaces import workspace as workspace_of
from timeclock.compat.ids import IdKind, from_hex24
from timeclock.names import folded, sort_key
from timeclock.paging import Window, cut
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.members import as_owners, owner_of_key
from timeclock.wire.owner import KeyOwner

blueprint = Blueprint("company", __name__)
Person = tuple[Member, Account]

_EVERYBODY = Window(1_000_000)
_ROLES: Mapping[Role, str] = {
    Role.OWNER: "OWNER",
    Role.EXECUTIVE_MANAGER: "WORKSPACE_ADMIN",
    Role.MANAGER: "TEAM_MANAGER",
}
# Whether they may still act here, and whether they have come yet.
_STATUSES: Mapping[UserStatus | None, tuple[bool | None, bool | None]] = {
    None: (True, None),
    UserStatus.PENDING: (True, False),
    UserStatus.ACTIVE: (True, True),
    UserStatus.INACTIVE: (False, None),
    UserStatus.ALL: (None, None),
}
_COLUMNS: Mapping[UserColumn, Callable[[Person], Any]] = {
    UserColumn.EMAIL: lambda person: person[1].email,
    UserColumn.NAME: lambda person: sort_key(person[0].name),
    UserColumn.NAME_LOWERCASE: lambda person: sort_key(person[0].name),
    UserColumn.ACCESS: lambda person: person[0].role.rank,
}
_SHOWN = (None, Memberships.ALL, Memberships.WORKSPACE)


@answers(
    blueprint, "GET", *under_both("/user"), call=Call(asks=UserAsked, gives=shapes.ClockifyUser)
)
def user() -> Response:
    """The key's owner."""
    shown = shapes.user(owner_of_key(caller()))
    if query_as(UserAsked).include_memberships is False:
        shown["memberships"] = []
    return json_answer(shown)


@answers(
    blueprint,
    "GET",
    *under_both("/workspaces"),
    call=Call(asks=WorkspacesAsked, gives=list[ClockifyWorkspace], headers=LAST_PAGE),
)
def workspaces() -> Response:
    """The one workspace that a key belongs to, if one has one of the roles in it."""
    actor, query = caller(), query_as(WorkspacesAsked)
    has_role = not query.roles or _ROLES.get(actor.role) in query.roles
    found = [workspace_of(owner_of_key(actor))] if has_role else []
    return page_of(found[query.window.offset :], is_last=True)


@answers(blueprint, "GET", *under_both(WORKSPACE), call=Call(gives=ClockifyWorkspace))
def one_workspace(workspace: str) -> Response:
    """The workspace that a key belongs to, by its id."""
    demand_workspace(caller(), workspace)
    return json_answer(workspace_of(owner_of_key(caller())))


@answers(
    blueprint,
    "GET",
    *under_both(f"{WORKSPACE}/users"),
    call=Call(asks=UsersAsked, gives=list[shapes.ClockifyUser], headers=LAST_PAGE),
)
def users(workspace: str) -> Response:
    """The people in sight, who have not left unless the status says so, in the order of joining.

    Executive managers and owners see everyone, managers the people at their clocks, and others
    themselves.
    """
    actor = caller()
    demand_workspace(actor, workspace)
    query = query_as(UsersAsked)
    if query.project_id and job(actor.workspace_id, project_in(query.project_id) or 0) is None:
        raise job_not_found()
    found, more = cut(
        _people(actor.workspace_id, _sought(query, members_in_reach(actor)), query),
        query.window.limit,
    )
    with_memberships = query.memberships in _SHOWN
    shown = [
        shapes.user(owner, status, with_memberships=with_memberships)
        for owner, status in _owners(actor.workspace_id, found)
    ]
    return page_of(shown, is_last=not more)


@answers(
    blueprint, "GET", *under_both(f"{WORKSPACE}/users/<user>"), call=Call(gives=shapes.ClockifyUser)
)
def one_user(workspace: str, user: str) -> Response:
    """One person in sight, also someone who has left."""
    actor = caller()
    demand_workspace(actor, workspace)
    user_id = from_hex24(IdKind.USER, user)
    sought = people.PeopleFilter(members_in_reach(actor), user_ids=(user_id or 0,))
    found = people.look_up(actor.workspace_id, sought, Window(1))
    for owner, status in _owners(actor.workspace_id, found):
        return json_answer(shapes.user(owner, status))
    raise access_denied()


def _sought(query: UsersAsked, reach: frozenset[int] | None) -> people.PeopleFilter:
    is_known = query.status is not UserStatus.DECLINED and (
        not query.account_statuses or "ACTIVE" in query.account_statuses
    )
    email = query.email
    # No text in a database has a NUL in it, and PostgreSQL will not hear of one.
    if not is_known or "\0" in (email or ""):
        return people.PeopleFilter(member_ids=())
    is_active, has_come = _STATUSES[query.status]
    return people.PeopleFilter(
        reach, emails=(email,) if email else None, is_active=is_active, has_come=has_come
    )


def _people(workspace_id: int, sought: people.PeopleFilter, query: UsersAsked) -> list[Person]:
    """The page that is asked for, and one person more where others follow."""
    column, last_first = query.sort_column, query.sort_order is SortOrder.DESCENDING
    if not query.name and column in (None, UserColumn.ID):
        found = people.look_up(workspace_id, sought, query.one_more, last_first=last_first)
        return list(found)
    piece = folded(query.name or "")
    named = [
        person
        for person in people.look_up(workspace_id, sought, _EVERYBODY)
        if piece in folded(person[0].name)
    ]
    if column is not None and column in _COLUMNS:
        named.sort(key=_COLUMNS[column])
    if last_first:
        named.reverse()
    return named[query.one_more.offset :][: query.one_more.limit]


def _owners(
    workspace_id: int, found: Iterable[Person]
) -> Iterator[tuple[KeyOwner, shapes.MembershipStatus]]:
    """People with what the company says of all of them, and whether they are here."""
    for member, owner in as_owners(workspace_id, found):
        yield owner, _status(member)


def _status(member: Member) -> shapes.MembershipStatus:
    if not member.is_active:
        return "INACTIVE"
    return "PENDING" if member.accepted_at is None else "ACTIVE"
