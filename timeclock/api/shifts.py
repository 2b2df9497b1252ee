"""Shifts: lists of them, each as it is and as it was punched, and ends that no one punched."""

from datetime import UTC, datetime

from flask import Blueprint, Response

from timeclock.api.access import shift_in_sight
from timeclock.api.addresses import BASE
from timeclock.api.bodies import plain
from timeclock.api.bodies import shifts as bodies
from timeclock.api.expanding import expand
from timeclock.api.pages import after_shift, cursor_of_shift
from timeclock.api.shapes import expanded
from timeclock.api.shapes import shifts as shapes
from timeclock.api.versions import expected
from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.queries import read_zones
from timeclock.company.people.queries import user_ids
from timeclock.paging import Window, cut
from timeclock.storage.transactions import db
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.wire.once import once
from timeclock.worktime.shifts import forgetting, refusing
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.listing import ShiftFilter, list_shifts
from timeclock.worktime.shifts.meals import set_worked_through
from timeclock.worktime.shifts.sight import sight_of

blueprint = Blueprint("shifts", __name__)
_LISTED = Call(asks=bodies.ShiftsAsked, gives=expanded.Shifts)
_PROPOSE = Call(
    takes=bodies.ProposedEnd, gives=shapes.PunchJson, example={"at": "2026-11-09T17:00:00+01:00"}
)
SHIFT = f"{BASE}/shifts/<shift>"


@answers(blueprint, "GET", f"{BASE}/shifts", call=_LISTED)
def listed() -> Response:
    """One's own shifts, those at clocks that one manages and those of the people there.

    The latest start comes first, or with `order=started_at` the earliest.
    """
    query, actor = query_as(bodies.ShiftsAsked), caller()
    demand(actor, Permission.READ_OWN)
    found = list_shifts(
        actor.workspace_id,
        _wanted(actor, query),
        Window(query.limit + 1),
        after=after_shift(query.cursor, query.order),
        newest_first=query.order is bodies.ShiftOrder.NEWEST,
    )
    items, more = cut(found, query.limit)
    now = datetime.now(UTC)
    shown = [expanded.listed(shapes.shift(each, now)) for each in items]
    said = expanded.Shifts(
        shifts=expand(actor, shown, query.expand),
        next_cursor=cursor_of_shift(items[-1], query.order) if more else None,
    )
    return json_answer(said)


@answers(blueprint, "GET", SHIFT, call=Call(gives=shapes.OneShift, etag=True))
def shown(shift: str) -> Response:
    """A shift, the form in which a correction takes it, and what was punched.

    Its `ETag` can be given to `POST /corrections` as `If-Match` once the shift has ended.
    """
    actor = caller()
    found = shift_in_sight(actor, id_in(shift))
    zones = read_zones(db.session.connection(), actor.workspace_id)
    answer = json_answer(shapes.OneShift(shift=shapes.whole(found, datetime.now(UTC), zones)))
    # The lengths of an open shift grow while nothing is written.
    answer.set_etag(found.version, weak=found.timeline.ended_at is None)
    return answer


@answers(blueprint, "POST", f"{SHIFT}/propose-end", call=_PROPOSE)
def propose_end(shift: str) -> Response:
    """Say when one left, for a shift of one's own that no one ended."""
    body = body_of(bodies.ProposedEnd)
    return _answer(
        forgetting.propose_end(caller(), shift_id=id_in(shift), end=body.at, once=once())
    )


@answers(
    blueprint,
    "POST",
    f"{SHIFT}/confirm-end",
    call=Call(takes=bodies.ConfirmedEnd, gives=shapes.PunchJson),
)
def confirm_end(shift: str) -> Response:
    """Say that an end that no one punched is right, or times that were given afterwards.

    With `If-Match` only the version of the shift that was read is confirmed.
    """
    seen = body_of(bodies.ConfirmedEnd).ended_at
    return _answer(
        forgetting.confirm_end(
            caller(), shift_id=id_in(shift), seen=seen, expected=expected(), once=once()
        )
    )


@answers(
    blueprint,
    "POST",
    f"{SHIFT}/refuse-claims",
    call=Call(takes=plain.Nothing, gives=shapes.PunchJson),
)
def refuse_claims(shift: str) -> Response:
    """Refuse the times given afterwards of an open shift, so that it counts from their receipt.

    With `If-Match` only the version of the shift that was read is decided about.
    """
    body_of(plain.Nothing)
    return _answer(
        refusing.refuse_claims(caller(), shift_id=id_in(shift), expected=expected(), once=once())
    )


@answers(blueprint, "POST", f"{SHIFT}/undo", call=Call(takes=plain.Nothing, gives=shapes.PunchJson))
def undo_confirmation(shift: str) -> Response:
    """Take back one's own confirmation or refusal of times, within a minute."""
    body_of(plain.Nothing)
    return _answer(forgetting.undo_confirmation(caller(), shift_id=id_in(shift), once=once()))


@answers(
    blueprint,
    "POST",
    f"{SHIFT}/worked-through",
    call=Call(takes=bodies.WorkedThrough, gives=shapes.PunchJson),
)
def worked_through(shift: str) -> Response:
    """Say that one worked through the break that the rules would deduct, or take that back."""
    body = body_of(bodies.WorkedThrough)
    punched = set_worked_through(
        caller(), shift_id=id_in(shift), worked_through=body.worked_through, once=once()
    )
    return _answer(punched)


def _wanted(actor: Actor, query: bodies.ShiftsAsked) -> ShiftFilter:
    """What is asked for; no one's where none of the users is known here."""
    member_ids = None
    if query.user_id:
        known = user_ids(actor.workspace_id)
        member_ids = [each for each, user in known.items() if user in query.user_id]
    return ShiftFilter(
        start=query.start,
        end=query.end,
        member_ids=member_ids,
        clock_ids=query.clock_id or None,
        job_ids=query.job_id or None,
        tag_ids=query.tag_id or None,
        is_open=query.open,
        sight=sight_of(actor),
    )


def _answer(punched: Punched) -> Response:
    return marked(json_answer(shapes.punch(punched)), punched)
