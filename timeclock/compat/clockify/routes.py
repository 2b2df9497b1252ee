"""Clockify's addresses, under both of its bases."""

from flask import Blueprint, Response, request

from timeclock.authority.actor import Door
from timeclock.compat.clockify import shapes
from timeclock.compat.clockify.access import member_in
from timeclock.compat.clockify.bodies import Stop
from timeclock.shifts import punching
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked, shift_of
from timeclock.wire.bodies import body_of
from timeclock.wire.dress import json_answer
from timeclock.wire.keys import SEVERAL, KeyRefused, admit, caller, header_key
from timeclock.wire.members import owner_of_key
from timeclock.wire.once import once

blueprint = Blueprint("clockify", __name__)
_OTHER_KINDS = ("Authorization", "X-Addon-Token", "X-Marketplace-Token")


@blueprint.before_request
def let_in() -> None:
    """Every call carries `X-Api-Key`, and no token of another kind beside it."""
    if request.method == "OPTIONS":
        return
    if any(name in request.headers for name in _OTHER_KINDS):
        raise KeyRefused(SEVERAL, "Send X-Api-Key and no other token.")
    admit(header_key(), Door.CLOCKIFY)


def _under_both(path: str) -> tuple[str, str]:
    return f"/api/v1{path}", f"/v1{path}"


@answers(blueprint, "PATCH", *_under_both("/workspaces/<workspace>/user/<user>/time-entries"))
def stop_running_entry(workspace: str, user: str) -> Response:
    """End what runs, at `end`."""
    actor = caller()
    member_id = member_in(actor, workspace, user)
    body = body_of(Stop)
    punched = punching.clock_out(actor, member_id=member_id, end=body.end, once=once())
    return marked(json_answer(shapes.last_entry(shift_of(punched))), punched)


@answers(blueprint, "GET", *_under_both("/user"))
def user() -> Response:
    """The key's owner."""
    return json_answer(shapes.user(owner_of_key(caller())))


@answers(blueprint, "GET", *_under_both("/workspaces"))
def workspaces() -> Response:
    """The one workspace that a key belongs to."""
    answer = json_answer([shapes.workspace(owner_of_key(caller()))])
    answer.headers["Last-Page"] = "true"
    return answer
