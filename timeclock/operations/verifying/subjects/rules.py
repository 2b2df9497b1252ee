"""The dated rules of pay."""

from timeclock.company.workspaces.models import RuleVersion
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.told import EntryFacts, day

_NOT_RULES = ("version", "first_day", "clock")


def replay(book: Book, entry: EntryFacts) -> None:
    """A version is set once; it may be withdrawn, and that may be undone."""
    rows = book[RuleVersion.__tablename__]
    if entry.kind == "rules.changed":
        rules = {k: v for k, v in entry.after.items() if k not in _NOT_RULES}
        fields = {
            "first_day": day(entry.after["first_day"]),
            "rules": rules,
            "set_by_id": entry.actor_id,
            "created_at": entry.received_at,
            "withdrawn_at": None,
            "clock_id": entry.after.get("clock"),
        }
        rows.put((entry.after["version"],), entry.position, fields)
    elif entry.kind == "rules.withdrawn" and entry.before is not None:
        key = (entry.before["version"],)
        rows.put(key, entry.position, {"withdrawn_at": entry.received_at})
    elif entry.kind == "rules.undone":
        rows.put((entry.after["version"],), entry.position, {"withdrawn_at": None})


SUBJECT = VerifiedTable(
    model=RuleVersion,
    hears=frozenset({"rules"}),
    replay=replay,
    key=("id",),
    fields=("first_day", "rules", "set_by_id", "created_at", "withdrawn_at", "clock_id"),
)
