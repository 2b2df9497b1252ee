"""Adding, changing and archiving jobs."""

from datetime import datetime

from sqlalchemy import select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.jobs.models import Job
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.service import find_label, label_not_found
from timeclock.errors import Invalid, NotFound
from timeclock.ledger.editing import UNCHANGED, Expected, Unchanged, demand_version
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import demand_first_time, lock_workspace, present, record
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import utc_text
from timeclock.wording import clean, required


@transaction
def add_job(
    tx: Transaction,
    actor: Actor,
    *,
    name: str,
    code: str | None = None,
    parent_id: int | None = None,
    client_id: int | None = None,
    once: Once | None = None,
) -> int:
    """Add a job (below another, if `parent_id` is given; for a client) and return its id.

    Raises Conflict `already_done` when it comes a second time.
    """
    demand(actor, Permission.MANAGE_JOBS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    job = Job(
        workspace_id=actor.workspace_id,
        name=required(name, field="name"),
        code=_free_code(tx, actor.workspace_id, code),
        parent_id=_parent(tx, actor.workspace_id, parent_id, None),
        client_id=_client(tx, actor.workspace_id, client_id, None),
        created_at=present(),
    )
    tx.session.add(job)
    tx.session.flush()
    record(tx, head, kind="job.added", actor=actor, after=job_facts(job), once=once)
    return job.id


@transaction
def update_job(
    tx: Transaction,
    actor: Actor,
    *,
    job_id: int,
    name: str | None = None,
    code: str | None | Unchanged = UNCHANGED,
    parent_id: int | None | Unchanged = UNCHANGED,
    client_id: int | None | Unchanged = UNCHANGED,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Change what is given of a job's name, code, place below another, and client.

    Raises Outdated for a version that is not expected, and Conflict `already_done` when it comes a
    second time.
    """
    demand(actor, Permission.MANAGE_JOBS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    job = find_job(tx, actor.workspace_id, job_id)
    before = job_facts(job)
    demand_version(expected, before)
    if name is not None:
        job.name = required(name, field="name")
    if code is not UNCHANGED:
        job.code = _free_code(tx, actor.workspace_id, code, except_id=job_id)
    if parent_id is not UNCHANGED:
        job.parent_id = _parent(tx, actor.workspace_id, parent_id, job_id)
    if client_id is not UNCHANGED:
        job.client_id = _client(tx, actor.workspace_id, client_id, job.client_id)
    after = job_facts(job)
    if after == before:
        return tx.discard()
    record(tx, head, kind="job.changed", actor=actor, before=before, after=after, once=once)


@transaction
def archive_job(
    tx: Transaction,
    actor: Actor,
    *,
    job_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Offer a job no longer; time under way on it runs on."""
    _set_archived(tx, actor, job_id, present(), expected, once)


@transaction
def restore_job(
    tx: Transaction,
    actor: Actor,
    *,
    job_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Offer an archived job again."""
    _set_archived(tx, actor, job_id, None, expected, once)


def _set_archived(
    tx: Transaction,
    actor: Actor,
    job_id: int,
    moment: datetime | None,
    expected: Expected,
    once: Once | None,
) -> None:
    demand(actor, Permission.MANAGE_JOBS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    job = find_job(tx, actor.workspace_id, job_id)
    demand_version(expected, job_facts(job))
    if (job.archived_at is None) == (moment is None):
        return tx.discard()
    job.archived_at = moment
    kind = "job.archived" if moment else "job.restored"
    record(tx, head, kind=kind, actor=actor, after=job_facts(job), once=once)


def find_job(tx: Transaction, workspace_id: int, job_id: int) -> Job:
    """A job of the workspace. Raises NotFound, for another company's as for none."""
    job = tx.session.get(Job, (workspace_id, job_id))
    if job is None:
        raise job_not_found()
    return job


def job_not_found() -> NotFound:
    """The same words for a missing job, an archived one and another company's."""
    return NotFound("job_not_found", "This job does not exist.")


def _parent(
    tx: Transaction, workspace_id: int, parent_id: int | None, own_id: int | None
) -> int | None:
    if parent_id is None:
        return None
    above: int | None = parent_id
    while above is not None:
        if above == own_id:
            raise Invalid("job_circle", "A job cannot be its own parent.", field="parent_id")
        above = find_job(tx, workspace_id, above).parent_id
    return parent_id


def _client(
    tx: Transaction, workspace_id: int, client_id: int | None, kept: int | None
) -> int | None:
    """The client, who has to be on offer unless the job has them already. Raises NotFound."""
    if client_id is None or client_id == kept:
        return client_id
    if find_label(tx, workspace_id, LabelKind.CLIENT, client_id).archived_at is not None:
        raise label_not_found(LabelKind.CLIENT)
    return client_id


def _free_code(
    tx: Transaction, workspace_id: int, code: str | None, *, except_id: int | None = None
) -> str | None:
    tidy = clean(code or "", limit=40, field="code") or None
    if tidy is None:
        return None
    holder = tx.session.scalar(
        select(Job.id).where(Job.workspace_id == workspace_id, Job.code == tidy)
    )
    if holder is not None and holder != except_id:
        raise Invalid("code_taken", "Another job has this code.", field="code")
    return tidy


def job_facts(job: Job) -> dict[str, Json]:
    """A job as the ledger tells of it; its version is that of these.

    Entries from before there were clients and external ids read the same.
    """
    others: dict[str, Json] = {"client": job.client_id, "external_id": job.external_id}
    known: dict[str, Json] = {name: each for name, each in others.items() if each is not None}
    return known | {
        "job": job.id,
        "name": job.name,
        "code": job.code,
        "parent": job.parent_id,
        "created": utc_text(job.created_at),
        "archived": utc_text(job.archived_at) if job.archived_at else None,
    }
