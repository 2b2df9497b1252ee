"""Jobs: what time is booked on."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from timeclock.api.addresses import BASE
from timeclock.api.bodies import jobs as bodies
from timeclock.api.bodies.external_ids import ExternalIdBody
from timeclock.api.bodies.plain import Nothing
from timeclock.api.external_ids import name_elsewhere
from timeclock.api.pages import after, page
from timeclock.api.shapes import jobs as shapes
from timeclock.api.versions import expected, versioned
from timeclock.authority.permissions import Permission, demand
from timeclock.company.external_ids.service import ExternalKind
from timeclock.company.jobs import queries, service
from timeclock.company.jobs.models import Job
from timeclock.company.jobs.service import job_facts, job_not_found
from timeclock.wire.acts import Acted, act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller

blueprint = Blueprint("jobs", __name__)
ALL = f"{BASE}/jobs"
ONE = f"{ALL}/<job>"
_ADD = Call(
    takes=bodies.NewJob,
    gives=shapes.OneJob,
    status=201,
    etag=True,
    example={"name": "Rye bread", "code": "4711"},
)
_CHANGE = Call(
    takes=bodies.JobEdit, gives=shapes.OneJob, etag=True, example={"name": "Rye and spelt"}
)
_NAME = Call(
    takes=ExternalIdBody, gives=shapes.OneJob, etag=True, example={"external_id": "P-4711"}
)
_PLAINLY = Call(takes=Nothing, gives=shapes.OneJob, etag=True)


@answers(blueprint, "GET", ALL, call=Call(asks=bodies.JobsAsked, gives=shapes.Jobs))
def listed() -> Response:
    """The jobs that time can be booked on, or the archived ones."""
    query, actor = query_as(bodies.JobsAsked), caller()
    demand(actor, Permission.READ_OWN)
    found = queries.jobs_after(
        actor.workspace_id,
        after(query.cursor),
        query.limit + 1,
        archived=query.archived,
        code=query.code,
        external_id=query.external_id,
    )
    listed = page(found, query.limit, lambda each: each.id)
    shown = [shapes.job(job_facts(each)) for each in listed.items]
    return json_answer(shapes.Jobs(jobs=shown, next_cursor=listed.next_cursor))


@answers(blueprint, "GET", ONE, call=Call(gives=shapes.OneJob, etag=True))
def shown(job: str) -> Response:
    """One of them, also an archived one."""
    demand(caller(), Permission.READ_OWN)
    facts = job_facts(_job(id_in(job)))
    return versioned(shapes.OneJob(job=shapes.job(facts)), facts)


@answers(blueprint, "POST", ALL, call=_ADD)
def add() -> Response:
    """Offer another job, below another one if `parent_id` names it."""
    body, actor = body_of(bodies.NewJob), caller()
    demand(actor, Permission.MANAGE_JOBS)
    acted = act(
        lambda key: service.add_job(
            actor,
            name=body.name,
            code=body.code,
            parent_id=body.parent_id,
            client_id=body.client_id,
            once=key,
        )
    )
    return _answer(acted, acted.made or 0, 201)


@answers(blueprint, "PATCH", ONE, call=_CHANGE)
def change(job: str) -> Response:
    """Change a job's name, code, place below another, or client."""
    body, actor = body_of(bodies.JobEdit), caller()
    demand(actor, Permission.MANAGE_JOBS)
    acted = act(
        lambda key: service.update_job(
            actor, job_id=id_in(job), expected=expected(), once=key, **body.given
        )
    )
    return _answer(acted, id_in(job))


@answers(blueprint, "PUT", f"{ONE}/external-id", call=_NAME)
def set_external_id(job: str) -> Response:
    """Keep the id that a job has in another system; no other job has the same."""
    body, actor, job_id = body_of(ExternalIdBody), caller(), id_in(job)
    return _answer(name_elsewhere(actor, ExternalKind.JOB, job_id, body), job_id)


@answers(blueprint, "POST", f"{ONE}/archive", call=_PLAINLY)
def archive(job: str) -> Response:
    """Offer a job no longer; time under way on it runs on."""
    body_of(Nothing)
    return _decided(service.archive_job, job)


@answers(blueprint, "POST", f"{ONE}/restore", call=_PLAINLY)
def restore(job: str) -> Response:
    """Offer an archived job again."""
    body_of(Nothing)
    return _decided(service.restore_job, job)


def _decided(decide: Callable[..., None], job: str) -> Response:
    actor = caller()
    demand(actor, Permission.MANAGE_JOBS)
    acted = act(lambda key: decide(actor, job_id=id_in(job), expected=expected(), once=key))
    return _answer(acted, id_in(job))


def _job(job_id: int) -> Job:
    found = queries.job(caller().workspace_id, job_id)
    if found is None:
        raise job_not_found()
    return found


def _answer(acted: Acted[Any], job_id: int, status: int = 200) -> Response:
    """The job as the write left it, or as it is where no entry tells of that."""
    facts = acted.facts or job_facts(_job(job_id))
    answer = versioned(shapes.OneJob(job=shapes.job(facts)), facts, status)
    return marked_if(answer, repeats=acted.replayed)
