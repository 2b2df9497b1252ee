"""The company as scripts ask for it first: who am I, where, who else, on what."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from flask import Blueprint, Response

from timeclock.company.clocks.approvers import members_in_reach
from timeclock.company.jobs import directory as jobs
from timeclock.company.jobs.models import Job
from timeclock.company.jobs.queries import job
from timeclock.company.jobs.service import job_not_found
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.people import directory as people
from timeclock.company.people.models import Account, Member
from timeclock.company.workspaces.queries import workspace as find_workspace
from timeclock.compat.clockify.access import demand_workspace
from timeclock.compat.clockify.addresses import WORKSPACE, under_both
from timeclock.compat.clockify.bodies import ClockifyPaging, ProjectsAsked, UsersAsked
from timeclock.compat.clockify.lists import LAST_PAGE, page_of
from timeclock.compat.clockify.shapes import company as shapes
from timeclock.compat.clockify.starting import job_in
from timeclock.paging import cut
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import asked
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.members import owner_of_key
from timeclock.wire.owner import KeyOwner

blueprint = Blueprint("company", __name__)


@answers(blueprint, "GET", *under_both("/user"), call=Call(gives=shapes.ClockifyUser))
def user() -> Response:
    """The key's owner."""
    return json_answer(shapes.user(owner_of_key(caller())))


@answers(
    blueprint,
    "GET",
    *under_both("/workspaces"),
    call=Call(asks=ClockifyPaging, gives=list[shapes.ClockifyWorkspace], headers=LAST_PAGE),
)
def workspaces() -> Response:
    """The one workspace that a key belongs to."""
    only = shapes.workspace(owner_of_key(caller()))
    return page_of([only][asked(ClockifyPaging).window.offset :], is_last=True)


@answers(
    blueprint,
    "GET",
    *under_both(f"{WORKSPACE}/users"),
    call=Call(asks=UsersAsked, gives=list[shapes.ClockifyUser], headers=LAST_PAGE),
)
def users(workspace: str) -> Response:
    """The people in sight who have not left, in the order in which they joined.

    Executive managers and owners see everyone, managers the people at their clocks, and others
    themselves.
    """
    actor = caller()
    demand_workspace(actor, workspace)
    query = asked(UsersAsked)
    emails = (query.email,) if query.email else None
    sought = people.PeopleFilter(members_in_reach(actor), emails=emails, is_active=True)
    looked_up = people.look_up(actor.workspace_id, sought, query.one_more)
    found, more = cut(looked_up, query.window.limit)
    owners = _owners(actor.workspace_id, found)
    return page_of([shapes.user(each) for each in owners], is_last=not more)


@answers(
    blueprint,
    "GET",
    *under_both(f"{WORKSPACE}/projects"),
    call=Call(asks=ProjectsAsked, gives=list[shapes.Project], headers=LAST_PAGE),
)
def projects(workspace: str) -> Response:
    """The jobs by name, archived ones too unless `archived` says otherwise."""
    actor = caller()
    demand_workspace(actor, workspace)
    query = asked(ProjectsAsked)
    sought = jobs.JobFilter(is_archived=query.archived, piece=query.name or None)
    looked_up = jobs.look_up(actor.workspace_id, sought, query.one_more)
    found, more = cut(looked_up, query.window.limit)
    return page_of([_project(each) for each in found], is_last=not more)


@answers(
    blueprint,
    "GET",
    *under_both(f"{WORKSPACE}/clients"),
    call=Call(asks=ClockifyPaging, gives=list[shapes.Client], headers=LAST_PAGE),
)
def clients(workspace: str) -> Response:
    """There are none."""
    demand_workspace(caller(), workspace)
    asked(ClockifyPaging)
    return page_of([], is_last=True)


@answers(
    blueprint,
    "GET",
    *under_both(f"{WORKSPACE}/tags"),
    call=Call(asks=ClockifyPaging, gives=list[shapes.Tag], headers=LAST_PAGE),
)
def tags(workspace: str) -> Response:
    """There are none."""
    demand_workspace(caller(), workspace)
    asked(ClockifyPaging)
    return page_of([], is_last=True)


@answers(
    blueprint,
    "GET",
    *under_both(f"{WORKSPACE}/projects/<project>/tasks"),
    call=Call(asks=ClockifyPaging, gives=list[shapes.Task], headers=LAST_PAGE),
)
def tasks(workspace: str, project: str) -> Response:
    """There are none, whichever project it is."""
    actor = caller()
    demand_workspace(actor, workspace)
    asked(ClockifyPaging)
    if job(actor.workspace_id, job_in(project) or 0) is None:
        raise job_not_found()
    return page_of([], is_last=True)


def _project(found: Job) -> shapes.Project:
    return shapes.project(
        workspace_id=found.workspace_id,
        job_id=found.id,
        name=found.name,
        code=found.code,
        is_archived=found.archived_at is not None,
    )


def _owners(workspace_id: int, found: Iterable[tuple[Member, Account]]) -> Iterator[KeyOwner]:
    """People with what the company says of all of them."""
    company = find_workspace(workspace_id)
    if company is None:
        return
    first_weekday = rule_book(company.id).at(datetime.now(UTC), company.zone).first_weekday
    for member, account in found:
        yield KeyOwner(
            account_id=account.id,
            name=member.name,
            email=account.email,
            zone=member.zone_of(account) or company.zone,
            joined_at=member.joined_at,
            workspace_id=company.id,
            workspace_name=company.name,
            first_weekday=first_weekday,
        )
