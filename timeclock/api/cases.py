"""The inbox: what waits for the caller's decision or word."""

from datetime import UTC, datetime

from flask import Blueprint, Response

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies import cases as bodies
from timeclock.api.pages import after_text, page
from timeclock.api.shapes import cases as shapes
from timeclock.authority.permissions import Permission, demand, may
from timeclock.company.people.queries import member_of_account
from timeclock.timekeeping import utc_text
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.members import person_for
from timeclock.wire.once import once, repeats
from timeclock.worktime.timesheets.inbox.acknowledging import acknowledge, undo_acknowledgement
from timeclock.worktime.timesheets.inbox.cases import Case
from timeclock.worktime.timesheets.inbox.listing import cases, own_cases

blueprint = Blueprint("cases", __name__)
_NOT_SEEN = Call(
    takes=bodies.SeenBefore,
    gives=shapes.Acknowledged,
    example={"user_id": 1, "kind": "long_shift", "day": "2026-11-09", "shift_id": 1},
)
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
    query, actor = query_as(bodies.CasesAsked), caller()
    demand(actor, Permission.READ_OWN)
    now, least = datetime.now(UTC), after_text(query.cursor)
    found = [*own_cases(actor.workspace_id, actor.member_id or 0, now)]
    if may(actor, Permission.SEE_TIMESHEETS):
        found += cases(actor, now)
    if query.user_id is not None:
        member = member_of_account(actor.workspace_id, query.user_id)
        found = [each for each in found if member and each.member_id == member.id]
    rest = sorted((each for each in found if _place(each) > least), key=_place)
    listed = page(rest, query.limit, _place)
    users = users_of(actor, [each.member_id for each in listed.items])
    shown = [shapes.case(each, users) for each in listed.items]
    return json_answer(shapes.Cases(cases=shown, next_cursor=listed.next_cursor))


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


@answers(blueprint, "POST", f"{BASE}/cases/acknowledge/undo", call=_NOT_SEEN)
def undo_seen() -> Response:
    """Take back that an exception was seen, within a minute."""
    body, actor, key = body_of(bodies.SeenBefore), caller(), once()
    repeated = repeats(actor, key)
    demand(actor, Permission.APPROVE_TIMESHEETS)
    undo_acknowledgement(
        actor,
        member_id=person_for(actor, body.user_id),
        kind=body.kind,
        day=body.day,
        shift_id=body.shift_id,
        once=key,
    )
    return marked_if(json_answer(shapes.Acknowledged(acknowledged=False)), repeats=repeated)


def _place(case: Case) -> str:
    """Where a case is among the others, the oldest first; no two have the same."""
    numbers = (case.member_id, case.shift_id or 0, case.correction_id or 0)
    told = (utc_text(case.since), case.day.isoformat(), case.kind.value)
    return " ".join((*told, *(f"{each:016}" for each in numbers)))
