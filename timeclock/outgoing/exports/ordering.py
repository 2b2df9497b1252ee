"""Asking for a file of hours: it is in the ledger before a byte of it is written."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.models import TimeClock
from timeclock.company.clocks.service import clock_not_found
from timeclock.company.jobs.models import Job
from timeclock.company.jobs.service import job_not_found
from timeclock.company.people.membership import member_not_found
from timeclock.errors import NotFound
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import Head, lock_workspace, record
from timeclock.outgoing.exports.heads import MemberHead, digest, read_people
from timeclock.outgoing.exports.models import Export
from timeclock.outgoing.exports.question import ExportQuestion
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.timesheets.approval.answering import entry_of

ORDERED = "hours.exported"


@transaction
def order(tx: Transaction, actor: Actor, question: ExportQuestion, once: Once | None = None) -> int:
    """Record who asks for which hours at which state of the ledger, and return the export's id.

    The same request again gets the same id. Raises NotFound for people, clocks and jobs of another
    company as for none, Invalid for a question that has no answer.
    """
    demand(actor, Permission.EXPORT_HOURS)
    head = lock_workspace(tx, actor.workspace_id)
    before = entry_of(tx, actor, once)
    if before is not None:
        tx.discard()
        return int(before[1]["export"])
    people = asked_for(read_people(tx.connection, actor.workspace_id), question)
    _demand_known(tx.connection, actor.workspace_id, question)
    export = Export(
        workspace_id=actor.workspace_id,
        asked_by_id=actor.member_id,
        asked_at=head.received_at,
        question=question.to_json(),
        heads=digest(people),
        total=len(people),
    )
    tx.session.add(export)
    tx.session.flush()
    _record(tx, head, actor, export, once)
    return export.id


@transaction
def order_again(tx: Transaction, actor: Actor, export_id: int, heads: str, people: int) -> None:
    """Record that a file of so many people is written once more, from a later ledger.

    `heads` is the state of the snapshot from which the file is about to be written.
    """
    demand(actor, Permission.EXPORT_HOURS)
    head = lock_workspace(tx, actor.workspace_id)
    export = tx.session.get_one(Export, (actor.workspace_id, export_id))
    export.heads, export.total = heads, people
    _record(tx, head, actor, export, None)


def asked_for(people: Collection[MemberHead], question: ExportQuestion) -> tuple[MemberHead, ...]:
    """The people of a question, by name. Raises NotFound for someone who is not among them."""
    if not question.member_ids:
        return tuple(people)
    if not {each.member_id for each in people}.issuperset(question.member_ids):
        raise member_not_found()
    return tuple(each for each in people if each.member_id in question.member_ids)


def export_not_found() -> NotFound:
    """The same words for a missing export and for another company's."""
    return NotFound("export_not_found", "This export does not exist.")


def _record(tx: Transaction, head: Head, actor: Actor, export: Export, once: Once | None) -> None:
    asked: dict[str, Json] = {
        "export": export.id,
        "question": ExportQuestion.from_json(export.question).to_json(),
        "heads": export.heads,
        "people": export.total,
    }
    record(tx, head, kind=ORDERED, actor=actor, after=asked, once=once)


def _demand_known(connection: Connection, workspace_id: int, question: ExportQuestion) -> None:
    for table, ids, missing in (
        (TimeClock, question.clock_ids, clock_not_found),
        (Job, question.job_ids, job_not_found),
    ):
        rows = connection.execute(
            select(table.id).where(table.workspace_id == workspace_id, table.id.in_(ids))
        )
        if len(rows.all()) != len(ids):
            raise missing()
