"""Clocks, people, jobs and the company. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from typing_extensions import TypedDict

from timeclock.authority.actor import Role
from timeclock.compat.connecteam.shapes.shifts import unix
from timeclock.wire.formats import EmailText

UserType = Literal["user", "manager", "owner"]
_TYPES: Mapping[Role, UserType] = {
    Role.EMPLOYEE: "user",
    Role.MANAGER: "manager",
    Role.EXECUTIVE_MANAGER: "manager",
    Role.OWNER: "owner",
}


class ConnecteamTimeClock(TypedDict):
    """A time clock."""

    id: int
    name: str
    isArchived: bool


class TimeClocks(TypedDict):
    """Time clocks by name."""

    timeClocks: list[ConnecteamTimeClock]


class ConnecteamUser(TypedDict):
    """A person; `createdAt` is when they joined, in Unix seconds. No one has a phone number."""

    userId: int
    firstName: str
    lastName: str
    phoneNumber: str
    email: EmailText
    userType: UserType
    isArchived: bool
    createdAt: int


class ConnecteamUsers(TypedDict):
    """People in the order in which they joined."""

    users: list[ConnecteamUser]


class JobAssignment(TypedDict):
    """Who may book on a job: everyone who may book on any, so that no one is named."""

    type: Literal["users"]
    userIds: list[int]
    groupIds: list[int]


class ConnecteamSubJob(TypedDict):
    """A sub-job inside its job."""

    jobId: str
    title: str
    code: str
    description: str
    isDeleted: bool


class ConnecteamJob(TypedDict):
    """A job; `parentId` is that of the job that it is a sub-job of (our choice)."""

    jobId: str
    title: str
    code: str
    description: str
    color: str
    assign: JobAssignment
    instanceIds: list[int]
    parentId: str | None
    useParentData: bool
    subJobs: list[ConnecteamSubJob]
    isDeleted: bool


class ConnecteamJobs(TypedDict):
    """Jobs and sub-jobs by title."""

    jobs: list[ConnecteamJob]


class ConnecteamCompany(TypedDict):
    """The company that the key belongs to."""

    companyName: str
    companyId: str


def user(
    *, user_id: int, name: str, email: str, role: Role, is_active: bool, joined_at: datetime
) -> ConnecteamUser:
    """A person."""
    first, _, last = name.partition(" ")
    return {
        "userId": user_id,
        "firstName": first,
        "lastName": last,
        "phoneNumber": "",
        "email": email,
        "userType": _TYPES[role],
        "isArchived": not is_active,
        "createdAt": unix(joined_at),
    }


def job(
    *,
    id: int,  # noqa: A002
    name: str,
    code: str | None,
    parent: int | None,
    is_archived: bool,
    subs: Iterable[ConnecteamSubJob] = (),
) -> ConnecteamJob:
    """A job with the jobs that are right below it."""
    return {
        "jobId": str(id),
        "title": name,
        "code": code or "",
        "description": "",
        "color": "#607D8B",
        "assign": {"type": "users", "userIds": [], "groupIds": []},
        "instanceIds": [],
        "parentId": None if parent is None else str(parent),
        "useParentData": False,
        "subJobs": list(subs),
        "isDeleted": is_archived,
    }


def sub_job(
    *,
    id: int,  # noqa: A002
    name: str,
    code: str | None,
    is_archived: bool,
) -> ConnecteamSubJob:
    """A sub-job inside its job."""
    return {
        "jobId": str(id),
        "title": name,
        "code": code or "",
        "description": "",
        "isDeleted": is_archived,
    }
