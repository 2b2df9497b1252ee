"""Undoing a decision about a correction, for a minute: everything is as it was before it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from timeclock.authority.actor import Actor
from timeclock.ledger.entry import Once, unmarked
from timeclock.ledger.queries import EntryView, entries_correcting, newest_of
from timeclock.messages import N_
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.corrections.applying.adjusting import (
    Booked,
    keep_late_spans,
    late_changes,
    store_bookings,
    the_other_way_round,
)
from timeclock.worktime.corrections.applying.applying import Outcome, Step
from timeclock.worktime.corrections.applying.paid_days import read_calendar
from timeclock.worktime.corrections.applying.restoring import take_back
from timeclock.worktime.corrections.applying.room import demand_room
from timeclock.worktime.corrections.approval.answering import answered_before
from timeclock.worktime.corrections.approval.rights import demand_decides
from timeclock.worktime.corrections.approval.taking import LockedCorrection, find_row, take_case
from timeclock.worktime.corrections.approval.writing import Pen, write_undone
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.shifts.answering import Act, said_until
from timeclock.worktime.shifts.models import Adjustment
from timeclock.worktime.shifts.queries import find_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.storing import store_change
from timeclock.worktime.shifts.undoing_decisions import demand_undoable, something_since

# What a correction is again without the decision. One that a manager filed was not there before.
_EARLIER = {
    CorrectionState.PROPOSED: CorrectionState.WITHDRAWN,
    CorrectionState.APPLIED: CorrectionState.WITHDRAWN,
    CorrectionState.APPROVED: CorrectionState.ASKED,
    CorrectionState.REFUSED: CorrectionState.ASKED,
    CorrectionState.UPHELD: CorrectionState.DISPUTED,
    CorrectionState.TAKEN_BACK: CorrectionState.DISPUTED,
}
_LATE = N_("That was more than a minute ago. Correct the shift instead.")


@transaction
def undo(
    tx: Transaction, actor: Actor, *, correction_id: int, once: Once | None = None
) -> CorrectionView:
    """Take back the actor's own approval, refusal, settlement or proposal, for 60 s.

    The correction waits again, and its shifts are what they were; a proposal is withdrawn, and the
    request that it answered waits again. Raises NotFound, NotAllowed, and
    Conflict `nothing_to_undo`, `undo_too_late`, `changed_since`, `overlaps` and `period_closed`.
    """
    case = take_case(tx, actor, correction_id, once)
    if case.now.answered:
        return answered_before(tx, actor, case.now)
    demand_decides(tx, actor, case.row.member_id, case.row.clock_id, case.view.clock_ids)
    moment = case.now.head.received_at
    decision = demand_undoable(actor, _decision(tx, case), moment, late=_LATE)
    outcome = _as_before(tx, case, decision)
    _restore(tx, actor, case, decision)
    if outcome is not None and outcome.booked:
        store_bookings(tx, case.row, outcome.booked, moment)
        keep_late_spans(tx, case.row.workspace_id, case.row.member_id)
    write_undone(Pen(tx, actor, case.now, case.row.clock_id, once), case.row, decision, outcome)
    return case.view


def _decision(tx: Transaction, case: LockedCorrection) -> EntryView | None:
    """The entry of the decision that is in force, None where there is none to undo."""
    if case.state not in _EARLIER:
        return None
    if _EARLIER[case.state] is CorrectionState.WITHDRAWN:
        return _newest(tx, case, CorrectionState.PROPOSED, case.row.asked_at)
    return _newest(tx, case, case.state, case.row.decided_at or case.row.asked_at)


def _newest(
    tx: Transaction, case: LockedCorrection, state: CorrectionState, since: datetime
) -> EntryView | None:
    head = case.now.head
    return newest_of(
        tx.connection,
        head.workspace_id,
        head.chain_id,
        (f"correction.{state}",),
        since,
        lambda entry: (entry.after or {}).get("correction") == case.row.id,
    )


def _as_before(tx: Transaction, case: LockedCorrection, decision: EntryView) -> Outcome | None:
    """Undo what the decision has changed of the member's time, if anything."""
    if "shifts" not in (decision.after or {}):
        return None
    if case.state is CorrectionState.TAKEN_BACK:
        return _brought_back(tx, case, decision)
    outcome = take_back(tx, case.now, case.row, case.view.before)
    if case.row.shift_ids and not outcome.steps:
        raise something_since()  # its days were locked: this would only adjust them
    return outcome


