"""PINs: whose they are, and which hash each has."""

from timeclock.company.kiosks.models import Pin
from timeclock.company.kiosks.pins import pin_mark
from timeclock.operations.verifying.expected import Book, Fields
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.told import EntryFacts


def replay(book: Book, entry: EntryFacts) -> None:
    """A PIN is set, set again, and removed."""
    rows = book[Pin.__tablename__]
    if entry.kind == "pin.set":
        fields = {
            "pin_mark": entry.after["pin"],
            "set_at": entry.received_at,
            "set_by_id": entry.actor_id,
        }
        rows.put((entry.after["member"],), entry.position, fields)
    elif entry.kind == "pin.removed":
        rows.remove((entry.after["member"],), entry.position)


def shape(row: Fields) -> Fields:
    """The hash of the PIN as entries keep it."""
    return row | {"pin_mark": pin_mark(row["pin_hash"])}


SUBJECT = VerifiedTable(
    model=Pin,
    hears=frozenset({"pin"}),
    replay=replay,
    key=("member_id",),
    fields=("pin_mark", "set_at", "set_by_id", "pin_hash"),
    shape=shape,
)
