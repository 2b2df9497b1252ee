"""The clock that an address names."""

from collections.abc import Iterator
from contextlib import contextmanager

from timeclock.authority.actor import Actor
from timeclock.company.clocks.models import TimeClock
from timeclock.compat.connecteam.errors import Refused
from timeclock.errors import Conflict, NotFound
from timeclock.wire.sight import clock_seen

_FOLLOWS = ("not_clocked_in", "member_not_found", "not_on_break")


def clock_here(actor: Actor, clock: str) -> TimeClock:
    """The clock, archived or not. Raises Refused for one that does not exist for the caller."""
    try:
        return clock_seen(actor, clock)
    except NotFound:
        raise Refused(404, f"Time clock {clock} not found") from None


@contextmanager
def at_known_clock(actor: Actor, clock: str) -> Iterator[None]:
    """A clock that does not exist for the caller is said before what follows from it.

    Asked only then: someone who is at work may clock out at a clock that is out of sight by now.
    """
    try:
        yield
    except (Conflict, NotFound) as refusal:
        if refusal.code in _FOLLOWS:
            clock_seen(actor, clock)
        raise
