"""Ending a shift, whoever does it."""

from dataclasses import replace
from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission
from timeclock.errors import Conflict, Invalid, NotAllowed
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.closed_days import demand_open_days
from timeclock.worktime.shifts.reach import may_act_for, may_correct
from timeclock.worktime.shifts.record import Place, ShiftRecord
from timeclock.worktime.shifts.situation import Situation
from timeclock.worktime.shifts.storing import store_change
from timeclock.worktime.shifts.writing import as_sure, edited, keep, place_for, zone_for


def open_shift(actor: Actor, now: Situation, clock_id: int | None) -> ShiftRecord:
    """The shift under way (at that clock, if one is named). Raises Conflict `not_clocked_in`."""
    shift = now.shift
    if shift is None or (clock_id is not None and clock_id != shift.clock_id):
        own = actor.member_id == now.member_id
        sentence = "You are not clocked in." if own else "This person is not clocked in."
        raise Conflict("not_clocked_in", sentence)
    return shift


def demand_right(
    actor: Actor, now: Situation, permission: Permission = Permission.PUNCH_FOR_OTHERS
) -> None:
    """Raise NotAllowed unless the actor may act for this member here."""
    if not may_act_for(actor, now, permission):
        raise NotAllowed("not_allowed", "You do not have the right to do this for this person.")


def end_shift(
    tx: Transaction,
    actor: Actor,
    now: Situation,
    *,
    end: datetime | None = None,
    zone: str | None = None,
    place: Place | None = None,
    note: str | None = None,
    reason: str = "",
    once: Once | None = None,
) -> Punched:
    """End the shift of a situation inside the transaction that read it."""
    shift = now.shift
    if shift is None:
        raise Conflict("not_clocked_in", "No one is clocked in.")
    claimed = None if end is None else _accepted(actor, now, shift, end)
    if claimed is not None:
        demand_open_days(tx, now, shift.timeline.interval, shift.clock_id)
    if claimed is None or claimed >= now.now:
        line = rules.clock_out(shift.timeline, now.now)
    else:
        line = rules.end_at(shift.timeline, claimed)
    ended_at = line.ended_at or now.now
    own = actor.member_id == now.member_id
    wanted = replace(
        shift,
        timeline=line,
        end_zone=zone_for(now, zone),
        end_source=actor.source(on_member=now.member_id).value,
        end_edited=edited(now, ended_at),
        end_place=place_for(now, place),
        ended_by_id=actor.member_id,
        stopped=not own,
        stop_reason=reason,
        note=shift.note if note is None else note,
    )
    stored = store_change(tx, shift, as_sure(now, wanted), now.head.received_at)
    kind = Act.CLOCKED_OUT if own else Act.STOPPED
    return keep(tx, actor, now, kind, stored, at=ended_at, claimed=end, once=once)


def _accepted(actor: Actor, now: Situation, shift: ShiftRecord, end: datetime) -> datetime:
    if end < shift.timeline.started_at:
        raise Invalid("end_before_start", "The end is before the start.", field="end")
    whole = end.replace(microsecond=0)
    return rules.accept_claim(whole, now.now, may_correct=may_correct(actor, now), field="end")
