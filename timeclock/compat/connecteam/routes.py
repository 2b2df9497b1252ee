"""Connecteam's addresses for punches: clock-in, clock-out, breaks."""

from flask import Blueprint, Response, g, request

from timeclock.authority.actor import Door
from timeclock.company.workspaces.queries import workspace
from timeclock.compat.connecteam import activities, lists, timesheets
from timeclock.compat.connecteam.bodies import BreakOut, ConnecteamClockIn, ConnecteamClockOut
from timeclock.compat.connecteam.clocks import at_known_clock
from timeclock.compat.connecteam.errors import CLOCK_IN, CLOCK_OUT, ON_BREAKS, NamedInCall, saying
from timeclock.compat.connecteam.shapes.breaks import Paused, Resumed, paused, resumed
from timeclock.compat.connecteam.shapes.envelopes import ConnecteamAnswered, answered
from timeclock.compat.connecteam.shapes.shifts import ConnecteamOneShift, first_shift, last_shift
from timeclock.errors import Conflict
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked, shift_of
from timeclock.wire.bodies import body_of
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import admit, bearer_key, caller, header_key
from timeclock.wire.notices import LOCATION_NOT_KEPT, NOTICE
from timeclock.wire.once import once
from timeclock.wire.sight import member_to_punch_for
from timeclock.worktime.shifts import punching
from timeclock.worktime.shifts.details import ShiftDetails, Whereabouts
from timeclock.worktime.shifts.stopping import leave_from_break, not_on_break

blueprint = Blueprint("connecteam", __name__)
for part in (lists.blueprint, activities.blueprint, timesheets.blueprint):
    blueprint.register_blueprint(part)
_CLOCK = "/time-clock/v1/time-clocks/<clock>"
_WHOSE: dict[str, object] = {"userId": 9170357}


@blueprint.before_request
def let_in() -> None:
    """Every call carries `X-API-KEY`, or the same key as a bearer token."""
    if request.method != "OPTIONS":
        admit(header_key() or bearer_key(), Door.CONNECTEAM)


@blueprint.after_request
def tell_of_location(answer: Response) -> Response:
    """Say of a location that was sent that it is not kept, where the company keeps none."""
    if answer.status_code == 200 and g.get("body", {}).get("locationData"):
        company = workspace(caller().workspace_id)
        if company is not None and not company.location_on:
            answer.headers[NOTICE] = LOCATION_NOT_KEPT
    return answer


@answers(
    blueprint,
    "POST",
    f"{_CLOCK}/clock-in",
    call=Call(
        takes=ConnecteamClockIn, gives=ConnecteamAnswered[ConnecteamOneShift], example=_WHOSE
    ),
)
def clock_in(clock: str) -> Response:
    """Begin a shift.

    With `timestamp`, in Unix seconds, a punch that could not be sent at once counts from then. For
    the key's owner it counts as the company's rule for times given afterwards says.
    """
    actor, body = caller(), body_of(ConnecteamClockIn)
    named = NamedInCall(clock, body.userId, body.jobId)
    with saying(CLOCK_IN, named), at_known_clock(actor, clock):
        punched = punching.clock_in(
            actor,
            member_id=member_to_punch_for(actor, body.userId),
            clock_id=id_in(clock),
            job_id=id_in(body.jobId) if body.jobId else None,
            claimed=body.timestamp,
            whereabouts=Whereabouts(zone=body.timezone, place=body.place),
            details=ShiftDetails(scheduler_shift_id=body.schedulerShiftId),
            once=once(),
        )
    said = answered({"shift": first_shift(shift_of(punched))}, once())
    return marked(json_answer(said), punched)


@answers(
    blueprint,
    "POST",
    f"{_CLOCK}/clock-out",
    call=Call(
        takes=ConnecteamClockOut, gives=ConnecteamAnswered[ConnecteamOneShift], example=_WHOSE
    ),
)
def clock_out(clock: str) -> Response:
    """End the shift, and the break under way with it.

    The last part of the shift is answered. A `timestamp` is after the clock-in.
    """
    actor, body = caller(), body_of(ConnecteamClockOut)
    with saying(CLOCK_OUT, NamedInCall(clock, body.userId)), at_known_clock(actor, clock):
        punched = punching.clock_out(
            actor,
            member_id=member_to_punch_for(actor, body.userId),
            clock_id=id_in(clock),
            end=body.timestamp,
            whereabouts=Whereabouts(zone=body.timezone, place=body.place),
            once=once(),
        )
    said = answered({"shift": last_shift(shift_of(punched))}, once())
    return marked(json_answer(said), punched)


@answers(
    blueprint,
    "POST",
    f"{_CLOCK}/manual-breaks/<kind>/clock-in",
    call=Call(takes=ConnecteamClockOut, gives=ConnecteamAnswered[Paused], example=_WHOSE),
)
def pause(clock: str, kind: str) -> Response:
    """Begin a break, which closes the part of the shift under way.

    Without an open shift at this clock there is no break, so none is alone (our choice).
    """
    actor, body = caller(), body_of(ConnecteamClockOut)
    with (
        saying(ON_BREAKS, NamedInCall(clock, body.userId, kind=kind)),
        at_known_clock(actor, clock),
    ):
        punched = punching.pause(
            actor,
            member_id=member_to_punch_for(actor, body.userId),
            clock_id=id_in(clock),
            kind_id=id_in(kind),
            claimed=body.timestamp,
            whereabouts=Whereabouts(zone=body.timezone, place=body.place),
            once=once(),
        )
        record = shift_of(punched)
        begun = record.timeline.open_pause
        if begun is None or not punched.changed:
            raise Conflict("already_on_break", "This person is on a break already.")
    return marked(json_answer(answered(paused(record, begun, body.timezone), once())), punched)


@answers(
    blueprint,
    "POST",
    f"{_CLOCK}/manual-breaks/clock-out",
    call=Call(takes=BreakOut, gives=ConnecteamAnswered[Resumed], example=_WHOSE),
)
def resume(clock: str) -> Response:
    """End the break; the shift goes on with its next part.

    With `isResumeShift` false the person is off afterwards, as with Connecteam: the shift has ended
    with the break.
    """
    actor, body = caller(), body_of(BreakOut)
    act = leave_from_break if body.isResumeShift is False else punching.resume
    with saying(ON_BREAKS, NamedInCall(clock, body.userId)), at_known_clock(actor, clock):
        punched = act(
            actor,
            member_id=member_to_punch_for(actor, body.userId),
            clock_id=id_in(clock),
            claimed=body.timestamp,
            whereabouts=Whereabouts(body.timezone, body.place),
            once=once(),
        )
        record = shift_of(punched)
        if not punched.changed:
            raise not_on_break()
    ended = record.timeline.pauses[-1]
    return marked(json_answer(answered(resumed(record, ended, body.timezone), once())), punched)
