"""What a punch requires of the clock, the job and the tags."""

from collections.abc import Collection

from timeclock.company.clocks.service import clock_not_found
from timeclock.company.jobs.service import job_not_found
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.queries import tags_on_offer
from timeclock.company.labels.service import label_not_found
from timeclock.errors import Conflict, Invalid
from timeclock.messages import N_, TimeOfDay
from timeclock.storage.transactions import Transaction
from timeclock.worktime.shifts.punch import Punch
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.refusals import job_required, not_assigned

MOST_TAGS = 50
# By whether the person reads it about themselves.
_NO_CLOCK = {
    True: N_("You are not assigned to a time clock yet."),
    False: N_("This person is not assigned to a time clock yet."),
}
_ALREADY_IN = {
    True: N_("You are already clocked in, since %(time)s."),
    False: N_("This person is already clocked in, since %(time)s."),
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


def known_tags(
    tx: Transaction, workspace_id: int, tag_ids: Collection[int], kept: Collection[int] = ()
) -> tuple[int, ...]:
    """These tags once each and in order; `kept` are those that the shift has already.

    Raises NotFound for a tag that is neither on offer nor kept, and Invalid for too many.
    """
    wanted = tuple(sorted(set(tag_ids)))
    if len(wanted) > MOST_TAGS:
        raise Invalid(
            "too_many_tags", "Choose at most %(most)s tags.", field="tag_ids", most=MOST_TAGS
        )
    new = set(wanted) - set(kept)
    if new and new != tags_on_offer(tx.connection, workspace_id, new):
        raise label_not_found(LabelKind.TAG)
    return wanted


def already_in(punch: Punch, shift: ShiftRecord) -> Conflict:
    """The refusal of a second shift, naming the one under way."""
    since = shift.timeline.started_at
    return Conflict(
        "already_clocked_in",
        _ALREADY_IN[punch.is_own],
        time=TimeOfDay(since, shift.start_zone),
        details={"since": since, "shift_id": shift.id},
    )
