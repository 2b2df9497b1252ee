"""What late changes of closed days add to open ones."""

from sqlalchemy import Select, func, select

from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, day
from timeclock.worktime.shifts.models import Adjustment

_FACTS = {
    **plain("seconds", of_shift="shift_id"),
    "day": ("day", day),
    "for_day": ("for_day", day),
}


def replay(book: Book, entry: EntryFacts) -> None:
    """The entries of a correction list what it books, in the order of the rows."""
    rows, correction = book[Adjustment.__tablename__], entry.after["correction"]
    booked: dict[int, int] = book.notes.setdefault("booked", {})
    for facts in entry.after.get("adjustments", ()):
        number = booked[correction] = booked.get(correction, 0) + 1
        fields = pick(facts, _FACTS) | {"more": facts.get("more")}
        rows.put((correction, number), entry.position, fields)


def read(workspace_id: int, member_id: int | None) -> Select[tuple[object, ...]]:
    """The rows of a member, numbered within their correction."""
    columns = Adjustment.__table__.c
    number = func.row_number().over(partition_by=columns.correction_id, order_by=columns.id)
    return select(
        columns.id,
        columns.correction_id,
        number.label("number"),
        columns.day,
        columns.for_day,
        columns.seconds,
        columns.shift_id,
        columns.more,
    ).where(columns.workspace_id == workspace_id, columns.member_id == member_id)


SUBJECT = VerifiedTable(
    model=Adjustment,
    hears=frozenset({"correction"}),
    replay=replay,
    key=("correction_id", "number"),
    fields=("day", "for_day", "seconds", "shift_id", "more"),
    of_member=True,
    read=read,
)
