"""Connecteam's addresses for clocks, their kinds of break, people, jobs and the company."""

from collections.abc import Mapping

from flask import Blueprint, Response

from timeclock.company.clocks import directory as clocks
from timeclock.company.clocks.approvers import members_in_reach
from timeclock.company.clocks.queries import break_kinds
from timeclock.company.jobs import directory as jobs
from timeclock.company.people import directory as people
from timeclock.compat.connecteam import queries
from timeclock.compat.connecteam.clocks import clock_here
from timeclock.compat.connecteam.shapes import breaks, lists
from timeclock.compat.connecteam.shapes.envelopes import (
    ConnecteamAnswered,
    ConnecteamListed,
    answered,
    listed,
)
from timeclock.paging import Window
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.members import owner_of_key
from timeclock.wire.sight import clocks_seen

blueprint = Blueprint("lists", __name__)
_CLOCKS = "/time-clock/v1/time-clocks"
_ONE, _EVERY = Window(1), Window(1_000_000)
_ACTIVE = {queries.Status.ACTIVE: True, queries.Status.ARCHIVED: False, queries.Status.ALL: None}


@answers(
    blueprint,
    "GET",
    _CLOCKS,
    call=Call(asks=queries.ConnecteamClocksQuery, gives=ConnecteamListed[lists.TimeClocks]),
)
def time_clocks() -> Response:
    """The clocks by name, archived ones too.

    Executive managers and owners see every clock, and others those that they are assigned to.
    """
    actor, window = caller(), query_as(queries.ConnecteamClocksQuery).window
    found = clocks.look_up(actor.workspace_id, _EVERY, clock_ids=clocks_seen(actor))
    shown: list[lists.ConnecteamTimeClock] = [
        {"id": clock.id, "name": clock.name, "isArchived": clock.archived_at is not None}
        for clock in found[window.offset :][: window.limit]
    ]
    return json_answer(listed({"timeClocks": shown}, window, len(shown), len(found)))


@answers(
    blueprint,
    "GET",
    f"{_CLOCKS}/<clock>/manual-breaks",
    call=Call(gives=ConnecteamAnswered[breaks.ConnecteamBreakKinds]),
)
def manual_breaks(clock: str) -> Response:
    """The kinds of break that a clock offers, oldest first."""
    found = clock_here(caller(), clock)
    shown: list[breaks.ConnecteamBreakKind] = [
        {"id": str(kind.id), "name": kind.name, "isPaid": kind.paid, "duration": kind.minutes or 0}
        for kind in break_kinds(found.workspace_id, found.id)
    ]
    return json_answer(answered(breaks.kinds(shown)))


@answers(
    blueprint,
    "GET",
    "/users/v1/users",
    call=Call(asks=queries.ConnecteamUsersQuery, gives=ConnecteamListed[lists.ConnecteamUsers]),
)
def users() -> Response:
    """The people in sight, in the order in which they joined; those who are here unless asked.

    Executive managers and owners see everyone, managers the people at their clocks, and others
    themselves.
    """
    actor, query = caller(), query_as(queries.ConnecteamUsersQuery)
    sought = people.PeopleFilter(
        member_ids=members_in_reach(actor),
        user_ids=() if query.phoneNumbers else query.users,
        names=query.names,
        emails=query.emails,
        is_active=_ACTIVE[query.userStatus],
        joined_since=query.createdAt,
        left_since=query.archivedAt,
    )
    last_first = query.order is queries.Order.DESCENDING
    found = people.look_up(actor.workspace_id, sought, query.window, last_first=last_first)
    total = people.count(actor.workspace_id, sought)
    shown = [
        lists.user(
            user_id=account.id,
            name=member.name,
            email=account.email,
            role=member.role,
            is_active=member.is_active,
            joined_at=member.joined_at,
        )
        for member, account in found
    ]
    return json_answer(listed({"users": shown}, query.window, len(shown), total))


@answers(
    blueprint,
    "GET",
    "/jobs/v1/jobs",
    call=Call(asks=queries.ConnecteamJobsQuery, gives=ConnecteamListed[lists.ConnecteamJobs]),
)
def all_jobs() -> Response:
    """The jobs by title, archived ones too unless they are not to be included."""
    actor, query = caller(), query_as(queries.ConnecteamJobsQuery)
    clock_ids = query.clocks
    offers = clock_ids is None or clocks.look_up(actor.workspace_id, _ONE, clock_ids=clock_ids)
    sought = jobs.JobFilter(
        job_ids=query.jobs if offers else (),
        names=query.names,
        codes=query.codes,
        is_archived=None if query.includeDeleted else False,
    )
    last_first = query.order is queries.Order.DESCENDING
    found = jobs.look_up(actor.workspace_id, sought, _EVERY, last_first=last_first)
    below = _subs(actor.workspace_id)
    shown = [
        lists.job(
            id=job.id,
            name=job.name,
            code=job.code,
            parent=job.parent_id,
            is_archived=job.archived_at is not None,
            subs=below.get(job.id, ()),
        )
        for job in found[query.window.offset :][: query.window.limit]
    ]
    return json_answer(listed({"jobs": shown}, query.window, len(shown), len(found)))


def _subs(workspace_id: int) -> Mapping[int, list[lists.ConnecteamSubJob]]:
    """The sub-jobs by name, by the job right above them."""
    found: dict[int, list[lists.ConnecteamSubJob]] = {}
    for job in jobs.look_up(workspace_id, jobs.JobFilter(is_sub_job=True), _EVERY):
        shown = lists.sub_job(
            id=job.id, name=job.name, code=job.code, is_archived=job.archived_at is not None
        )
        found.setdefault(job.parent_id or 0, []).append(shown)
    return found


@answers(blueprint, "GET", "/me", call=Call(gives=ConnecteamAnswered[lists.ConnecteamCompany]))
def me() -> Response:
    """The company that the key belongs to."""
    owner = owner_of_key(caller())
    company: lists.ConnecteamCompany = {
        "companyName": owner.workspace_name,
        "companyId": str(owner.workspace_id),
    }
    return json_answer(answered(company))
