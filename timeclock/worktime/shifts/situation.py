"""What a punch has to know, in one statement under the lock of the member's chain."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from timeclock.authority.actor import Actor
from timeclock.company.people.membership import member_not_found
from timeclock.errors import KeyReused
from timeclock.ledger.entry import GENESIS, Once
from timeclock.ledger.recording import Head, lock_member
from timeclock.storage.transactions import Transaction
from timeclock.worktime.shifts.contradictions import contradicts, draw_back
from timeclock.worktime.shifts.reading import record_from
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.reopening import Submitted
from timeclock.worktime.shifts.situation_query import ON_POSTGRESQL, ON_SQLITE
from timeclock.worktime.shifts.timeline import BreakPlan


@dataclass(frozen=True, slots=True)
class Situation:
    """The member, the open shift, the clock, job and kind asked for, and any earlier answer.

    `clock_id` is the clock asked for, else that of the open shift, else the one last used, else the
    assigned one with the lowest id; None where there is none (or not in this workspace).
    `now` is the moment of the punch: whole seconds. It is never before the member's last, unless
    the last is `beyond` the receipt by more than the tolerance and the clock can be believed:
    then it is the receipt's own. For an act that a kiosk recorded it is the moment of that record.
    `doubtful` says that the clock is in doubt, or took on another
    time since the last punch of the shift. `limit` is how long a shift at the clock of the open
    shift may be before it is forgotten.
    """

    head: Head
    now: datetime
    beyond: bool
    doubtful: bool
    member_id: int
    account_id: int
    is_active: bool
    location_on: bool
    tolerance: int
    shift: ShiftRecord | None
    limit: timedelta
    clock_id: int | None
    clock_zone: str
    clock_is_open: bool
    job_required: bool
    is_assigned: bool
    actor_manages: bool
    job_is_open: bool
    kind_id: int | None
    kind_paid: bool
    kind_plan: BreakPlan
    answered: tuple[int, int] | None
    submitted: Submitted


def load_situation(
    tx: Transaction,
    actor: Actor,
    member_id: int,
    *,
    clock_id: int | None = None,
    job_id: int | None = None,
    kind_id: int | None = None,
    once: Once | None = None,
) -> Situation:
    """Lock the member's chain, then read what is there.

    Two statements on purpose: one joined `FOR UPDATE` shows the old shift to anyone who had to
    wait. A clamp must not invent a time: where the last punch is in the future of this receipt,
    what reaches beyond it is drawn back first and waits to be confirmed. Only a clock that is in
    doubt does not do that: then the earlier punch may be the right one.
    Raises NotFound for a member of no or another workspace, KeyReused for a key spent elsewhere.
    """
    asked = {"clock": clock_id, "job": job_id, "kind": kind_id}
    found = _read(tx, actor, member_id, asked, once)
    if not found.beyond or found.answered:
        return found
    drawn = draw_back(tx, found.head, member_id, found.now)
    return _read(tx, actor, member_id, asked, once) if drawn else found


def _read(
    tx: Transaction,
    actor: Actor,
    member_id: int,
    asked: Mapping[str, int | None],
    once: Once | None,
) -> Situation:
    head = lock_member(tx, actor.workspace_id, member_id)
    if head is None:
        raise member_not_found()
    row = tx.connection.execute(
        ON_SQLITE if tx.on_sqlite else ON_POSTGRESQL,
        {
            "workspace": actor.workspace_id,
            "member": member_id,
            "actor": actor.member_id,
            **asked,
            "position": head.position - 1,
            "key": once.key if once else None,
        },
    ).one()
    if once and row.keyed_position is not None and row.keyed_digest != once.digest:
        raise KeyReused
    shift = record_from(row, row.account_id) if row.shift_id is not None else None
    received = head.received_at.replace(microsecond=0)
    changed = shift.timeline.last_change if shift else None
    latest = max(moment for moment in (received, row.last_at, changed) if moment)
    beyond = contradicts(received, latest) and not head.off_by
    return Situation(
        head=replace(head, previous_link=row.last_link or GENESIS),
        now=actor.acted_at or (received if beyond else latest),
        beyond=beyond,
        doubtful=bool(head.off_by) or _spans_a_step(changed, head.steady_since),
        member_id=row.member_id,
        account_id=row.account_id,
        is_active=row.deactivated_at is None,
        location_on=row.location_on,
        tolerance=row.tolerance,
        shift=shift,
        limit=timedelta(minutes=row.limit_minutes or 0),
        clock_id=row.clock_found,
        clock_zone=row.clock_zone or "UTC",
        clock_is_open=row.clock_found is not None and row.clock_archived_at is None,
        job_required=bool(row.job_required),
        is_assigned=row.assigned_to is not None,
        actor_manages=bool(row.actor_manages),
        job_is_open=row.job_found is not None and row.job_archived_at is None,
        kind_id=row.kind_found if row.kind_archived_at is None else None,
        kind_paid=bool(row.kind_paid),
        kind_plan=BreakPlan(row.kind_minutes, bool(row.kind_pays_beyond)),
        answered=(row.keyed_chain, row.keyed_position) if row.keyed_position else None,
        submitted=Submitted(row.submitted_until, bool(row.late_days)),
    )


def _spans_a_step(changed: datetime | None, steady_since: datetime | None) -> bool:
    return changed is not None and steady_since is not None and changed < steady_since
