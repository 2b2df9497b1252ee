"""The company as Clockify shows it: users, workspaces, projects. Pure."""

from typing import Literal

from typing_extensions import TypedDict

from timeclock.compat.clockify.shapes.entries import IdText
from timeclock.compat.ids import IdKind, hex24
from timeclock.wire.formats import EmailText, ZoneText
from timeclock.wire.owner import KeyOwner

Weekday = Literal["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]
_WEEKDAYS: tuple[Weekday, ...] = (
    "MONDAY",
    "TUESDAY",
    "WEDNESDAY",
    "THURSDAY",
    "FRIDAY",
    "SATURDAY",
    "SUNDAY",
)


class Membership(TypedDict):
    """That a user belongs to a workspace; no one has rates here."""

    userId: IdText
    hourlyRate: None
    costRate: None
    targetId: IdText
    membershipType: Literal["WORKSPACE"]
    membershipStatus: Literal["ACTIVE"]


class UserSettings(TypedDict):
    """How a user reads times."""

    weekStart: Weekday
    timeZone: ZoneText
    timeFormat: Literal["HOUR24"]
    dateFormat: Literal["YYYY-MM-DD"]


class ClockifyUser(TypedDict):
    """A person; there are no pictures."""

    id: IdText
    email: EmailText
    name: str
    memberships: list[Membership]
    profilePicture: str
    activeWorkspace: IdText
    defaultWorkspace: IdText
    settings: UserSettings
    status: Literal["ACTIVE"]


class WorkspaceSettings(TypedDict):
    """What a company has laid down."""

    weekStart: Weekday


class ClockifyWorkspace(TypedDict):
    """A company."""

    id: IdText
    name: str
    hourlyRate: None
    costRate: None
    imageUrl: str
    memberships: list[Membership]
    workspaceSettings: WorkspaceSettings


class Project(TypedDict):
    """A job; which of Clockify's fields there are is (our choice), and `note` is the job's code."""

    id: IdText
    name: str
    hourlyRate: None
    costRate: None
    clientId: str
    clientName: str
    workspaceId: IdText
    billable: bool
    memberships: list[Membership]
    color: str
    archived: bool
    note: str
    public: bool
    template: bool


class Client(TypedDict):
    """A client; there are none."""

    id: IdText
    name: str


class Tag(TypedDict):
    """A tag; there are none."""

    id: IdText
    name: str


class Task(TypedDict):
    """A task of a project; there are none."""

    id: IdText
    name: str


def user(owner: KeyOwner) -> ClockifyUser:
    """A person of the company."""
    workspace = hex24(IdKind.WORKSPACE, owner.workspace_id)
    return {
        "id": hex24(IdKind.USER, owner.account_id),
        "email": owner.email,
        "name": owner.name,
        "memberships": [_membership(owner)],
        "profilePicture": "",
        "activeWorkspace": workspace,
        "defaultWorkspace": workspace,
        "settings": {
            "weekStart": _WEEKDAYS[owner.first_weekday],
            "timeZone": owner.zone,
            "timeFormat": "HOUR24",
            "dateFormat": "YYYY-MM-DD",
        },
        "status": "ACTIVE",
    }


def workspace(owner: KeyOwner) -> ClockifyWorkspace:
    """The company that a key belongs to."""
    return {
        "id": hex24(IdKind.WORKSPACE, owner.workspace_id),
        "name": owner.workspace_name,
        "hourlyRate": None,
        "costRate": None,
        "imageUrl": "",
        "memberships": [_membership(owner)],
        "workspaceSettings": {"weekStart": _WEEKDAYS[owner.first_weekday]},
    }


def project(
    *, workspace_id: int, job_id: int, name: str, code: str | None, is_archived: bool
) -> Project:
    """A job."""
    return {
        "id": hex24(IdKind.JOB, job_id),
        "name": name,
        "hourlyRate": None,
        "costRate": None,
        "clientId": "",
        "clientName": "",
        "workspaceId": hex24(IdKind.WORKSPACE, workspace_id),
        "billable": False,
        "memberships": [],
        "color": "#607D8B",
        "archived": is_archived,
        "note": code or "",
        "public": True,
        "template": False,
    }


def _membership(owner: KeyOwner) -> Membership:
    return {
        "userId": hex24(IdKind.USER, owner.account_id),
        "hourlyRate": None,
        "costRate": None,
        "targetId": hex24(IdKind.WORKSPACE, owner.workspace_id),
        "membershipType": "WORKSPACE",
        "membershipStatus": "ACTIVE",
    }
