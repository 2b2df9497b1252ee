"""Closed periods."""

from timeclock.company.locks.models import ClosedPeriod
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, day, instant

_FACTS = {
    **plain("begins", closed_by="closed_by_id", reopened_by="reopened_by_id"),
    "after_day": ("after_day", day),
    "reopened": ("reopened_at", instant),
    "binds_from": ("binds_from", day),
}


def replay(book: Book, entry: EntryFacts) -> None:
    """A closing, and the same one reopened; one that is closed again is another row."""
    key = (day(entry.after["first_day"]), instant(entry.after["closed"]))
    book[ClosedPeriod.__tablename__].put(key, entry.position, pick(entry.after, _FACTS))


SUBJECT = VerifiedTable(
    model=ClosedPeriod,
    hears=frozenset({"period"}),
    replay=replay,
    key=("first_day", "closed_at"),
    fields=("after_day", "closed_by_id", "reopened_at", "reopened_by_id", "binds_from", "begins"),
)
