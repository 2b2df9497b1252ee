"""WebWork's addresses for trackers, under both of its bases; its lists are under one."""

from datetime import UTC, datetime

from flask import Blueprint, Response, request

from timeclock.authority.actor import Door
from timeclock.authority.permissions import Permission, demand
from timeclock.compat.webwork import lists
from timeclock.compat.webwork.access import demand_workspace, zone_here
from timeclock.compat.webwork.bodies import Tracker, WebworkStart, WebworkStop
from timeclock.compat.webwork.shapes import tracking as shapes
from timeclock.compat.webwork.shapes.envelopes import WebworkAnswered, answered
from timeclock.timekeeping import day_bounds, local_date
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked, shift_of
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.fields import known_id
from timeclock.wire.keys import admit, bearer_key, caller, header_key
from timeclock.wire.members import member_for, person_for
from timeclock.wire.once import once
from timeclock.worktime.shifts import punching, queries, stopping
from timeclock.worktime.shifts.details import ShiftDetails

blueprint = Blueprint("webwork", __name__)
blueprint.register_blueprint(lists.blueprint)

_TRACKER: dict[str, object] = {"workspace_id": 1, "user_id": 100}
_STOP = Call(takes=WebworkStop, gives=WebworkAnswered[shapes.Stopped], example=_TRACKER)
_START = Call(
    takes=WebworkStart,
    gives=WebworkAnswered[shapes.Started],
    example={**_TRACKER, "activity_description": "Rolls"},
)
_CURRENT = Call(
    asks=Tracker,
    gives=WebworkAnswered[shapes.Current],
    example_query={"workspace_id": 1, "user_id": 100},
)


@blueprint.before_request
def let_in() -> None:
    """Every call carries a bearer token, or the same key in `X-API-KEY`."""
    if request.method != "OPTIONS":
        admit(bearer_key() or header_key(), Door.WEBWORK)


def _tracking(verb: str) -> tuple[str, str]:
    return f"/time-tracking/{verb}", f"/api/v2/time-tracking/{verb}"


@answers(blueprint, "POST", *_tracking("stop"), call=_STOP)
def stop() -> Response:
    """Stop someone's tracker.

    For executive managers and owners. Judged in the vendor's order: key, fields, workspace, role,
    user, tracker.
    """
    actor, body = caller(), body_of(WebworkStop)
    demand_workspace(actor, body.workspace_id)
    demand(actor, Permission.STOP_ANYONE)
    member_id = member_for(actor, body.user_id)
    punched = stopping.stop(actor, member_id=member_id, reason="", once=once())
    ended_at = shift_of(punched).timeline.ended_at or punched.at
    return marked(json_answer(answered(shapes.stopped(ended_at), punched.at)), punched)


@answers(blueprint, "POST", *_tracking("start"), call=_START)
def start() -> Response:
    """Start a tracker.

    Everyone starts their own, and executive managers and owners anyone's. Judged as a stop is,
    the contract last. A contract is a job, and tasks do not exist here.
    """
    actor, body = caller(), body_of(WebworkStart)
    demand_workspace(actor, body.workspace_id)
    if body.user_id != actor.account_id:
        demand(actor, Permission.STOP_ANYONE)
    punched = punching.clock_in(
        actor,
        member_id=member_for(actor, body.user_id),
        job_id=None if body.contract_id is None else known_id(body.contract_id),
        details=ShiftDetails(note=body.activity_description or ""),
        once=once(),
    )
    return marked(json_answer(answered(shapes.started(shift_of(punched)), punched.at)), punched)


@answers(blueprint, "GET", *_tracking("current-data"), call=_CURRENT)
def current_data() -> Response:
    """How long someone has tracked today, with the tracker that runs.

    WebWork has this for executive managers and owners only; here everyone sees their own, and
    managers those of the people at their clocks (our choice).
    """
    actor, query, now = caller(), query_as(Tracker), datetime.now(UTC)
    demand_workspace(actor, query.workspace_id)
    member_id = person_for(actor, query.user_id)
    running = queries.open_shift(actor.workspace_id, member_id)
    zone = zone_here(actor)
    day = local_date(now if running is None else running.timeline.started_at, zone)
    first, following = day_bounds(day, zone)
    begun = queries.shifts_between(actor.workspace_id, member_id, first, following)
    ended = [each for each in begun if each.timeline.ended_at and each.timeline.started_at >= first]
    shape = shapes.current(query.user_id, running, ended, day, now)
    return json_answer(answered(shape, now))
