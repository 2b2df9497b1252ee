"""Workspaces, members and time entries. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from typing_extensions import TypedDict

from timeclock.authority.actor import Role
from timeclock.timekeeping import local_date, utc_text
from timeclock.wire.formats import DateTimeText, DayText, EmailText, ZoneText
from timeclock.worktime.shifts.record import ShiftRecord

RoleName = Literal["Owner", "Executive manager", "Team manager", "Regular User"]
Status = Literal["active", "inactive"]
ROLES: Mapping[Role, RoleName] = {
    Role.OWNER: "Owner",
    Role.EXECUTIVE_MANAGER: "Executive manager",
    Role.MANAGER: "Team manager",
    Role.EMPLOYEE: "Regular User",
}


class WebworkWorkspace(TypedDict):
    """The company that the key belongs to; `user_id` and `role` are those of the key's owner."""

    id: int
    owner_id: int
    user_id: int
    workspace_name: str
    role: RoleName
    status: Status
    created_at: DateTimeText
    activated_at: DateTimeText


class WebworkMember(TypedDict):
    """A person; `id` is the `user_id` of the other calls. No one has a picture or a title here."""

    id: int
    email: EmailText
    firstname: str
    lastname: str
    avatar: None
    current_role: RoleName
    timezone: ZoneText | None
    status: Status
    team_name: None
    title: None


class WebworkEntry(TypedDict):
    """One shift. `duration_minutes` is without unpaid breaks, and up to now while it runs."""

    id: int
    user_id: int
    contract_id: int | None
    project_id: int | None
    project_name: str | None
    task_id: None
    task_title: None
    activity_description: str | None
    method: str
    date: DayText
    start_time: DateTimeText
    end_time: DateTimeText | None
    duration_minutes: int


def workspace(
    *,
    id: int,  # noqa: A002  (the contract's name)
    owner_id: int,
    user_id: int,
    name: str,
    role: Role,
    created_at: datetime,
) -> WebworkWorkspace:
    """The company of a key; here none is ever inactive."""
    return {
        "id": id,
        "owner_id": owner_id,
        "user_id": user_id,
        "workspace_name": name,
        "role": ROLES[role],
        "status": "active",
        "created_at": utc_text(created_at),
        "activated_at": utc_text(created_at),
    }


def member(
    *, user_id: int, email: str, name: str, role: Role, zone: str | None, is_active: bool
) -> WebworkMember:
    """A person."""
    first, _, last = name.partition(" ")
    return {
        "id": user_id,
        "email": email,
        "firstname": first,
        "lastname": last,
        "avatar": None,
        "current_role": ROLES[role],
        "timezone": zone,
        "status": "active" if is_active else "inactive",
        "team_name": None,
        "title": None,
    }


def entry(record: ShiftRecord, jobs: Mapping[int, str], zone: str, now: datetime) -> WebworkEntry:
    """A shift; its day is that of its start in the company's zone."""
    line = record.timeline
    job = line.current_job_id
    return {
        "id": record.id,
        "user_id": record.account_id,
        "contract_id": job,
        "project_id": job,
        "project_name": None if job is None else jobs[job],
        "task_id": None,
        "task_title": None,
        "activity_description": record.note or None,
        "method": _method(record.start_source),
        "date": local_date(line.started_at, zone).isoformat(),
        "start_time": utc_text(line.started_at),
        "end_time": None if line.ended_at is None else utc_text(line.ended_at),
        "duration_minutes": int(line.worked(now).total_seconds()) // 60,
    }


def _method(source: str) -> str:
    """In WebWork's words: given at the terminal, or tracked (our choice)."""
    return "Manually added time" if source == "admin" else "Web tracker"
