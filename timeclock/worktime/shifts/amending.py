"""Putting right what is said of a shift while it runs."""

from dataclasses import replace
from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.errors import Conflict
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import Transaction, transaction
from timeclock.wording import NOTE, clean
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import Act, Punched, answer_again
from timeclock.worktime.shifts.demands import demand_job
from timeclock.worktime.shifts.ending import demand_right, end_shift, open_shift
from timeclock.worktime.shifts.situation import take, target
from timeclock.worktime.shifts.storing import store_change
from timeclock.worktime.shifts.writing import as_sure, keep


@transaction
def amend_running(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    shift_id: int,
    note: str | None = None,
    billable: bool | None = None,
    rebooks: bool = False,
    job_id: int | None = None,
    end: datetime | None = None,
    once: Once | None = None,
) -> Punched:
    """Say otherwise what the shift under way is; with `end` it then ends there.

    With `rebooks` the part that runs is booked on `job_id` from its beginning; None leaves the
    rest as it is. Raises Conflict `not_clocked_in` for a shift that no longer runs, and as
    `switch_job` and `clock_out` do.
    """
    who = target(actor, member_id)
    now = take(tx, actor, who, job_id=job_id, once=once)
    if now.answered:
        tx.discard()
        return answer_again(tx, actor.workspace_id, *now.answered)
    demand_right(actor, now)
    shift = open_shift(actor, now, None)
    if shift.id != shift_id:
        raise Conflict("not_clocked_in", "This shift has already ended.")
    line = shift.timeline
    if rebooks and job_id != line.current_job_id:
        demand_job(now, job_id)
        line = rules.rebook(line, job_id)
    wanted = replace(
        shift,
        timeline=line,
        note=shift.note if note is None else clean(note, limit=NOTE, field="note", lines=True),
        billable=shift.billable if billable is None else billable,
    )
    if wanted != shift:
        kind = Act.NOTED if line == shift.timeline else Act.JOB_SWITCHED
        stored = store_change(tx, shift, as_sure(now, wanted), now.head.received_at)
        key = once if end is None else None
        punched = keep(tx, actor, now, kind, stored, at=now.now, once=key)
        if end is None:
            return punched
        now = take(tx, actor, who)
    elif end is None:
        tx.discard()
        return Punched(Act.NOTED, shift, now.now, changed=False)
    return end_shift(tx, actor, now, end=end, once=once)
