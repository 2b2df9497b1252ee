"""WebWork's addresses for lists: workspaces, members, time entries."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import Blueprint, Response

from timeclock.authority.actor import Role
from timeclock.company.clocks.approvers import members_in_reach
from timeclock.company.jobs.queries import job_names
from timeclock.company.people import directory
from timeclock.company.people.directory import PeopleFilter
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.models import Account, Member
from timeclock.company.workspaces.queries import workspace
from timeclock.compat.webwork.access import demand_workspace, no_workspace, zone_here
from timeclock.compat.webwork.bodies import Here, WebworkEntries, WebworkMembers, WebworkPaging
from timeclock.compat.webwork.shapes import lists as shapes
from timeclock.compat.webwork.shapes.envelopes import (
    WebworkAnswered,
    WebworkListed,
    answered,
    listed,
)
from timeclock.paging import Window
from timeclock.timekeeping import day_bounds
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.fields import id_in, known_id
from timeclock.wire.keys import caller
from timeclock.wire.members import shifts_of
from timeclock.worktime.shifts.listing import count_shifts, list_shifts

blueprint = Blueprint("lists", __name__)
_STATUSES = {"active": True, "inactive": False}
_FIRST = Window(limit=1)


@answers(
    blueprint,
    "GET",
    "/api/v2/workspaces",
    call=Call(asks=WebworkPaging, gives=WebworkListed[shapes.WebworkWorkspace]),
)
def workspaces() -> Response:
    """The one workspace that the key belongs to."""
    actor, window = caller(), query_as(WebworkPaging).window
    company = workspace(actor.workspace_id)
    owners = directory.look_up(actor.workspace_id, PeopleFilter(roles=(Role.OWNER,)), _FIRST)
    if company is None or not owners:
        raise no_workspace()
    shown = shapes.workspace(
        id=company.id,
        owner_id=owners[0][0].account_id,
        user_id=actor.account_id or 0,
        name=company.name,
        role=actor.role,
        created_at=company.created_at,
    )
    page = [shown][window.offset : window.offset + window.limit]
    return json_answer(listed(page, window, 1, datetime.now(UTC)))


@answers(
    blueprint,
    "GET",
    "/api/v2/members",
    call=Call(asks=WebworkMembers, gives=WebworkListed[shapes.WebworkMember]),
)
def members() -> Response:
    """The people in sight, in the order in which they joined.

    Executive managers and owners see everyone, managers the people at their clocks, and others
    themselves.
    """
    actor, query = caller(), query_as(WebworkMembers)
    demand_workspace(actor, query.workspace_id)
    sought = _sought(query, members_in_reach(actor))
    found = directory.look_up(actor.workspace_id, sought, query.window)
    total = directory.count(actor.workspace_id, sought)
    shown = [_member(*each) for each in found]
    return json_answer(listed(shown, query.window, total, datetime.now(UTC)))


@answers(
    blueprint,
    "GET",
    "/api/v2/members/<member>",
    call=Call(asks=Here, gives=WebworkAnswered[shapes.WebworkMember]),
)
def one_member(member: str) -> Response:
    """One person in sight, by the user's id."""
    actor = caller()
    demand_workspace(actor, query_as(Here).workspace_id)
    sought = PeopleFilter(member_ids=members_in_reach(actor), user_ids=(id_in(member),))
    found = directory.look_up(actor.workspace_id, sought, _FIRST)
    if not found:
        raise member_not_found()
    return json_answer(answered(_member(*found[0]), datetime.now(UTC)))


@answers(
    blueprint,
    "GET",
    "/api/v2/time-entries",
    call=Call(
        asks=WebworkEntries,
        gives=WebworkListed[shapes.WebworkEntry],
        example_query={"workspace_id": 1, "user_id": 100, "date": "2026-11-02"},
    ),
)
def time_entries() -> Response:
    """Someone's entries that begin on a day in the company's zone, oldest first.

    WebWork has this for executive managers and owners only; here everyone sees their own, and
    managers those of the people at their clocks (our choice).
    """
    actor, query, now = caller(), query_as(WebworkEntries), datetime.now(UTC)
    demand_workspace(actor, query.workspace_id)
    theirs = shifts_of(actor, query.user_id)
    zone = zone_here(actor)
    start, end = day_bounds(query.date, zone)
    projects = None if query.project_id is None else (known_id(query.project_id),)
    jobs = projects if query.task_id is None else ()  # no entry has a task
    wanted = replace(theirs, start=start, end=end, job_ids=jobs)
    found = list_shifts(actor.workspace_id, wanted, query.window, newest_first=False)
    booked = [each.timeline.current_job_id for each in found]
    named = job_names(actor.workspace_id, [job for job in booked if job is not None])
    shown = [shapes.entry(each, named, zone, now) for each in found]
    return json_answer(listed(shown, query.window, count_shifts(actor.workspace_id, wanted), now))


def _sought(query: WebworkMembers, reach: frozenset[int] | None) -> PeopleFilter:
    """Whom a query means; words that WebWork alone has mean no one here."""
    roles = [role for role, name in shapes.ROLES.items() if query.role in (None, name)]
    email = query.email
    # No text in a database has a NUL in it, and PostgreSQL will not hear of one.
    known = query.status in (None, *_STATUSES) and "\0" not in (email or "")
    return PeopleFilter(
        member_ids=reach if known else (),
        emails=None if email is None or not known else (email,),
        roles=roles,
        is_active=_STATUSES.get(query.status or ""),
    )


def _member(person: Member, account: Account) -> shapes.WebworkMember:
    return shapes.member(
        user_id=account.id,
        email=account.email,
        name=person.name,
        role=person.role,
        zone=person.zone_of(account),
        is_active=person.is_active,
    )
