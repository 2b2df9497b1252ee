"""Timesheets: what was decided about a member's period."""

from timeclock.company.locks.models import Timesheet
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, day, instant

_FACTS = {
    **plain("state", "totals", submitted_by="submitted_by_id", decided_by="decided_by_id"),
    "after_day": ("after_day", day),
    "binds_from": ("binds_from", day),
    "submitted": ("submitted_at", instant),
    "decided": ("decided_at", instant),
}

# These tell of the days that are kept, and change nothing that was decided.
_OF_KEPT_DAYS = frozenset({"timesheet.compared", "timesheet.kept"})


def replay(book: Book, entry: EntryFacts) -> None:
    """Each entry has all of one sheet; in a closed period it is stored as approved."""
    if entry.kind in _OF_KEPT_DAYS:
        return
    key = (entry.after["member"], day(entry.after["first_day"]))
    fields = pick(entry.after, _FACTS)
    if fields["state"] == "closed":
        fields["state"] = "approved"
    rows = book[Timesheet.__tablename__]
    rows.put(key, entry.position, fields | {"reason": entry.said.get("reason", "")})
    if entry.erased:
        rows.forget(key, "reason")


SUBJECT = VerifiedTable(
    model=Timesheet,
    hears=frozenset({"timesheet", "period"}),
    replay=replay,
    key=("member_id", "first_day"),
    fields=(*(column for column, _ in _FACTS.values()), "reason"),
    of_member=True,
)
