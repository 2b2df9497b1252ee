"""Corrections of the API: a draft reads as it is sent. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from timeclock.api.shapes.people import Shape, Users, user, utc
from timeclock.clocks.zones import ClockZones
from timeclock.corrections.drafts import Draft
from timeclock.corrections.queries import AdjustmentView, CorrectionView
from timeclock.shifts.record import ShiftRecord
from timeclock.timekeeping import local_text


@dataclass(frozen=True, slots=True)
class Said:
    """What a correction is told with: users, zones of clocks, and what it adjusts."""

    users: Users
    zones: ClockZones
    adjustments: Sequence[AdjustmentView] = ()


def correction(found: CorrectionView, said: Said) -> Shape:
    """A correction as it stands, with the shift before it and as it is to be."""
    return {
        "id": found.id,
        "user_id": said.users[found.member_id],
        "shift_id": found.shift_id,
        "clock_id": found.clock_id,
        "kind": found.kind.value,
        "state": found.state.value,
        "reason": found.reason,
        "before": None if found.before is None else as_draft(found.before, said.zones),
        "drafts": [draft(each, said.zones) for each in found.drafts],
        "asked_at": utc(found.asked_at),
        "asked_by_user_id": user(said.users, found.asked_by_id),
        "decided_at": utc(found.decided_at),
        "decided_by_user_id": user(said.users, found.decided_by_id),
        "decision": found.decision or None,
        "applied_at": utc(found.applied_at),
        "shift_ids": list(found.shift_ids),
        "adjustments": [_adjustment(each) for each in said.adjustments],
        "replaces_id": found.replaces_id,
    }


def as_draft(shift: ShiftRecord, zones: ClockZones) -> Shape | None:
    """A shift in the form in which it can be sent back, changed; None while it runs."""
    if shift.timeline.ended_at is None:
        return None
    return draft(Draft.of(shift), zones)


def draft(found: Draft, zones: ClockZones) -> Shape:
    """A shift as it is to be, in the time of its clock."""
    zone = zones.at(found.clock_id, found.started_at)
    return {
        "clock_id": found.clock_id,
        "started_at": local_text(found.started_at, zone),
        "ended_at": local_text(found.ended_at, zone),
        "job_id": found.job_id,
        "breaks": [
            {
                "started_at": local_text(each.started_at, zone),
                "ended_at": local_text(each.ended_at, zone),
                "break_kind_id": each.kind_id,
                "paid": each.paid,
            }
            for each in found.breaks
        ],
        "switches": [
            {"started_at": local_text(each.started_at, zone), "job_id": each.job_id}
            for each in found.switches
        ],
        "note": found.note,
        "worked_through": found.worked_through,
    }


def _adjustment(found: AdjustmentView) -> Shape:
    return {
        "day": found.day.isoformat(),
        "for_day": found.for_day.isoformat(),
        "seconds": found.seconds,
        "reason": found.reason,
    }
