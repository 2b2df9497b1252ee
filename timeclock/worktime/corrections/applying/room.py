"""Whether there is room for a shift, and whether the one asked about is still what it was."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select

from timeclock.errors import Conflict
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import Interval
from timeclock.worktime.corrections.applying.adjusting import Late
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.shifts.overlaps import demand_free_rows, in_late_span
from timeclock.worktime.shifts.queries import find_shift
from timeclock.worktime.shifts.situation import Situation


def demand_room(
    tx: Transaction,
    now: Situation,
    spans: Iterable[Interval],
    late: Sequence[Late],
    *,
    besides: Collection[int],
) -> None:
    """Raise Conflict `overlaps`, naming the other shift, where the member has one in that time.

    A shift whose closed days were adjusted is where that put it, not where its rows are.
    """
    workspace_id = now.head.workspace_id
    moved = {each.shift_id for each in late if each.shift_id is not None}
    others = [each for each in late if each.shift_id not in besides]
    for span in spans:
        demand_free_rows(tx, workspace_id, now.member_id, span, besides={*besides, *moved})
        for each in others:
            if any(span.overlaps(draft.interval) for draft in each.drafts):
                raise in_late_span(each.shift_id, each.correction_id)


def demand_unchanged(tx: Transaction, row: Correction) -> None:
    """Raise Conflict `changed_since` where the shift is not what the correction was asked about."""
    if row.shift_id is None or row.before is None:
        return
    shift = find_shift(tx.connection, row.workspace_id, row.shift_id)
    facts = {name: each for name, each in row.before.items() if name != "said"}
    if shift is None or shift.to_json() != facts:
        raise changed_since(row.shift_id)
    demand_nothing_later(tx, row, since=row.asked_at)


def demand_nothing_later(tx: Transaction, row: Correction, *, since: object) -> None:
    """Raise Conflict `changed_since` where another correction has come to count since then."""
    touched = {each for each in (row.shift_id, *row.shift_ids) if each is not None}
    found = tx.connection.execute(
        select(Correction.shift_id)
        .where(
            Correction.workspace_id == row.workspace_id,
            Correction.member_id == row.member_id,
            Correction.id != row.id,
            Correction.shift_id.in_(touched),
            Correction.applied_at > since,
            Correction.state != CorrectionState.TAKEN_BACK.value,
        )
        .limit(1)
    ).first()
    if found is not None:
        raise changed_since(found.shift_id)


def changed_since(shift_id: int) -> Conflict:
    """The refusal to decide about a shift that is not what it was."""
    return Conflict(
        "changed_since",
        "This shift has changed since then. Correct its current version.",
        details={"shift_id": shift_id},
    )
