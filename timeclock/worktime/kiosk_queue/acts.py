"""What each act of a queue does: the same use cases as at a kiosk with a network."""

from collections.abc import Callable, Mapping
from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.ledger.entry import Once
from timeclock.worktime.kiosk_queue.queued import QueuedAct, QueuedPunch
from timeclock.worktime.shifts import punching
from timeclock.worktime.shifts.answering import Punched


def _clock_in(actor: Actor, clock_id: int, punch: QueuedPunch, at: datetime, once: Once) -> Punched:
    return punching.clock_in(actor, clock_id=clock_id, job_id=punch.job_id, claimed=at, once=once)


def _pause(actor: Actor, clock_id: int, punch: QueuedPunch, at: datetime, once: Once) -> Punched:
    return punching.pause(actor, clock_id=clock_id, kind_id=punch.kind_id, claimed=at, once=once)


def _resume(actor: Actor, clock_id: int, _punch: QueuedPunch, at: datetime, once: Once) -> Punched:
    return punching.resume(actor, clock_id=clock_id, claimed=at, once=once)


def _clock_out(
    actor: Actor, clock_id: int, _punch: QueuedPunch, at: datetime, once: Once
) -> Punched:
    return punching.clock_out(actor, clock_id=clock_id, end=at, once=once)


ACTS: Mapping[QueuedAct, Callable[[Actor, int, QueuedPunch, datetime, Once], Punched]] = {
    QueuedAct.CLOCK_IN: _clock_in,
    QueuedAct.PAUSE: _pause,
    QueuedAct.RESUME: _resume,
    QueuedAct.CLOCK_OUT: _clock_out,
}
