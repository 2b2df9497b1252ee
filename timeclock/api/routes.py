"""The addresses of the API: punches and open shifts."""

import hashlib
from datetime import UTC, datetime

from flask import Blueprint, Response, request

from timeclock.api.access import open_shifts_in_sight
from timeclock.api.addresses import BASE
from timeclock.api.bodies import punches as bodies
from timeclock.api.pages import after, page
from timeclock.api.shapes import shifts as shapes
from timeclock.api.shapes.cases import suggested_end
from timeclock.authority.actor import Door
from timeclock.authority.permissions import Permission
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked
from timeclock.wire.bodies import StrictBody, body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import SEVERAL, KeyRefused, admit, bearer_key, caller, header_key
from timeclock.wire.once import once
from timeclock.wire.sight import member_to_punch_for
from timeclock.worktime.shifts import punching
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.details import ShiftDetails, Whereabouts
from timeclock.worktime.shifts.stopping import stop as stop_shift
from timeclock.worktime.shifts.undoing import undo as undo_last
from timeclock.worktime.timesheets.inbox.unanswered import forgotten

blueprint = Blueprint("api", __name__)


@blueprint.after_request
def compare(answer: Response) -> Response:
    """Give each answer to a GET a version, and no body where the caller has that version."""
    if request.method in ("GET", "HEAD") and answer.status_code == 200 and answer.is_json:
        if "ETag" not in answer.headers:
            answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:32], weak=True)
        answer.make_conditional(request)
    return answer


def _punch(takes: type[StrictBody], **example: object) -> Call:
    return Call(takes=takes, gives=shapes.PunchJson, example=example)


@blueprint.before_request
def let_in() -> None:
    """Every call carries its key as a bearer token or in `X-API-KEY`."""
    if request.method == "OPTIONS":
        return
    if header_key() and bearer_key():
        raise KeyRefused(SEVERAL, "Send one API key, not two.")
    admit(header_key() or bearer_key(), Door.NATIVE)


@answers(blueprint, "POST", f"{BASE}/clock-in", call=_punch(bodies.ClockIn, clock_id=1))
def clock_in() -> Response:
    """Begin a shift."""
    body = body_of(bodies.ClockIn)
    punched = punching.clock_in(
        caller(),
        member_id=_member(body.user_id),
        clock_id=body.clock_id,
        job_id=body.job_id,
        claimed=body.at,
        whereabouts=Whereabouts(zone=body.timezone, place=body.place),
        details=ShiftDetails(
            note=body.note,
            scheduler_shift_id=body.scheduler_shift_id,
            billable=body.billable,
            tag_ids=body.tag_ids,
        ),
        once=once(),
    )
    return _answer(punched)


@answers(blueprint, "POST", f"{BASE}/pause", call=_punch(bodies.BeginBreak))
def pause() -> Response:
    """Begin a break."""
    body = body_of(bodies.BeginBreak)
    punched = punching.pause(
        caller(),
        member_id=_member(body.user_id),
        clock_id=body.clock_id,
        kind_id=body.break_kind_id,
        claimed=body.at,
        whereabouts=Whereabouts(zone=body.timezone, place=body.place),
        once=once(),
    )
    return _answer(punched)


@answers(blueprint, "POST", f"{BASE}/resume", call=_punch(bodies.Resume))
def resume() -> Response:
    """End the break."""
    body = body_of(bodies.Resume)
    punched = punching.resume(
        caller(),
        member_id=_member(body.user_id),
        clock_id=body.clock_id,
        claimed=body.at,
        whereabouts=Whereabouts(zone=body.timezone, place=body.place),
        once=once(),
    )
    return _answer(punched)


@answers(blueprint, "POST", f"{BASE}/clock-out", call=_punch(bodies.ClockOut, note="Ovens are off"))
def clock_out() -> Response:
    """End the shift.

    A shift that is longer than its time clock allows then has an `unconfirmed` end, which is not
    paid before another person confirms it. `at` says when the person left; an `at` within the
    tolerance of the present says no more than the call itself.
    """
    body = body_of(bodies.ClockOut)
    punched = punching.clock_out(
        caller(),
        member_id=_member(body.user_id),
        clock_id=body.clock_id,
        end=body.at,
        whereabouts=Whereabouts(zone=body.timezone, place=body.place),
        note=body.note,
        once=once(),
    )
    return _answer(punched)


@answers(
    blueprint, "POST", f"{BASE}/stop", call=_punch(bodies.StopBody, user_id=1, reason="Left by car")
)
def stop() -> Response:
    """End another person's shift, for a reason that the person reads.

    A shift that is longer than its time clock allows then has an `unconfirmed` end, unless `at`
    says when the person left. `GET /shifts/open` has its `suggested_end`.
    """
    body = body_of(bodies.StopBody)
    member_id = member_to_punch_for(caller(), body.user_id, Permission.STOP_OTHERS)
    return _answer(
        stop_shift(caller(), member_id=member_id, reason=body.reason, end=body.at, once=once())
    )


@answers(blueprint, "POST", f"{BASE}/undo", call=_punch(bodies.Undo))
def undo() -> Response:
    """Take back the last entry."""
    body = body_of(bodies.Undo)
    member_id = _member(body.user_id)
    return _answer(undo_last(caller(), member_id=member_id, position=body.position, once=once()))


@answers(blueprint, "POST", f"{BASE}/switch-job", call=_punch(bodies.SwitchJob, job_id=1))
def switch_job() -> Response:
    """Book what follows on another job."""
    body = body_of(bodies.SwitchJob)
    punched = punching.switch_job(
        caller(),
        member_id=_member(body.user_id),
        job_id=body.job_id,
        note=body.note,
        tag_ids=body.tag_ids,
        once=once(),
    )
    return _answer(punched)


@answers(
    blueprint,
    "GET",
    f"{BASE}/shifts/open",
    call=Call(asks=bodies.OpenShiftsAsked, gives=shapes.OpenShifts),
)
def open_shifts() -> Response:
    """Shifts under way: one's own, or with `user_id` (a number or `all`) those in sight.

    A shift that is longer than its time clock allows has a `suggested_end`: offer it before you
    stop the shift.
    """
    query = query_as(bodies.OpenShiftsAsked)
    now, least = datetime.now(UTC), after(query.cursor)
    found = sorted(open_shifts_in_sight(caller(), query.user_id), key=lambda each: each.id)
    rest = [each for each in found if each.id > least]
    listed = page(rest, query.limit, lambda each: each.id)
    ends = {each.shift_id: suggested_end(each) for each in forgotten(listed.items, now)}
    shown = [
        shapes.OpenShift(**shapes.shift(each, now), suggested_end=ends.get(each.id))
        for each in listed.items
    ]
    return json_answer(shapes.OpenShifts(shifts=shown, next_cursor=listed.next_cursor))


def _member(user_id: int | None) -> int | None:
    return None if user_id is None else member_to_punch_for(caller(), user_id)


def _answer(punched: Punched) -> Response:
    return marked(json_answer(shapes.punch(punched)), punched)
