"""Comparing stored rows with the rows that entries describe."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from timeclock.messages import Sentence
from timeclock.operations.verifying.expected import Book, Row
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.wording import RowPlace, missing, removed, unknown, unlike

_AT_ONCE = 500


def differences(
    session: Session, subject: VerifiedTable, book: Book, chain: str
) -> Iterator[Sentence]:
    """The first difference of each row, stored rows first; empties the book's rows on the way."""
    rows = book[subject.name]
    query = subject.rows(book.workspace_id, book.member_id)
    for stored in session.execute(query.execution_options(yield_per=_AT_ONCE)).mappings():
        fields = dict(stored)
        if subject.shape is not None:
            fields = subject.shape(fields)
        key = subject.key_of(fields)
        place = RowPlace(book.workspace_id, chain, subject, fields)
        expected = rows.rows.pop(key, None)
        if expected is None:
            gone = rows.removed.get(key)
            yield unknown(place) if gone is None else removed(place, gone)
        elif (name := _first_difference(subject, fields, expected)) is not None:
            yield unlike(place, name, fields[name], expected)
    for key, row in rows.rows.items():
        place = RowPlace(
            book.workspace_id, chain, subject, dict(zip(subject.key, key, strict=True))
        )
        yield missing(place, row.position)


def _first_difference(
    subject: VerifiedTable, stored: Mapping[str, Any], expected: Row
) -> str | None:
    for name, value in expected.fields.items():
        if stored[name] != value and subject.compared(name, stored[name]) != subject.compared(
            name, value
        ):
            return name
    return None
