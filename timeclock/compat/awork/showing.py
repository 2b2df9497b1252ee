"""Entries with what their shifts do not know: the names of people and jobs."""

from collections.abc import Sequence

from timeclock.company.jobs.queries import job_names
from timeclock.company.people import directory
from timeclock.compat.awork import shapes
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
    return [shapes.entry(record, names) for record in records]
