"""Asking for a change of one's own time, and proposing one of someone else's."""

from collections.abc import Sequence
from dataclasses import dataclass

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.approvers import another_decides, manages
from timeclock.company.pay_rules.choices import EditsCount
from timeclock.errors import Conflict, Invalid, NotAllowed
from timeclock.ledger.editing import Expected, demand_one_of
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.wording import NOTE, clean
from timeclock.worktime.corrections.applying.applying import Outcome, Plan, carry_out, weigh
from timeclock.worktime.corrections.applying.examining import Wish, examine, shift_to_correct
from timeclock.worktime.corrections.approval.answering import answered_before
from timeclock.worktime.corrections.approval.rights import (
    demand_decides,
    demand_reach,
    not_your_clock,
)
from timeclock.worktime.corrections.approval.taking import find_row
from timeclock.worktime.corrections.approval.writing import (
    Pen,
    count,
    file,
    settle_row,
    write_filed,
    write_settled,
)
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.drafts.rules import CorrectionState, demand_state
from timeclock.worktime.corrections.models import Correction
from timeclock.worktime.corrections.reading.queries import (
    CorrectionView,
    correction_not_found,
    view,
)
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.sight import has_worked_for
from timeclock.worktime.shifts.situation import Situation, load_situation


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a correction depends on.

    Outdated is raised unless the shift has one of the `expected` versions. With `only_at_once`
    NotAllowed `waits` is raised for what another person would have to decide or confirm, and
    Conflict `period_closed` for what would only adjust a closed day.
    """

    expected: Expected = None
    only_at_once: bool = False


_NO_CONDITIONS = Conditions()


@transaction
def ask(
    tx: Transaction,
    actor: Actor,
    *,
    shift_id: int | None,
    drafts: Sequence[Draft],
    reason: str,
    conditions: Conditions = _NO_CONDITIONS,
    once: Once | None = None,
) -> CorrectionView:
    """Ask that one's own time be put right; approved in the same act where no one else may decide.

    So is a correction of the note or the jobs on open days: it changes no time. No `shift_id` adds
    a shift, no drafts remove one, two or more split it. Raises NotFound and Invalid for what cannot
    be, NotAllowed `not_assigned`, and Conflict `still_open`, `overlaps` and `period_closed`; for
    conditions that do not hold as `Conditions` says.
    """
    demand(actor, Permission.ASK_FOR_CHANGES)
    if actor.member_id is None:
        raise Invalid("required", "Name the person whose time it is.", field="member_id")
    now = load_situation(tx, actor, actor.member_id, once=once)
    if now.answered:
        return answered_before(tx, actor, now)
    words = required_reason(reason)
    wish = _wish(tx, actor, now, shift_id, drafts, conditions.expected)
    plan = weigh(tx, now, wish)
    others = not _keeps_time(wish, plan) and another_decides(
        tx, actor.workspace_id, wish.clock_id, actor.member_id
    )
    if conditions.only_at_once:
        _demand_plain(plan, waits=others)
    row = file(tx, actor, now, wish, CorrectionState.ASKED, words)
    pen = Pen(tx, actor, now, row.clock_id, once)
    settles = None if others else CorrectionState.APPROVED
    write_filed(pen, row, wish, "correction.asked", settles=settles)
    if settles is not None:
        _settle_at_once(tx, actor, now, row, plan, pen, settles)
    return view(row)


@transaction
def propose(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    shift_id: int | None,
    drafts: Sequence[Draft],
    reason: str,
    replaces_id: int | None = None,
    conditions: Conditions = _NO_CONDITIONS,
    once: Once | None = None,
) -> CorrectionView:
    """Put someone's time right, for them to confirm or dispute.

    As the rules say it counts at once or once it is confirmed; at once for who has left, and
    without any further word on one's own time, which takes that no one else may decide.
    `replaces_id` is a request of theirs that this answers. Raises as `ask`, NotAllowed
    `own_decision` and `not_your_clock`, and Conflict `already_decided`.
    """
    own = actor.member_id == member_id
    demand(actor, Permission.ASK_FOR_CHANGES if own else Permission.CORRECT_OTHERS)
    now = load_situation(tx, actor, member_id, once=once)
    if now.answered:
        return answered_before(tx, actor, now)
    words = required_reason(reason)
    if shift_id is None:
        demand_reach(tx, actor, member_id)
    wish = _wish(tx, actor, now, shift_id, drafts, conditions.expected)
    demand_decides(tx, actor, member_id, wish.clock_id, wish.clock_ids)
    plan = weigh(tx, now, wish)
    replaced = _replaced(tx, actor, now, replaces_id, wish)
    at_once = not own and _counts_at_once(now, wish, plan)
    if conditions.only_at_once:
        _demand_plain(plan, waits=not (own or at_once))
    state = CorrectionState.APPLIED if at_once else CorrectionState.PROPOSED
    row = file(tx, actor, now, wish, state, words, replaces_id=replaces_id)
    pen = Pen(tx, actor, now, row.clock_id, once)
    outcome = _counted(tx, actor, now, row, plan) if at_once else None
    settles = CorrectionState.CONFIRMED if own else None
    write_filed(pen, row, wish, "correction.proposed", outcome, settles=settles)
    if replaced is not None:
        settle_row(tx, actor, now, replaced, CorrectionState.REPLACED, words)
    if settles is not None:
        _settle_at_once(tx, actor, now, row, plan, pen, settles)
    return view(row)


def required_reason(reason: str) -> str:
    """The reason, tidied up. Raises Invalid where there is none."""
    words = clean(reason, limit=NOTE, field="reason", lines=True)
    if not words:
        raise Invalid("required", "Enter a reason.", field="reason")
    return words


def _demand_plain(plan: Plan, *, waits: bool) -> None:
    """Raise unless the shifts themselves change, and now."""
    if waits:
        raise NotAllowed("waits", "Another person must confirm this first.")
    if plan.late:
        raise Conflict("period_closed", "That day is closed.")


def _wish(
    tx: Transaction,
    actor: Actor,
    now: Situation,
    shift_id: int | None,
    drafts: Sequence[Draft],
    expected: Expected,
) -> Wish:
    shift = shift_to_correct(tx, now, shift_id) if shift_id is not None else None
    if (
        shift is not None
        and actor.member_id != now.member_id
        and not manages(tx, actor, shift.clock_id)
    ):
        if has_worked_for(tx.connection, actor, now.member_id):
            raise not_your_clock()
        raise shift_not_found()
    demand_one_of(expected, shift.version if shift is not None else None)
    return examine(tx, actor, now, shift, drafts)


def _keeps_time(wish: Wish, plan: Plan) -> bool:
    """Whether the shift keeps its times, so that only its note or its jobs change.

    It does not where a late change counts instead of its rows: that would be taken back.
    """
    if wish.shift is None or len(wish.drafts) != 1 or plan.late or plan.booked:
        return False
    return wish.drafts[0].keeps_time_of(wish.shift)


def _counts_at_once(now: Situation, wish: Wish, plan: Plan) -> bool:
    edits = plan.calendar.rules_now(wish.clock_id).edits
    return edits is EditsCount.AT_ONCE or not now.is_active


def _replaced(
    tx: Transaction, actor: Actor, now: Situation, replaces_id: int | None, wish: Wish
) -> Correction | None:
    """The request that a proposal answers: one of the same person, about the same shift."""
    if replaces_id is None:
        return None
    row = find_row(tx, actor.workspace_id, replaces_id)
    shift_id = wish.shift.id if wish.shift is not None else None
    if row.member_id != now.member_id or row.shift_id != shift_id:
        raise correction_not_found()
    demand_state(CorrectionState(row.state), CorrectionState.ASKED)
    return row


def _counted(tx: Transaction, actor: Actor, now: Situation, row: Correction, plan: Plan) -> Outcome:
    outcome = carry_out(tx, now, plan, actor.member_id)
    count(tx, now, row, outcome)
    return outcome


def _settle_at_once(
    tx: Transaction,
    actor: Actor,
    now: Situation,
    row: Correction,
    plan: Plan,
    pen: Pen,
    state: CorrectionState,
) -> None:
    """Decide in the same act: on one's own time, where no one else may."""
    earlier = CorrectionState(row.state)
    outcome = _counted(tx, actor, now, row, plan)
    settle_row(tx, actor, now, row, state)
    write_settled(pen, row, earlier, outcome)
