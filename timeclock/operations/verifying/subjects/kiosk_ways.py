"""How people say who they are at the kiosks of a clock."""

from timeclock.company.kiosks.models import KioskWays
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts

_FACTS = plain("badges", "numbers", "names")


def replay(book: Book, entry: EntryFacts) -> None:
    """An entry has all ways of one clock."""
    if entry.kind == "kiosk.ways_chosen":
        rows = book[KioskWays.__tablename__]
        rows.put((entry.after["clock"],), entry.position, pick(entry.after, _FACTS))


SUBJECT = VerifiedTable(
    model=KioskWays,
    hears=frozenset({"kiosk"}),
    replay=replay,
    key=("clock_id",),
    fields=("badges", "numbers", "names"),
)
