"""Corrections: what was asked for or proposed, and what was decided."""

from typing import Any

from timeclock.operations.verifying.expected import Book, Fields
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, instant
from timeclock.worktime.corrections.models import Correction

_FACTS = plain(
    "state", "kind", "drafts", of_shift="shift_id", clock="clock_id", replaces="replaces_id"
)
_ASKED = {"state": "asked", "decided_at": None, "decided_by_id": None, "decision": ""}
_FILED = frozenset({"correction.asked", "correction.proposed"})


def replay(book: Book, entry: EntryFacts) -> None:
    """One entry files a correction; each later one has its new state and what it did."""
    key, facts = (entry.after["correction"],), entry.after
    rows = book[Correction.__tablename__]
    if entry.kind == "correction.undone":
        rows.put(key, entry.position, _undone(entry))
        if facts["asks_again"] is not None:
            rows.put((facts["asks_again"],), entry.position, _ASKED)
        if entry.erased:
            rows.forget(key, "decision")
        return
    if entry.kind in _FILED:
        rows.put(key, entry.position, _filed(entry))
        _replace(book, entry)
        # What the same act goes on to decide has the moment of this entry.
        moment = entry.received_at
        book.notes["settled at once"] = (key, moment) if "settles" in facts else None
    else:
        at_once = book.notes.get("settled at once")
        moment = at_once[1] if at_once and at_once[0] == key else entry.received_at
        book.notes["settled at once"] = None
        fields = {
            "state": facts["state"],
            "decided_at": moment,
            "decided_by_id": entry.actor_id,
            "decision": entry.said.get("reason", ""),
        }
        rows.put(key, entry.position, fields)
    if entry.erased:
        rows.forget(key, "reason", "notes", "decision")
    if "shifts" in facts and facts["state"] != "taken_back":
        effects = {"applied_at": moment, "shift_ids": list(facts["shifts"])}
        rows.put(key, entry.position, effects)


def _undone(entry: EntryFacts) -> Fields:
    """What a correction is again after a decision about it was taken back."""
    return {
        "state": entry.after["state"],
        "decided_at": instant(entry.after["decided"]),
        "decided_by_id": entry.after["decided_by"],
        "decision": entry.said.get("reason", ""),
        "applied_at": instant(entry.after["applied"]),
        "shift_ids": list(entry.after["shifts"]),
    }


def _filed(entry: EntryFacts) -> Fields:
    drafts = entry.after["drafts"]
    return pick(entry.after, _FACTS) | {
        "before": entry.before,
        "reason": entry.said.get("reason", ""),
        "notes": entry.said.get("notes", [""] * len(drafts)),
        "asked_by_id": entry.actor_id,
        "asked_at": entry.received_at,
        "decided_by_id": None,
        "decided_at": None,
        "decision": "",
        "applied_at": None,
        "shift_ids": [],
        "position": entry.position,
    }


def _replace(book: Book, entry: EntryFacts) -> None:
    """A proposal that answers a request settles that without an entry of its own."""
    if entry.after.get("replaces") is None:
        return
    key = (entry.after["replaces"],)
    fields = {
        "state": "replaced",
        "decided_at": entry.received_at,
        "decided_by_id": entry.actor_id,
        "decision": entry.said.get("reason", ""),
    }
    rows = book[Correction.__tablename__]
    rows.put(key, entry.position, fields)
    if entry.erased:
        rows.forget(key, "decision")


def shape(row: Fields) -> Fields:
    """The facts of the drafts and of the shift before, apart from their personal text."""
    drafts: list[dict[str, Any]] = row["drafts"]
    before = row["before"]
    return row | {
        "drafts": [{k: v for k, v in each.items() if k != "note"} for each in drafts],
        "notes": [each.get("note", "") for each in drafts],
        "before": before and {k: v for k, v in before.items() if k != "said"},
    }


SUBJECT = VerifiedTable(
    model=Correction,
    hears=frozenset({"correction"}),
    replay=replay,
    key=("id",),
    fields=(
        "clock_id",
        "shift_id",
        "kind",
        "state",
        "drafts",
        "notes",
        "before",
        "reason",
        "asked_by_id",
        "asked_at",
        "decided_by_id",
        "decided_at",
        "decision",
        "applied_at",
        "shift_ids",
        "replaces_id",
        "position",
    ),
    of_member=True,
    unsettled=frozenset({"decided_at", "applied_at"}),
    shape=shape,
)
