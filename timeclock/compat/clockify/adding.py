"""Jobs that scripts add: projects, and sub-jobs as their tasks."""

from collections.abc import Collection

from flask import Blueprint, Response

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.jobs.directory import JobFilter, look_up
from timeclock.company.jobs.models import Job
from timeclock.company.jobs.queries import job, job_tree
from timeclock.company.jobs.service import add_job, job_not_found
from timeclock.compat.clockify.access import demand_workspace
from timeclock.compat.clockify.addresses import under_both
from timeclock.compat.clockify.bodies import NewName, NewProject
from timeclock.compat.clockify.booking import clients_by_id, project_in
from timeclock.compat.clockify.projects import PROJECTS, TASKS
from timeclock.compat.clockify.shapes import projects as shapes
from timeclock.compat.ids import IdKind, from_hex24
from timeclock.errors import Invalid
from timeclock.paging import Window
from timeclock.wire.acts import Acted, act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, sent
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.notices import NOTICE, not_kept
from timeclock.wire.once import once, repeats

blueprint = Blueprint("adding", __name__)
_EVERY = Window(1_000_000)


@answers(
    blueprint,
    "POST",
    *under_both(PROJECTS),
    call=Call(
        takes=NewProject,
        gives=shapes.Project,
        status=201,
        example={"name": "Catering for the fair"},
    ),
)
def add_project(workspace: str) -> Response:
    """Add a job. Its name and its client are kept; a header says which other fields were sent."""
    actor = _manager(workspace)
    body = body_of(NewProject)
    _demand_new(actor, body.name, JobFilter(names=_names(body.name), is_sub_job=False))
    client = _client(body.clientId)
    acted = act(lambda key: add_job(actor, name=body.name, client_id=client, once=key))
    clients = clients_by_id(actor.workspace_id)
    kept = ("name", "clientId") if client else ("name",)
    return _said(shapes.project(_added(actor, acted), clients), acted, kept)


@answers(
    blueprint,
    "POST",
    *under_both(TASKS),
    call=Call(takes=NewName, gives=shapes.Task, status=201, example={"name": "Set the tables"}),
)
def add_task(workspace: str, project: str) -> Response:
    """Add a sub-job to a job. Of its fields only the name is kept, as with a project."""
    actor = _manager(workspace)
    body = body_of(NewName)
    above = job(actor.workspace_id, project_in(project) or 0)
    if above is None:
        raise job_not_found()
    below = job_tree(actor.workspace_id).below(above.id)
    _demand_new(
        actor, body.name, JobFilter(names=_names(body.name), job_ids=below, is_sub_job=True)
    )
    acted = act(lambda key: add_job(actor, name=body.name, parent_id=above.id, once=key))
    made = _added(actor, acted)
    return _said(shapes.task(made, job_tree(actor.workspace_id)), acted)


def _client(client: str | None) -> int | None:
    """The client that an id names. An id of another server's client is passed over."""
    return from_hex24(IdKind.CLIENT, client) if client else None


def _manager(workspace: str) -> Actor:
    """The caller, who has to have the right to add jobs. Raises NotAllowed."""
    actor = caller()
    demand_workspace(actor, workspace)
    demand(actor, Permission.MANAGE_JOBS)
    return actor


def _names(name: str) -> Collection[str]:
    # No text in a database has a NUL in it, and PostgreSQL will not hear of one.
    return () if "\0" in name else (name.strip(),)


def _demand_new(actor: Actor, name: str, same: JobFilter) -> None:
    """Raise Invalid for a name that there is, as Clockify does. A repeated call made it itself."""
    if not repeats(actor, once()) and look_up(actor.workspace_id, same, _EVERY):
        raise Invalid("name_taken", "%(name)s exists already.", field="name", name=name)


def _added(actor: Actor, acted: Acted[int]) -> Job:
    facts = acted.facts or {}
    found = job(actor.workspace_id, acted.made or int(facts.get("job", 0)))
    if found is None:
        raise job_not_found()
    return found


def _said(
    shape: shapes.Project | shapes.Task, acted: Acted[int], kept: Collection[str] = ("name",)
) -> Response:
    answer = marked_if(json_answer(shape, 201), repeats=acted.replayed)
    dropped = [name for name, value in sent().items() if value and name not in kept]
    if dropped:
        answer.headers[NOTICE] = not_kept(dropped)
    return answer
