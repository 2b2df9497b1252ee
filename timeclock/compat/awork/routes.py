"""awork's addresses."""

from collections.abc import Callable

from flask import Blueprint, Response, request

from timeclock.authority.actor import Actor, Door
from timeclock.compat.awork import shapes
from timeclock.compat.awork.bodies import Nothing, Start
from timeclock.compat.awork.errors import NotYours
from timeclock.compat.ids import Kind, from_uuid8
from timeclock.errors import Conflict, Invalid
from timeclock.shifts import punching
from timeclock.shifts.answering import Punched
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked, shift_of
from timeclock.wire.bodies import body_of
from timeclock.wire.dress import json_answer, no_content
from timeclock.wire.keys import admit, bearer_key, caller
from timeclock.wire.members import owner_of_key
from timeclock.wire.once import once

blueprint = Blueprint("awork", __name__)


@blueprint.before_request
def let_in() -> None:
    """Every call carries a bearer token."""
    if request.method != "OPTIONS":
        admit(bearer_key(), Door.AWORK)


def _on_both_routes(verb: str) -> tuple[str, str]:
    return f"/api/v1/me/timetracking/{verb}", f"/api/v1/users/<user>/timetracking/{verb}"


@answers(blueprint, "POST", *_on_both_routes("resume"))
def resume(user: str | None = None) -> Response:
    """End the break; nothing happens while running."""
    actor = _own(user)
    body_of(Nothing)
    return _entry_or_nothing(lambda: punching.resume(actor, once=once()))


@answers(blueprint, "POST", *_on_both_routes("pause"))
def pause(user: str | None = None) -> Response:
    """Begin a break; nothing happens while paused."""
    actor = _own(user)
    body_of(Nothing)
    return _entry_or_nothing(lambda: punching.pause(actor, once=once()))


@answers(blueprint, "POST", *_on_both_routes("stop"))
def stop(user: str | None = None) -> Response:
    """End the entry."""
    actor = _own(user)
    body_of(Nothing)
    return _entry_or_nothing(lambda: punching.clock_out(actor, once=once()))


@answers(blueprint, "POST", *_on_both_routes("start"))
def start(user: str | None = None) -> Response:
    """Begin an entry; one that runs is stopped first."""
    actor = _own(user)
    body = body_of(Start)
    if from_uuid8(Kind.TYPE_OF_WORK, body.typeOfWorkId) != actor.workspace_id:
        raise Invalid("unknown", "This type of work does not exist.", field="typeOfWorkId")
    punched = punching.clock_in(
        actor,
        job_id=from_uuid8(Kind.JOB, body.projectId) or 0 if body.projectId else None,
        note=body.note or "",
        zone=body.timezone,
        billable=body.isBillable or False,
        ends_running=True,
        once=once(),
    )
    return _entry_or_nothing(lambda: punched)


@answers(blueprint, "GET", "/api/v1/me")
def me() -> Response:
    """The token's owner."""
    return json_answer(shapes.user(owner_of_key(caller())))


@answers(blueprint, "GET", "/api/v1/typeofwork")
def types_of_work() -> Response:
    """The one type of work that a workspace has."""
    return json_answer([shapes.type_of_work(caller().workspace_id)])


def _own(user: str | None) -> Actor:
    """The caller, who has to be the user in the path. Raises NotYours."""
    actor = caller()
    if user is not None and from_uuid8(Kind.USER, user) != actor.account_id:
        raise NotYours
    return actor


def _entry_or_nothing(act: Callable[[], Punched]) -> Response:
    """The entry, or 204 where nothing is open."""
    try:
        punched = act()
        shape = shapes.entry(shift_of(punched))
    except Conflict as refusal:
        if refusal.code != "not_clocked_in":
            raise
        return no_content()
    return marked(json_answer(shape), punched)
