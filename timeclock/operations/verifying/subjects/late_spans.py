"""The time that late changes gave to shifts, which punches have to know of."""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.told import EntryFacts
from timeclock.worktime.corrections.applying.adjusting import tell_late_changes
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.shifts.models import Adjustment, LateSpan

_NEVER = datetime.max.replace(tzinfo=UTC)


def replay(book: Book, entry: EntryFacts) -> None:
    """No entry says this: it follows from corrections and adjustments."""


def finish(book: Book) -> None:
    """Work them out as the corrections do."""
    rows = book[LateSpan.__tablename__]
    for late in tell_late_changes(book.workspace_id, _booked(book)):
        corrections = book[Correction.__tablename__].rows
        position = corrections[late.correction_id,].position
        for draft in late.drafts:
            span = (late.correction_id, late.shift_id, draft.started_at, draft.ended_at)
            rows.put(span, position, {})


def _booked(book: Book) -> Iterator[Any]:
    """Each adjustment beside its correction, in the order in which they counted."""
    corrections = book[Correction.__tablename__].rows
    booked = book[Adjustment.__tablename__].rows

    def order(key: tuple[Any, ...]) -> tuple[Any, ...]:
        return corrections[key[0],].fields["applied_at"] or _NEVER, *key

    for key in sorted((each for each in booked if (each[0],) in corrections), key=order):
        correction = corrections[key[0],].fields
        before = correction["before"]
        yield SimpleNamespace(
            id=key[0],
            asked_shift_id=correction["shift_id"],
            state=correction["state"],
            applied_at=correction["applied_at"],
            drafts=[each | {"note": ""} for each in correction["drafts"]],
            before=before and {**before, "said": {}},
            shift_ids=correction["shift_ids"],
            **booked[key].fields,
        )


SUBJECT = VerifiedTable(
    model=LateSpan,
    hears=frozenset(),
    replay=replay,
    key=("correction_id", "shift_id", "started_at", "ended_at"),
    fields=(),
    of_member=True,
    finish=finish,
)
