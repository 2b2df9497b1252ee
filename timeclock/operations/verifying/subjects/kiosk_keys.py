"""Keys of tablets: whose they are, and whether another one has taken their place."""

from timeclock.company.kiosks.offline_models import KioskKey
from timeclock.company.people.accounts import token_mark
from timeclock.operations.verifying.expected import Book, Fields
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts

_FACTS = plain(of_kiosk="kiosk_id", public="public_mark")


def replay(book: Book, entry: EntryFacts) -> None:
    """A key is registered once; the next one of its kiosk ends it."""
    rows, facts = book[KioskKey.__tablename__], entry.after
    begun = {"registered_at": entry.received_at, "replaced_at": None}
    rows.put((facts["key"],), entry.position, pick(facts, _FACTS) | begun)
    if facts["replaces"] is not None:
        rows.put((facts["replaces"],), entry.position, {"replaced_at": entry.received_at})


def shape(row: Fields) -> Fields:
    """The key as entries name it."""
    return row | {"public_mark": token_mark(row["public"])}


SUBJECT = VerifiedTable(
    model=KioskKey,
    hears=frozenset({"kiosk_key"}),
    replay=replay,
    key=("id",),
    fields=("kiosk_id", "public_mark", "registered_at", "replaced_at", "public"),
    shape=shape,
)
