"""Approved timesheets as they were: the ledger has the hash of each."""

from collections.abc import Mapping
from typing import Any

from timeclock.company.locks.kept_models import KeptTimesheet
from timeclock.operations.verifying.expected import Book, Fields
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, day, instant
from timeclock.worktime.kept.storing import digest_of

_FACTS = {
    **plain("digest", "at_upgrade"),
    "first_day": ("first_day", day),
    "after_day": ("after_day", day),
}
_IN_FORCE, _COMPARED = "sheets in force", "timesheet.compared"


def replay(book: Book, entry: EntryFacts) -> None:
    """An approval keeps a sheet; whatever opens the sheet again lets go of it."""
    rows, in_force = book[KeptTimesheet.__tablename__], book.notes.setdefault(_IN_FORCE, {})
    first_day, kept = entry.after["first_day"], entry.after.get("kept")
    if entry.kind == _COMPARED:
        differs, since = entry.after["difference"], entry.after["since"]
        fields: Fields = {"difference": differs, "differs_since": since and instant(since)}
        rows.put((entry.after["kept"],), entry.position, fields)
        return
    locked = entry.after.get("state") in (None, "approved", "closed")
    if first_day in in_force and (kept or not locked):
        gone = {"in_force": False, "difference": None, "differs_since": None}
        rows.put((in_force.pop(first_day),), entry.position, gone)
    if kept:
        fields = pick({**entry.after, **kept}, _FACTS)
        begun = {"in_force": True, "difference": None, "differs_since": None}
        rows.put((kept["id"],), entry.position, fields | begun)
        in_force[first_day] = kept["id"]


def _shape(row: Mapping[str, Any]) -> Fields:
    return {**row, "digest": digest_of(row["content"], row["begins"])}


SUBJECT = VerifiedTable(
    model=KeptTimesheet,
    hears=frozenset({"timesheet", "period"}),
    replay=replay,
    key=("id",),
    fields=(
        "first_day",
        "after_day",
        "in_force",
        "at_upgrade",
        "difference",
        "differs_since",
        "digest",
        "content",
        "begins",
    ),
    of_member=True,
    shape=_shape,
)
