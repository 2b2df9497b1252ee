"""The kinds of break that clocks offer."""

from timeclock.company.clocks.models import BreakKind
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, instant

_FACTS = {
    **plain("name", "paid", "minutes", "pays_beyond", clock="clock_id"),
    "archived": ("archived_at", instant),
}


def replay(book: Book, entry: EntryFacts) -> None:
    """Each entry has all of one kind."""
    rows = book[BreakKind.__tablename__]
    # Entries from before there was this setting do not have it.
    facts = {"pays_beyond": False, **entry.after}
    rows.put((entry.after["break_kind"],), entry.position, pick(facts, _FACTS))


SUBJECT = VerifiedTable(
    model=BreakKind,
    hears=frozenset({"break_kind"}),
    replay=replay,
    key=("id",),
    fields=("clock_id", "name", "paid", "minutes", "pays_beyond", "archived_at"),
    seconds=frozenset({"archived_at"}),
)
