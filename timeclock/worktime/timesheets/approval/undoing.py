"""Undoing an approval and a closing, for a minute: sheets are what they were before."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.errors import Conflict
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import EntryView, newest_of
from timeclock.ledger.recording import EntryContext, lock_workspace, record
from timeclock.messages import N_
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import parse_instant
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.models import Adjustment
from timeclock.worktime.shifts.undoing_decisions import demand_undoable, something_since
from timeclock.worktime.timesheets.approval.answering import (
    Decided,
    SheetAct,
    entry_of,
    standing_from_json,
)
from timeclock.worktime.timesheets.approval.closing import (
    UNDONE,
    PeriodDecided,
    answered_again,
    closing_to_json,
    in_force,
    store_reopened,
)
from timeclock.worktime.timesheets.approval.deciders import refusals
from timeclock.worktime.timesheets.approval.demands import demand_decides, demand_open_period
from timeclock.worktime.timesheets.approval.keeping import Taken, store_decision, take_sheet
from timeclock.worktime.timesheets.approval.many import take_sheets
from timeclock.worktime.timesheets.approval.shared_weeks import (
    demand_later_open,
    earlier_days_of_any,
)
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState
from timeclock.worktime.timesheets.reading.basis import Basis

_LATE = {
    SheetAct.APPROVED: N_("That was more than a minute ago. Reopen the timesheet instead."),
    SheetAct.SENT_BACK: N_(
        "That was more than a minute ago. Ask the person to submit it again instead."
    ),
    SheetAct.REOPENED: N_("That was more than a minute ago. Approve the timesheet again instead."),
}
# With which acts a sheet gets into a state in which one of them can be undone.
_DECIDED = {
    SheetState.APPROVED: (SheetAct.APPROVED,),
    SheetState.OPEN: (SheetAct.SENT_BACK, SheetAct.REOPENED),
}
_LATE_PERIOD = N_("That was more than a minute ago. Reopen the period instead.")


@transaction
def undo_decision(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    first_day: date,
    once: Once | None = None,
) -> Decided:
    """Take back the actor's own last decision about a sheet, within 60 s of its receipt.

    A sheet that was approved is submitted, or open, as before. One that was sent back is submitted
    and one that was reopened is approved again, unless anything was recorded of the person since.
    Raises NotFound, Invalid `not_a_period`, and
    Conflict `nothing_to_undo`, `undo_too_late`, `changed_since`, `later_is_locked` and
    `period_closed`.
    """
    demand(actor, Permission.APPROVE_TIMESHEETS)
    taken = take_sheet(tx, actor, member_id, first_day, once)
    if isinstance(taken, Decided):
        return taken
    demand_decides(tx, actor, member_id, taken)
    return _undone(tx, actor, taken, once)


@transaction
def undo_approvals(
    tx: Transaction,
    actor: Actor,
    *,
    first_day: date,
    member_ids: Collection[int],
    once: Once | None = None,
) -> tuple[int, ...]:
    """`undo_decision` of the sheets of several members, of all or none; returns whose they are.

    Raises Conflict `already_done` for a repeated request.
    """
    demand(actor, Permission.APPROVE_TIMESHEETS)
    head = lock_workspace(tx, actor.workspace_id)
    if entry_of(tx, actor, once):
        raise Conflict(
            "already_done",
            "This was already done. Nothing was done a second time.",
            tells_outcome=True,
        )
    wanted = sorted(set(member_ids))
    every = take_sheets(tx, actor, head, first_day, wanted)
    for refusal in refusals(tx.connection, actor, wanted, every.sheets(tx)).values():
        raise refusal
    for member_id in wanted:
        _undone(tx, actor, every.one(tx, member_id))
    record(
        tx,
        head,
        kind="timesheets.undone",
        actor=actor,
        after={
            "first_day": every.period.first.isoformat(),
            "after_day": every.period.after.isoformat(),
            "undone": wanted,
        },
        once=once,
    )
    return tuple(wanted)


@transaction
def undo_closing(
    tx: Transaction, actor: Actor, *, first_day: date, once: Once | None = None
) -> PeriodDecided:
    """Take back the actor's own closing of a period, within 60 s of its receipt.

    Sheets that it approved are submitted, or open, as before. Raises NotAllowed, and Conflict
    `not_closed`, `nothing_to_undo`, `undo_too_late`, `changed_since` and `later_is_locked`.
    """
    demand(actor, Permission.CLOSE_PERIODS)
    head = lock_workspace(tx, actor.workspace_id)
    if found := entry_of(tx, actor, once):
        tx.discard()
        return answered_again(found[1])
    before = in_force(tx, actor, first_day)
    said = newest_of(
        tx.connection,
        actor.workspace_id,
        head.chain_id,
        (SheetAct.CLOSED.value,),
        before.closed_at,
        lambda entry: _is_of(entry, first_day),
    )
    decision = demand_undoable(actor, said, head.received_at, late=_LATE_PERIOD)
    after = replace(before, reopened_at=head.received_at, reopened_by_id=actor.member_id)
    store_reopened(tx, head, after)
    every = take_sheets(tx, actor, head, first_day)
    basis, period = every.basis, every.period
    demand_later_open(tx.connection, actor.workspace_id, None, period, head.received_at, basis)
    _demand_not_adjusted(tx, actor.workspace_id, None, period, basis, before.closed_at)
    for member_id in (decision.after or {})["approved"]:
        _as_before_closing(tx, actor, every.one(tx, member_id), before.closed_at)
    record(
        tx,
        head,
        kind=UNDONE,
        actor=actor,
        before=closing_to_json(before),
        after=closing_to_json(after),
        context=EntryContext(undoes=decision.position),
        once=once,
    )
    return PeriodDecided(after)


def _undone(tx: Transaction, actor: Actor, taken: Taken, once: Once | None = None) -> Decided:
    standing = taken.standing
    demand_open_period(standing)
    said = None
    if standing.decided_at is not None and standing.state in _DECIDED:
        said = _decision(tx, taken, standing.decided_at, *_DECIDED[standing.state])
    late = _LATE[SheetAct(said.kind) if said else SheetAct.APPROVED]
    decision = demand_undoable(actor, said, taken.now, late=late)
    workspace_id, members = taken.head.workspace_id, (standing.member_id,)
    demand_later_open(tx.connection, workspace_id, members, taken.period, taken.now, taken.basis)
    _demand_not_adjusted(
        tx, workspace_id, standing.member_id, taken.period, taken.basis, decision.received_at
    )
    before = _earlier(tx, taken, decision)
    if standing.state is SheetState.OPEN:
        _demand_nothing_since(tx, taken, decision, before)
    return store_decision(tx, actor, taken, SheetAct.UNDONE, before, undoes=decision, once=once)


def _as_before_closing(tx: Transaction, actor: Actor, taken: Taken, closed_at: datetime) -> None:
    """A sheet that the closing has approved, as it was before."""
    decision = _decision(tx, taken, closed_at, SheetAct.CLOSED)
    if decision is None:
        raise something_since()
    before = _earlier(tx, taken, decision)
    store_decision(tx, actor, taken, SheetAct.UNDONE, before, undoes=decision)


def _demand_nothing_since(
    tx: Transaction, taken: Taken, decision: EntryView, before: SheetDecision
) -> None:
    """Raise Conflict where the sheet may no longer be what was submitted or approved."""
    approved = before.state is SheetState.APPROVED
    if taken.head.position != decision.position + 1:
        raise something_since()
    if approved and before.totals != taken.sheet(tx).totals:
        raise something_since()


def _decision(tx: Transaction, taken: Taken, since: datetime, *acts: SheetAct) -> EntryView | None:
    head, first_day = taken.head, taken.period.first
    return newest_of(
        tx.connection,
        head.workspace_id,
        head.chain_id,
        tuple(act.value for act in acts),
        since,
        lambda entry: _is_of(entry, first_day),
    )


def _is_of(entry: EntryView, first_day: date) -> bool:
    return (entry.after or {}).get("first_day") == first_day.isoformat()


def _earlier(tx: Transaction, taken: Taken, decision: EntryView) -> SheetDecision:
    """What the entry of a decision says of the sheet before, with the reason that it had then."""
    facts: Mapping[str, Any] = decision.before or {}
    head, decided = taken.head, facts["decided"]
    if decided is None or facts["state"] == SheetState.APPROVED:
        return standing_from_json(facts, {})
    told = newest_of(
        tx.connection,
        head.workspace_id,
        head.chain_id,
        (SheetAct.SENT_BACK.value, SheetAct.REOPENED.value),
        parse_instant(decided),
        lambda entry: (
            entry.position < decision.position
            and _is_of(entry, taken.period.first)
            and (entry.after or {})["decided"] == decided
        ),
    )
    return standing_from_json(facts, (told and told.payload) or {})


def _demand_not_adjusted(
    tx: Transaction,
    workspace_id: int,
    member_id: int | None,
    period: Period,
    basis: Basis,
    since: datetime,
) -> None:
    """Raise Conflict where a late change of these days was booked on open ones since."""
    books = basis.books.every if member_id is None else (basis.book_of(member_id),)
    bound = earlier_days_of_any(period, books)
    query = select(Adjustment.id).where(
        Adjustment.workspace_id == workspace_id,
        Adjustment.created_at >= since,
        Adjustment.for_day >= (bound.first if bound else period.first),
        Adjustment.for_day < period.after,
    )
    if member_id is not None:
        query = query.where(Adjustment.member_id == member_id)
    if tx.connection.execute(query.limit(1)).first() is not None:
        raise something_since()
