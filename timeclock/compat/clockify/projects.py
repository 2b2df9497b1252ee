"""Jobs as scripts ask for them: projects, and sub-jobs as their tasks."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response

from timeclock.company.jobs import directory
from timeclock.company.jobs.models import Job
from timeclock.company.jobs.queries import job, job_tree
from timeclock.company.jobs.service import job_not_found
from timeclock.company.labels.models import Label
from timeclock.compat.clockify.access import demand_workspace
from timeclock.compat.clockify.addresses import WORKSPACE, under_both
from timeclock.compat.clockify.booking import clients_by_id, project_in
from timeclock.compat.clockify.lists import LAST_PAGE, page_of
from timeclock.compat.clockify.queries import (
    ClientStatus,
    ClockifyPaging,
    NameColumn,
    ProjectAccess,
    ProjectAsked,
    ProjectColumn,
    ProjectsAsked,
    SortOrder,
    TasksAsked,
)
from timeclock.compat.clockify.shapes import projects as shapes
from timeclock.compat.ids import IdKind, from_hex24
from timeclock.names import by_name
from timeclock.paging import Window
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller

blueprint = Blueprint("projects", __name__)
PROJECTS = f"{WORKSPACE}/projects"
PROJECT = f"{PROJECTS}/<project>"
TASKS = f"{PROJECT}/tasks"

_EVERY = Window(1_000_000)


@answers(
    blueprint,
    "GET",
    *under_both(PROJECTS),
    call=Call(asks=ProjectsAsked, gives=list[shapes.ListedProject], headers=LAST_PAGE),
)
def projects(workspace: str) -> Response:
    """The jobs by name, archived ones too unless `archived` says otherwise; sub-jobs are tasks."""
    actor = caller()
    demand_workspace(actor, workspace)
    query = query_as(ProjectsAsked)
    sought = directory.JobFilter(
        **_named(query.name, strictly=query.strict_name_search or False),
        is_archived=query.archived,
        is_sub_job=False,
    )
    clients = clients_by_id(actor.workspace_id)
    found = directory.look_up(actor.workspace_id, sought, _EVERY) if _may_be(query) else ()
    found = [each for each in found if _has_client(each, query, clients)]
    if query.sort_column is ProjectColumn.CLIENT_NAME:
        found = by_name(found, lambda each: _client_name(each, clients))
    page, more = _page(found, query, query.sort_column, query.sort_order)
    tasks = _tasks_by_project(actor.workspace_id) if query.hydrated else None
    shown = [shapes.listed_project(each, clients, tasks) for each in page]
    return page_of(shown, is_last=not more)


@answers(
    blueprint,
    "GET",
    *under_both(PROJECT),
    call=Call(asks=ProjectAsked, gives=shapes.ListedProject),
)
def one_project(workspace: str, project: str) -> Response:
    """One job, also an archived one."""
    actor = caller()
    demand_workspace(actor, workspace)
    hydrated = query_as(ProjectAsked).hydrated
    found = _project(actor.workspace_id, project)
    tasks = _tasks_by_project(actor.workspace_id) if hydrated else None
    clients = clients_by_id(actor.workspace_id)
    return json_answer(shapes.listed_project(found, clients, tasks))


@answers(
    blueprint,
    "GET",
    *under_both(TASKS),
    call=Call(asks=TasksAsked, gives=list[shapes.Task], headers=LAST_PAGE),
)
def tasks(workspace: str, project: str) -> Response:
    """The sub-jobs of a job by name, those below them too."""
    actor = caller()
    demand_workspace(actor, workspace)
    query = query_as(TasksAsked)
    above = _project(actor.workspace_id, project)
    tree = job_tree(actor.workspace_id)
    named = _named(query.name, strictly=query.strict_name_search or False)
    sought = directory.JobFilter(
        **named,
        job_ids=tree.below(above.id),
        is_archived=None if query.is_active is None else not query.is_active,
        is_sub_job=True,
    )
    found = directory.look_up(actor.workspace_id, sought, _EVERY)
    others = [each for each in found if each.id != above.id]
    page, more = _page(others, query, query.sort_column, query.sort_order)
    return page_of([shapes.task(each, tree) for each in page], is_last=not more)


def _project(workspace_id: int, project: str) -> Job:
    """The job of that id. Raises NotFound."""
    found = job(workspace_id, project_in(project) or 0)
    if found is None:
        raise job_not_found()
    return found


def _named(name: str | None, *, strictly: bool) -> directory.NameFilter:
    if not name:
        return {}
    if not strictly:
        return {"piece": name}
    # No text in a database has a NUL in it, and PostgreSQL will not hear of one.
    return {"names": () if "\0" in name else (name,)}


def _may_be(query: ProjectsAsked) -> bool:
    """Whether a job can be what is asked for: none is billable, private or a template."""
    return not (query.billable or query.is_template or query.access is ProjectAccess.PRIVATE)


def _has_client(job: Job, query: ProjectsAsked, clients: Mapping[int, Label]) -> bool:
    """Whether a job's client is among those that are asked for, or is not where that is asked.

    With a status only jobs of such clients are left, so that one without a client is not.
    """
    if query.clients:
        named = {from_hex24(IdKind.CLIENT, each) or 0 for each in query.clients}
        if (job.client_id in named) is (query.contains_client is False):
            return False
    if query.client_status in (None, ClientStatus.ALL):
        return True
    client = clients.get(job.client_id or 0)
    archived = query.client_status is ClientStatus.ARCHIVED
    return client is not None and (client.archived_at is not None) is archived


def _client_name(job: Job, clients: Mapping[int, Label]) -> str:
    client = clients.get(job.client_id or 0)
    return "" if client is None else client.name


def _page(
    found: Sequence[Job],
    query: ClockifyPaging,
    column: ProjectColumn | NameColumn | None,
    order: SortOrder | None,
) -> tuple[Sequence[Job], bool]:
    """The page of jobs that come by name, and whether others follow."""
    if column in (ProjectColumn.ID, NameColumn.ID):
        found = sorted(found, key=lambda each: each.id)
    if order is SortOrder.DESCENDING:
        found = found[::-1]
    window = query.window
    end = window.offset + window.limit
    return found[window.offset : end], len(found) > end


def _tasks_by_project(workspace_id: int) -> Mapping[int, list[shapes.Task]]:
    tree = job_tree(workspace_id)
    found: dict[int, list[shapes.Task]] = {}
    for each in directory.look_up(workspace_id, directory.JobFilter(is_sub_job=True), _EVERY):
        found.setdefault(tree.top(each.id), []).append(shapes.task(each, tree))
    return found
