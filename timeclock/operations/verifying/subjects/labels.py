"""Clients and tags."""

from collections.abc import Callable

from timeclock.company.labels.models import MODELS, LabelKind
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, instant

_FACTS = {
    **plain("name"),
    "created": ("created_at", instant),
    "archived": ("archived_at", instant),
}


def _replay(kind: LabelKind) -> Callable[[Book, EntryFacts], None]:
    def replay(book: Book, entry: EntryFacts) -> None:
        """Each entry has all of one label."""
        rows = book[MODELS[kind].__tablename__]
        rows.put((entry.after[kind.value],), entry.position, pick(entry.after, _FACTS))

    return replay


CLIENTS, TAGS = (
    VerifiedTable(
        model=MODELS[kind],
        hears=frozenset({kind.value}),
        replay=_replay(kind),
        key=("id",),
        fields=tuple(column for column, _ in _FACTS.values()),
        seconds=frozenset({"created_at", "archived_at"}),
    )
    for kind in (LabelKind.CLIENT, LabelKind.TAG)
)
