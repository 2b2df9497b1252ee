"""Kiosks: shared tablets, how people say who they are there, and their PINs and badges."""

from datetime import UTC, datetime

from flask import Blueprint, Response

from timeclock.api.access import member_for_deciding, member_in_sight, users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies import kiosks as bodies
from timeclock.api.bodies.plain import Nothing
from timeclock.api.clocks import ONE as CLOCK
from timeclock.api.shapes import kiosks as shapes
from timeclock.api.shapes.people import in_utc
from timeclock.api.versions import expected, versioned
from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.approvers import clocks_in_reach
from timeclock.company.clocks.queries import clock as clock_of
from timeclock.company.clocks.service import clock_not_found
from timeclock.company.kiosks import badges, devices, pins, queries
from timeclock.company.kiosks.facts import kiosk_facts, ways_facts
from timeclock.company.people.queries import member_of_account
from timeclock.wire.acts import act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer, no_content
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.wire.once import once

blueprint = Blueprint("kiosks", __name__)
ALL = f"{BASE}/kiosks"
ONE = f"{ALL}/<kiosk>"
WAYS = f"{CLOCK}/kiosk-ways"
BADGES = f"{BASE}/badges"
PIN = f"{BASE}/members/<user>/pin"
_OFFER = Call(
    takes=bodies.NewKiosk,
    gives=shapes.OfferedKiosk,
    status=201,
    example={"clock_id": 1, "name": "Back door"},
)
_RENAME = Call(
    takes=bodies.KioskName, gives=shapes.OneKiosk, etag=True, example={"name": "Side door"}
)
_WAYS = Call(
    takes=bodies.ChosenWays,
    gives=shapes.OneWays,
    etag=True,
    example={"badges": True, "numbers": True, "names": False},
)
_BADGES = Call(asks=bodies.BadgesAsked, gives=shapes.Badges, refuses=(404,))
_BADGE = Call(
    takes=bodies.NewBadge,
    gives=shapes.IssuedBadgeJson,
    status=201,
    example={"user_id": 1, "name": "Badge"},
)


@answers(blueprint, "GET", ALL, call=Call(gives=shapes.Kiosks))
def listed() -> Response:
    """The kiosks of the clocks that one manages, or of all from executive manager up."""
    actor = caller()
    demand(actor, Permission.MANAGE_KIOSKS)
    found = queries.kiosks(actor.workspace_id, datetime.now(UTC), clock_ids=clocks_in_reach(actor))
    keys = queries.queues(actor.workspace_id)
    shown = [shapes.kiosk(each, keys.get(each.id)) for each in found]
    return json_answer(shapes.Kiosks(kiosks=shown))


@answers(blueprint, "POST", ALL, call=_OFFER)
def offer() -> Response:
    """Make a code with which one tablet becomes a kiosk within ten minutes; it is shown once.

    The same call sent again is refused with `already_done`.
    """
    body, actor = body_of(bodies.NewKiosk), caller()
    offered = devices.offer_kiosk(actor, clock_id=body.clock_id, name=body.name, once=once())
    row = queries.kiosk(actor.workspace_id, offered.kiosk_id)
    if row is None:
        raise devices.kiosk_not_found()
    said = shapes.OfferedKiosk(
        kiosk=shapes.kiosk(row), code=offered.code, until=in_utc(offered.until)
    )
    return json_answer(said, 201)


@answers(blueprint, "GET", ONE, call=Call(gives=shapes.OneKiosk, etag=True))
def shown(kiosk: str) -> Response:
    """One kiosk of a clock that one manages, or of any from executive manager up."""
    actor = caller()
    demand(actor, Permission.MANAGE_KIOSKS)
    found, reach = queries.kiosk(actor.workspace_id, id_in(kiosk)), clocks_in_reach(actor)
    if found is None or (reach is not None and found.clock_id not in reach):
        raise devices.kiosk_not_found()
    return _answer(actor, found.id)


@answers(blueprint, "PATCH", ONE, call=_RENAME)
def rename(kiosk: str) -> Response:
    """Call a kiosk something else."""
    body, actor, kiosk_id = body_of(bodies.KioskName), caller(), id_in(kiosk)
    acted = act(
        lambda key: devices.rename_kiosk(
            actor, kiosk_id=kiosk_id, name=body.name, expected=expected(), once=key
        )
    )
    return marked_if(_answer(actor, kiosk_id), repeats=acted.replayed)


@answers(blueprint, "POST", f"{ONE}/unlock", call=Call(takes=Nothing, gives=shapes.OneKiosk))
def unlock(kiosk: str) -> Response:
    """Take PINs at a locked kiosk again."""
    body_of(Nothing)
    actor, kiosk_id = caller(), id_in(kiosk)
    acted = act(lambda key: devices.unlock_kiosk(actor, kiosk_id=kiosk_id, once=key))
    return marked_if(_answer(actor, kiosk_id), repeats=acted.replayed)


@answers(blueprint, "POST", f"{ONE}/revoke", call=Call(takes=Nothing, status=204))
def revoke(kiosk: str) -> Response:
    """End a kiosk at once."""
    body_of(Nothing)
    actor = caller()
    demand(actor, Permission.MANAGE_KIOSKS)
    acted = act(lambda key: devices.revoke_kiosk(actor, kiosk_id=id_in(kiosk), once=key))
    return marked_if(no_content(), repeats=acted.replayed)


