"""What happened to one's own time, and by whom: the ledger in sentences."""

from itertools import groupby

from flask import Blueprint, render_template, request

from timeclock.authority.permissions import Permission, may
from timeclock.ledger import queries as ledger_queries
from timeclock.web.frame.fields import number_or_none
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.person import Person
from timeclock.web.frame.visitor import visitor
from timeclock.web.history.shifts import Reader
from timeclock.web.history.telling import tell

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
    reader = Reader.of(person, found)
    told = tell(found, reader, workspace_id=person.workspace_id, limit=AT_ONCE)
    return render_template(
        "my_ledger/page.html",
        days=[(day, list(each)) for day, each in groupby(told, lambda it: it.day)],
        earlier=told[-1].position if len(found) > AT_ONCE else None,
        zone=person.zone,
        checks=may(visitor().actor(), Permission.SEE_EVERYONE),
    )
