"""Corrections: asked for, proposed, decided."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, request

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies import corrections as bodies
from timeclock.api.bodies.plain import Nothing
from timeclock.api.shapes import corrections as shapes
from timeclock.api.shapes.people import Shape
from timeclock.authority.permissions import Permission, demand
from timeclock.clocks.queries import read_zones
from timeclock.corrections import asking, deciding
from timeclock.corrections.listing import corrections_in_sight
from timeclock.corrections.queries import CorrectionView, adjustments_of, seen_by
from timeclock.database import db
from timeclock.people.queries import member_of_account
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, fitted
from timeclock.wire.dress import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.wire.members import person_for
from timeclock.wire.once import once, repeats
from timeclock.wire.problems import Place

blueprint = Blueprint("corrections", __name__)
ALL = f"{BASE}/corrections"
ONE = f"{ALL}/<correction>"


@answers(blueprint, "GET", ALL)
def listed() -> Response:
    """One's own and those at clocks where one decides, newest first."""
    query, actor = fitted(bodies.CorrectionsAsked, request.args.to_dict(), Place.QUERY), caller()
    demand(actor, Permission.READ_OWN)
    found: Sequence[CorrectionView] = ()
    member_id = None
    if query.user_id is not None:
        member = member_of_account(actor.workspace_id, query.user_id)
        member_id = member.id if member else 0
    found = corrections_in_sight(
        actor,
        member_id=member_id,
        state=query.state,
        before_id=query.before,
        limit=query.limit,
    )
    more = found[-1].id if len(found) == query.limit else None
    return json_answer({"corrections": _shapes(found), "next_before": more})


@answers(blueprint, "GET", ONE)
def shown(correction: str) -> Response:
    """One correction."""
    demand(caller(), Permission.READ_OWN)
    return json_answer({"correction": _shapes([seen_by(caller(), id_in(correction))])[0]})


@answers(blueprint, "POST", ALL)
def ask() -> Response:
    """Ask for a change of one's own time, or propose one of somebody else's."""
    body, actor, asked = body_of(bodies.Wanted), caller(), once()
    repeated = repeats(actor, asked)
    drafts = [each.draft for each in body.drafts]
    if body.user_id in (None, actor.account_id) and body.replaces_id is None:
        found = asking.ask(
            actor, shift_id=body.shift_id, drafts=drafts, reason=body.reason, once=asked
        )
    else:
        found = asking.propose(
            actor,
            member_id=person_for(actor, body.user_id),
            shift_id=body.shift_id,
            drafts=drafts,
            reason=body.reason,
            replaces_id=body.replaces_id,
            once=asked,
        )
    return _answer(found, repeated=repeated, status=201)


@answers(blueprint, "POST", f"{ONE}/approve")
def approve(correction: str) -> Response:
    """Let a request count."""
    body_of(Nothing)
    return _decided(deciding.approve, correction)


@answers(blueprint, "POST", f"{ONE}/refuse")
def refuse(correction: str) -> Response:
    """Say no to a request, and why."""
    return _decided(deciding.refuse, correction, reason=body_of(bodies.Reasoned).reason)


@answers(blueprint, "POST", f"{ONE}/withdraw")
def withdraw(correction: str) -> Response:
    """Take a request of one's own back, or a proposal that nobody has confirmed."""
    body_of(Nothing)
    return _decided(deciding.withdraw, correction)


@answers(blueprint, "POST", f"{ONE}/confirm")
def confirm(correction: str) -> Response:
    """Say that a manager's edit of one's own time is right."""
    body_of(Nothing)
    return _decided(deciding.confirm, correction)


@answers(blueprint, "POST", f"{ONE}/dispute")
def dispute(correction: str) -> Response:
    """Say that a manager's edit of one's own time is wrong, and why."""
    return _decided(deciding.dispute, correction, reason=body_of(bodies.Reasoned).reason)


@answers(blueprint, "POST", f"{ONE}/settle")
def settle(correction: str) -> Response:
    """Settle a dispute: the edit counts, or everything is as it was before it."""
    body = body_of(bodies.Settled)
    return _decided(deciding.settle, correction, keep=body.keep, reason=body.reason)


def _decided(
    decide: Callable[..., CorrectionView], correction: str, **said: str | bool
) -> Response:
    actor, asked = caller(), once()
    repeated = repeats(actor, asked)
    found = decide(actor, correction_id=id_in(correction), once=asked, **said)
    return _answer(found, repeated=repeated)


def _answer(found: CorrectionView, *, repeated: bool, status: int = 200) -> Response:
    return marked_if(json_answer({"correction": _shapes([found])[0]}, status), repeats=repeated)


def _shapes(found: Sequence[CorrectionView]) -> list[Shape]:
    """All of them in the same four statements."""
    actor, connection = caller(), db.session.connection()
    zones = read_zones(connection, actor.workspace_id)
    people = [who for e in found for who in (e.member_id, e.asked_by_id, e.decided_by_id)]
    users = users_of(actor, people)
    late = adjustments_of(actor.workspace_id, found)
    return [
        shapes.correction(each, shapes.Said(users, zones, late.get(each.id, ()))) for each in found
    ]
