"""In which workspace a call means to be, and where that is."""

from timeclock.authority.actor import Actor
from timeclock.company.workspaces.queries import workspace
from timeclock.errors import NotFound


def demand_workspace(actor: Actor, workspace_id: int | None) -> None:
    """Raise NotFound for a workspace other than the key's; unsaid, it is that one."""
    if workspace_id not in (None, actor.workspace_id):
        raise no_workspace()


def no_workspace() -> NotFound:
    """The same words for a workspace that is missing and for a foreign one."""
    return NotFound("workspace_not_found", "Workspace not found")


def zone_here(actor: Actor) -> str:
    """The zone that the company's days are in."""
    company = workspace(actor.workspace_id)
    return company.zone if company else "UTC"
