"""Ending a shift: the one function behind every clock-out, stop and deactivation."""

from dataclasses import replace
from datetime import datetime

from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.punch import Punch
from timeclock.worktime.shifts.record import Place, ShiftRecord
from timeclock.worktime.shifts.refusals import demand_order


def end_shift(
    punch: Punch,
    *,
    end: datetime | None = None,
    zone: str | None = None,
    place: Place | None = None,
    note: str | None = None,
    reason: str = "",
) -> Punched:
    """End the shift of a punch, now or at the earlier instant `end`."""
    shift = punch.open_shift()
    claimed = None if end is None else _accepted(punch, shift, end)
    if claimed is not None:
        punch.demand_open_days(shift.timeline.interval, shift.clock_id)
    if claimed is None or claimed >= punch.now:
        line = rules.clock_out(shift.timeline, punch.now)
    else:
        line = rules.end_at(shift.timeline, claimed)
    ended_at = line.ended_at or punch.now
    stored = punch.store(
        replace(
            shift,
            timeline=line,
            end_zone=punch.zone_for(zone),
            end_source=punch.actor.source(on_member=shift.member_id).value,
            end_edited=punch.is_edited(ended_at),
            end_place=punch.place_for(place),
            ended_by_id=punch.actor.member_id,
            stopped=not punch.is_own,
            stop_reason=reason,
            note=shift.note if note is None else note,
        )
    )
    kind = Act.CLOCKED_OUT if punch.is_own else Act.STOPPED
    return punch.record(kind, stored, at=ended_at, claimed=end)


def _accepted(punch: Punch, shift: ShiftRecord, end: datetime) -> datetime:
    demand_order(shift.timeline.started_at, end)
    whole = end.replace(microsecond=0)
    return rules.accept_claim(whole, punch.now, may_correct=punch.may_correct, field="end")
