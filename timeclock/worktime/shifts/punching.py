"""Punches: clock in, pause, resume, switch the job, clock out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
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
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.claiming import moment_in, moment_of, with_claims
from timeclock.worktime.shifts.demands import already_in, demand_clock, demand_job, known_tags
from timeclock.worktime.shifts.details import (
    NO_DETAILS,
    UNKNOWN_WHEREABOUTS,
    ShiftDetails,
    Whereabouts,
)
from timeclock.worktime.shifts.ending import EndNotSaid, end_shift, is_stated
from timeclock.worktime.shifts.punch import Punch, answers_once
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.storing import prior_end, store_new
from timeclock.worktime.shifts.timeline import State


@dataclass(frozen=True, slots=True)
class Beginning:
    """A shift that begins: when, by which claim, and what is said of it."""

    at: datetime
    claimed: datetime | None
    job_id: int | None
    details: ShiftDetails
    whereabouts: Whereabouts


@transaction
@answers_once
def clock_in(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    clock_id: int | None = None,
    job_id: int | None = None,
    claimed: datetime | None = None,
    details: ShiftDetails = NO_DETAILS,
    whereabouts: Whereabouts = UNKNOWN_WHEREABOUTS,
    once: Once | None = None,
) -> Punched:
    """Begin a shift at a clock.

    Raises NotFound (clock, job, member, tag), NotAllowed `not_assigned`, Invalid `no_clock`,
    `job_required`, `overlaps`, and Conflict `already_clocked_in`.
    """
    punch = Punch.begin(tx, actor, member_id, clock_id=clock_id, job_id=job_id, once=once)
    punch.demand_active()
    # Without a clock named, "already clocked in" takes precedence over an archived clock.
    if clock_id is not None or punch.shift is None:
        demand_clock(punch, clock_id)
    if punch.shift is not None:
        raise already_in(punch, punch.shift)
    at = moment_of(punch, claimed)
    _demand_after_last_shift(punch, at, claimed)
    return _begin(punch, Beginning(at, claimed, job_id, details, whereabouts))


@transaction
@answers_once
def start_next_shift(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    clock_id: int | None = None,
    job_id: int | None = None,
    claimed: datetime | None = None,
    details: ShiftDetails = NO_DETAILS,
    whereabouts: Whereabouts = UNKNOWN_WHEREABOUTS,
    once: Once | None = None,
) -> Punched:
    """End the shift under way, if there is one, and begin another at the same instant.

    Raises what `clock_in` does except `already_clocked_in`.
    """
    punch = Punch.begin(tx, actor, member_id, clock_id=clock_id, job_id=job_id, once=once)
    punch.demand_active()
    running = punch.shift
    if clock_id is not None or running is None:
        demand_clock(punch, clock_id)
    at, ended = moment_of(punch, claimed), None
    before: tuple[ShiftRecord, ...] = ()
    if running is None:
        _demand_after_last_shift(punch, at, claimed)
    else:
        if claimed is not None and at < running.timeline.started_at:
            raise Invalid("overlaps", "That is before the current shift began.", field="start")
        # A shift that pays nothing yet says nothing of the time that the next one takes over.
        before = () if punch.is_late or running.is_unpaid else (running,)
        ended = end_shift(punch.without_key(), end=claimed).shift
        # With no shift under way, the clock last used takes the place of the shift's own.
        punch = punch.begin_next(clock_id=clock_id, job_id=job_id)
        punch.demand_right()  # the new clock may be another manager's
        demand_clock(punch, clock_id)
    begun = _begin(punch, Beginning(at, claimed, job_id, details, whereabouts), before)
    return replace(begun, ended=ended)


@transaction
@answers_once
def pause(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    clock_id: int | None = None,
    kind_id: int | None = None,
    claimed: datetime | None = None,
    whereabouts: Whereabouts = UNKNOWN_WHEREABOUTS,
    once: Once | None = None,
) -> Punched:
    """Begin a break of a kind the shift's clock offers (its oldest unless given).

    On a break already, nothing changes and the open one is answered. Raises Conflict
    `not_clocked_in` and NotFound `break_kind_not_found`.
    """
    punch = Punch.begin(tx, actor, member_id, kind_id=kind_id, once=once)
    punch.demand_right()
    shift = punch.open_shift(clock_id)
    if shift.timeline.state is State.ON_BREAK:
        return punch.no_change(Act.PAUSED, shift)
    if kind_id is not None and punch.situation.kind_id is None:
        raise break_kind_not_found()
    at = moment_in(punch, shift, claimed)
    now = punch.situation
    line = rules.pause(shift.timeline, at, now.kind_id, paid=now.kind_paid, plan=now.kind_plan)
    return _change(punch, Act.PAUSED, shift.with_timeline(line), at, claimed, whereabouts)


@transaction
@answers_once
def resume(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    clock_id: int | None = None,
    claimed: datetime | None = None,
    whereabouts: Whereabouts = UNKNOWN_WHEREABOUTS,
    once: Once | None = None,
) -> Punched:
    """End the break. While working nothing changes; while off there is nothing to answer with."""
    punch = Punch.begin(tx, actor, member_id, once=once)
    punch.demand_right()
    shift = punch.shift
    if shift is None or (clock_id is not None and clock_id != shift.clock_id):
        return punch.no_change(Act.RESUMED, None)
    if shift.timeline.state is not State.ON_BREAK:
        return punch.no_change(Act.RESUMED, shift)
    at = moment_in(punch, shift, claimed)
    line = rules.resume(shift.timeline, at)
    return _change(punch, Act.RESUMED, shift.with_timeline(line), at, claimed, whereabouts)


@transaction
@answers_once
def switch_job(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    job_id: int | None,
    note: str | None = None,
    tag_ids: Collection[int] | None = None,
    once: Once | None = None,
) -> Punched:
    """Book what follows on another job without clocking out; note and tags are set if given.

    The same again changes nothing. Raises Invalid `job_required` where the clock wants
    one and none is given.
    """
    punch = Punch.begin(tx, actor, member_id, job_id=job_id, once=once)
    punch.demand_right()
    shift = punch.open_shift()
    if job_id != shift.timeline.current_job_id:
        demand_job(punch, job_id)
    line = rules.switch_job(shift.timeline, punch.now, job_id)
    said = shift.note if note is None else clean(note, limit=NOTE, field="note", lines=True)
    tags = shift.tag_ids
    if tag_ids is not None:
        tags = known_tags(punch.tx, punch.workspace_id, tag_ids, tags)
    wanted = replace(shift, timeline=line, note=said, tag_ids=tags)
    if wanted == shift:
        return punch.no_change(Act.JOB_SWITCHED, shift)
    kind = Act.NOTED if line == shift.timeline else Act.JOB_SWITCHED
    return _change(punch, kind, wanted, punch.now)


@transaction
@answers_once
def clock_out(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    clock_id: int | None = None,
    end: datetime | None = None,
    whereabouts: Whereabouts = UNKNOWN_WHEREABOUTS,
    note: str | None = None,
    asks_when_late: bool = False,
    once: Once | None = None,
) -> Punched:
    """End the shift, and an open break with it; `end` is an earlier instant where one is claimed.

    For another person this is a stop. A forgotten shift that ends without a stated end has an
    unconfirmed end; with `asks_when_late` it does not end. Raises Conflict `not_clocked_in`,
    EndNotSaid, and Invalid `end_before_start`, `end_in_future`, `claim_too_old`.
    """
    punch = Punch.begin(tx, actor, member_id, Permission.STOP_OTHERS, once=once)
    punch.demand_right(Permission.STOP_OTHERS)
    shift = punch.open_shift(clock_id)
    said = shift.note if note is None else clean(note, limit=NOTE, field="note", lines=True)
    stated = is_stated(punch, end)
    if asks_when_late and punch.is_late and not stated:
        raise EndNotSaid
    return end_shift(punch, end=end, whereabouts=whereabouts, note=said, is_said=stated)


def _demand_after_last_shift(punch: Punch, at: datetime, claimed: datetime | None) -> None:
    if claimed is None:
        return
    last_end = prior_end(punch.tx, punch.workspace_id, punch.situation.member_id)
    if last_end is not None and at < last_end:
        raise Invalid("overlaps", "That overlaps another shift.", field="timestamp")


def _begin(punch: Punch, said: Beginning, before: Iterable[ShiftRecord] = ()) -> Punched:
    demand_job(punch, said.job_id)
    now, at, details = punch.situation, said.at, said.details
    clock_id = now.clock_id or 0
    if said.claimed is not None:
        punch.demand_open_days(Interval(at, None), clock_id)
    wanted = ShiftRecord(
        id=0,
        workspace_id=punch.workspace_id,
        member_id=now.member_id,
        account_id=now.account_id,
        clock_id=clock_id,
        timeline=rules.clock_in(at, said.job_id),
        start_zone=punch.zone_for(said.whereabouts),
        start_source=punch.actor.source(on_member=now.member_id),
        start_edited=punch.is_edited(at),
        start_place=punch.place_for(said.whereabouts),
        note=clean(details.note, limit=NOTE, field="note", lines=True),
        billable=details.billable,
        tag_ids=known_tags(punch.tx, punch.workspace_id, details.tag_ids),
        scheduler_shift_id=details.scheduler_shift_id,
        created_at=punch.received_at,
        changed_at=punch.received_at,
        unconfirmed=punch.doubt,
    )
    claimed = None if said.claimed is None else at
    begun = store_new(punch.tx, with_claims(punch, wanted, claimed, before=before))
    return punch.record(Act.CLOCKED_IN, begun, at=at, claimed=said.claimed)


def _change(
    punch: Punch,
    kind: Act,
    wanted: ShiftRecord,
    at: datetime,
    claimed: datetime | None = None,
    whereabouts: Whereabouts = UNKNOWN_WHEREABOUTS,
) -> Punched:
    label = punch.zone_for(whereabouts)
    if claimed is not None:
        before = () if punch.shift is None else (punch.shift,)
        wanted = with_claims(punch, wanted, at, before=before)
    stored = punch.store(wanted)
    kept = punch.place_for(whereabouts)
    return punch.record(kind, stored, at=at, zone=label, claimed=claimed, place=kept)
