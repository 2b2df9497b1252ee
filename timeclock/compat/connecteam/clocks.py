"""The clock that an address names."""

from collections.abc import Iterator
from contextlib import contextmanager

from timeclock.authority.actor import Actor
from timeclock.clocks.models import TimeClock
from timeclock.clocks.queries import clock as find_clock
from timeclock.clocks.service import clock_not_found
from timeclock.compat.connecteam.errors import Refused
from timeclock.errors import Conflict, NotFound
from timeclock.wire.fields import id_in

_FOLLOWS = ("not_clocked_in", "member_not_found", "not_on_break")


def clock_here(actor: Actor, clock: str) -> TimeClock:
    """The clock, archived or not. Raises Refused for one that is unknown, foreign or no id."""
    found = find_clock(actor.workspace_id, id_in(clock))
    if found is None:
        raise Refused(404, f"Time clock {clock} not found")
    return found


@contextmanager
def at_known_clock(actor: Actor, clock: str) -> Iterator[None]:
    """A clock that does not exist is said before what follows from it; asked only then."""
    try:
        yield
    except (Conflict, NotFound) as refusal:
        if refusal.code in _FOLLOWS and find_clock(actor.workspace_id, id_in(clock)) is None:
            raise clock_not_found() from refusal
        raise
