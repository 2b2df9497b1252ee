"""API keys: whom they act for and how far they reach."""

from timeclock.company.api_keys.models import ApiKey
from timeclock.company.people.accounts import token_mark
from timeclock.operations.verifying.expected import Book, Fields
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, instant

_FACTS = {
    **plain("scope", "start", member="member_id", token="token_mark"),
    "expires": ("expires_at", instant),
}


def replay(book: Book, entry: EntryFacts) -> None:
    """A key is issued once and revoked once."""
    rows, key = book[ApiKey.__tablename__], (entry.after["key"],)
    if entry.kind == "key.issued":
        issued = {
            "issued_by_id": entry.actor_id,
            "created_at": entry.received_at,
            "revoked_at": None,
        }
        rows.put(key, entry.position, pick(entry.after, _FACTS) | issued)
    elif entry.kind == "key.revoked":
        rows.put(key, entry.position, {"revoked_at": entry.received_at})


def shape(row: Fields) -> Fields:
    """The hash of the token as entries keep it."""
    return row | {"token_mark": token_mark(row["token_hash"])}


SUBJECT = VerifiedTable(
    model=ApiKey,
    hears=frozenset({"key"}),
    replay=replay,
    key=("id",),
    fields=(
        "member_id",
        "scope",
        "start",
        "token_mark",
        "issued_by_id",
        "created_at",
        "expires_at",
        "revoked_at",
        "token_hash",
    ),
    shape=shape,
)