def _brought_back(tx: Transaction, case: LockedCorrection, decision: EntryView) -> Outcome:
    """What a settlement took back counts again."""
    now, row = case.now, case.row
    calendar = read_calendar(tx, row.workspace_id, now.member_id, now.now)
    facts = (decision.after or {}).get("adjustments") or ()
    own = tuple(_booked(each) for each in facts)
    if own:
        _demand_nothing_booked_since(tx, case, decision)
    back = tuple(the_other_way_round(calendar, row.clock_id, own))
    wanted = tuple(_wanted(tx, case, decision))
    late = late_changes(tx, row.workspace_id, now.member_id, without=row.id)
    spans = [after.timeline.interval for _, after in wanted if not after.voided]
    if not wanted:
        spans = [draft.interval for draft in case.view.drafts]
    ids = {before.id for before, _ in wanted} | {*row.shift_ids}
    demand_room(tx, now, spans, late, besides=ids | ({row.shift_id} if row.shift_id else set()))
    days = {day for pair in wanted for each in pair for day in calendar.touched(each)}
    if wanted and calendar.lock_on(days) is not None:
        raise something_since()
    steps = tuple(
        Step(
            Act.REMOVED if after.voided else Act.CORRECTED,
            before,
            store_change(tx, before, after, now.head.received_at),
        )
        for before, after in wanted
    )
    return Outcome(steps, back)


def _demand_nothing_booked_since(
    tx: Transaction, case: LockedCorrection, decision: EntryView
) -> None:
    """Raise Conflict where another late change came to count, or ended, after the settlement."""
    others = select(Adjustment.id).where(
        Adjustment.workspace_id == case.row.workspace_id,
        Adjustment.member_id == case.row.member_id,
        Adjustment.correction_id != case.row.id,
        Adjustment.created_at >= decision.received_at,
    )
    if tx.connection.execute(others.limit(1)).first() is not None:
        raise something_since()


def _wanted(
    tx: Transaction, case: LockedCorrection, decision: EntryView
) -> Iterator[tuple[ShiftRecord, ShiftRecord]]:
    """Each shift as the settlement left it, and as it was before."""
    head, row = case.now.head, case.row
    steps = entries_correcting(
        tx.connection, head.workspace_id, head.chain_id, decision.position, row.position
    )
    for step in steps:
        current = find_shift(tx.connection, head.workspace_id, (step.after or {})["shift"])
        left = unmarked(step.after or {})
        if current is None or step.before is None or current.to_json() != left:
            raise something_since()
        said = said_until(tx, head.workspace_id, head.chain_id, decision.position, current.id)
        before = ShiftRecord.from_json(head.workspace_id, step.before, said)
        original = current.original
        if original is None and current.id == row.shift_id:
            original = current.to_json()
        yield current, replace(before, original=original, changed_at=current.changed_at)


def _restore(tx: Transaction, actor: Actor, case: LockedCorrection, decision: EntryView) -> None:
    """Make the row what it was: asked for, or disputed with the words of the person."""
    row, earlier = case.row, _EARLIER[case.state]
    if "shifts" in (decision.after or {}) and case.state is not CorrectionState.TAKEN_BACK:
        row.applied_at, row.shift_ids = None, []
    row.decided_at, row.decided_by_id, row.decision = None, None, ""
    if earlier is CorrectionState.WITHDRAWN:
        row.decided_at, row.decided_by_id = case.now.head.received_at, actor.member_id
        _ask_again(tx, row)
    elif earlier is CorrectionState.DISPUTED:
        said = _newest(tx, case, earlier, row.asked_at)
        if said is not None:
            row.decided_at, row.decided_by_id = said.received_at, said.actor_id
            row.decision = (said.payload or {}).get("reason", "")
    row.state = earlier.value
    tx.session.flush()


def _ask_again(tx: Transaction, row: Correction) -> None:
    """The request that a proposal answered waits again."""
    if row.replaces_id is not None:
        asked = find_row(tx, row.workspace_id, row.replaces_id)
        asked.state, asked.decision = CorrectionState.ASKED.value, ""
        asked.decided_at, asked.decided_by_id = None, None


def _booked(facts: Mapping[str, Any]) -> Booked:
    day, for_day = (date.fromisoformat(facts[name]) for name in ("day", "for_day"))
    return Booked(day, for_day, facts["seconds"], facts["of_shift"], facts.get("more") or {})
