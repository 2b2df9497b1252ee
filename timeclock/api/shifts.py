"""Single shifts: as they stand and as they were punched, and ends that nobody punched."""

from datetime import UTC, datetime

from flask import Blueprint, Response

from timeclock.api.access import shift_in_sight
from timeclock.api.addresses import BASE
from timeclock.api.bodies import shifts as bodies
from timeclock.api.shapes import shifts as shapes
from timeclock.clocks.queries import read_zones
from timeclock.database import db
from timeclock.shifts import forgetting
from timeclock.shifts.answering import Punched
from timeclock.shifts.meals import set_worked_through
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked
from timeclock.wire.bodies import body_of
from timeclock.wire.dress import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.wire.once import once

blueprint = Blueprint("shifts", __name__)
SHIFT = f"{BASE}/shifts/<shift>"


@answers(blueprint, "GET", SHIFT)
def shown(shift: str) -> Response:
    """A shift, the form in which a correction takes it, and what was punched."""
    actor = caller()
    found = shift_in_sight(actor, id_in(shift))
    zones = read_zones(db.session.connection(), actor.workspace_id)
    return json_answer({"shift": shapes.whole(found, datetime.now(UTC), zones)})


@answers(blueprint, "POST", f"{SHIFT}/propose-end")
def propose_end(shift: str) -> Response:
    """Say when one left, for a shift of one's own that nobody ended."""
    body = body_of(bodies.ProposedEnd)
    return _answer(
        forgetting.propose_end(caller(), shift_id=id_in(shift), end=body.at, once=once())
    )


@answers(blueprint, "POST", f"{SHIFT}/confirm-end")
def confirm_end(shift: str) -> Response:
    """Say that an end that nobody punched is right."""
    seen = body_of(bodies.ConfirmedEnd).ended_at
    return _answer(forgetting.confirm_end(caller(), shift_id=id_in(shift), seen=seen, once=once()))


@answers(blueprint, "POST", f"{SHIFT}/worked-through")
def worked_through(shift: str) -> Response:
    """Say that one worked through the break that the rules would deduct, or take that back."""
    body = body_of(bodies.WorkedThrough)
    punched = set_worked_through(
        caller(), shift_id=id_in(shift), worked_through=body.worked_through, once=once()
    )
    return _answer(punched)


def _answer(punched: Punched) -> Response:
    return marked(json_answer(shapes.punch(punched)), punched)
