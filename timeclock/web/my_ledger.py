"""What happened to one's own time, and by whom: the ledger in sentences."""

from collections.abc import Sequence
from itertools import groupby

from flask import Blueprint, render_template, request

from timeclock.authority.permissions import Permission
from timeclock.clocks import queries as clock_queries
from timeclock.jobs import queries as job_queries
from timeclock.ledger import queries as ledger_queries
from timeclock.ledger.queries import EntryView
from timeclock.people import queries as people_queries
from timeclock.shifts.choices import kind_names
from timeclock.web.day import Names
from timeclock.web.forms.clock import number_or_none
from timeclock.web.guard import allowed
from timeclock.web.history import Reader, tell
from timeclock.web.panel import Person
from timeclock.web.visitor import visitor

blueprint = Blueprint("my_ledger", __name__)

AT_ONCE = 50


@blueprint.get("/my/ledger")
@allowed(Permission.READ_OWN)
def page() -> str:
    """Entries newest first, from below the position `before` if it is given."""
    person = Person.of(visitor())
    found = ledger_queries.entries(
        person.workspace_id,
        person.chain_id,
        before=number_or_none(request.args.get("before")),
        limit=AT_ONCE + 1,
    )
    reader = _reader(person, found)
    told = tell(found, reader, workspace_id=person.workspace_id, limit=AT_ONCE)
    return render_template(
        "my_ledger/page.html",
        days=[(day, list(each)) for day, each in groupby(told, lambda it: it.day)],
        earlier=told[-1].position if len(found) > AT_ONCE else None,
        zone=person.zone,
    )


def _reader(person: Person, entries: Sequence[EntryView]) -> Reader:
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
    )
