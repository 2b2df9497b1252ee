"""Who may clock in at a clock, and who manages it."""

from flask import Blueprint, Response

from timeclock.api.access import member_for_deciding, member_in_sight
from timeclock.api.bodies.clocks import Assigned
from timeclock.api.bodies.paging import Paged
from timeclock.api.clocks import ONE as CLOCK
from timeclock.api.pages import after, page
from timeclock.api.shapes import clocks as shapes
from timeclock.api.versions import expected, versioned
from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks import assigning
from timeclock.company.clocks.approvers import clocks_in_reach
from timeclock.company.clocks.assigning import assignment_facts, assignment_not_found
from timeclock.company.clocks.models import TimeClock
from timeclock.company.clocks.queries import assignment, assignments_after
from timeclock.company.clocks.queries import clock as clock_of
from timeclock.company.clocks.service import clock_not_found
from timeclock.wire.acts import act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer, no_content
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller

blueprint = Blueprint("assignments", __name__)
ALL = f"{CLOCK}/assignments"
ONE = f"{ALL}/<user>"
_ASSIGN = Call(takes=Assigned, gives=shapes.OneAssignment, etag=True, example={"manages": False})


@answers(blueprint, "GET", ALL, call=Call(asks=Paged, gives=shapes.Assignments))
def listed(clock: str) -> Response:
    """The people of a clock that one manages, or of any from executive manager up."""
    query, actor = query_as(Paged), caller()
    found = _clock(actor, clock)
    people = assignments_after(actor.workspace_id, found.id, after(query.cursor), query.limit + 1)
    listed = page(people, query.limit, lambda each: each[0].member_id)
    shown = [
        shapes.AssignmentJson(clock_id=found.id, user_id=who.account_id, manages=each.manages)
        for each, who in listed.items
    ]
    return json_answer(shapes.Assignments(assignments=shown, next_cursor=listed.next_cursor))


@answers(blueprint, "GET", ONE, call=Call(gives=shapes.OneAssignment, etag=True))
def shown(clock: str, user: str) -> Response:
    """Whether one of them manages the clock."""
    actor = caller()
    place, member = _clock(actor, clock), member_in_sight(actor, user)
    found = assignment(actor.workspace_id, member.id, place.id)
    if found is None:
        raise assignment_not_found()
    return _answer(place.id, member.id, member.account_id, found.manages)


@answers(blueprint, "DELETE", ONE, call=Call(status=204, etag=True))
def unassign(clock: str, user: str) -> Response:
    """Let a person clock in at a clock no longer; a shift under way runs on."""
    actor = caller()
    member_id = member_for_deciding(actor, user, Permission.MANAGE_CLOCKS).id
    acted = act(
        lambda key: assigning.unassign(
            actor, clock_id=id_in(clock), member_id=member_id, expected=expected(), once=key
        )
    )
    return marked_if(no_content(), repeats=acted.replayed)


@answers(blueprint, "PUT", ONE, call=_ASSIGN)
def assign(clock: str, user: str) -> Response:
    """Let a person clock in at a clock, and manage it if asked.

    With `If-Match` the person has to be there already.
    """
    body, actor = body_of(Assigned), caller()
    member = member_for_deciding(actor, user, Permission.MANAGE_CLOCKS)
    member_id, user_id, clock_id = member.id, member.account_id, id_in(clock)
    acted = act(
        lambda key: assigning.assign(
            actor,
            clock_id=clock_id,
            member_id=member_id,
            manages=body.manages,
            expected=expected(),
            once=key,
        )
    )
    answer = _answer(clock_id, member_id, user_id, body.manages)
    return marked_if(answer, repeats=acted.replayed)


def _clock(actor: Actor, clock: str) -> TimeClock:
    """A clock that one manages, or any from executive manager up. Raises NotFound."""
    demand(actor, Permission.SEE_BOARD)
    found, reach = clock_of(actor.workspace_id, id_in(clock)), clocks_in_reach(actor)
    if found is None or (reach is not None and found.id not in reach):
        raise clock_not_found()
    return found


def _answer(clock_id: int, member_id: int, user_id: int, manages: bool) -> Response:
    shape = shapes.AssignmentJson(clock_id=clock_id, user_id=user_id, manages=manages)
    facts = assignment_facts(clock_id, member_id, manages)
    return versioned(shapes.OneAssignment(assignment=shape), facts)
