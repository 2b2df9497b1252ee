"""Baselines: entries that list the rows of a table as they were when the entry was written.

A migration writes them, so that rows of which earlier versions kept too little can be verified.
"""

from collections.abc import Iterator
from itertools import zip_longest

from timeclock.messages import Sentence
from timeclock.operations.verifying.expected import Book, Fields, Key, Row, Rows
from timeclock.operations.verifying.registry import BY_TABLE
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.told import EntryFacts
from timeclock.operations.verifying.wording import RowPlace, missing, unlike

VERB = ".baseline"


def replay_baseline(book: Book, entry: EntryFacts, chain: str) -> Iterator[Sentence]:
    """Put the listed rows in the place of those known so far.

    A baseline adds what earlier entries left out. It must not contradict what they say.
    """
    subject = BY_TABLE[entry.after["table"]]
    known, listed = book[subject.name], _listed(subject, entry)
    for key, row in known.rows.items():
        fields = listed.get(key)
        if fields is None:
            key_fields = dict(zip(subject.key, key, strict=True))
            yield missing(RowPlace(book.workspace_id, chain, subject, key_fields), row.position)
        else:
            yield from _contradiction(book, subject, chain, fields, row)
    rows = {key: Row(_compared(subject, each), entry.position) for key, each in listed.items()}
    book.tables[subject.name] = Rows(rows)


def _listed(subject: VerifiedTable, entry: EntryFacts) -> dict[Key, Fields]:
    texts = entry.said.get("rows", ())
    listed = (
        subject.from_json({**facts, **(text or {})})
        for facts, text in zip_longest(entry.after["rows"], texts)
    )
    return {subject.key_of(each): each for each in listed}


def _compared(subject: VerifiedTable, fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name in subject.fields}


def _contradiction(
    book: Book, subject: VerifiedTable, chain: str, listed: Fields, known: Row
) -> Iterator[Sentence]:
    for name, value in known.fields.items():
        settled = name in listed and name not in subject.unsettled
        if settled and subject.compared(name, listed[name]) != subject.compared(name, value):
            yield unlike(
                RowPlace(book.workspace_id, chain, subject, listed), name, listed[name], known
            )
            return
