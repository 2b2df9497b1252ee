"""Exceptions that someone has seen and left as they are."""

from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.told import EntryFacts, day
from timeclock.worktime.timesheets.models import Acknowledgement


def replay(book: Book, entry: EntryFacts) -> None:
    """Each is written once, and deleted when its entry is undone."""
    facts, rows = entry.after, book[Acknowledgement.__tablename__]
    key = (facts["exception"], day(facts["day"]), facts["shift_id"], facts["measured"])
    if entry.kind == "exception.undone":
        rows.remove(key, entry.position)
        return
    fields = {"seen_by_id": entry.actor_id, "seen_at": entry.received_at}
    if not entry.erased:
        fields["note"] = entry.said.get("note", "")
    rows.put(key, entry.position, fields)


SUBJECT = VerifiedTable(
    model=Acknowledgement,
    hears=frozenset({"exception"}),
    replay=replay,
    key=("kind", "day", "shift_id", "measured"),
    fields=("seen_by_id", "seen_at", "note"),
    of_member=True,
)
