"""Handing a sheet in, taking it back, approving it, sending it back, reopening it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.errors import Conflict, Invalid, ProductError
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import lock_workspace, record
from timeclock.storage.transactions import Transaction, transaction
from timeclock.wording import NOTE, required
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.timesheets.approval.answering import (
    IN_THE_WAY,
    Decided,
    Left,
    ManyApproved,
    SheetAct,
    entry_of,
)
from timeclock.worktime.timesheets.approval.deciders import refusals
from timeclock.worktime.timesheets.approval.demands import (
    demand_clear,
    demand_decides,
    demand_last_day,
    demand_not_approved,
    demand_not_own,
    demand_open_period,
    demand_submitted,
    not_submitted,
    period_closed,
)
from timeclock.worktime.timesheets.approval.keeping import Taken, store_decision, take_sheet
from timeclock.worktime.timesheets.approval.many import TakenMany, take_sheets
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind
from timeclock.worktime.timesheets.approval.shared_weeks import demand_later_open
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState


@transaction
def submit(
    tx: Transaction,
    actor: Actor,
    *,
    first_day: date,
    member_id: int | None = None,
    early: bool = False,
    once: Once | None = None,
) -> Decided:
    """Hand in a sheet with the totals of now: one's own, or that of someone one decides about.

    Doing so again is a no-op unless the totals have changed. `early` says that it is meant before
    the last day of the period, which is refused with Conflict `period_runs` otherwise.
    Raises NotFound, Invalid `not_a_period`, and Conflict `not_begun`, `in_the_way` while a shift of
    it is open, `already_approved` and `period_closed`.
    """
    who = actor.member_id if member_id is None else member_id
    if who is None:
        raise Invalid("required", "Name the person whose timesheet it is.", field="member_id")
    own = who == actor.member_id
    demand(actor, Permission.ASK_FOR_CHANGES if own else Permission.APPROVE_TIMESHEETS)
    taken = take_sheet(tx, actor, who, first_day, once)
    if isinstance(taken, Decided):
        return taken
    demand_decides(tx, actor, who, taken)
    demand_not_approved(taken.standing)
    if taken.now < taken.basis.bounds(taken.period.first, taken.period.after)[0]:
        raise Conflict("not_begun", "This period has not begun yet.")
    demand_clear(tx, taken, (ObstacleKind.OPEN_SHIFT,))
    if not early:
        demand_last_day(taken)
    totals = taken.sheet(tx).totals
    if taken.standing.state is SheetState.SUBMITTED and taken.standing.totals == totals:
        return _unchanged(tx, SheetAct.SUBMITTED, taken)
    after = SheetDecision(
        who, taken.period, SheetState.SUBMITTED, totals, taken.now, actor.member_id
    )
    return store_decision(tx, actor, taken, SheetAct.SUBMITTED, after, once=once)


@transaction
def take_back(
    tx: Transaction, actor: Actor, *, first_day: date, once: Once | None = None
) -> Decided:
    """Take one's own sheet back as long as no one has approved it.

    Raises Invalid `not_a_period`, and Conflict `not_submitted`, `already_approved` and
    `period_closed`.
    """
    demand(actor, Permission.ASK_FOR_CHANGES)
    taken = take_sheet(tx, actor, actor.member_id or 0, first_day, once)
    if isinstance(taken, Decided):
        return taken
    demand_submitted(taken.standing)
    after = SheetDecision(taken.standing.member_id, taken.period)
    return store_decision(tx, actor, taken, SheetAct.TAKEN_BACK, after, once=once)


@transaction
def approve(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    first_day: date,
    once: Once | None = None,
) -> Decided:
    """Approve a member's sheet, submitted or not, with the totals of now; its days are locked.

    Where other totals were submitted, the entry says so. An approved one stays as it is. Raises
    NotFound for a sheet that does not exist for the actor, NotAllowed `not_every_clock` where part
    of it was worked at a clock that they do not manage and `own_decision` while another may,
    Invalid `not_a_period`, and Conflict `in_the_way` and `period_closed`.
    """
    taken = _in_hand(tx, actor, member_id, first_day, once)
    if isinstance(taken, Decided):
        return taken
    if taken.standing.state is SheetState.APPROVED:
        return _unchanged(tx, SheetAct.APPROVED, taken)
    demand_clear(tx, taken)
    return _approved(tx, actor, taken, taken.sheet(tx), once)


@transaction
def send_back(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    first_day: date,
    reason: str,
    once: Once | None = None,
) -> Decided:
    """Give a submitted sheet back to the member, who reads why.

    Raises as `approve` does, and Conflict `not_submitted` and `already_approved`.
    """
    said = required(reason, limit=NOTE, field="reason")
    taken = _in_hand(tx, actor, member_id, first_day, once)
    if isinstance(taken, Decided):
        return taken
    demand_submitted(taken.standing)
    after = _opened(actor, taken, said)
    return store_decision(tx, actor, taken, SheetAct.SENT_BACK, after, once=once)


@transaction
def reopen(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    first_day: date,
    reason: str,
    once: Once | None = None,
) -> Decided:
    """Open an approved sheet again, with a reason that the member reads.

    Raises as `approve` does, and Conflict `not_approved`, `later_is_locked` where days of its last
    workweek lie in a sheet that is locked; in a closed period `period_closed`.
    """
    said = required(reason, limit=NOTE, field="reason")
    taken = _in_hand(tx, actor, member_id, first_day, once)
    if isinstance(taken, Decided):
        return taken
    if taken.standing.state is not SheetState.APPROVED:
        raise Conflict("not_approved", "This timesheet is not approved.")
    demand_later_open(
        tx.connection, actor.workspace_id, (member_id,), taken.period, taken.now, taken.basis
    )
    after = _opened(actor, taken, said)
    return store_decision(tx, actor, taken, SheetAct.REOPENED, after, once=once)


@transaction
def approve_many(
    tx: Transaction,
    actor: Actor,
    *,
    first_day: date,
    member_ids: Collection[int],
    include_unsubmitted: bool = False,
    once: Once | None = None,
) -> ManyApproved:
    """Approve the sheets of these members that nothing is in the way of; each has its own entry.

    Sheets that are not submitted are left with the code `not_submitted`, unless
    `include_unsubmitted` says that they are meant. What is approved already is left out. Raises
    NotFound if one of them does not exist for the actor, Invalid `not_a_period`, and Conflict
    `period_closed`.
    """
    demand(actor, Permission.APPROVE_TIMESHEETS)
    head = lock_workspace(tx, actor.workspace_id)
    if found := entry_of(tx, actor, once):
        tx.discard()
        return ManyApproved.from_json(*found[1:])
    wanted = sorted(set(member_ids))
    every = take_sheets(tx, actor, head, first_day, wanted)
    sheets = every.sheets(tx)
    refused = refusals(tx.connection, actor, wanted, sheets)
    if every.standings.closed_at is not None:
        raise period_closed(every.period)
    to_do = [each for each in wanted if not every.standings.of(each).locked]
    reasons = _reasons(tx, every, to_do, refused, include_unsubmitted=include_unsubmitted)
    approved = tuple(each for each in to_do if each not in reasons)
    for member_id in approved:
        _approved(tx, actor, every.one(tx, member_id), sheets[member_id])
    left = tuple(reasons[each] for each in to_do if each in reasons)
    answer = ManyApproved(approved, left)
    if approved:
        facts, said = answer.to_json(every.period)
        record(
            tx, head, kind="timesheets.approved", actor=actor, after=facts, payload=said, once=once
        )
    else:
        tx.discard()
    return answer


def _reasons(
    tx: Transaction,
    every: TakenMany,
    member_ids: Collection[int],
    refused: Mapping[int, ProductError],
    *,
    include_unsubmitted: bool,
) -> dict[int, Left]:
    """Why sheets are not approved, by member; the first reason of each."""
    reasons: dict[int, Left] = {}
    for obstacle in every.obstacles(tx):
        whose = member_ids if obstacle.member_id is None else (obstacle.member_id,)
        for member_id in whose:
            reasons.setdefault(member_id, Left(member_id, obstacle.sentence, IN_THE_WAY))
    for member_id in member_ids:
        submitted = every.standings.of(member_id).state is SheetState.SUBMITTED
        if member_id in refused:
            reasons[member_id] = _left(member_id, refused[member_id])
        elif not (submitted or include_unsubmitted):
            reasons.setdefault(member_id, _left(member_id, not_submitted()))
    return reasons


def _left(member_id: int, refusal: ProductError) -> Left:
    return Left(member_id, refusal.sentence, refusal.code)


def _in_hand(
    tx: Transaction, actor: Actor, member_id: int, first_day: date, once: Once | None
) -> Taken | Decided:
    """The sheet of someone that the actor decides about, not one's own while another may."""
    demand(actor, Permission.APPROVE_TIMESHEETS)
    taken = take_sheet(tx, actor, member_id, first_day, once)
    if isinstance(taken, Taken):
        demand_decides(tx, actor, member_id, taken)
        if member_id == actor.member_id:
            demand_not_own(tx, actor, member_id, taken.sheet(tx))
        demand_open_period(taken.standing)
    return taken


def _approved(
    tx: Transaction, actor: Actor, taken: Taken, sheet: Sheet, once: Once | None = None
) -> Decided:
    before, totals = taken.standing, sheet.totals
    after = replace(
        before.submission,
        state=SheetState.APPROVED,
        totals=totals,
        decided_at=taken.now,
        decided_by_id=actor.member_id,
        reason="",
    )
    facts: Mapping[str, Json] = {"changed_since_submitted": before.changed_since_submitted(totals)}
    return store_decision(
        tx, actor, taken, SheetAct.APPROVED, after, sheet=sheet, facts=facts, once=once
    )


def _opened(actor: Actor, taken: Taken, reason: str) -> SheetDecision:
    return SheetDecision(
        taken.standing.member_id,
        taken.period,
        decided_at=taken.now,
        decided_by_id=actor.member_id,
        reason=reason,
    )


def _unchanged(tx: Transaction, act: SheetAct, taken: Taken) -> Decided:
    tx.discard()
    return Decided(act, taken.standing, changed=False)
