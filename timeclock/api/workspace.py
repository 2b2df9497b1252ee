"""The caller, and the company of the key."""

from collections.abc import Mapping

from flask import Blueprint, Response

from timeclock.api.addresses import BASE
from timeclock.api.bodies.workspace import WorkspaceEdit
from timeclock.api.shapes import workspace as shapes
from timeclock.api.versions import expected, versioned
from timeclock.authority.permissions import Permission, demand
from timeclock.company.workspaces import queries
from timeclock.company.workspaces.service import settings_of, update_workspace
from timeclock.errors import NotFound
from timeclock.ledger.entry import Json
from timeclock.wire.acts import act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.members import owner_of_key

blueprint = Blueprint("workspace", __name__)
ONE = f"{BASE}/workspace"
_CHANGE = Call(
    takes=WorkspaceEdit, gives=shapes.OneWorkspace, etag=True, example={"tolerance_seconds": 120}
)
_NAMES = {"timezone": "zone", "tolerance_seconds": "tolerance"}


@answers(blueprint, "GET", f"{BASE}/me", call=Call(gives=shapes.Me))
def me() -> Response:
    """Whose key it is, in which company, and how far it goes."""
    actor = caller()
    demand(actor, Permission.READ_OWN)
    return json_answer(shapes.Me(me=shapes.me(owner_of_key(actor), actor)))


@answers(blueprint, "GET", ONE, call=Call(gives=shapes.OneWorkspace, etag=True))
def shown() -> Response:
    """The company and what it has set."""
    demand(caller(), Permission.READ_OWN)
    facts = _facts()
    return versioned(_shape(facts), facts)


@answers(blueprint, "PATCH", ONE, call=_CHANGE)
def change() -> Response:
    """Change what the company has set."""
    body, actor = body_of(WorkspaceEdit), caller()
    demand(actor, Permission.CHANGE_WORKSPACE)
    given = {_NAMES.get(name, name): value for name, value in body.given.items()}
    acted = act(lambda key: update_workspace(actor, expected=expected(), once=key, **given))
    facts = acted.facts or _facts()
    return marked_if(versioned(_shape(facts), facts), repeats=acted.replayed)


def _facts() -> Mapping[str, Json]:
    found = queries.workspace(caller().workspace_id)
    if found is None:
        raise NotFound("workspace_not_found", "This workspace does not exist.")
    return settings_of(found)


def _shape(facts: Mapping[str, Json]) -> shapes.OneWorkspace:
    return shapes.OneWorkspace(workspace=shapes.workspace(caller().workspace_id, facts))
