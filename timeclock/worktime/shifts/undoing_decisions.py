"""A decision can be undone for a minute by the person who decided, like a punch."""

from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.errors import Conflict
from timeclock.ledger.queries import EntryView
from timeclock.timekeeping import elapsed
from timeclock.worktime.shifts import rules


def demand_undoable(
    actor: Actor, decision: EntryView | None, now: datetime, *, late: str
) -> EntryView:
    """The entry of a decision that the actor may still undo; `late` is the refusal afterwards.

    Raises Conflict `nothing_to_undo` where there is none or another person decided, and
    `undo_too_late` after 60 s.
    """
    if decision is None or decision.actor_pseudonym != actor.pseudonym:
        raise Conflict("nothing_to_undo", "There is nothing left that you can undo.")
    # Either way: a machine's clock that stepped back must not leave an undo open for longer.
    if abs(elapsed(decision.received_at, now)) > rules.UNDO_FOR:
        raise Conflict("undo_too_late", late)
    return decision


def something_since() -> Conflict:
    """The refusal to undo what something else rests on by now."""
    return Conflict(
        "changed_since",
        "Something else has happened since then. Nothing was undone.",
        tells_outcome=True,
    )
