"""awork's addresses for people and projects."""

from flask import Blueprint, Response

from timeclock.company.clocks.approvers import members_in_reach
from timeclock.company.jobs import directory as jobs
from timeclock.company.jobs.models import Job
from timeclock.company.jobs.queries import job
from timeclock.company.people import directory as people
from timeclock.compat.awork.bodies import AworkPaging
from timeclock.compat.awork.errors import ObjectUnknown
from timeclock.compat.awork.lists import HEADERS, chosen, read_rules
from timeclock.compat.awork.shapes import company as shapes
from timeclock.compat.ids import IdKind, from_uuid8
from timeclock.messages import N_
from timeclock.paging import Window
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.members import as_owners

blueprint = Blueprint("company", __name__)
_EVERY = Window(1_000_000)
_OBJECTS = {"status", "userContactInfos"}
_USER_FIELDS = tuple(set(shapes.AworkUser.__annotations__) - _OBJECTS)
_PROJECT_FIELDS = tuple(shapes.AworkProject.__annotations__)


@answers(
    blueprint,
    "GET",
    "/api/v1/users",
    call=Call(asks=AworkPaging, gives=list[shapes.AworkUser], headers=HEADERS),
)
def users() -> Response:
    """The people in sight in the order of joining; those who have left are archived.

    Executive managers and owners see everyone, managers the people at their clocks, and others
    themselves.
    """
    query, actor = query_as(AworkPaging), caller()
    rules = read_rules(query, _USER_FIELDS)
    found = _people(actor.workspace_id, people.PeopleFilter(members_in_reach(actor)))
    return chosen(found, query, rules, _USER_FIELDS)


@answers(blueprint, "GET", "/api/v1/users/<user>", call=Call(gives=shapes.AworkUser))
def one_user(user: str) -> Response:
    """One person in sight."""
    actor, user_id = caller(), from_uuid8(IdKind.USER, user)
    sought = people.PeopleFilter(members_in_reach(actor), user_ids=(user_id or 0,))
    for found in _people(actor.workspace_id, sought):
        return json_answer(found)
    raise ObjectUnknown(N_("This user does not exist."))


@answers(
    blueprint,
    "GET",
    "/api/v1/projects",
    call=Call(asks=AworkPaging, gives=list[shapes.AworkProject], headers=HEADERS),
)
def projects() -> Response:
    """The jobs and sub-jobs by name, archived ones too."""
    query, actor = query_as(AworkPaging), caller()
    rules = read_rules(query, _PROJECT_FIELDS)
    found = jobs.look_up(actor.workspace_id, jobs.JobFilter(), _EVERY)
    return chosen([_project(each) for each in found], query, rules, _PROJECT_FIELDS)


@answers(blueprint, "GET", "/api/v1/projects/<project>", call=Call(gives=shapes.AworkProject))
def one_project(project: str) -> Response:
    """One job or sub-job."""
    found = job(caller().workspace_id, from_uuid8(IdKind.JOB, project) or 0)
    if found is None:
        raise ObjectUnknown(N_("This project does not exist."))
    return json_answer(_project(found))


def _project(found: Job) -> shapes.AworkProject:
    return shapes.project(
        job_id=found.id,
        name=found.name,
        code=found.code,
        created_at=found.created_at,
        is_archived=found.archived_at is not None,
    )


def _people(workspace_id: int, sought: people.PeopleFilter) -> list[shapes.AworkUser]:
    found = people.look_up(workspace_id, sought, _EVERY)
    return [
        shapes.user(
            owner,
            is_archived=not member.is_active,
            has_come=member.accepted_at is not None,
        )
        for member, owner in as_owners(workspace_id, found)
    ]
