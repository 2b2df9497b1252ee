"""Deciding about a punch that a kiosk kept and that did not count by itself."""

from dataclasses import dataclass
from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.company.clocks.approvers import someone_else_decides
from timeclock.company.kiosks.holding import (
    COUNTED,
    DISMISSED,
    decide_held,
    find_held,
    punch_decided,
)
from timeclock.company.kiosks.offline_models import HeldPunch
from timeclock.errors import Conflict, NotAllowed
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import db
from timeclock.worktime.kiosk_queue.queued import QueuedAct
from timeclock.worktime.shifts import punching
from timeclock.worktime.shifts.answering import Punched


@dataclass(frozen=True, slots=True)
class _HeldTime:
    member_id: int
    clock_id: int
    at: datetime
    job_id: int | None
    kind_id: int | None
    once: Once


def count_held(actor: Actor, *, punch_id: int, once: Once | None = None) -> None:
    """Count a held punch at its moment, as a time that the actor gives for its person.

    Raises what the punch itself raises: what contradicts the shifts as they are is for a
    correction. Raises NotAllowed for one's own punch while another person may decide, and Conflict
    `nothing_to_count` for a punch whose person or act is not known.
    """
    row = find_held(actor, punch_id)
    _demand_not_own(actor, row)
    if row.decided_at is not None:
        if row.decision == COUNTED:
            return
        raise punch_decided()
    if row.member_id is None or row.act is None or row.moment_at is None:
        raise Conflict(
            "nothing_to_count", "It is not known who did what. Add the time as a correction."
        )
    key = Once.of(f"held punch {row.id}", {"punch": row.id})
    _count(
        actor,
        QueuedAct(row.act),
        _HeldTime(row.member_id, row.clock_id, row.moment_at, row.job_id, row.kind_id, key),
    )
    decide_held(actor, punch_id=punch_id, decision=COUNTED, once=once)


def dismiss_held(actor: Actor, *, punch_id: int, once: Once | None = None) -> None:
    """Leave a held punch uncounted. It stays in the record. Raises what `decide_held` does."""
    _demand_not_own(actor, find_held(actor, punch_id))
    decide_held(actor, punch_id=punch_id, decision=DISMISSED, once=once)


def _count(actor: Actor, act: QueuedAct, wanted: _HeldTime) -> Punched:
    who, at, once = wanted.member_id, wanted.at, wanted.once
    match act:
        case QueuedAct.CLOCK_IN:
            return punching.clock_in(
                actor,
                member_id=who,
                clock_id=wanted.clock_id,
                job_id=wanted.job_id,
                claimed=at,
                once=once,
            )
        case QueuedAct.PAUSE:
            punched = punching.pause(
                actor,
                member_id=who,
                clock_id=wanted.clock_id,
                kind_id=wanted.kind_id,
                claimed=at,
                once=once,
            )
            if not (punched.changed or punched.replayed):
                raise Conflict("already_on_break", "This person is on a break already.")
            return punched
        case QueuedAct.RESUME:
            punched = punching.resume(
                actor, member_id=who, clock_id=wanted.clock_id, claimed=at, once=once
            )
            if not (punched.changed or punched.replayed):
                raise Conflict("not_on_break", "This person is not on a break.")
            return punched
        case QueuedAct.CLOCK_OUT:
            return punching.clock_out(
                actor, member_id=who, clock_id=wanted.clock_id, end=at, once=once
            )


def _demand_not_own(actor: Actor, row: HeldPunch) -> None:
    if actor.member_id is None or row.member_id != actor.member_id:
        return
    connection = db.session.connection()
    if someone_else_decides(connection, actor.workspace_id, row.clock_id, actor.member_id):
        raise NotAllowed("own_decision", "Another person must decide about your own time.")
