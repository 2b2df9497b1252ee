"""What a punch requires of the clock and the job."""

from timeclock.company.clocks.service import clock_not_found
from timeclock.company.jobs.service import job_not_found
from timeclock.errors import Conflict, Invalid
from timeclock.messages import N_, TimeOfDay
from timeclock.worktime.shifts.punch import Punch
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.refusals import job_required, not_assigned

# By whether the person reads it about themselves.
_NO_CLOCK = {
    True: N_("You are not assigned to a time clock yet."),
    False: N_("This person is not assigned to a time clock yet."),
}
_ALREADY_IN = {
    True: N_("You are already clocked in since %(time)s."),
    False: N_("This person is already clocked in since %(time)s."),
}


def demand_clock(punch: Punch, wanted: int | None) -> None:
    """Raise unless there is a clock in use that the member may clock in at."""
    now = punch.situation
    if now.clock_id is None and wanted is None:
        raise Invalid("no_clock", _NO_CLOCK[punch.is_own], field="clock_id")
    if not now.clock_is_open:
        raise clock_not_found()
    if not now.is_assigned:
        raise not_assigned(
            own=punch.is_own,
            member_id=now.member_id,
            account_id=now.account_id,
            clock_id=now.clock_id,
        )


def demand_job(punch: Punch, wanted: int | None) -> None:
    """Raise where the clock needs a job and none is given, or the one given is not on offer."""
    if wanted is None and punch.situation.job_required:
        raise job_required()
    if wanted is not None and not punch.situation.job_is_open:
        raise job_not_found()


def already_in(punch: Punch, shift: ShiftRecord) -> Conflict:
    """The refusal of a second shift, naming the one under way."""
    since = shift.timeline.started_at
    return Conflict(
        "already_clocked_in",
        _ALREADY_IN[punch.is_own],
        time=TimeOfDay(since, shift.start_zone),
        details={"since": since, "shift_id": shift.id},
    )
