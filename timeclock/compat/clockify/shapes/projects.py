"""Jobs as Clockify shows them: projects, and sub-jobs as their tasks. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NotRequired, Protocol

from typing_extensions import TypedDict

from timeclock.company.jobs.tree import JobTree
from timeclock.compat.clockify.shapes.labels import ClockifyClient, IdText, LabelFacts, client
from timeclock.compat.ids import IdKind, hex24


class Estimate(TypedDict):
    """How long a project is meant to take; no one says so here."""

    estimate: Literal["PT0S"]
    type: Literal["AUTO"]


class TimeEstimate(TypedDict):
    """The same once more, as Clockify has it."""

    estimate: Literal["PT0S"]
    type: Literal["AUTO"]
    resetOption: None
    active: Literal[False]
    includeNonBillable: Literal[True]


class Project(TypedDict):
    """A job; `note` is its code. There are no rates, budgets and estimates.

    `duration` is not counted here: timesheets and exports have it.
    """

    id: IdText
    name: str
    hourlyRate: None
    costRate: None
    clientId: str
    clientName: str
    workspaceId: IdText
    billable: bool
    memberships: list[None]
    color: str
    archived: bool
    note: str
    public: bool
    template: bool
    duration: None
    estimate: Estimate
    timeEstimate: TimeEstimate
    budgetEstimate: None


class Task(TypedDict):
    """A sub-job; it is done when it is archived."""

    id: IdText
    name: str
    projectId: IdText
    assigneeId: None
    assigneeIds: list[str]
    userGroupIds: list[str]
    billable: bool
    budgetEstimate: None
    costRate: None
    hourlyRate: None
    duration: None
    estimate: Literal["PT0S"]
    status: Literal["ACTIVE", "DONE"]


class ListedProject(Project):
    """A job; a hydrated one has its sub-jobs and its client too."""

    tasks: NotRequired[list[Task]]
    client: NotRequired[ClockifyClient | None]
    customFields: NotRequired[list[None]]


class _Hydration(TypedDict, total=False):
    tasks: list[Task]
    client: ClockifyClient | None
    customFields: list[None]


Clients = Mapping[int, LabelFacts]


class JobFacts(Protocol):
    """What is shown of a job."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def workspace_id(self) -> int:
        """Its company."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def code(self) -> str | None:
        """Its short name."""

    @property
    def client_id(self) -> int | None:
        """Whom it is done for."""

    @property
    def archived_at(self) -> datetime | None:
        """Since when it is no longer offered."""


def project(job: JobFacts, clients: Clients | None = None) -> Project:
    """A job; without the clients no job has one."""
    client = _client_of(job, clients)
    return {
        "id": hex24(IdKind.JOB, job.id),
        "name": job.name,
        "hourlyRate": None,
        "costRate": None,
        "clientId": "" if client is None else hex24(IdKind.CLIENT, client.id),
        "clientName": "" if client is None else client.name,
        "workspaceId": hex24(IdKind.WORKSPACE, job.workspace_id),
        "billable": False,
        "memberships": [],
        "color": "#607D8B",
        "archived": job.archived_at is not None,
        "note": job.code or "",
        "public": True,
        "template": False,
        "duration": None,
        "estimate": {"estimate": "PT0S", "type": "AUTO"},
        "timeEstimate": {
            "estimate": "PT0S",
            "type": "AUTO",
            "resetOption": None,
            "active": False,
            "includeNonBillable": True,
        },
        "budgetEstimate": None,
    }


def listed_project(
    job: JobFacts, clients: Clients, tasks: Mapping[int, list[Task]] | None = None
) -> ListedProject:
    """A job, hydrated where the tasks of all jobs are given."""
    more: _Hydration = {}
    if tasks is not None:
        found = _client_of(job, clients)
        more = {
            "tasks": tasks.get(job.id, []),
            "client": None if found is None else client(found),
            "customFields": [],
        }
    return {**project(job, clients), **more}


def _client_of(job: JobFacts, clients: Clients | None) -> LabelFacts | None:
    return None if clients is None or job.client_id is None else clients.get(job.client_id)


def task(job: JobFacts, tree: JobTree) -> Task:
    """A sub-job, as a task of the job at the top."""
    return {
        "id": hex24(IdKind.TASK, job.id),
        "name": job.name,
        "projectId": hex24(IdKind.JOB, tree.top(job.id)),
        "assigneeId": None,
        "assigneeIds": [],
        "userGroupIds": [],
        "billable": False,
        "budgetEstimate": None,
        "costRate": None,
        "hourlyRate": None,
        "duration": None,
        "estimate": "PT0S",
        "status": "ACTIVE" if job.archived_at is None else "DONE",
    }
