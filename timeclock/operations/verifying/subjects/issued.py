"""Secrets that a person holds, such as a badge or an API key: issued once and revoked once."""

from timeclock.company.people.accounts import token_mark
from timeclock.operations.verifying.expected import Book, Fields
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import Names, pick
from timeclock.operations.verifying.told import EntryFacts
from timeclock.storage.transactions import Model


def issued_secret(
    model: type[Model], noun: str, facts: Names, *, at: str, mark: str, hashed: str
) -> VerifiedTable:
    """The table of a kind of secret, which entries call `noun`.

    `facts` are the columns that its entry of issue names, `at` the column of when that was. Entries
    keep a mark of the secret's hash: `mark` and `hashed` are the columns of the two.
    """

    def replay(book: Book, entry: EntryFacts) -> None:
        rows, key = book[str(model.__tablename__)], (entry.after[noun],)
        if entry.kind == f"{noun}.issued":
            issued = {"issued_by_id": entry.actor_id, at: entry.received_at, "revoked_at": None}
            rows.put(key, entry.position, pick(entry.after, facts) | issued)
        elif entry.kind == f"{noun}.revoked":
            rows.put(key, entry.position, {"revoked_at": entry.received_at})

    def shape(row: Fields) -> Fields:
        return row | {mark: token_mark(row[hashed])}

    columns = [column for column, _ in facts.values()]
    return VerifiedTable(
        model=model,
        hears=frozenset({noun}),
        replay=replay,
        key=("id",),
        fields=(*columns, "issued_by_id", at, "revoked_at", hashed),
        shape=shape,
    )
