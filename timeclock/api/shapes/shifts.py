"""Shifts of the API: times with their offset and IANA zone, lengths in seconds. Pure."""

from datetime import datetime, timedelta

from typing_extensions import TypedDict

from timeclock.api.shapes.cases import SuggestedEnd
from timeclock.api.shapes.corrections import DraftJson, as_draft
from timeclock.authority.actor import Source
from timeclock.company.clocks.zones import ClockZones
from timeclock.timekeeping import local_text
from timeclock.wire.formats import DateTimeText, ZoneText
from timeclock.worktime.shifts import timeline
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.claims import Claim
from timeclock.worktime.shifts.record import Place, ShiftRecord, UnconfirmedEnd


class PunchedPlace(TypedDict):
    """Where a punch was made."""

    address: str | None
    latitude: float | None
    longitude: float | None


class BreakJson(TypedDict):
    """A break of a shift; an open one has no end, and counts to now.

    `planned_minutes` is its planned length. `paid_seconds` of its `seconds` count as worked: of a
    paid break that is paid up to its planned length, no more than that.
    """

    id: int | None
    break_kind_id: int | None
    paid: bool
    started_at: DateTimeText
    ended_at: DateTimeText | None
    seconds: int
    planned_minutes: int | None
    paid_seconds: int


class SegmentJson(TypedDict):
    """From when on the time is booked on a job; the first begins with the shift."""

    job_id: int | None
    started_at: DateTimeText


class SpanJson(TypedDict):
    """A part of a shift."""

    started_at: DateTimeText
    ended_at: DateTimeText


class GivenAfterwards(TypedDict):
    """A time of the shift that was given afterwards: which, when it was received, and by whom.

    `by_member_id` is null for the operator of the server. `offline`: a kiosk without a network
    recorded it.
    """

    time: DateTimeText
    given_at: DateTimeText
    by_member_id: int | None
    offline: bool


class ShiftJson(TypedDict):
    """A shift; lengths of an open one count to now.

    `job_id` is the present job, or the last one. `stopped`: someone else ended it. An
    `unconfirmed` end is not paid yet: it was `proposed` by the person afterwards, set by the clock
    (`provisional`), given after the clock's limit without saying when the person left
    (`forgotten`), or punched while the server's clock was in doubt (`doubtful`). Of a shift that is
    `claimed` only the `unconfirmed_spans` are not paid yet: they rest on times that the person gave
    afterwards. `given_afterwards` lists those times. `start_edited` and `end_edited`: it is not as
    punched, but given afterwards, corrected or set by the clock. `corrected`: it is not as it was
    punched any more.
    """

    id: int
    user_id: int
    clock_id: int
    job_id: int | None
    state: timeline.State
    started_at: DateTimeText
    start_timezone: ZoneText
    start_source: Source
    start_edited: bool
    start_location: PunchedPlace | None
    ended_at: DateTimeText | None
    end_timezone: ZoneText | None
    end_source: Source | None
    end_edited: bool
    end_location: PunchedPlace | None
    worked_seconds: int
    paid_break_seconds: int
    unpaid_break_seconds: int
    breaks: list[BreakJson]
    segments: list[SegmentJson]
    note: str
    billable: bool
    tag_ids: list[int]
    scheduler_shift_id: str | None
    stopped: bool
    stop_reason: str | None
    unconfirmed: UnconfirmedEnd | None
    unconfirmed_spans: list[SpanJson]
    given_afterwards: list[GivenAfterwards]
    worked_through: bool
    corrected: bool
    voided: bool
    created_at: DateTimeText
    changed_at: DateTimeText


class WholeShift(ShiftJson):
    """A shift with itself in the form in which a correction takes it, and as it was punched."""

    draft: DraftJson | None
    original: DraftJson | None


class OneShift(TypedDict):
    """A shift."""

    shift: WholeShift


class OpenShift(ShiftJson):
    """A shift under way; `suggested_end` of a forgotten one is when the person may have left."""

    suggested_end: SuggestedEnd | None


class OpenShifts(TypedDict):
    """A page of shifts under way; `next_cursor` is the `cursor` of the next one."""

    shifts: list[OpenShift]
    next_cursor: str | None


class PunchJson(TypedDict):
    """The outcome of a punch.

    `position` is its place in the ledger, null where nothing was recorded. Lengths of the shift
    count to the moment of the punch, so that a repeat answers the same.
    """

    kind: Act
    recorded: bool
    position: int | None
    at: DateTimeText
    shift: ShiftJson | None


