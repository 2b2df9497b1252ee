"""Badges: whose they are, and whether they work."""

from timeclock.company.kiosks.models import Badge
from timeclock.company.people.accounts import token_mark
from timeclock.operations.verifying.expected import Book, Fields
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts

_FACTS = plain(member="member_id", text="text_mark")


def replay(book: Book, entry: EntryFacts) -> None:
    """A badge is issued once and revoked once."""
    rows, key = book[Badge.__tablename__], (entry.after["badge"],)
    if entry.kind == "badge.issued":
        issued = {
            "issued_by_id": entry.actor_id,
            "issued_at": entry.received_at,
            "revoked_at": None,
        }
        rows.put(key, entry.position, pick(entry.after, _FACTS) | issued)
    elif entry.kind == "badge.revoked":
        rows.put(key, entry.position, {"revoked_at": entry.received_at})


def shape(row: Fields) -> Fields:
    """The hash of what the badge says, as entries keep it."""
    return row | {"text_mark": token_mark(row["text_hash"])}


SUBJECT = VerifiedTable(
    model=Badge,
    hears=frozenset({"badge"}),
    replay=replay,
    key=("id",),
    fields=("member_id", "text_mark", "issued_by_id", "issued_at", "revoked_at", "text_hash"),
    shape=shape,
)
