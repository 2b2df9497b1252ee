"""What a punch requires of the clock and the job."""

from timeclock.company.clocks.service import clock_not_found
from timeclock.company.jobs.service import job_not_found
from timeclock.errors import Conflict, Invalid, NotAllowed
from timeclock.timekeeping import local_text
from timeclock.worktime.shifts.punch import Punch
from timeclock.worktime.shifts.record import ShiftRecord


def demand_clock(punch: Punch, wanted: int | None) -> None:
    """Raise unless there is a clock in use that the member may clock in at."""
    who, now = "You are" if punch.is_own else "This person is", punch.situation
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


def demand_job(punch: Punch, wanted: int | None) -> None:
    """Raise where the clock needs a job and none is given, or the one given is not on offer."""
    if wanted is None and punch.situation.job_required:
        raise Invalid("job_required", "Choose a job: this clock needs one.", field="job_id")
    if wanted is not None and not punch.situation.job_is_open:
        raise job_not_found()


def already_in(punch: Punch, shift: ShiftRecord) -> Conflict:
    """The refusal of a second shift, naming the one under way."""
    since = shift.timeline.started_at
    who = "You are" if punch.is_own else "This person is"
    shown = local_text(since, shift.start_zone)[11:16]
    return Conflict(
        "already_clocked_in",
        f"{who} already clocked in since {shown}.",
        details={"since": since, "shift_id": shift.id},
    )