def punch(punched: Punched) -> PunchJson:
    """The outcome of a punch; lengths count to its moment, so that a repeat answers the same."""
    record = punched.shift
    return {
        "kind": punched.kind,
        "recorded": punched.changed,
        "position": punched.position,
        "at": local_text(punched.at, record.start_zone if record else "UTC"),
        "shift": None if record is None else shift(record, punched.at),
    }


def shift(record: ShiftRecord, now: datetime) -> ShiftJson:
    """A shift; lengths of an open one count to `now`."""
    line = record.timeline
    return {
        "id": record.id,
        "user_id": record.account_id,
        "clock_id": record.clock_id,
        "job_id": line.current_job_id,
        "state": line.state,
        "started_at": local_text(line.started_at, record.start_zone),
        "start_timezone": record.start_zone,
        "start_source": Source(record.start_source),
        "start_edited": record.start_edited,
        "start_location": _place(record.start_place),
        "ended_at": _end(record),
        "end_timezone": record.end_zone,
        "end_source": None if record.end_source is None else Source(record.end_source),
        "end_edited": record.end_edited,
        "end_location": _place(record.end_place),
        "worked_seconds": _seconds(line.worked(now)),
        "paid_break_seconds": _seconds(line.paused(now, paid=True)),
        "unpaid_break_seconds": _seconds(line.paused(now, paid=False)),
        "breaks": [_break(pause, record.start_zone, now) for pause in line.pauses],
        "segments": _segments(record),
        "note": record.note,
        "billable": record.billable,
        "tag_ids": list(record.tag_ids),
        "scheduler_shift_id": record.scheduler_shift_id,
        "stopped": record.stopped,
        "stop_reason": record.stop_reason or None,
        "unconfirmed": record.unconfirmed,
        "unconfirmed_spans": _spans(record),
        "given_afterwards": [_given(each, record) for each in record.claims.given],
        "worked_through": record.worked_through,
        "corrected": record.original is not None,
        "voided": record.voided,
        "created_at": local_text(record.created_at, "UTC"),
        "changed_at": local_text(record.changed_at, "UTC"),
    }


def whole(record: ShiftRecord, now: datetime, zones: ClockZones) -> WholeShift:
    """A shift with itself in the form in which a correction takes it, and as it was punched."""
    punched = None
    if record.original is not None:
        punched = ShiftRecord.from_json(record.workspace_id, record.original, None)
    return {
        **shift(record, now),
        "draft": as_draft(record, zones),
        "original": None if punched is None else as_draft(punched, zones),
    }


def _end(record: ShiftRecord) -> str | None:
    ended, zone = record.timeline.ended_at, record.end_zone
    return None if ended is None or zone is None else local_text(ended, zone)


def _break(pause: timeline.BreakInterval, zone: str, now: datetime) -> BreakJson:
    return {
        "id": pause.id,
        "break_kind_id": pause.kind_id,
        "paid": pause.paid,
        "started_at": local_text(pause.started_at, zone),
        "ended_at": None if pause.ended_at is None else local_text(pause.ended_at, zone),
        "seconds": _seconds(pause.interval.length(now)),
        "planned_minutes": pause.plan.minutes if pause.plan else None,
        "paid_seconds": _seconds(pause.paid_length(now)),
    }


def _segments(record: ShiftRecord) -> list[SegmentJson]:
    """The jobs in turn; the first begins with the shift."""
    line = record.timeline
    jobs = [(line.job_id, line.started_at), *((s.job_id, s.started_at) for s in line.stretches)]
    return [
        {"job_id": job_id, "started_at": local_text(at, record.start_zone)} for job_id, at in jobs
    ]


def _spans(record: ShiftRecord) -> list[SpanJson]:
    return [
        {
            "started_at": local_text(each.start, record.start_zone),
            "ended_at": local_text(each.end or each.start, record.start_zone),
        }
        for each in record.claims.waits
    ]


def _given(claim: Claim, record: ShiftRecord) -> GivenAfterwards:
    return {
        "time": local_text(claim.at, record.start_zone),
        "given_at": local_text(claim.given_at, "UTC"),
        "by_member_id": claim.given_by_id,
        "offline": claim.offline,
    }


def _place(place: Place | None) -> PunchedPlace | None:
    """Numbers are kept as decimal text and shown as numbers."""
    if not place:
        return None
    latitude, longitude = place.get("latitude"), place.get("longitude")
    return {
        "address": place.get("address"),
        "latitude": None if latitude is None else float(latitude),
        "longitude": None if longitude is None else float(longitude),
    }


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())
