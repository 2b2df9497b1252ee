"""Looking workspaces up."""

from collections.abc import Sequence

from sqlalchemy import select

from timeclock.company.workspaces.models import Workspace
from timeclock.names import by_name
from timeclock.storage.transactions import db


def workspace(workspace_id: int) -> Workspace | None:
    """A workspace by its id."""
    return db.session.get(Workspace, workspace_id)


def workspaces() -> Sequence[Workspace]:
    """Every workspace of the server, for its operator."""
    found = db.session.scalars(select(Workspace).order_by(Workspace.id))
    return by_name(found, lambda workspace: workspace.name)


def any_workspace() -> bool:
    """Whether the server has been set up."""
    return db.session.scalar(select(Workspace.id).limit(1)) is not None