@answers(blueprint, "GET", WAYS, call=Call(gives=shapes.OneWays, etag=True))
def ways(clock: str) -> Response:
    """How people say who they are at the kiosks of a clock."""
    actor = caller()
    demand(actor, Permission.MANAGE_KIOSKS)
    return _ways(actor, id_in(clock))


@answers(blueprint, "PUT", WAYS, call=_WAYS)
def choose_ways(clock: str) -> Response:
    """Choose how people say who they are at the kiosks of a clock."""
    body, actor, clock_id = body_of(bodies.ChosenWays), caller(), id_in(clock)
    demand(actor, Permission.MANAGE_KIOSKS)
    acted = act(
        lambda key: devices.set_ways(
            actor,
            clock_id=clock_id,
            badges=body.badges,
            numbers=body.numbers,
            names=body.names,
            expected=expected(),
            once=key,
        )
    )
    return marked_if(_ways(actor, clock_id), repeats=acted.replayed)


@answers(blueprint, "GET", BADGES, call=_BADGES)
def badges_listed() -> Response:
    """The badges of a person that work: one's own unless a user is given."""
    query, actor = query_as(bodies.BadgesAsked), caller()
    demand(actor, Permission.READ_OWN)
    member_id = actor.member_id or 0
    if query.user_id is not None and query.user_id != actor.account_id:
        demand(actor, Permission.MANAGE_KIOSKS)
        member_id = member_in_sight(actor, str(query.user_id)).id
    found = queries.badges_of(actor.workspace_id, [member_id]).get(member_id, [])
    users = users_of(actor, [id_ for each in found for id_ in (each.member_id, each.issued_by_id)])
    return json_answer(shapes.Badges(badges=[shapes.badge(each, users) for each in found]))


@answers(blueprint, "POST", BADGES, call=_BADGE)
def issue_badge() -> Response:
    """Give a person a badge: a card with the `text`, or else one to be printed, shown once.

    The same call sent again is refused with `already_done`.
    """
    body, actor = body_of(bodies.NewBadge), caller()
    demand(actor, Permission.MANAGE_KIOSKS)
    member = member_of_account(actor.workspace_id, body.user_id)
    issued = badges.issue_badge(
        actor,
        member_id=member.id if member else 0,
        name=body.name,
        text=body.text,
        once=once(),
    )
    row = queries.badge(actor.workspace_id, issued.badge_id)
    if row is None:
        raise badges.badge_not_found()
    users = users_of(actor, (row.member_id, row.issued_by_id))
    return json_answer(
        shapes.IssuedBadgeJson(badge=shapes.badge(row, users), text=issued.text), 201
    )


@answers(blueprint, "POST", f"{BADGES}/<badge>/revoke", call=Call(takes=Nothing, status=204))
def revoke_badge(badge: str) -> Response:
    """End a badge at once."""
    body_of(Nothing)
    actor = caller()
    demand(actor, Permission.PUNCH)
    acted = act(lambda key: badges.revoke_badge(actor, badge_id=id_in(badge), once=key))
    return marked_if(no_content(), repeats=acted.replayed)


@answers(blueprint, "POST", PIN, call=Call(takes=Nothing, gives=shapes.NewPin, status=201))
def give_pin(user: str) -> Response:
    """Give a person a new PIN; it is shown once.

    The same call sent again is refused with `already_done`.
    """
    body_of(Nothing)
    actor = caller()
    member_id = member_for_deciding(actor, user, Permission.MANAGE_KIOSKS).id
    pin = pins.hand_out_pin(actor, member_id=member_id, once=once())
    return json_answer(shapes.NewPin(pin=pin), 201)


@answers(blueprint, "POST", f"{PIN}/remove", call=Call(takes=Nothing, status=204))
def remove_pin(user: str) -> Response:
    """End a person's PIN, or one's own."""
    body_of(Nothing)
    actor = caller()
    demand(actor, Permission.PUNCH)
    own = id_in(user) == actor.account_id
    member_id = actor.member_id or 0
    if not own:
        member_id = member_for_deciding(actor, user, Permission.MANAGE_KIOSKS).id
    acted = act(lambda key: pins.remove_pin(actor, member_id=member_id, once=key))
    return marked_if(no_content(), repeats=acted.replayed)


def _answer(actor: Actor, kiosk_id: int) -> Response:
    row = queries.kiosk(actor.workspace_id, kiosk_id)
    if row is None:
        raise devices.kiosk_not_found()
    key = queries.queues(actor.workspace_id).get(kiosk_id)
    return versioned(shapes.OneKiosk(kiosk=shapes.kiosk(row, key)), kiosk_facts(row))


def _ways(actor: Actor, clock_id: int) -> Response:
    reach = clocks_in_reach(actor)
    if clock_of(actor.workspace_id, clock_id) is None or (
        reach is not None and clock_id not in reach
    ):
        raise clock_not_found()
    found = queries.ways(actor.workspace_id, clock_id)
    return versioned(shapes.OneWays(kiosk_ways=shapes.ways(found)), ways_facts(found))
