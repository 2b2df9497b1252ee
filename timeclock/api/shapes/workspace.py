"""The caller and the caller's company. Pure."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import TypedDict

from timeclock.authority.actor import Actor, Role, Scope
from timeclock.wire.formats import EmailText, ZoneText
from timeclock.wire.owner import KeyOwner


class WorkspaceJson(TypedDict):
    """A company.

    With `location_on` the places of punches are kept. A punch whose time is more than
    `tolerance_seconds` from its receipt counts as edited.
    """

    id: int
    name: str
    timezone: ZoneText
    location_on: bool
    tolerance_seconds: int


class OneWorkspace(TypedDict):
    """The company of the key."""

    workspace: WorkspaceJson


class Caller(TypedDict):
    """Whose key it is, in which company, and how far it goes."""

    user_id: int
    name: str
    email: EmailText
    timezone: ZoneText
    role: Role
    scope: Scope
    workspace_id: int
    workspace_name: str


class Me(TypedDict):
    """The caller."""

    me: Caller


def me(owner: KeyOwner, actor: Actor) -> Caller:
    """The person behind a key."""
    return {
        "user_id": owner.account_id,
        "name": owner.name,
        "email": owner.email,
        "timezone": owner.zone,
        "role": actor.role,
        "scope": actor.scope,
        "workspace_id": owner.workspace_id,
        "workspace_name": owner.workspace_name,
    }


def workspace(workspace_id: int, facts: Mapping[str, Any]) -> WorkspaceJson:
    """A company, from the facts of one."""
    return {
        "id": workspace_id,
        "name": facts["name"],
        "timezone": facts["zone"],
        "location_on": facts["location_on"],
        "tolerance_seconds": facts["tolerance"],
    }
