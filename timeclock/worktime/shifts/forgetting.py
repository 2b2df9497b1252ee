"""Forgotten clock-outs: the question, the answer, the clock's provisional close, the confirmation.

Nothing is invented: an end that no one punched is paid only when someone other than anyone who
named it has confirmed it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.approvers import another_decides, manages
from timeclock.company.clocks.models import TimeClock
from timeclock.company.clocks.service import find_clock
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.ledger.editing import Expected, demand_one_of
from timeclock.ledger.entry import Once, unmarked
from timeclock.ledger.queries import newest_of
from timeclock.messages import N_
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import Interval
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.claiming import with_claims
from timeclock.worktime.shifts.overlaps import demand_free
from timeclock.worktime.shifts.own_ends import take_own_end
from timeclock.worktime.shifts.punch import Punch, answers_once
from timeclock.worktime.shifts.queries import find_shift
from timeclock.worktime.shifts.record import NOT_SAID, ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.storing import store_change
from timeclock.worktime.shifts.undoing_decisions import demand_undoable, something_since

_LATE = N_("That was more than a minute ago. Correct the shift instead.")


@transaction
@answers_once
def propose_end(
    tx: Transaction, actor: Actor, *, shift_id: int, end: datetime | None, once: Once | None = None
) -> Punched:
    """End a forgotten shift when its person left, now for None.

    The end follows the rule of claimed times, as `take_own_end` says. Raises NotFound for another
    person's shift, Conflict `not_forgotten` for one that needs no answer, `overlaps` and
    `period_closed`, and Invalid `end_before_start`, `end_in_future` or `claims_refused`.
    """
    demand(actor, Permission.ASK_FOR_CHANGES)
    punch = Punch.begin_for(tx, actor, actor.member_id or 0, once=once)
    shift = shift_of(punch, shift_id)
    clock = find_clock(tx, actor.workspace_id, shift.clock_id)
    if not _is_forgotten(shift, clock, punch.now):
        raise Conflict("not_forgotten", "This shift does not wait for an answer.")
    return _give_end(punch, shift, clock, end)


def _give_end(punch: Punch, shift: ShiftRecord, clock: TimeClock, end: datetime | None) -> Punched:
    """End a shift of the actor's own at this instant, now for None, as the actor says."""
    whole = punch.now if end is None else end.replace(microsecond=0)
    if whole > punch.now:
        raise Invalid("end_in_future", "That time is in the future.", field="end")
    line = rules.move_end(shift.timeline, whole)
    demand_free(punch.tx, shift.workspace_id, shift.member_id, line.interval, besides=(shift.id,))
    punch.demand_open_days(_both(shift, whole), shift.clock_id)
    unconfirmed, proposed_by_id = take_own_end(punch, shift, whole, clock.zone)
    wanted = replace(
        shift,
        timeline=line,
        unconfirmed=unconfirmed,
        proposed_by_id=proposed_by_id,
    )
    if whole != shift.timeline.ended_at:
        wanted = replace(
            wanted,
            end_zone=clock.zone,
            end_source=punch.actor.source(on_member=shift.member_id).value,
            end_edited=punch.is_edited(whole),
            ended_by_id=punch.actor.member_id,
            stopped=False,
            stop_reason="",
        )
    given = whole if end is not None else None
    wanted = with_claims(punch, wanted, given, before=(replace(shift, timeline=line),))
    stored = store_change(punch.tx, shift, wanted, punch.received_at)
    return punch.on_shift(shift).record(Act.END_PROPOSED, stored, at=whole, claimed=end)


