"""Who may clock in at which clock, and who manages it."""

from timeclock.company.clocks.models import Assignment
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.told import EntryFacts


def replay(book: Book, entry: EntryFacts) -> None:
    """Someone is assigned, with or without the clock in hand, or is not any more."""
    rows = book[Assignment.__tablename__]
    if entry.kind == "clock.assigned":
        key = (entry.after["member"], entry.after["clock"])
        rows.put(key, entry.position, {"manages": entry.after["manages"]})
    elif entry.kind == "clock.unassigned":
        rows.remove((entry.after["member"], entry.after["clock"]), entry.position)


SUBJECT = VerifiedTable(
    model=Assignment,
    hears=frozenset({"clock"}),
    replay=replay,
    key=("member_id", "clock_id"),
    fields=("manages",),
)
