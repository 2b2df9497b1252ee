"""Clients and tags as Clockify shows them. Pure.

Their fields are those of the public description that apet97/clockify-python is generated from.
"""

from datetime import datetime
from typing import Annotated, Protocol

from pydantic import Field
from typing_extensions import TypedDict

from timeclock.compat.ids import IdKind, hex24

IdText = Annotated[str, Field(pattern="^[0-9a-f]{24}$")]


class ClockifyClient(TypedDict):
    """Whom jobs are done for; there are no addresses, notes and currencies."""

    id: IdText
    name: str
    workspaceId: IdText
    archived: bool
    email: None
    address: None
    note: None
    ccEmails: None
    currencyId: None
    currencyCode: None


class ClockifyTag(TypedDict):
    """A word that shifts are marked with."""

    id: IdText
    name: str
    workspaceId: IdText
    archived: bool


class LabelFacts(Protocol):
    """What is shown of a label."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def workspace_id(self) -> int:
        """Its company."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def archived_at(self) -> datetime | None:
        """Since when it is no longer offered."""


def client(label: LabelFacts) -> ClockifyClient:
    """A client."""
    return {
        "id": hex24(IdKind.CLIENT, label.id),
        "name": label.name,
        "workspaceId": hex24(IdKind.WORKSPACE, label.workspace_id),
        "archived": label.archived_at is not None,
        "email": None,
        "address": None,
        "note": None,
        "ccEmails": None,
        "currencyId": None,
        "currencyCode": None,
    }


def tag(label: LabelFacts) -> ClockifyTag:
    """A tag."""
    return {
        "id": hex24(IdKind.TAG, label.id),
        "name": label.name,
        "workspaceId": hex24(IdKind.WORKSPACE, label.workspace_id),
        "archived": label.archived_at is not None,
    }
