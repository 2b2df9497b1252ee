"""Time clocks."""

from timeclock.company.clocks.models import TimeClock
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, instant

_FACTS = {
    **plain("name", "zone", "job_required", "limit_minutes"),
    **plain("closes_forgotten", "break_limit_minutes", "external_id"),
    "job_required_since": ("job_required_since", instant),
    "created": ("created_at", instant),
    "archived": ("archived_at", instant),
}
_KINDS = frozenset({"clock.opened", "clock.changed", "clock.archived", "clock.restored"})


def replay(book: Book, entry: EntryFacts) -> None:
    """Each of these entries has all settings of one clock."""
    if entry.kind in _KINDS:
        rows = book[TimeClock.__tablename__]
        # Entries from before there was this setting do not have it.
        facts = {"break_limit_minutes": 60, "external_id": None, **entry.after}
        rows.put((entry.after["clock"],), entry.position, pick(facts, _FACTS))


SUBJECT = VerifiedTable(
    model=TimeClock,
    hears=frozenset({"clock"}),
    replay=replay,
    key=("id",),
    fields=tuple(column for column, _ in _FACTS.values()),
    seconds=frozenset({"created_at", "archived_at"}),
)