@transaction
@answers_once
def confirm_end(
    tx: Transaction,
    actor: Actor,
    *,
    shift_id: int,
    seen: datetime | None = None,
    expected: Expected = None,
    once: Once | None = None,
) -> Punched:
    """Say that the unconfirmed times of a shift are right, so that all of it is paid.

    `seen` is the end that was looked at: another one that has come meanwhile is not confirmed. An
    open shift is confirmed only for its claimed times. The person who gave a time does not confirm
    it while another person may. The person of the shift who confirms an end that no one has said
    says it with that: it becomes what `propose_end` makes of it. Raises NotFound, NotAllowed,
    Outdated unless the shift's version is expected, Conflict `nothing_to_confirm` and
    `changed_since`, and Invalid `claims_refused`.
    """
    demand(actor, Permission.ASK_FOR_CHANGES)
    found = find_shift(tx.connection, actor.workspace_id, shift_id)
    if found is None:
        raise shift_not_found()
    punch = Punch.begin_for(tx, actor, found.member_id, once=once)
    shift = shift_of(punch, shift_id)
    says = _says_end(tx, actor, shift)
    if not says:
        demand_may_confirm(tx, actor, shift)
    claimed = shift.unconfirmed is UnconfirmedEnd.CLAIMED
    if shift.unconfirmed is None or (shift.timeline.ended_at is None and not claimed):
        raise Conflict("nothing_to_confirm", "This clock-out needs no confirmation.")
    # An end in the future has just been drawn back: that one no one has looked at.
    if shift.timeline != found.timeline or seen not in (None, shift.timeline.ended_at):
        raise Conflict("changed_since", "Another end was entered in the meantime. Check it again.")
    demand_one_of(expected, shift.version)
    if says:
        clock = find_clock(tx, actor.workspace_id, shift.clock_id)
        return _give_end(punch, shift, clock, shift.timeline.ended_at)
    punch.demand_open_days(shift.timeline.interval, shift.clock_id)
    wanted = replace(shift, unconfirmed=None, proposed_by_id=None)
    stored = store_change(tx, shift, wanted, punch.received_at)
    return punch.on_shift(shift).record(Act.END_CONFIRMED, stored, at=punch.now)


@transaction
@answers_once
def undo_confirmation(
    tx: Transaction, actor: Actor, *, shift_id: int, once: Once | None = None
) -> Punched:
    """Take back the actor's own confirmation or refusal of times, within 60 s of its receipt.

    Raises NotFound, NotAllowed, and Conflict `nothing_to_undo`, `undo_too_late`, `changed_since`,
    `overlaps` and `period_closed`.
    """
    demand(actor, Permission.ASK_FOR_CHANGES)
    found = find_shift(tx.connection, actor.workspace_id, shift_id)
    if found is None:
        raise shift_not_found()
    punch = Punch.begin_for(tx, actor, found.member_id, once=once)
    shift, head = shift_of(punch, shift_id), punch.situation.head
    demand_may_confirm(tx, actor, shift)
    decided = newest_of(
        tx.connection,
        head.workspace_id,
        head.chain_id,
        (Act.END_CONFIRMED.value, Act.CLAIM_REFUSED.value),
        shift.created_at,
        lambda entry: (entry.after or {}).get("shift") == shift_id,
    )
    said = demand_undoable(actor, decided, punch.received_at, late=_LATE)
    if shift.to_json() != unmarked(said.after or {}):
        raise something_since()
    earlier = ShiftRecord.from_json(shift.workspace_id, said.before or {}, None)
    refused, span = said.kind == Act.CLAIM_REFUSED, earlier.timeline.interval
    punch.demand_open_days(span, shift.clock_id)
    # A refusal leaves time free, which another shift may have by now.
    demand_free(tx, shift.workspace_id, shift.member_id, span, besides=(shift.id,))
    wanted = replace(
        shift,
        timeline=earlier.timeline,
        start_edited=earlier.start_edited,
        unconfirmed=earlier.unconfirmed,
        proposed_by_id=earlier.proposed_by_id,
        claims=earlier.claims,
    )
    stored = store_change(tx, shift, wanted, punch.received_at)
    about = punch.on_shift(shift)
    kind = Act.REFUSAL_UNDONE if refused else Act.CONFIRMATION_UNDONE
    return about.record(kind, stored, at=punch.now, undoes=said.position)


