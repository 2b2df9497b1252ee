"""Punches: clock in, pause, resume, switch the job, clock out."""

from dataclasses import replace
from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission
from timeclock.company.clocks.break_kinds import break_kind_not_found
from timeclock.errors import Invalid
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import Interval
from timeclock.wording import NOTE, clean
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import Act, Punched, answer_again
from timeclock.worktime.shifts.closed_days import demand_open_days
from timeclock.worktime.shifts.demands import (
    already_in,
    demand_clock,
    demand_here,
    demand_job,
    later_moment,
    moment,
)
from timeclock.worktime.shifts.ending import demand_right, end_shift, open_shift
from timeclock.worktime.shifts.record import Place, ShiftRecord
from timeclock.worktime.shifts.situation import Situation, take, target
from timeclock.worktime.shifts.storing import prior_end, store_change, store_new
from timeclock.worktime.shifts.timeline import State
from timeclock.worktime.shifts.writing import as_sure, doubt, edited, keep, place_for, zone_for


@transaction
def clock_in(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    clock_id: int | None = None,
    job_id: int | None = None,
    note: str = "",
    zone: str | None = None,
    claimed: datetime | None = None,
    place: Place | None = None,
    scheduler_shift_id: str | None = None,
    billable: bool = False,
    ends_running: bool = False,
    once: Once | None = None,
) -> Punched:
    """Begin a shift at a clock; with `ends_running`, one under way ends at the same instant.

    Raises NotFound (clock, job, member), NotAllowed `not_assigned`, Invalid `no_clock`,
    `job_required`, `overlaps`, and Conflict `already_clocked_in`.
    """
    who = target(actor, member_id)
    now = take(tx, actor, who, clock_id=clock_id, job_id=job_id, once=once)
    if now.answered:
        tx.discard()
        return answer_again(tx, actor.workspace_id, *now.answered)
    demand_here(actor, now)
    # Whoever names no clock and is in hears just that, even where that clock is archived by now.
    if clock_id is not None or now.shift is None:
        demand_clock(actor, now, clock_id)
    if now.shift is not None and not ends_running:
        raise already_in(actor, now, now.shift)
    at = moment(actor, now, claimed)
    ended = None
    if now.shift is not None:
        if claimed is not None and at < now.shift.timeline.started_at:
            raise Invalid("overlaps", "That is before the current shift began.", field="start")
        ended = end_shift(tx, actor, now, end=claimed).shift
        # Without the shift the clock is found as for anybody who is out.
        now = take(tx, actor, who, clock_id=clock_id, job_id=job_id)
        demand_right(actor, now)  # the new clock may be another manager's
        demand_clock(actor, now, clock_id)
    elif claimed is not None:
        last_end = prior_end(tx, actor.workspace_id, who)
        if last_end is not None and at < last_end:
            raise Invalid("overlaps", "That overlaps another shift.", field="timestamp")
    demand_job(now, job_id)
    if claimed is not None:
        demand_open_days(tx, now, Interval(at, None), now.clock_id or 0)
    begun = store_new(
        tx,
        ShiftRecord(
            id=0,
            workspace_id=actor.workspace_id,
            member_id=who,
            account_id=now.account_id,
            clock_id=now.clock_id or 0,
            timeline=rules.clock_in(at, job_id),
            start_zone=zone_for(now, zone),
            start_source=actor.source(on_member=who),
            start_edited=edited(now, at),
            start_place=place_for(now, place),
            note=clean(note, limit=NOTE, field="note", lines=True),
            billable=billable,
            scheduler_shift_id=scheduler_shift_id,
            created_at=now.head.received_at,
            changed_at=now.head.received_at,
            unconfirmed=doubt(now),
        ),
    )
    punched = keep(tx, actor, now, Act.CLOCKED_IN, begun, at=at, claimed=claimed, once=once)
    return replace(punched, ended=ended)


@transaction
def pause(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    clock_id: int | None = None,
    kind_id: int | None = None,
    zone: str | None = None,
    claimed: datetime | None = None,
    place: Place | None = None,
    once: Once | None = None,
) -> Punched:
    """Begin a break of a kind the shift's clock offers (its oldest unless given).

    On a break already, nothing changes and the open one is answered. Raises Conflict
    `not_clocked_in` and NotFound `break_kind_not_found`.
    """
    now = take(tx, actor, target(actor, member_id), kind_id=kind_id, once=once)
    if now.answered:
        tx.discard()
        return answer_again(tx, actor.workspace_id, *now.answered)
    demand_right(actor, now)
    shift = open_shift(actor, now, clock_id)
    if shift.timeline.state is State.ON_BREAK:
        return _unchanged(tx, Act.PAUSED, shift, now)
    if kind_id is not None and now.kind_id is None:
        raise break_kind_not_found()
    at = later_moment(tx, actor, now, shift, claimed)
    line = rules.pause(shift.timeline, at, now.kind_id, paid=now.kind_paid)
    wanted = shift.with_timeline(line)
    return _change(tx, actor, now, Act.PAUSED, wanted, at, zone, claimed, place, once)


