"""Whether there is room for a shift, and whether the one asked about is still what it was."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from timeclock.errors import Conflict
from timeclock.ledger.entry import unmarked
from timeclock.ledger.models import Entry
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import Interval
from timeclock.worktime.corrections.applying.adjusting import Late
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.overlaps import demand_free_rows, in_late_span
from timeclock.worktime.shifts.queries import find_shift
from timeclock.worktime.shifts.situation import Situation

_CORRECTED = (Act.ADDED.value, Act.CORRECTED.value, Act.REMOVED.value)


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


def demand_unchanged(tx: Transaction, now: Situation, row: Correction) -> None:
    """Raise Conflict `changed_since` where the shift is not what the correction was asked about.

    Where the correction was decided and that undone, the shift is what the undo made of it.
    """
    if row.shift_id is None or row.before is None:
        return
    shift = find_shift(tx.connection, row.workspace_id, row.shift_id)
    facts = {name: each for name, each in row.before.items() if name != "said"}
    found = shift.to_json() if shift is not None else None
    if found is None:
        raise changed_since(row.shift_id)
    if found != facts:
        touched = corrected_by(tx, now, row).get(row.shift_id)
        as_asked = found | {"changed": facts["changed"]} == facts
        if touched is None or touched.after != found or not as_asked:
            raise changed_since(row.shift_id)
    demand_nothing_later(tx, row, since=row.asked_at)


@dataclass(frozen=True, slots=True)
class Touched:
    """What a correction, or what undid it, last found of a shift and what it made of it."""

    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


def corrected_by(tx: Transaction, now: Situation, row: Correction) -> dict[int, Touched]:
    """The shifts that entries of a correction tell of, by id, as its last entry has each."""
    bodies = tx.connection.execute(
        select(Entry.body)
        .where(
            Entry.workspace_id == now.head.workspace_id,
            Entry.chain_id == now.head.chain_id,
            Entry.position > row.position,
            Entry.kind.in_(_CORRECTED),
        )
        .order_by(Entry.position)
    ).scalars()
    return {
        entry["after"]["shift"]: Touched(entry["before"], unmarked(entry["after"]))
        for entry in map(json.loads, bodies)
        if entry["corrects"] == row.position
    }


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
