"""Punches that kiosks kept while they had no network, and that wait for a decision."""

from flask import Blueprint, Response

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies.plain import Nothing
from timeclock.api.shapes import kiosks as shapes
from timeclock.authority.actor import Actor
from timeclock.company.kiosks.holding import find_held, held_punches
from timeclock.wire.acts import act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.worktime.kiosk_queue.deciding import count_held, dismiss_held

blueprint = Blueprint("kiosk_punches", __name__)
ALL = f"{BASE}/kiosk-punches"
ONE = f"{ALL}/<kiosk_punch>"
_DECIDE = Call(takes=Nothing, gives=shapes.OneHeldPunch)


@answers(blueprint, "GET", ALL, call=Call(gives=shapes.HeldPunches))
def listed() -> Response:
    """The punches that wait for one's decision, at the clocks that one manages, or at all.

    Those of tablets that were revoked or are in doubt are for executive managers.
    """
    actor = caller()
    found = held_punches(actor)
    users = users_of(actor, {each.member_id for each in found})
    shown = [shapes.held_punch(each, users) for each in found]
    return json_answer(shapes.HeldPunches(kiosk_punches=shown))


@answers(blueprint, "GET", ONE, call=Call(gives=shapes.OneHeldPunch))
def shown(kiosk_punch: str) -> Response:
    """One of them, also after the decision."""
    return _answer(caller(), id_in(kiosk_punch))


@answers(blueprint, "POST", f"{ONE}/count", call=_DECIDE)
def count(kiosk_punch: str) -> Response:
    """Count a punch at its moment, as a time that one gives for its person."""
    body_of(Nothing)
    actor, punch_id = caller(), id_in(kiosk_punch)
    acted = act(lambda key: count_held(actor, punch_id=punch_id, once=key))
    return marked_if(_answer(actor, punch_id), repeats=acted.replayed)


@answers(blueprint, "POST", f"{ONE}/dismiss", call=_DECIDE)
def dismiss(kiosk_punch: str) -> Response:
    """Leave a punch uncounted; it stays in the record."""
    body_of(Nothing)
    actor, punch_id = caller(), id_in(kiosk_punch)
    acted = act(lambda key: dismiss_held(actor, punch_id=punch_id, once=key))
    return marked_if(_answer(actor, punch_id), repeats=acted.replayed)


def _answer(actor: Actor, punch_id: int) -> Response:
    row = find_held(actor, punch_id)
    users = users_of(actor, (row.member_id, row.decided_by_id))
    return json_answer(shapes.OneHeldPunch(kiosk_punch=shapes.held_punch(row, users)))
