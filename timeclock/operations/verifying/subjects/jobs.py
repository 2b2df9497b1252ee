"""Jobs."""

from timeclock.company.jobs.models import Job
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, instant

_FACTS = {
    **plain("name", "code", "external_id", parent="parent_id", client="client_id"),
    "created": ("created_at", instant),
    "archived": ("archived_at", instant),
}


def replay(book: Book, entry: EntryFacts) -> None:
    """Each entry has all of one job."""
    rows = book[Job.__tablename__]
    facts = {"client": None, "external_id": None, **entry.after}
    rows.put((facts["job"],), entry.position, pick(facts, _FACTS))


SUBJECT = VerifiedTable(
    model=Job,
    hears=frozenset({"job"}),
    replay=replay,
    key=("id",),
    fields=tuple(column for column, _ in _FACTS.values()),
    seconds=frozenset({"created_at", "archived_at"}),
)
