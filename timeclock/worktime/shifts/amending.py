"""Putting right what is said of a shift while it runs."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.errors import Conflict
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.wording import NOTE, clean
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.demands import demand_job, known_tags
from timeclock.worktime.shifts.ending import end_shift, is_stated
from timeclock.worktime.shifts.punch import Punch, answers_once


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is said otherwise of a running shift; None leaves it as it is.

    With `rebooks` the part that runs is booked on `job_id` from its beginning.
    """

    note: str | None = None
    billable: bool | None = None
    tag_ids: Collection[int] | None = None
    rebooks: bool = False
    job_id: int | None = None


_NO_AMENDMENT = Amendment()


@transaction
@answers_once
def amend_running(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    shift_id: int,
    amendment: Amendment = _NO_AMENDMENT,
    end: datetime | None = None,
    once: Once | None = None,
) -> Punched:
    """Change what is said of the shift under way; with `end` it then ends there.

    Raises Conflict `not_clocked_in` for a shift that no longer runs, and as
    `switch_job` and `clock_out` do.
    """
    punch = Punch.begin(tx, actor, member_id, job_id=amendment.job_id, once=once)
    punch.demand_right()
    shift = punch.open_shift()
    if shift.id != shift_id:
        raise Conflict("not_clocked_in", "This shift has already ended.")
    line = shift.timeline
    if amendment.rebooks and amendment.job_id != line.current_job_id:
        demand_job(punch, amendment.job_id)
        line = rules.rebook(line, amendment.job_id)
    note, billable, tags = amendment.note, amendment.billable, shift.tag_ids
    if amendment.tag_ids is not None:
        tags = known_tags(tx, punch.workspace_id, amendment.tag_ids, tags)
    wanted = replace(
        shift,
        tag_ids=tags,
        timeline=line,
        note=shift.note if note is None else clean(note, limit=NOTE, field="note", lines=True),
        billable=shift.billable if billable is None else billable,
    )
    if wanted != shift:
        kind = Act.NOTED if line == shift.timeline else Act.JOB_SWITCHED
        stored = punch.store(wanted)
        if end is None:
            return punch.record(kind, stored, at=punch.now)
        punch.without_key().record(kind, stored, at=punch.now)
        punch = punch.begin_next()
    elif end is None:
        return punch.no_change(Act.NOTED, shift)
    return end_shift(punch, end=end, is_said=is_stated(punch, end))
