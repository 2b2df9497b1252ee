"""Corrections: asked for, proposed, decided."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Response

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies import corrections as bodies
from timeclock.api.bodies.plain import Nothing
from timeclock.api.draft_places import placed
from timeclock.api.pages import after, page
from timeclock.api.shapes import corrections as shapes
from timeclock.api.versions import expected
from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.queries import read_zones
from timeclock.company.people.queries import member_of_account
from timeclock.ledger.entry import Once
from timeclock.storage.transactions import db
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.wire.members import person_for
from timeclock.wire.once import once, repeats
from timeclock.worktime.corrections.approval import asking, deciding, undoing
from timeclock.worktime.corrections.approval.asking import Conditions
from timeclock.worktime.corrections.reading.adjustments import adjustments_of
from timeclock.worktime.corrections.reading.listing import corrections_in_sight
from timeclock.worktime.corrections.reading.queries import CorrectionView, seen_by

blueprint = Blueprint("corrections", __name__)
ALL = f"{BASE}/corrections"
ONE = f"{ALL}/<correction>"
_ASK = Call(
    takes=bodies.Wanted,
    gives=shapes.OneCorrection,
    status=201,
    compares=True,
    example={
        "drafts": [
            {
                "clock_id": 1,
                "started_at": "2026-11-09T08:00:00+01:00",
                "ended_at": "2026-11-09T16:30:00+01:00",
            }
        ],
        "reason": "I forgot to clock in",
    },
)
_PLAINLY = Call(takes=Nothing, gives=shapes.OneCorrection)
_WITH_REASON = Call(
    takes=bodies.Reasoned, gives=shapes.OneCorrection, example={"reason": "It was another day"}
)
_SETTLE = Call(
    takes=bodies.Settled,
    gives=shapes.OneCorrection,
    example={"keep": True, "reason": "The camera shows it"},
)


@answers(blueprint, "GET", ALL, call=Call(asks=bodies.CorrectionsAsked, gives=shapes.Corrections))
def listed() -> Response:
    """One's own and those at clocks where one decides, newest first."""
    query, actor = query_as(bodies.CorrectionsAsked), caller()
    demand(actor, Permission.READ_OWN)
    member_id = None
    if query.user_id is not None:
        member = member_of_account(actor.workspace_id, query.user_id)
        member_id = member.id if member else 0
    found = corrections_in_sight(
        actor,
        member_id=member_id,
        state=query.state,
        before_id=after(query.cursor) or None,
        limit=query.limit + 1,
    )
    listed = page(found, query.limit, lambda each: each.id)
    shown = _shapes(listed.items)
    return json_answer(shapes.Corrections(corrections=shown, next_cursor=listed.next_cursor))


@answers(blueprint, "GET", ONE, call=Call(gives=shapes.OneCorrection))
def shown(correction: str) -> Response:
    """One correction."""
    demand(caller(), Permission.READ_OWN)
    return json_answer(
        shapes.OneCorrection(correction=_shapes([seen_by(caller(), id_in(correction))])[0])
    )


@answers(blueprint, "POST", ALL, call=_ASK)
def ask() -> Response:
    """Ask for a change of one's own time, or propose one of someone else's.

    What is wrong with a draft is named by its place, such as `drafts.1.breaks.0.ended_at`. With
    `If-Match` the shift has to be the one that was read.
    """
    body, actor, key = body_of(bodies.Wanted), caller(), once()
    repeated = repeats(actor, key)
    return _answer(_wanted(actor, body, key), repeated=repeated, status=201)


@answers(blueprint, "POST", f"{ONE}/approve", call=_PLAINLY)
def approve(correction: str) -> Response:
    """Approve a request."""
    body_of(Nothing)
    return _decided(deciding.approve, correction)


@answers(blueprint, "POST", f"{ONE}/refuse", call=_WITH_REASON)
def refuse(correction: str) -> Response:
    """Say no to a request, and why."""
    return _decided(deciding.refuse, correction, reason=body_of(bodies.Reasoned).reason)


@answers(blueprint, "POST", f"{ONE}/withdraw", call=_PLAINLY)
def withdraw(correction: str) -> Response:
    """Take a request of one's own back, or a proposal that no one has confirmed."""
    body_of(Nothing)
    return _decided(deciding.withdraw, correction)


@answers(blueprint, "POST", f"{ONE}/confirm", call=_PLAINLY)
def confirm(correction: str) -> Response:
    """Say that a manager's edit of one's own time is right."""
    body_of(Nothing)
    return _decided(deciding.confirm, correction)


@answers(blueprint, "POST", f"{ONE}/dispute", call=_WITH_REASON)
def dispute(correction: str) -> Response:
    """Say that a manager's edit of one's own time is wrong, and why."""
    return _decided(deciding.dispute, correction, reason=body_of(bodies.Reasoned).reason)


@answers(blueprint, "POST", f"{ONE}/settle", call=_SETTLE)
def settle(correction: str) -> Response:
    """Settle a dispute: keep the correction, or undo it."""
    body = body_of(bodies.Settled)
    return _decided(deciding.settle, correction, keep=body.keep, reason=body.reason)


@answers(blueprint, "POST", f"{ONE}/undo", call=_PLAINLY)
def undo(correction: str) -> Response:
    """Take back one's own approval, refusal, settlement or proposal, within a minute."""
    body_of(Nothing)
    return _decided(undoing.undo, correction)


def _wanted(actor: Actor, body: bodies.Wanted, key: Once | None) -> CorrectionView:
    drafts = [each.draft for each in body.drafts]
    with placed(drafts):
        if body.user_id in (None, actor.account_id) and body.replaces_id is None:
            return asking.ask(
                actor,
                shift_id=body.shift_id,
                drafts=drafts,
                reason=body.reason,
                conditions=Conditions(expected=expected()),
                once=key,
            )
        return asking.propose(
            actor,
            member_id=person_for(actor, body.user_id),
            shift_id=body.shift_id,
            drafts=drafts,
            reason=body.reason,
            replaces_id=body.replaces_id,
            conditions=Conditions(expected=expected()),
            once=key,
        )


def _decided(
    decide: Callable[..., CorrectionView], correction: str, **said: str | bool
) -> Response:
    actor, key = caller(), once()
    repeated = repeats(actor, key)
    found = decide(actor, correction_id=id_in(correction), once=key, **said)
    return _answer(found, repeated=repeated)


def _answer(found: CorrectionView, *, repeated: bool, status: int = 200) -> Response:
    return marked_if(
        json_answer(shapes.OneCorrection(correction=_shapes([found])[0]), status), repeats=repeated
    )


def _shapes(found: Sequence[CorrectionView]) -> list[shapes.CorrectionJson]:
    """All of them in the same four statements."""
    actor, connection = caller(), db.session.connection()
    zones = read_zones(connection, actor.workspace_id)
    people = [who for e in found for who in (e.member_id, e.asked_by_id, e.decided_by_id)]
    users = users_of(actor, people)
    late = adjustments_of(actor.workspace_id, found)
    return [
        shapes.correction(each, shapes.CorrectionContext(users, zones, late.get(each.id, ())))
        for each in found
    ]
