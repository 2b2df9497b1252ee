"""Corrections of the API: a draft reads as it is sent. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import TypedDict

from timeclock.api.shapes.people import Users, in_utc, user, utc
from timeclock.company.clocks.zones import ClockZones
from timeclock.timekeeping import local_text
from timeclock.wire.formats import DateTimeText, DayText
from timeclock.worktime.corrections.drafts.drafts import CorrectionKind
from timeclock.worktime.corrections.drafts.drafts import Draft as ShiftDraft
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.adjustments import AdjustmentView
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.shifts.record import ShiftRecord


class DraftBreakJson(TypedDict):
    """A break as it is to be."""

    started_at: DateTimeText
    ended_at: DateTimeText
    break_kind_id: int | None
    paid: bool


class DraftSwitchJson(TypedDict):
    """From when on the time is to be booked on another job."""

    started_at: DateTimeText
    job_id: int | None


class DraftJson(TypedDict):
    """A whole shift as it is to be; it can be sent back, changed.

    `tag_ids` is null where the tags stay as they are.
    """

    clock_id: int
    started_at: DateTimeText
    ended_at: DateTimeText
    job_id: int | None
    breaks: list[DraftBreakJson]
    switches: list[DraftSwitchJson]
    note: str
    tag_ids: list[int] | None
    worked_through: bool


class AdjustmentJson(TypedDict):
    """Seconds of the closed `for_day` that are booked on `day`."""

    day: DayText
    for_day: DayText
    seconds: int
    reason: str


class CorrectionJson(TypedDict):
    """A correction as it is, with the shift before it and as it is to be.

    `decision` is the reason of the last word; `shift_ids` are the shifts it changed or made.
    """

    id: int
    user_id: int
    shift_id: int | None
    clock_id: int
    kind: CorrectionKind
    state: CorrectionState
    reason: str
    before: DraftJson | None
    drafts: list[DraftJson]
    asked_at: DateTimeText
    asked_by_user_id: int | None
    decided_at: DateTimeText | None
    decided_by_user_id: int | None
    decision: str | None
    applied_at: DateTimeText | None
    shift_ids: list[int]
    adjustments: list[AdjustmentJson]
    replaces_id: int | None


class OneCorrection(TypedDict):
    """A correction."""

    correction: CorrectionJson


class Corrections(TypedDict):
    """A page of corrections; `next_cursor` is the `cursor` of the next one, null on the last."""

    corrections: list[CorrectionJson]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class CorrectionContext:
    """What a correction is told with: users, zones of clocks, and what it adjusts."""

    users: Users
    zones: ClockZones
    adjustments: Sequence[AdjustmentView] = ()


def correction(found: CorrectionView, said: CorrectionContext) -> CorrectionJson:
    """A correction as it is, with the shift before it and as it is to be."""
    return {
        "id": found.id,
        "user_id": said.users[found.member_id],
        "shift_id": found.shift_id,
        "clock_id": found.clock_id,
        "kind": found.kind,
        "state": found.state,
        "reason": found.reason,
        "before": None if found.before is None else as_draft(found.before, said.zones),
        "drafts": [draft(each, said.zones) for each in found.drafts],
        "asked_at": in_utc(found.asked_at),
        "asked_by_user_id": user(said.users, found.asked_by_id),
        "decided_at": utc(found.decided_at),
        "decided_by_user_id": user(said.users, found.decided_by_id),
        "decision": found.decision or None,
        "applied_at": utc(found.applied_at),
        "shift_ids": list(found.shift_ids),
        "adjustments": [_adjustment(each) for each in said.adjustments],
        "replaces_id": found.replaces_id,
    }


def as_draft(shift: ShiftRecord, zones: ClockZones) -> DraftJson | None:
    """A shift in the form in which it can be sent back, changed; None while it runs."""
    if shift.timeline.ended_at is None:
        return None
    return {**draft(ShiftDraft.of(shift), zones), "tag_ids": list(shift.tag_ids)}


def draft(found: ShiftDraft, zones: ClockZones) -> DraftJson:
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
        "tag_ids": None if found.tag_ids is None else list(found.tag_ids),
        "worked_through": found.worked_through,
    }


def _adjustment(found: AdjustmentView) -> AdjustmentJson:
    return {
        "day": found.day.isoformat(),
        "for_day": found.for_day.isoformat(),
        "seconds": found.seconds,
        "reason": found.reason,
    }
