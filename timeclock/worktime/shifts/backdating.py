"""Punches told afterwards, both ends at once: time that was worked, or a break that was taken."""

from dataclasses import replace
from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.company.clocks.queries import assignments_of_member
from timeclock.errors import Conflict, Invalid
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import Interval
from timeclock.wording import NOTE, clean
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import Act, Punched, answer_again
from timeclock.worktime.shifts.closed_days import demand_open_days
from timeclock.worktime.shifts.demands import demand_clock, demand_here, demand_job, later_moment
from timeclock.worktime.shifts.ending import demand_right, open_shift
from timeclock.worktime.shifts.overlaps import demand_free
from timeclock.worktime.shifts.queries import last_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.situation import Situation, take, target
from timeclock.worktime.shifts.storing import store_change, store_new
from timeclock.worktime.shifts.timeline import State, Timeline
from timeclock.worktime.shifts.writing import as_sure, doubt, edited, keep


@transaction
def tell_worked(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    start: datetime,
    end: datetime,
    job_id: int | None = None,
    note: str = "",
    billable: bool = False,
    once: Once | None = None,
) -> Punched:
    """Add a shift that has ended, at the clock last used; it began at most 12 hours ago.

    What is older is a correction, for everybody. A shift under way goes on. Raises NotFound,
    NotAllowed and Invalid as a clock-in does, Invalid `end_before_start`, `end_in_future`,
    `claim_too_old`, and Conflict `overlaps` and `period_closed`.
    """
    who = target(actor, member_id)
    now = take(tx, actor, who, job_id=job_id, once=once)
    if now.answered:
        tx.discard()
        return answer_again(tx, actor.workspace_id, *now.answered)
    demand_here(actor, now)
    demand_clock(actor, now, None)
    demand_job(now, job_id)
    span = _span(now, start, end)
    demand_free(tx, actor.workspace_id, who, span)
    demand_open_days(tx, now, span, now.clock_id or 0)
    ended_at = span.end or now.now
    told = store_new(
        tx,
        ShiftRecord(
            id=0,
            workspace_id=actor.workspace_id,
            member_id=who,
            account_id=now.account_id,
            clock_id=now.clock_id or 0,
            timeline=Timeline(span.start, job_id, ended_at),
            start_zone=now.clock_zone,
            start_source=actor.source(on_member=who),
            start_edited=edited(now, span.start),
            end_zone=now.clock_zone,
            end_source=actor.source(on_member=who).value,
            end_edited=edited(now, ended_at),
            ended_by_id=actor.member_id,
            note=clean(note, limit=NOTE, field="note", lines=True),
            billable=billable,
            created_at=now.head.received_at,
            changed_at=now.head.received_at,
            unconfirmed=doubt(now),
        ),
    )
    # As an entry of now: no later punch could lie before the last one of the chain.
    added = replace(now, shift=None)
    return keep(tx, actor, added, Act.ADDED, told, at=now.now, claimed=start, once=once)


@transaction
def tell_rest(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    start: datetime,
    end: datetime,
    once: Once | None = None,
) -> Punched:
    """Add a break that has ended to the shift under way, after everything else in it.

    Raises Conflict `not_clocked_in`, `on_break` and `period_closed`, and Invalid as `pause` does.
    """
    who = target(actor, member_id)
    now = take(tx, actor, who, once=once)
    if now.answered:
        tx.discard()
        return answer_again(tx, actor.workspace_id, *now.answered)
    demand_right(actor, now)
    shift = open_shift(actor, now, None)
    if shift.timeline.state is State.ON_BREAK:
        raise Conflict("on_break", "A break is under way.")
    later_moment(tx, actor, now, shift, start)
    span = _span(now, start, end)
    paused = rules.pause(shift.timeline, span.start, now.kind_id, paid=now.kind_paid)
    wanted = as_sure(now, shift.with_timeline(paused))
    stored = store_change(tx, shift, wanted, now.head.received_at)
    keep(tx, actor, now, Act.PAUSED, stored, at=span.start, claimed=start)
    now, ended_at = take(tx, actor, who), span.end or span.start
    resumed = as_sure(now, stored.with_timeline(rules.resume(stored.timeline, ended_at)))
    stored = store_change(tx, stored, resumed, now.head.received_at)
    return keep(tx, actor, now, Act.RESUMED, stored, at=ended_at, claimed=end, once=once)


def usual_clock(workspace_id: int, member_id: int) -> int | None:
    """The clock last used, else the assigned one with the lowest id; None where there is none."""
    usable = [clock.id for _, clock in assignments_of_member(workspace_id, member_id)]
    last = last_shift(workspace_id, member_id)
    if last is not None and last.clock_id in usable:
        return last.clock_id
    return next(iter(usable), None)


def _span(now: Situation, start: datetime, end: datetime) -> Interval:
    """Both ends in whole seconds, as far as they are accepted from whoever may only punch."""
    if end < start:
        raise Invalid("end_before_start", "The end is before the start.", field="end")
    begun, ended = (
        rules.accept_claim(each.replace(microsecond=0), now.now, may_correct=False, field=field)
        for each, field in ((start, "start"), (end, "end"))
    )
    return Interval(begun, ended)
