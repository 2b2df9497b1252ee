"""Setting the end of a shift that no one ended, as the inbox suggests it."""

from dataclasses import replace
from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.company.clocks.approvers import clocks_in_reach
from timeclock.errors import Conflict
from timeclock.ledger.entry import Once
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts import rules, stopping
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.queries import shift


def end_at(actor: Actor, shift_id: int, end: datetime, reason: str, once: Once) -> None:
    """Stop a shift there if it still runs; correct the end that the clock has given it.

    The person sees who did it and why. Raises NotFound, Conflict and Invalid as those acts do.
    """
    found, reach = shift(actor.workspace_id, shift_id), clocks_in_reach(actor)
    if found is None or found.voided or (reach is not None and found.clock_id not in reach):
        raise shift_not_found()
    if found.timeline.ended_at is None:
        stopping.stop(actor, member_id=found.member_id, reason=reason, end=end, once=once)
        return
    if found.unconfirmed is None:
        raise Conflict("nothing_to_confirm", "This clock-out needs no confirmation.")
    moved = replace(found, timeline=rules.move_end(found.timeline, end))
    propose(
        actor,
        member_id=found.member_id,
        shift_id=shift_id,
        drafts=(Draft.of(moved),),
        reason=reason,
        once=once,
    )
