"""WebWork's addresses, under both of its bases."""

from flask import Blueprint, Response, request

from timeclock.authority.actor import Door
from timeclock.authority.permissions import Permission, demand
from timeclock.compat.webwork import shapes
from timeclock.compat.webwork.bodies import Stop
from timeclock.errors import NotFound
from timeclock.shifts import stopping
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked, shift_of
from timeclock.wire.bodies import body_of
from timeclock.wire.dress import json_answer
from timeclock.wire.keys import admit, bearer_key, caller
from timeclock.wire.members import member_for
from timeclock.wire.once import once

blueprint = Blueprint("webwork", __name__)


@blueprint.before_request
def let_in() -> None:
    """Every call carries a bearer token."""
    if request.method != "OPTIONS":
        admit(bearer_key(), Door.WEBWORK)


@answers(blueprint, "POST", "/time-tracking/stop", "/api/v2/time-tracking/stop")
def stop() -> Response:
    """Stop somebody's tracker.

    Judged in the vendor's order: key, fields, workspace, role, user, tracker.
    """
    actor, body = caller(), body_of(Stop)
    if body.workspace_id != actor.workspace_id:
        raise NotFound("workspace_not_found", "Workspace not found")
    demand(actor, Permission.STOP_ANYONE)
    member_id = member_for(actor, body.user_id)
    punched = stopping.stop(actor, member_id=member_id, reason="", once=once())
    ended_at = shift_of(punched).timeline.ended_at or punched.at
    answer = json_answer(shapes.success(shapes.stopped(ended_at), punched.at))
    return marked(answer, punched)
