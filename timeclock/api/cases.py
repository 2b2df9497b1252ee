"""The inbox: what waits for the caller's decision or word."""

from datetime import UTC, datetime

from flask import Blueprint, Response

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies import cases as bodies
from timeclock.api.shapes import cases as shapes
from timeclock.authority.permissions import Permission, demand, may
from timeclock.timesheets.acknowledging import acknowledge
from timeclock.timesheets.inbox import cases, own_cases
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import asked, body_of
from timeclock.wire.calls import Call
from timeclock.wire.dress import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.members import person_for
from timeclock.wire.once import once, repeats

blueprint = Blueprint("cases", __name__)
_SEEN = Call(
    takes=bodies.Seen,
    gives=shapes.Acknowledged,
    example={
        "user_id": 1,
        "kind": "long_shift",
        "day": "2026-11-09",
        "shift_id": 1,
        "note": "Stocktaking",
    },
)


@answers(blueprint, "GET", f"{BASE}/cases", call=Call(asks=bodies.CasesAsked, gives=shapes.Cases))
def listed() -> Response:
    """Everything that waits for the caller, oldest first: others' time, and one's own."""
    query, actor = asked(bodies.CasesAsked), caller()
    demand(actor, Permission.READ_OWN)
    now = datetime.now(UTC)
    found = [*own_cases(actor.workspace_id, actor.member_id or 0, now)]
    if may(actor, Permission.SEE_TIMESHEETS):
        found += cases(actor, now)
    users = users_of(actor, [each.member_id for each in found])
    in_turn = sorted(found, key=lambda each: each.since)
    return json_answer(
        shapes.Cases(
            cases=[
                shapes.case(each, users)
                for each in in_turn
                if query.user_id in (None, users[each.member_id])
            ]
        )
    )


@answers(blueprint, "POST", f"{BASE}/cases/acknowledge", call=_SEEN)
def seen() -> Response:
    """Leave an exception as it is."""
    body, actor, key = body_of(bodies.Seen), caller(), once()
    repeated = repeats(actor, key)
    demand(actor, Permission.APPROVE_TIMESHEETS)
    acknowledge(
        actor,
        member_id=person_for(actor, body.user_id),
        kind=body.kind,
        day=body.day,
        shift_id=body.shift_id,
        note=body.note,
        once=key,
    )
    return marked_if(json_answer(shapes.Acknowledged(acknowledged=True)), repeats=repeated)
