"""Punches told afterwards, both ends at once: time that was worked, or a break that was taken."""

from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.company.clocks.queries import assignments_of_member
from timeclock.errors import Conflict
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import Interval
from timeclock.wording import NOTE, clean
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.claiming import accepted, demand_length, moment_in, with_claims
from timeclock.worktime.shifts.demands import demand_clock, demand_job, known_tags
from timeclock.worktime.shifts.details import NO_DETAILS, ShiftDetails
from timeclock.worktime.shifts.overlaps import demand_free
from timeclock.worktime.shifts.punch import Punch, answers_once
from timeclock.worktime.shifts.queries import last_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.refusals import demand_order
from timeclock.worktime.shifts.storing import store_new
from timeclock.worktime.shifts.timeline import State, Timeline


@transaction
@answers_once
def tell_worked(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int | None = None,
    start: datetime,
    end: datetime,
    job_id: int | None = None,
    details: ShiftDetails = NO_DETAILS,
    once: Once | None = None,
) -> Punched:
    """Add a shift that has ended, at the clock last used.

    For another person it began at most 12 hours ago; what is older is a correction. For the actor's
    own time the company's rule of claimed times holds. A shift under way goes on. Raises NotFound,
    NotAllowed and Invalid as a clock-in does, Invalid `end_before_start`, `end_in_future`,
    `claim_too_old`, and Conflict `overlaps` and `period_closed`.
    """
    punch = Punch.begin(tx, actor, member_id, job_id=job_id, once=once)
    punch.demand_active()
    demand_clock(punch, None)
    demand_job(punch, job_id)
    now, span = punch.situation, _span(punch, start, end)
    who, clock_id, ended_at = now.member_id, now.clock_id or 0, span.end or punch.now
    demand_free(tx, actor.workspace_id, who, span)
    punch.demand_open_days(span, clock_id)
    wanted = ShiftRecord(
        id=0,
        workspace_id=actor.workspace_id,
        member_id=who,
        account_id=now.account_id,
        clock_id=clock_id,
        timeline=Timeline(span.start, job_id, ended_at),
        start_zone=now.clock_zone,
        start_source=actor.source(on_member=who),
        start_edited=punch.is_edited(span.start),
        end_zone=now.clock_zone,
        end_source=actor.source(on_member=who).value,
        end_edited=punch.is_edited(ended_at),
        ended_by_id=actor.member_id,
        note=clean(details.note, limit=NOTE, field="note", lines=True),
        billable=details.billable,
        tag_ids=known_tags(tx, actor.workspace_id, details.tag_ids),
        created_at=punch.received_at,
        changed_at=punch.received_at,
        unconfirmed=punch.doubt,
    )
    told = store_new(tx, with_claims(punch, wanted, span.start, ended_at))
    # As an entry of now: no later punch could lie before the last one of the chain.
    return punch.on_shift(None).record(Act.ADDED, told, at=punch.now, claimed=start)


@transaction
@answers_once
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
    punch = Punch.begin(tx, actor, member_id, once=once)
    punch.demand_right()
    shift = punch.open_shift()
    if shift.timeline.state is State.ON_BREAK:
        raise Conflict("on_break", "A break is under way.")
    moment_in(punch, shift, start)
    now, span = punch.situation, _span(punch, start, end)
    ended_at = span.end or span.start
    paused = rules.pause(
        shift.timeline, span.start, now.kind_id, paid=now.kind_paid, plan=now.kind_plan
    )
    told = with_claims(punch, shift.with_timeline(paused), span.start, before=(shift,))
    stored = punch.store(told)
    punch.without_key().record(Act.PAUSED, stored, at=span.start, claimed=start)
    punch = punch.begin_next()
    resumed = stored.with_timeline(rules.resume(stored.timeline, ended_at))
    # The shift as it was paid before the break was told.
    stored = punch.store(with_claims(punch, resumed, ended_at, before=(shift,)))
    return punch.record(Act.RESUMED, stored, at=ended_at, claimed=end)


def usual_clock(workspace_id: int, member_id: int) -> int | None:
    """The clock last used, else the assigned one with the lowest id; None where there is none."""
    usable = [clock.id for _, clock in assignments_of_member(workspace_id, member_id)]
    last = last_shift(workspace_id, member_id)
    if last is not None and last.clock_id in usable:
        return last.clock_id
    return next(iter(usable), None)


def _span(punch: Punch, start: datetime, end: datetime) -> Interval:
    """Both ends in whole seconds, as far as they are accepted."""
    demand_order(start, end)
    begun, ended = (
        accepted(punch, each, field=field)
        if punch.is_own
        else rules.accept_claim(each.replace(microsecond=0), punch.now, any_day=False, field=field)
        for each, field in ((start, "start"), (end, "end"))
    )
    demand_length(begun, ended, "end")
    return Interval(begun, ended)
