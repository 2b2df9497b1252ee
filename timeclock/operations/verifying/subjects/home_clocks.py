"""The time clock whose rules each member goes by."""

from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.company.workspaces.models import HomeClock
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.told import EntryFacts, day


def replay(book: Book, entry: EntryFacts) -> None:
    """The first assignment chooses a home for all days, later entries another from a day on."""
    rows = book[HomeClock.__tablename__]
    if entry.kind == "clock.assigned":
        key = (entry.after["member"], ALWAYS)
        if key not in rows.rows:
            rows.put(key, entry.position, {"clock_id": entry.after["clock"]})
    elif entry.kind == "home_clock.changed":
        chosen = (entry.after["member"], day(entry.after["first_day"]))
        rows.put(chosen, entry.position, {"clock_id": entry.after["clock"]})


SUBJECT = VerifiedTable(
    model=HomeClock,
    hears=frozenset({"clock", "home_clock"}),
    replay=replay,
    key=("member_id", "first_day"),
    fields=("clock_id",),
)
