"""Corrections for calls that have no word for one that waits: they count now, or are refused."""

from collections.abc import Sequence

from timeclock.authority.actor import Actor
from timeclock.ledger.entry import Once
from timeclock.worktime.corrections.approval.asking import Conditions, ask, propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.reading.queries import CorrectionView


def correct_at_once(
    actor: Actor,
    member_id: int,
    shift_id: int | None,
    drafts: Sequence[Draft],
    *,
    reason: str,
    once: Once | None,
) -> CorrectionView:
    """Let a correction count now. Raises NotAllowed where it would wait for someone's word.

    The vendors' calls have no field for a reason, so that of their door is given.
    """
    conditions = Conditions(only_at_once=True)
    if member_id == actor.member_id:
        return ask(
            actor,
            shift_id=shift_id,
            drafts=drafts,
            reason=reason,
            conditions=conditions,
            once=once,
        )
    return propose(
        actor,
        member_id=member_id,
        shift_id=shift_id,
        drafts=drafts,
        reason=reason,
        conditions=conditions,
        once=once,
    )