@transaction
def close_provisionally(
    tx: Transaction, workspace_id: int, *, member_id: int, shift_id: int
) -> Punched | None:
    """End a forgotten shift at its clock's limit, where the clock wants that; else None.

    Where something was pressed after the limit, it ends there.

    Anyone who comes second, of however many servers, finds the shift ended.
    """
    actor = Actor.clock(workspace_id)
    punch = Punch.begin_for(tx, actor, member_id)
    shift = punch.shift
    if shift is None or shift.id != shift_id:
        tx.discard()
        return None
    clock = find_clock(tx, workspace_id, shift.clock_id)
    limit = timedelta(minutes=clock.limit_minutes)
    if not clock.closes_forgotten or not rules.is_forgotten(shift.timeline, limit, punch.now):
        tx.discard()
        return None
    # Anyone who pressed something later was still there then: no punch is dropped.
    end = max(shift.timeline.started_at + limit, shift.timeline.last_change)
    wanted = replace(
        shift,
        timeline=rules.end_at(shift.timeline, end),
        end_zone=clock.zone,
        end_source=actor.source(on_member=member_id).value,
        end_edited=True,
        stopped=True,
        unconfirmed=UnconfirmedEnd.PROVISIONAL,
    )
    stored = store_change(tx, shift, wanted, punch.received_at)
    return punch.record(Act.CLOSED_PROVISIONALLY, stored, at=end)


def may_confirm(tx: Transaction, actor: Actor, shift: ShiftRecord) -> bool:
    """Whether the actor may confirm: a person who gave a time may not while another person may.

    Neither may the person of the shift confirm claimed times, times from while the server's clock
    was in doubt, or an end that they have not said yet.
    """
    own = actor.member_id == shift.member_id
    if not own and not manages(tx, actor, shift.clock_id):
        return False
    alone = own and (
        bool(shift.claims.waits)
        or shift.unconfirmed is UnconfirmedEnd.DOUBTFUL
        or shift.unconfirmed in NOT_SAID
    )
    if actor.member_id is None or not (alone or actor.member_id == shift.proposed_by_id):
        return True
    return not another_decides(tx, actor.workspace_id, shift.clock_id, shift.member_id)


def _says_end(tx: Transaction, actor: Actor, shift: ShiftRecord) -> bool:
    """Whether the actor's confirmation only says an end of their own that no one has said."""
    if actor.member_id != shift.member_id or shift.timeline.ended_at is None:
        return False
    said = shift.unconfirmed not in NOT_SAID
    return not said and another_decides(tx, actor.workspace_id, shift.clock_id, shift.member_id)


def shift_not_found() -> NotFound:
    """The same words for a missing shift, another company's and one out of sight."""
    return NotFound("shift_not_found", "This shift does not exist.")


def demand_may_confirm(tx: Transaction, actor: Actor, shift: ShiftRecord) -> None:
    """Raise NotFound for a shift out of sight, and NotAllowed unless `may_confirm`."""
    if actor.member_id != shift.member_id and not manages(tx, actor, shift.clock_id):
        raise shift_not_found()
    if actor.member_id != shift.member_id:
        demand(actor, Permission.CORRECT_OTHERS)
    if not may_confirm(tx, actor, shift):
        raise NotAllowed("own_decision", "Another person must confirm the time that you entered.")


def shift_of(punch: Punch, shift_id: int) -> ShiftRecord:
    """The member's shift of that id as it is under the lock."""
    shift = find_shift(punch.tx.connection, punch.workspace_id, shift_id)
    if shift is None or shift.member_id != punch.situation.member_id or shift.voided:
        raise shift_not_found()
    return shift


def _is_forgotten(shift: ShiftRecord, clock: TimeClock, now: datetime) -> bool:
    if shift.unconfirmed is not None and shift.timeline.ended_at is not None:
        return True
    return rules.is_forgotten(shift.timeline, timedelta(minutes=clock.limit_minutes), now)


def _both(shift: ShiftRecord, end: datetime) -> Interval:
    """From the start to the later of two ends: what the change may touch."""
    return Interval(shift.timeline.started_at, max(end, shift.timeline.ended_at or end))
