"""What entries of the ledger are read with: names of people, clocks, jobs and breaks."""

from collections.abc import Sequence

from timeclock.company.clocks import queries as clock_queries
from timeclock.company.jobs import queries as job_queries
from timeclock.company.people import queries as people_queries
from timeclock.ledger.queries import EntryView
from timeclock.web.frame.person import Person
from timeclock.web.history.shifts import Reader
from timeclock.web.wording.names import Names
from timeclock.worktime.shifts.choices import kind_names


def reader_of(person: Person, entries: Sequence[EntryView]) -> Reader:
    """The person whose time it is, as the reader of these entries."""
    clocks = clock_queries.clocks(person.workspace_id, include_archived=True)
    jobs = job_queries.jobs(person.workspace_id, include_archived=True)
    actors = {entry.actor_id for entry in entries if entry.actor_id is not None}
    return Reader(
        member_id=person.member_id,
        people=people_queries.names(person.workspace_id, actors),
        clocks={clock.id: clock.name for clock in clocks},
        names=Names(
            {clock.id: clock.zone for clock in clocks},
            {job.id: job.name for job in jobs},
            kind_names(person.workspace_id),
        ),
        zone=person.zone,
    )
