"""The time clock whose rules a person goes by, from day to day."""

from datetime import UTC, datetime

from flask import Blueprint, Response

from timeclock.api.access import member_for_deciding, member_in_sight, users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies.members import NewHomeClock
from timeclock.api.shapes.members import HomeClocks, OneHomeClock
from timeclock.api.shapes.rules import OneEffect, effect
from timeclock.authority.permissions import Permission
from timeclock.wire.acts import act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.worktime.timesheets.rule_changes import home_clocks

blueprint = Blueprint("home_clocks", __name__)
ALL = f"{BASE}/members/<user>/home-clocks"
_EXAMPLE = {"first_day": "2027-01-04", "clock_id": 3}
_CHANGE = Call(takes=NewHomeClock, gives=OneHomeClock, status=201, example=_EXAMPLE)
_PREVIEW = Call(takes=NewHomeClock, gives=OneEffect, example=_EXAMPLE)


@answers(blueprint, "GET", ALL, call=Call(gives=HomeClocks))
def listed(user: str) -> Response:
    """The home clocks of a person, each with its first day, in order."""
    actor = caller()
    member = member_in_sight(actor, user)
    found = home_clocks.home_clocks(actor.workspace_id, member.id)
    return json_answer(
        HomeClocks(
            home_clocks=[
                {"first_day": first.isoformat(), "clock_id": clock_id} for first, clock_id in found
            ]
        )
    )


@answers(blueprint, "POST", ALL, call=_CHANGE)
def change(user: str) -> Response:
    """Let a person go by the rules of a time clock from a day on."""
    body, actor = body_of(NewHomeClock), caller()
    member_id = member_for_deciding(actor, user, Permission.CHANGE_RULES).id
    acted = act(
        lambda key: home_clocks.change_home_clock(
            actor,
            member_id=member_id,
            clock_id=body.clock_id,
            first_day=body.first_day,
            once=key,
        )
    )
    said = OneHomeClock(
        home_clock={"first_day": body.first_day.isoformat(), "clock_id": body.clock_id}
    )
    return marked_if(json_answer(said, 201), repeats=acted.replayed)


@answers(blueprint, "POST", f"{ALL}/preview", call=_PREVIEW)
def preview(user: str) -> Response:
    """What another home clock would do to the open days of a person; nothing is stored."""
    body, actor = body_of(NewHomeClock), caller()
    member_id = member_for_deciding(actor, user, Permission.CHANGE_RULES).id
    found = home_clocks.effect_of_home_clock(
        actor.workspace_id, member_id, body.clock_id, body.first_day, datetime.now(UTC)
    )
    users = users_of(actor, [each.member_id for each in found.members])
    return json_answer(OneEffect(effect=effect(found, users)))
