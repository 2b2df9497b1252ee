"""Deciding about corrections: a manager's part, and the person's."""

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.errors import NotAllowed
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.corrections.applying.adjusting import keep_late_spans, store_bookings
from timeclock.worktime.corrections.applying.applying import Outcome, carry_out, weigh
from timeclock.worktime.corrections.applying.restoring import take_back
from timeclock.worktime.corrections.applying.room import demand_unchanged
from timeclock.worktime.corrections.approval.answering import answered_before
from timeclock.worktime.corrections.approval.asking import required_reason
from timeclock.worktime.corrections.approval.rights import demand_decides, may_uphold
from timeclock.worktime.corrections.approval.taking import LockedCorrection, take_case
from timeclock.worktime.corrections.approval.writing import Pen, count, settle_row, write_settled
from timeclock.worktime.corrections.drafts.rules import CorrectionState, demand_state
from timeclock.worktime.corrections.reading.queries import CorrectionView


@transaction
def approve(
    tx: Transaction, actor: Actor, *, correction_id: int, once: Once | None = None
) -> CorrectionView:
    """Approve a request.

    Raises NotFound, NotAllowed `own_decision` and `not_your_clock`, and Conflict `already_decided`,
    `changed_since`, `overlaps` and `period_closed`.
    """
    case = take_case(tx, actor, correction_id, once)
    if case.now.answered:
        return answered_before(tx, actor, case.now)
    demand_decides(tx, actor, case.row.member_id, case.row.clock_id, case.view.clock_ids)
    demand_state(case.state, CorrectionState.ASKED)
    return _settled(
        tx, actor, case, CorrectionState.APPROVED, outcome=_applied(tx, case), once=once
    )


@transaction
def refuse(
    tx: Transaction, actor: Actor, *, correction_id: int, reason: str, once: Once | None = None
) -> CorrectionView:
    """Say no to a request, and why. Raises as `approve` as far as rights and state go."""
    case = take_case(tx, actor, correction_id, once)
    if case.now.answered:
        return answered_before(tx, actor, case.now)
    demand_decides(tx, actor, case.row.member_id, case.row.clock_id, case.view.clock_ids)
    demand_state(case.state, CorrectionState.ASKED)
    return _settled(tx, actor, case, CorrectionState.REFUSED, required_reason(reason), once=once)


@transaction
def withdraw(
    tx: Transaction, actor: Actor, *, correction_id: int, once: Once | None = None
) -> CorrectionView:
    """Take back a request of one's own, or a proposal at one's clocks that no one has confirmed."""
    case = take_case(tx, actor, correction_id, once)
    if case.now.answered:
        return answered_before(tx, actor, case.now)
    if actor.member_id == case.row.member_id:
        demand(actor, Permission.ASK_FOR_CHANGES)
        demand_state(case.state, CorrectionState.ASKED)
    else:
        demand_decides(tx, actor, case.row.member_id, case.row.clock_id, case.view.clock_ids)
        demand_state(case.state, CorrectionState.PROPOSED)
    return _settled(tx, actor, case, CorrectionState.WITHDRAWN, once=once)


@transaction
def confirm(
    tx: Transaction, actor: Actor, *, correction_id: int, once: Once | None = None
) -> CorrectionView:
    """Say that a manager's edit of one's own time is right; one that waited for that counts now.

    Raises NotFound, NotAllowed `not_yours`, and Conflict as `approve`.
    """
    case = take_case(tx, actor, correction_id, once)
    if case.now.answered:
        return answered_before(tx, actor, case.now)
    _demand_own(actor, case)
    demand_state(case.state, CorrectionState.PROPOSED, CorrectionState.APPLIED)
    outcome = _applied(tx, case) if case.state is CorrectionState.PROPOSED else None
    return _settled(tx, actor, case, CorrectionState.CONFIRMED, outcome=outcome, once=once)


@transaction
def dispute(
    tx: Transaction, actor: Actor, *, correction_id: int, reason: str, once: Once | None = None
) -> CorrectionView:
    """Say that a manager's edit of one's own time is wrong, and why. A manager settles it."""
    case = take_case(tx, actor, correction_id, once)
    if case.now.answered:
        return answered_before(tx, actor, case.now)
    _demand_own(actor, case)
    demand_state(case.state, CorrectionState.PROPOSED, CorrectionState.APPLIED)
    return _settled(tx, actor, case, CorrectionState.DISPUTED, required_reason(reason), once=once)


@transaction
def settle(
    tx: Transaction,
    actor: Actor,
    *,
    correction_id: int,
    keep: bool,
    reason: str,
    once: Once | None = None,
) -> CorrectionView:
    """Settle a dispute: the edit counts (`keep`), or everything is as it was before it.

    Raises as `approve`, and NotAllowed `own_edit` for who would let an edit of their own stand
    while someone else may decide.
    """
    case = take_case(tx, actor, correction_id, once)
    if case.now.answered:
        return answered_before(tx, actor, case.now)
    demand_decides(tx, actor, case.row.member_id, case.row.clock_id, case.view.clock_ids)
    demand_state(case.state, CorrectionState.DISPUTED)
    if keep and not may_uphold(tx.connection, actor, case.view):
        raise NotAllowed(
            "own_edit",
            "Another person must decide whether your own correction is kept. You can undo it.",
        )
    words, counts = required_reason(reason), case.row.applied_at is not None
    if keep:
        outcome = None if counts else _applied(tx, case)
        return _settled(tx, actor, case, CorrectionState.UPHELD, words, outcome=outcome, once=once)
    undone = take_back(tx, case.now, case.row, case.view.before) if counts else None
    if undone is not None:
        store_bookings(tx, case.row, undone.booked, case.now.head.received_at)
    taken = CorrectionState.TAKEN_BACK
    found = _settled(tx, actor, case, taken, words, outcome=undone, once=once)
    if undone is not None and undone.booked:
        keep_late_spans(tx, case.row.workspace_id, case.row.member_id)
    return found


def _demand_own(actor: Actor, case: LockedCorrection) -> None:
    if actor.member_id != case.row.member_id:
        raise NotAllowed("not_yours", "Only the person whose time it is can do this.")
    demand(actor, Permission.ASK_FOR_CHANGES)


def _applied(tx: Transaction, case: LockedCorrection) -> Outcome:
    demand_unchanged(tx, case.now, case.row)
    plan = weigh(tx, case.now, case.wish(tx))
    outcome = carry_out(tx, case.now, plan, case.row.asked_by_id)
    count(tx, case.now, case.row, outcome)
    return outcome


def _settled(
    tx: Transaction,
    actor: Actor,
    case: LockedCorrection,
    state: CorrectionState,
    decision: str = "",
    *,
    outcome: Outcome | None = None,
    once: Once | None = None,
) -> CorrectionView:
    earlier = case.state
    settle_row(tx, actor, case.now, case.row, state, decision)
    write_settled(Pen(tx, actor, case.now, case.row.clock_id, once), case.row, earlier, outcome)
    return case.view
