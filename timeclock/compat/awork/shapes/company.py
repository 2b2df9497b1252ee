"""People, jobs and the company as awork shows them. Pure."""

from datetime import datetime
from typing import Literal

from typing_extensions import TypedDict

from timeclock.compat.awork.shapes.entries import ticks
from timeclock.compat.ids import IdKind, uuid8
from timeclock.timekeeping import utc_text
from timeclock.wire.formats import DateTimeText, EmailText, UuidText
from timeclock.wire.owner import KeyOwner


class ContactInfo(TypedDict):
    """The address of a person; awork has no other place for it."""

    id: UuidText
    type: Literal["email"]
    subType: Literal["work"]
    value: EmailText
    isAddress: Literal[False]
    createdBy: None
    createdOn: DateTimeText
    updatedBy: None
    updatedOn: DateTimeText


class AworkUserStatus(TypedDict):
    """Whether a person has come, and whether they have left."""

    invitationAccepted: bool
    isDeactivated: bool


class AworkUser(TypedDict):
    """A person, with the fields that awork answers and no others.

    The fields are those of the public record of awork's answers (mindcloud-inc,
    universal-api-reference, awork). Who invited them is not told.
    """

    id: UuidText
    firstName: str
    lastName: str
    language: str
    hasImage: Literal[False]
    isArchived: bool
    isDeactivated: bool
    isExternal: Literal[False]
    shouldMigrateToConnect: Literal[False]
    status: AworkUserStatus
    userContactInfos: list[ContactInfo]
    createdBy: None
    createdOn: DateTimeText
    updatedBy: None
    updatedOn: DateTimeText
    resourceVersion: int


class AworkWorkspace(TypedDict):
    """The company; `url` is the address of this server."""

    id: UuidText
    name: str
    url: str


class AworkMe(AworkUser):
    """The owner of a token, with the company."""

    workspace: AworkWorkspace


class AworkProject(TypedDict):
    """A job; `key` is its code. Which of awork's fields there are is (our choice)."""

    id: UuidText
    name: str
    key: str | None
    isBillableByDefault: bool
    isPrivate: bool
    isArchived: bool
    createdOn: DateTimeText


def project(
    *, job_id: int, name: str, code: str | None, created_at: datetime, is_archived: bool
) -> AworkProject:
    """A job."""
    return {
        "id": uuid8(IdKind.JOB, job_id),
        "name": name,
        "key": code,
        "isBillableByDefault": False,
        "isPrivate": False,
        "isArchived": is_archived,
        "createdOn": utc_text(created_at),
    }


def me(owner: KeyOwner, url: str) -> AworkMe:
    """The owner of a token; `url` is the address of this server."""
    company: AworkWorkspace = {
        "id": uuid8(IdKind.WORKSPACE, owner.workspace_id),
        "name": owner.workspace_name,
        "url": url,
    }
    return {**user(owner), "workspace": company}


def user(owner: KeyOwner, *, is_archived: bool = False, has_come: bool = True) -> AworkUser:
    """A person of the company."""
    first, _, last = owner.name.partition(" ")
    joined = utc_text(owner.joined_at)
    return {
        "id": uuid8(IdKind.USER, owner.account_id),
        "firstName": first,
        "lastName": last,
        "language": "en",
        "hasImage": False,
        "isArchived": is_archived,
        "isDeactivated": is_archived,
        "isExternal": False,
        "shouldMigrateToConnect": False,
        "status": {"invitationAccepted": has_come, "isDeactivated": is_archived},
        "userContactInfos": [
            {
                "id": uuid8(IdKind.CONTACT, owner.account_id),
                "type": "email",
                "subType": "work",
                "value": owner.email,
                "isAddress": False,
                "createdBy": None,
                "createdOn": joined,
                "updatedBy": None,
                "updatedOn": joined,
            }
        ],
        "createdBy": None,
        "createdOn": joined,
        "updatedBy": None,
        "updatedOn": joined,
        "resourceVersion": ticks(owner.joined_at),
    }
