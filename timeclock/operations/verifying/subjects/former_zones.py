"""The zones that clocks counted in before."""

from timeclock.company.clocks.models import FormerZone
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.told import EntryFacts, instant


def replay(book: Book, entry: EntryFacts) -> None:
    """A change of zone says until when the former one counted."""
    before = entry.before or {}
    if entry.kind == "clock.changed" and before.get("until"):
        key = (entry.after["clock"], instant(before["until"]))
        book[FormerZone.__tablename__].put(key, entry.position, {"zone": before["zone"]})


SUBJECT = VerifiedTable(
    model=FormerZone,
    hears=frozenset({"clock"}),
    replay=replay,
    key=("clock_id", "until"),
    fields=("zone",),
)