@transaction
def resume(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    clock_id: int | None = None,
    zone: str | None = None,
    claimed: datetime | None = None,
    place: Place | None = None,
    once: Once | None = None,
) -> Punched:
    """End the break. While working nothing changes; while off there is nothing to answer with."""
    now = take(tx, actor, target(actor, member_id), once=once)
    if now.answered:
        tx.discard()
        return answer_again(tx, actor.workspace_id, *now.answered)
    demand_right(actor, now)
    shift = now.shift
    if shift is None or (clock_id is not None and clock_id != shift.clock_id):
        tx.discard()
        return Punched(Act.RESUMED, None, now.now, changed=False)
    if shift.timeline.state is not State.ON_BREAK:
        return _unchanged(tx, Act.RESUMED, shift, now)
    at = later_moment(tx, actor, now, shift, claimed)
    wanted = shift.with_timeline(rules.resume(shift.timeline, at))
    return _change(tx, actor, now, Act.RESUMED, wanted, at, zone, claimed, place, once)


@transaction
def switch_job(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    job_id: int | None,
    note: str | None = None,
    once: Once | None = None,
) -> Punched:
    """Book what follows on another job without clocking out, and note what it is if given.

    The same job and note again change nothing. Raises Invalid `job_required` where the clock wants
    one and none is given.
    """
    now = take(tx, actor, target(actor, member_id), job_id=job_id, once=once)
    if now.answered:
        tx.discard()
        return answer_again(tx, actor.workspace_id, *now.answered)
    demand_right(actor, now)
    shift = open_shift(actor, now, None)
    if job_id != shift.timeline.current_job_id:
        demand_job(now, job_id)
    line = rules.switch_job(shift.timeline, now.now, job_id)
    said = shift.note if note is None else clean(note, limit=NOTE, field="note", lines=True)
    if line == shift.timeline and said == shift.note:
        return _unchanged(tx, Act.JOB_SWITCHED, shift, now)
    kind = Act.NOTED if line == shift.timeline else Act.JOB_SWITCHED
    wanted = replace(shift, timeline=line, note=said)
    return _change(tx, actor, now, kind, wanted, now.now, once=once)


@transaction
def clock_out(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    clock_id: int | None = None,
    end: datetime | None = None,
    zone: str | None = None,
    place: Place | None = None,
    note: str | None = None,
    once: Once | None = None,
) -> Punched:
    """End the shift, and an open break with it; `end` is an earlier instant where one is claimed.

    For somebody else this is a stop. Raises Conflict `not_clocked_in` and Invalid
    `end_before_start`, `end_in_future`, `claim_too_old`.
    """
    now = take(tx, actor, target(actor, member_id, Permission.STOP_OTHERS), once=once)
    if now.answered:
        tx.discard()
        return answer_again(tx, actor.workspace_id, *now.answered)
    demand_right(actor, now, Permission.STOP_OTHERS)
    shift = open_shift(actor, now, clock_id)
    said = shift.note if note is None else clean(note, limit=NOTE, field="note", lines=True)
    return end_shift(tx, actor, now, end=end, zone=zone, place=place, note=said, once=once)


def _change(
    tx: Transaction,
    actor: Actor,
    now: Situation,
    kind: Act,
    wanted: ShiftRecord,
    at: datetime,
    zone: str | None = None,
    claimed: datetime | None = None,
    place: Place | None = None,
    once: Once | None = None,
) -> Punched:
    label = zone_for(now, zone)
    stored = store_change(tx, now.shift or wanted, as_sure(now, wanted), now.head.received_at)
    return keep(
        tx,
        actor,
        now,
        kind,
        stored,
        at=at,
        zone=label,
        claimed=claimed,
        once=once,
        place=place_for(now, place),
    )


def _unchanged(tx: Transaction, kind: Act, shift: ShiftRecord, now: Situation) -> Punched:
    tx.discard()
    return Punched(kind, shift, now.now, changed=False)
