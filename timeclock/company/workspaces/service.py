"""Opening a workspace and changing what it has set."""

from dataclasses import dataclass

from timeclock.authority.actor import Actor, Role
from timeclock.authority.permissions import Permission, demand
from timeclock.company.people.facts import called, member_facts
from timeclock.company.people.membership import find_member, join
from timeclock.company.workspaces.models import Workspace
from timeclock.errors import Invalid, NotFound
from timeclock.ledger.editing import Expected, demand_version
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import demand_first_time, lock_workspace, new_chain, present, record
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import zone as known_zone
from timeclock.wording import required

_LONGEST_TOLERANCE = 3600


@dataclass(frozen=True, slots=True)
class Created:
    """A new workspace and its first owner."""

    workspace_id: int
    member_id: int
    account_id: int


@transaction
def create_workspace(
    tx: Transaction,
    *,
    name: str,
    zone: str,
    owner_email: str,
    owner_name: str,
    owner_password: str | None = None,
) -> Created:
    """Open a company with its first owner, from the terminal."""
    return open_workspace(tx, name, zone, owner_email, owner_name, owner_password)


def open_workspace(
    tx: Transaction,
    name: str,
    zone: str,
    owner_email: str,
    owner_name: str,
    owner_password: str | None,
) -> Created:
    """`create_workspace` inside a transaction under way."""
    known_zone(zone)
    workspace = Workspace(
        name=required(name, field="name"),
        zone=zone,
        location_on=False,
        tolerance=120,
        created_at=present(),
    )
    tx.session.add(workspace)
    tx.session.flush()
    new_chain(tx, workspace.id, for_workspace=True)
    head = lock_workspace(tx, workspace.id)
    owner = join(
        tx,
        workspace.id,
        email=owner_email,
        name=owner_name,
        role=Role.OWNER,
        password=owner_password,
        by_operator=True,
    )
    member = find_member(tx.session, workspace.id, owner.member_id)
    record(
        tx,
        head,
        kind="workspace.opened",
        actor=Actor.operator(workspace.id),
        after=settings_of(workspace)
        | {"owner": owner.member_id, "owner_facts": member_facts(member)},
        payload=called(member),
    )
    return Created(workspace.id, owner.member_id, owner.account_id)


@transaction
def update_workspace(
    tx: Transaction,
    actor: Actor,
    *,
    name: str | None = None,
    zone: str | None = None,
    location_on: bool | None = None,
    tolerance: int | None = None,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Change what is given of a workspace's settings; `tolerance` in seconds.

    Raises Outdated for a version that is not expected, and Conflict `already_done` when it comes a
    second time.
    """
    demand(actor, Permission.CHANGE_WORKSPACE)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    workspace = find_workspace(tx, actor.workspace_id)
    before = settings_of(workspace)
    demand_version(expected, before)
    if zone is not None:
        known_zone(zone)
        workspace.zone = zone
    if tolerance is not None:
        workspace.tolerance = _tolerable(tolerance)
    if name is not None:
        workspace.name = required(name, field="name")
    if location_on is not None:
        workspace.location_on = location_on
    after = settings_of(workspace)
    if after == before:
        return tx.discard()
    record(tx, head, kind="workspace.changed", actor=actor, before=before, after=after, once=once)


def _tolerable(seconds: int) -> int:
    if not 0 <= seconds <= _LONGEST_TOLERANCE:
        raise Invalid("invalid_tolerance", "Enter 0 to 60 minutes.", field="tolerance")
    return seconds


def find_workspace(tx: Transaction, workspace_id: int) -> Workspace:
    """The workspace of an id. Raises NotFound."""
    workspace = tx.session.get(Workspace, workspace_id)
    if workspace is None:
        raise NotFound("workspace_not_found", "This workspace does not exist.")
    return workspace


def settings_of(workspace: Workspace) -> dict[str, Json]:
    """A workspace as the ledger tells of it; its version is that of these."""
    return {
        "name": workspace.name,
        "zone": workspace.zone,
        "location_on": workspace.location_on,
        "tolerance": workspace.tolerance,
    }
