"""awork's addresses."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Blueprint, Response, request

from timeclock.authority.actor import Actor, Door
from timeclock.compat.awork import booking, company, lists, showing
from timeclock.compat.awork.bodies import AworkNothing, AworkStart
from timeclock.compat.awork.errors import EntryUnknown, NotYours
from timeclock.compat.awork.shapes import company as company_shapes
from timeclock.compat.awork.shapes import entries as shapes
from timeclock.compat.ids import IdKind, from_uuid8, uuid8
from timeclock.errors import Conflict, Invalid
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked, shift_of
from timeclock.wire.bodies import body_of
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer, no_content
from timeclock.wire.keys import admit, bearer_key, caller
from timeclock.wire.members import owner_of_key
from timeclock.wire.once import once
from timeclock.worktime.shifts import punching, queries
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.details import ShiftDetails, Whereabouts
from timeclock.worktime.timesheets.reading.reach import shift_in_reach

blueprint = Blueprint("awork", __name__)
PARTS = (lists.blueprint, company.blueprint, booking.blueprint)
for part in PARTS:
    blueprint.register_blueprint(part)

_PUNCH = Call(takes=AworkNothing, gives=shapes.AworkTimeEntry, also={204: None})
_LAST = Call(gives=shapes.AworkTimeEntry, also={204: None})
_START = Call(
    takes=AworkStart,
    gives=shapes.AworkTimeEntry,
    example={
        "typeOfWorkId": uuid8(IdKind.TYPE_OF_WORK, 1),
        "timezone": "Europe/Berlin",
        "note": "Rolls",
    },
)


@blueprint.before_request
def let_in() -> None:
    """Every call carries a bearer token."""
    if request.method != "OPTIONS":
        admit(bearer_key(), Door.AWORK)


def _tracking(verb: str) -> tuple[str, str]:
    return f"/api/v1/me/timetracking/{verb}", f"/api/v1/users/<user>/timetracking/{verb}"


@answers(blueprint, "POST", *_tracking("resume"), call=_PUNCH)
def resume(user: str | None = None) -> Response:
    """End the break; nothing happens while running."""
    actor = _own(user)
    body_of(AworkNothing)
    return _entry_or_nothing(lambda: punching.resume(actor, once=once()))


@answers(blueprint, "POST", *_tracking("pause"), call=_PUNCH)
def pause(user: str | None = None) -> Response:
    """Begin a break; nothing happens while paused."""
    actor = _own(user)
    body_of(AworkNothing)
    return _entry_or_nothing(lambda: punching.pause(actor, once=once()))


@answers(blueprint, "POST", *_tracking("stop"), call=_PUNCH)
def stop(user: str | None = None) -> Response:
    """End the entry."""
    actor = _own(user)
    body_of(AworkNothing)
    return _entry_or_nothing(lambda: punching.clock_out(actor, once=once()))


@answers(blueprint, "POST", *_tracking("start"), call=_START)
def start(user: str | None = None) -> Response:
    """Begin an entry; one that runs is stopped first."""
    actor = _own(user)
    body = body_of(AworkStart)
    if from_uuid8(IdKind.TYPE_OF_WORK, body.typeOfWorkId) != actor.workspace_id:
        raise Invalid("unknown", "This type of work does not exist.", field="typeOfWorkId")
    punched = punching.start_next_shift(
        actor,
        job_id=from_uuid8(IdKind.JOB, body.projectId) or 0 if body.projectId else None,
        whereabouts=Whereabouts(zone=body.timezone),
        details=ShiftDetails(note=body.note or "", billable=body.isBillable or False),
        once=once(),
    )
    return marked(json_answer(showing.one_entry(shift_of(punched))), punched)


@answers(
    blueprint,
    "GET",
    "/api/v1/me/timeentries/last",
    "/api/v1/users/<user>/timeentries/last",
    call=_LAST,
)
def last(user: str | None = None) -> Response:
    """The newest entry, open or ended; 204 where there is none."""
    actor = _own(user)
    found = queries.last_shift(actor.workspace_id, actor.member_id or 0)
    return no_content() if found is None else json_answer(showing.one_entry(found))


@answers(blueprint, "GET", "/api/v1/timeentries/<entry>", call=Call(gives=shapes.AworkTimeEntry))
def one_entry(entry: str) -> Response:
    """One entry, of anyone in sight."""
    actor = caller()
    found = queries.shift(actor.workspace_id, from_uuid8(IdKind.SHIFT, entry) or 0)
    if found is None or found.voided or not shift_in_reach(actor, found, datetime.now(UTC)):
        raise EntryUnknown
    return json_answer(showing.one_entry(found))


@answers(blueprint, "GET", "/api/v1/me", call=Call(gives=company_shapes.AworkMe))
def me() -> Response:
    """The token's owner."""
    return json_answer(company_shapes.me(owner_of_key(caller()), request.host_url))


def _own(user: str | None) -> Actor:
    """The caller, who has to be the user in the path. Raises NotYours."""
    actor = caller()
    if user is not None and from_uuid8(IdKind.USER, user) != actor.account_id:
        raise NotYours
    return actor


def _entry_or_nothing(act: Callable[[], Punched]) -> Response:
    """The entry, or 204 where nothing is open."""
    try:
        punched = act()
        shape = showing.one_entry(shift_of(punched))
    except Conflict as refusal:
        if refusal.code != "not_clocked_in":
            raise
        return no_content()
    return marked(json_answer(shape), punched)
