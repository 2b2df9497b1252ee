"""Time clocks: where people clock in, and by which rules."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from timeclock.api.addresses import BASE
from timeclock.api.bodies import clocks as bodies
from timeclock.api.bodies.external_ids import ExternalIdBody
from timeclock.api.bodies.plain import Nothing
from timeclock.api.external_ids import name_elsewhere
from timeclock.api.pages import after, page
from timeclock.api.shapes import clocks as shapes
from timeclock.api.versions import expected, versioned
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks import queries, service
from timeclock.company.clocks.facts import clock_facts
from timeclock.company.clocks.service import ClockSettings, clock_not_found
from timeclock.company.external_ids.service import ExternalKind
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.wire.acts import Acted, act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.wire.sight import clock_seen, clocks_seen

blueprint = Blueprint("clocks", __name__)
ALL = f"{BASE}/clocks"
ONE = f"{ALL}/<clock>"
_OPEN = Call(
    takes=bodies.NewClock,
    gives=shapes.OneClock,
    status=201,
    etag=True,
    example={"name": "Mill Lane", "timezone": "Europe/Berlin", "limit_minutes": 720},
)
_CHANGE = Call(
    takes=bodies.ClockEdit, gives=shapes.OneClock, etag=True, example={"job_required": True}
)
_NAME = Call(
    takes=ExternalIdBody, gives=shapes.OneClock, etag=True, example={"external_id": "site-7"}
)
_PLAINLY = Call(takes=Nothing, gives=shapes.OneClock, etag=True)


@answers(blueprint, "GET", ALL, call=Call(asks=bodies.ClocksAsked, gives=shapes.Clocks))
def listed() -> Response:
    """The clocks that one is assigned to, or all of them from executive manager up."""
    query, actor = query_as(bodies.ClocksAsked), caller()
    found = queries.clocks_after(
        actor.workspace_id,
        after(query.cursor),
        query.limit + 1,
        clock_ids=clocks_seen(actor),
        archived=query.archived,
        external_id=query.external_id,
    )
    listed = page(found, query.limit, lambda each: each.id)
    shown = [shapes.clock(clock_facts(each)) for each in listed.items]
    return json_answer(shapes.Clocks(clocks=shown, next_cursor=listed.next_cursor))


@answers(blueprint, "GET", ONE, call=Call(gives=shapes.OneClock, etag=True))
def shown(clock: str) -> Response:
    """One of them, also an archived one."""
    facts = clock_facts(clock_seen(caller(), clock))
    return versioned(shapes.OneClock(clock=shapes.clock(facts)), facts)


@answers(blueprint, "POST", ALL, call=_OPEN)
def add() -> Response:
    """Open a clock; no one is assigned to it yet."""
    body, actor = body_of(bodies.NewClock), caller()
    demand(actor, Permission.MANAGE_CLOCKS)
    acted = act(
        lambda key: service.create_clock(
            actor,
            name=body.name,
            zone=body.timezone,
            job_required=body.job_required,
            limit_minutes=body.limit_minutes,
            closes_forgotten=body.closes_forgotten,
            break_limit_minutes=body.break_limit_minutes,
            once=key,
        )
    )
    return _answer(acted, acted.made or 0, 201)


@answers(blueprint, "PATCH", ONE, call=_CHANGE)
def change(clock: str) -> Response:
    """Change a clock. Another zone counts for shifts that begin from now on."""
    body, actor = body_of(bodies.ClockEdit), caller()
    demand(actor, Permission.MANAGE_CLOCKS)
    given = body.given
    if "timezone" in given:
        given["zone"] = given.pop("timezone")
    acted = act(
        lambda key: service.update_clock(
            actor,
            clock_id=id_in(clock),
            expected=expected(),
            once=key,
            change=ClockSettings(**given),
        )
    )
    return _answer(acted, id_in(clock))


@answers(blueprint, "PUT", f"{ONE}/external-id", call=_NAME)
def set_external_id(clock: str) -> Response:
    """Keep the id that a clock has in another system; no other clock has the same."""
    body, actor, clock_id = body_of(ExternalIdBody), caller(), id_in(clock)
    return _answer(name_elsewhere(actor, ExternalKind.CLOCK, clock_id, body), clock_id)


@answers(blueprint, "POST", f"{ONE}/archive", call=_PLAINLY)
def archive(clock: str) -> Response:
    """Let no one clock in here any more; shifts under way run on."""
    body_of(Nothing)
    return _decided(archive_clock, clock)


@answers(blueprint, "POST", f"{ONE}/restore", call=_PLAINLY)
def restore(clock: str) -> Response:
    """Open an archived clock again."""
    body_of(Nothing)
    return _decided(service.restore_clock, clock)


def _decided(decide: Callable[..., None], clock: str) -> Response:
    actor = caller()
    demand(actor, Permission.MANAGE_CLOCKS)
    acted = act(lambda key: decide(actor, clock_id=id_in(clock), expected=expected(), once=key))
    return _answer(acted, id_in(clock))


def _answer(acted: Acted[Any], clock_id: int, status: int = 200) -> Response:
    """The clock as the write left it, or as it is where no entry tells of that."""
    facts = acted.facts
    if facts is None:
        found = queries.clock(caller().workspace_id, clock_id)
        if found is None:
            raise clock_not_found()
        facts = clock_facts(found)
    answer = versioned(shapes.OneClock(clock=shapes.clock(facts)), facts, status)
    return marked_if(answer, repeats=acted.replayed)
