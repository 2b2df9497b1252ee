"""Refusing the times that a person gave afterwards of a shift that still runs."""

from dataclasses import replace

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.errors import Conflict
from timeclock.ledger.editing import Expected, demand_one_of
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.claims import ClaimRefusal
from timeclock.worktime.shifts.forgetting import demand_may_confirm, shift_not_found, shift_of
from timeclock.worktime.shifts.punch import Punch, answers_once
from timeclock.worktime.shifts.queries import find_shift
from timeclock.worktime.shifts.record import UnconfirmedEnd
from timeclock.worktime.shifts.refused_claims import without_claims
from timeclock.worktime.shifts.storing import store_change


@transaction
@answers_once
def refuse_claims(
    tx: Transaction,
    actor: Actor,
    *,
    shift_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> Punched:
    """Count a shift under way from when its claimed start was said, and a break until then.

    The shift goes on. Who may confirm the times may refuse them. Raises NotFound, NotAllowed,
    Outdated unless the shift's version is expected, and Conflict `nothing_to_refuse`, `not_open`
    and `period_closed`.
    """
    demand(actor, Permission.CORRECT_OTHERS)
    found = find_shift(tx.connection, actor.workspace_id, shift_id)
    if found is None:
        raise shift_not_found()
    punch = Punch.begin_for(tx, actor, found.member_id, once=once)
    shift = shift_of(punch, shift_id)
    demand_may_confirm(tx, actor, shift)
    if shift.unconfirmed is not UnconfirmedEnd.CLAIMED:
        raise Conflict("nothing_to_refuse", "No time of this shift waits to be confirmed.")
    if shift.timeline.ended_at is not None:
        raise Conflict("not_open", "This shift has ended. Choose another time instead.")
    demand_one_of(expected, shift.version)
    punch.demand_open_days(shift.timeline.interval, shift.clock_id)
    line = without_claims(shift.timeline, shift.claims)
    claims = replace(shift.claims, refused=ClaimRefusal(punch.received_at, actor.member_id))
    wanted = replace(shift, timeline=line, claims=claims, unconfirmed=None, proposed_by_id=None)
    if line.started_at != shift.timeline.started_at:
        wanted = replace(wanted, start_edited=False)
    stored = store_change(tx, shift, wanted, punch.received_at)
    return punch.on_shift(shift).record(Act.CLAIM_REFUSED, stored, at=punch.now)
