"""What a punch asks of the situation before anything is written."""

from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.company.clocks.service import clock_not_found
from timeclock.company.jobs.service import job_not_found
from timeclock.company.people.membership import member_not_found
from timeclock.errors import Conflict, Invalid, NotAllowed
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import local_text
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.closed_days import demand_open_days
from timeclock.worktime.shifts.ending import demand_right
from timeclock.worktime.shifts.reach import may_correct
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.situation import Situation


def demand_here(actor: Actor, now: Situation) -> None:
    """Raise NotFound for a deactivated member, NotAllowed for one out of the actor's reach."""
    if not now.is_active:
        raise member_not_found()
    demand_right(actor, now)


def demand_clock(actor: Actor, now: Situation, wanted: int | None) -> None:
    """Raise unless there is a clock in use that the member may clock in at."""
    who = "You are" if actor.member_id == now.member_id else "This person is"
    if now.clock_id is None and wanted is None:
        raise Invalid("no_clock", f"{who} not assigned to a time clock yet.", field="clock_id")
    if not now.clock_is_open:
        raise clock_not_found()
    if not now.is_assigned:
        raise NotAllowed(
            "not_assigned",
            f"{who} not assigned to this time clock.",
            details={
                "member_id": now.member_id,
                "account_id": now.account_id,
                "clock_id": now.clock_id,
            },
        )


def demand_job(now: Situation, wanted: int | None) -> None:
    """Raise where the clock needs a job and none is given, or the one given is not on offer."""
    if wanted is None and now.job_required:
        raise Invalid("job_required", "Choose a job: this clock needs one.", field="job_id")
    if wanted is not None and not now.job_is_open:
        raise job_not_found()


def already_in(actor: Actor, now: Situation, shift: ShiftRecord) -> Conflict:
    """The refusal of a second shift, naming the one under way."""
    since = shift.timeline.started_at
    who = "You are" if actor.member_id == now.member_id else "This person is"
    shown = local_text(since, shift.start_zone)[11:16]
    return Conflict(
        "already_clocked_in",
        f"{who} already clocked in since {shown}.",
        details={"since": since, "shift_id": shift.id},
    )


def moment(actor: Actor, now: Situation, claimed: datetime | None) -> datetime:
    """When a punch counts from: now, or a client's own time as far as it is accepted."""
    if claimed is None:
        return now.now
    whole = claimed.replace(microsecond=0)
    return rules.accept_claim(whole, now.now, may_correct=may_correct(actor, now))


def later_moment(
    tx: Transaction, actor: Actor, now: Situation, shift: ShiftRecord, claimed: datetime | None
) -> datetime:
    """`moment` for a punch on a shift: never before the shift's last one, nor on a closed day."""
    at = moment(actor, now, claimed)
    if claimed is not None:
        demand_open_days(tx, now, shift.timeline.interval, shift.clock_id)
    if claimed is not None and at < shift.timeline.last_change:
        raise Invalid("overlaps", "That is before the last punch.", field="timestamp")
    return at
