"""The kinds of break that a clock offers."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from timeclock.api.bodies import clocks as bodies
from timeclock.api.bodies.paging import Paged
from timeclock.api.bodies.plain import Nothing
from timeclock.api.clocks import ONE as CLOCK
from timeclock.api.pages import after, page
from timeclock.api.shapes import clocks as shapes
from timeclock.api.versions import expected, versioned
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks import break_kinds, queries
from timeclock.company.clocks.break_kinds import break_kind_not_found
from timeclock.company.clocks.facts import kind_facts
from timeclock.company.clocks.models import BreakKind
from timeclock.wire.acts import Acted, act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.wire.sight import clock_seen

blueprint = Blueprint("break_kinds", __name__)
ALL = f"{CLOCK}/break-kinds"
ONE = f"{ALL}/<kind>"
_ADD = Call(
    takes=bodies.NewBreakKind,
    gives=shapes.OneBreakKind,
    status=201,
    etag=True,
    example={"name": "Lunch", "paid": False, "minutes": 30},
)
_CHANGE = Call(
    takes=bodies.BreakKindEdit, gives=shapes.OneBreakKind, etag=True, example={"minutes": 45}
)


@answers(blueprint, "GET", ALL, call=Call(asks=Paged, gives=shapes.BreakKinds))
def listed(clock: str) -> Response:
    """The kinds of break on offer; the first one is taken where a pause names none."""
    query, actor = query_as(Paged), caller()
    clock_id, least = clock_seen(actor, clock).id, after(query.cursor)
    found = [e for e in queries.break_kinds(actor.workspace_id, clock_id) if e.id > least]
    listed = page(found[: query.limit + 1], query.limit, lambda each: each.id)
    shown = [shapes.break_kind(kind_facts(each)) for each in listed.items]
    return json_answer(shapes.BreakKinds(break_kinds=shown, next_cursor=listed.next_cursor))


@answers(blueprint, "GET", ONE, call=Call(gives=shapes.OneBreakKind, etag=True))
def shown(clock: str, kind: str) -> Response:
    """One of them, also an archived one."""
    facts = kind_facts(_kind(clock_seen(caller(), clock).id, kind))
    return versioned(shapes.OneBreakKind(break_kind=shapes.break_kind(facts)), facts)


@answers(blueprint, "POST", ALL, call=_ADD)
def add(clock: str) -> Response:
    """Offer another kind of break."""
    body, actor = body_of(bodies.NewBreakKind), caller()
    demand(actor, Permission.MANAGE_CLOCKS)
    acted = act(
        lambda key: break_kinds.add_break_kind(
            actor,
            clock_id=id_in(clock),
            name=body.name,
            paid=body.paid,
            minutes=body.minutes,
            pays_beyond=body.pays_beyond,
            once=key,
        )
    )
    return _answer(acted, id_in(clock), str(acted.made), 201)


@answers(blueprint, "PATCH", ONE, call=_CHANGE)
def change(clock: str, kind: str) -> Response:
    """Change a kind of break; breaks already begun keep what they were."""
    body, actor = body_of(bodies.BreakKindEdit), caller()
    return _written(
        clock,
        kind,
        lambda kind_id, key: break_kinds.update_break_kind(
            actor, kind_id=kind_id, expected=expected(), once=key, **body.given
        ),
    )


@answers(
    blueprint,
    "POST",
    f"{ONE}/archive",
    call=Call(takes=Nothing, gives=shapes.OneBreakKind, etag=True),
)
def archive(clock: str, kind: str) -> Response:
    """Offer a kind of break no longer."""
    body_of(Nothing)
    actor = caller()
    return _written(
        clock,
        kind,
        lambda kind_id, key: break_kinds.archive_break_kind(
            actor, kind_id=kind_id, expected=expected(), once=key
        ),
    )


def _written(clock: str, kind: str, write: Callable[[int, Any], None]) -> Response:
    demand(caller(), Permission.MANAGE_CLOCKS)
    kind_id = _kind(id_in(clock), kind).id
    return _answer(act(lambda key: write(kind_id, key)), id_in(clock), kind)


def _kind(clock_id: int, kind: str) -> BreakKind:
    found = queries.break_kind(caller().workspace_id, id_in(kind))
    if found is None or found.clock_id != clock_id:
        raise break_kind_not_found()
    return found


def _answer(acted: Acted[Any], clock_id: int, kind: str, status: int = 200) -> Response:
    """The kind as the write left it, or as it is where no entry tells of that."""
    facts = acted.facts or kind_facts(_kind(clock_id, kind))
    shape = shapes.OneBreakKind(break_kind=shapes.break_kind(facts))
    return marked_if(versioned(shape, facts, status), repeats=acted.replayed)
