"""Ending a shift: the one function behind every clock-out, stop and deactivation."""

from dataclasses import replace
from datetime import datetime

from timeclock.errors import Conflict, Invalid
from timeclock.messages import N_
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.claiming import accepted, with_claims
from timeclock.worktime.shifts.details import UNKNOWN_WHEREABOUTS, Whereabouts
from timeclock.worktime.shifts.own_ends import take_own_end
from timeclock.worktime.shifts.punch import Punch
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.refusals import demand_order


class EndNotSaid(Conflict):
    """A forgotten shift does not end before the person is asked when they left."""

    def __init__(self) -> None:
        sentence = N_("This shift is longer than usual. Enter when you left.")
        super().__init__("end_not_said", sentence)


def is_stated(punch: Punch, end: datetime | None) -> bool:
    """Whether the end that comes with a clock-out states when the person left.

    Some clients send the present time with each clock-out. An end that is as close to its receipt
    as the workspace tolerates says no more than the clock-out itself. Nor does the moment at which
    a kiosk recorded it.
    """
    return end is not None and end != punch.now and punch.is_edited(end)


def end_shift(
    punch: Punch,
    *,
    end: datetime | None = None,
    whereabouts: Whereabouts = UNKNOWN_WHEREABOUTS,
    note: str | None = None,
    reason: str = "",
    is_said: bool = False,
) -> Punched:
    """End the shift of a punch, now or at the earlier instant `end`.

    `is_said` means that the act states when the person left. Without that the end of a forgotten
    shift is unconfirmed, whichever way it ends.
    """
    shift = punch.open_shift()
    claimed = None if end is None else _accepted(punch, shift, end)
    if claimed is not None:
        punch.demand_open_days(shift.timeline.interval, shift.clock_id)
    if claimed is None or claimed >= punch.now:
        line = rules.clock_out(shift.timeline, punch.now)
    else:
        line = rules.end_at(shift.timeline, claimed)
    ended_at = line.ended_at or punch.now
    unconfirmed, proposed_by_id = _confirmation(punch, shift, ended_at, is_said=is_said)
    wanted = replace(
        shift,
        timeline=line,
        end_zone=punch.zone_for(whereabouts),
        end_source=punch.actor.source(on_member=shift.member_id).value,
        end_edited=punch.is_edited(ended_at),
        end_place=punch.place_for(whereabouts),
        ended_by_id=punch.actor.member_id,
        stopped=not punch.is_own,
        stop_reason=reason,
        note=shift.note if note is None else note,
        unconfirmed=unconfirmed,
        proposed_by_id=proposed_by_id,
    )
    stored = punch.store(with_claims(punch, wanted, claimed, before=(shift,)))
    kind = Act.CLOCKED_OUT if punch.is_own else Act.STOPPED
    return punch.record(kind, stored, at=ended_at, claimed=end)


def _confirmation(
    punch: Punch, shift: ShiftRecord, ended_at: datetime, *, is_said: bool
) -> tuple[UnconfirmedEnd | None, int | None]:
    """The state of the end that an act gives to a shift: the one rule for every way to end one."""
    if not punch.is_late or shift.unconfirmed is UnconfirmedEnd.DOUBTFUL:
        return shift.unconfirmed, shift.proposed_by_id
    if not is_said:
        return UnconfirmedEnd.FORGOTTEN, None
    if punch.is_own:
        return take_own_end(punch, shift, ended_at, punch.situation.clock_zone)
    claimed = shift.unconfirmed is UnconfirmedEnd.CLAIMED
    return (shift.unconfirmed, shift.proposed_by_id) if claimed else (None, None)


def _accepted(punch: Punch, shift: ShiftRecord, end: datetime) -> datetime:
    demand_order(shift.timeline.started_at, end)
    if punch.is_vouched and end < shift.timeline.last_change:
        raise Invalid("overlaps", "That is before the last punch.", field="end")
    # The end of a forgotten shift is asked for: `take_own_end` says how it counts.
    return accepted(punch, end, field="end", asked_for=punch.is_late)
