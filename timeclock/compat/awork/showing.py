"""Entries with what their shifts do not know: the names of people and jobs, and who wrote them."""

from collections.abc import Sequence
from datetime import datetime

from timeclock.company.jobs.queries import job_names
from timeclock.company.people import directory
from timeclock.company.people.queries import member_chains, user_ids
from timeclock.compat.awork.shapes import entries as shapes
from timeclock.ledger.authors import authors_since
from timeclock.paging import Window
from timeclock.worktime.shifts.record import ShiftRecord

_EVERY = Window(1_000_000)


def one_entry(record: ShiftRecord) -> shapes.AworkTimeEntry:
    """One of them."""
    return entries(record.workspace_id, [record])[0]


def entries(workspace_id: int, records: Sequence[ShiftRecord]) -> list[shapes.AworkTimeEntry]:
    """Entries, for which names are looked up once."""
    current = (record.timeline.current_job_id for record in records)
    booked = {job for job in current if job is not None}
    sought = directory.PeopleFilter(user_ids={record.account_id for record in records})
    names = shapes.EntryNames(
        users={
            account.id: member.name
            for member, account in directory.look_up(workspace_id, sought, _EVERY)
        },
        jobs=job_names(workspace_id, booked) if booked else {},
    )
    authors = _authors(workspace_id, records)
    return [
        shapes.entry(record, names, found) for record, found in zip(records, authors, strict=True)
    ]


def _authors(workspace_id: int, records: Sequence[ShiftRecord]) -> list[shapes.EntryAuthors]:
    """Who began and last changed each shift, as the ledger has it.

    The moments of a shift are those at which its entries were received. A change within the same
    microsecond, or after the clock was set back, has a later moment of its own: then it is taken
    to be of the person (our choice).
    """
    if not records:
        return []
    chains = member_chains(workspace_id, {record.member_id for record in records})
    since = min(record.created_at for record in records)
    wrote = authors_since(workspace_id, chains.values(), since)
    users = user_ids(workspace_id)

    def user_at(record: ShiftRecord, moment: datetime) -> int | None:
        member_id = wrote.get((chains[record.member_id], moment), record.member_id)
        return None if member_id is None else users.get(member_id)

    return [
        shapes.EntryAuthors(user_at(record, record.created_at), user_at(record, record.changed_at))
        for record in records
    ]
