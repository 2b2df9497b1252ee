"""People as Clockify shows them. Pure."""

from typing import Literal

from typing_extensions import TypedDict

from timeclock.compat.clockify.shapes.labels import IdText
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


MembershipStatus = Literal["PENDING", "ACTIVE", "INACTIVE"]


class Membership(TypedDict):
    """That a user belongs to a workspace; no one has rates here."""

    userId: IdText
    hourlyRate: None
    costRate: None
    targetId: IdText
    membershipType: Literal["WORKSPACE"]
    membershipStatus: MembershipStatus


class ReportSettings(TypedDict):
    """How reports are grouped at first."""

    group: Literal["PROJECT"]
    subgroup: Literal["TIME_ENTRY"]


class UserSettings(TypedDict):
    """How a user reads times; the rest are Clockify's defaults, which change nothing here."""

    weekStart: Weekday
    timeZone: ZoneText
    timeFormat: Literal["HOUR24"]
    dateFormat: Literal["YYYY-MM-DD"]
    sendNewsletter: Literal[False]
    weeklyUpdates: Literal[False]
    longRunning: Literal[False]
    scheduledReports: Literal[False]
    approval: Literal[False]
    pto: Literal[False]
    alerts: Literal[False]
    reminders: Literal[False]
    onboarding: Literal[False]
    timeTrackingManual: Literal[False]
    isCompactViewOn: Literal[False]
    groupSimilarEntriesDisabled: Literal[True]
    collapseAllProjectLists: Literal[False]
    showOnlyWorkingDays: Literal[False]
    multiFactorEnabled: Literal[False]
    dashboardSelection: Literal["ME"]
    dashboardViewType: Literal["PROJECT"]
    dashboardPinToTop: Literal[False]
    summaryReportSettings: ReportSettings
    projectListCollapse: int
    projectPickerTaskFilter: Literal[False]
    myStartOfDay: str
    theme: Literal["DEFAULT"]
    lang: None


class ClockifyUser(TypedDict):
    """A person; there are no pictures and no custom fields."""

    id: IdText
    email: EmailText
    name: str
    memberships: list[Membership]
    profilePicture: str
    activeWorkspace: IdText
    defaultWorkspace: IdText
    settings: UserSettings
    status: Literal["ACTIVE"]
    customFields: list[None]


def user(
    owner: KeyOwner, status: MembershipStatus = "ACTIVE", *, with_memberships: bool = True
) -> ClockifyUser:
    """A person of the company."""
    workspace = hex24(IdKind.WORKSPACE, owner.workspace_id)
    return {
        "id": hex24(IdKind.USER, owner.account_id),
        "email": owner.email,
        "name": owner.name,
        "memberships": [membership(owner, status)] if with_memberships else [],
        "profilePicture": "",
        "activeWorkspace": workspace,
        "defaultWorkspace": workspace,
        "settings": _settings(owner),
        "status": "ACTIVE",
        "customFields": [],
    }


def _settings(owner: KeyOwner) -> UserSettings:
    return {
        "weekStart": weekday(owner),
        "timeZone": owner.zone,
        "timeFormat": "HOUR24",
        "dateFormat": "YYYY-MM-DD",
        "sendNewsletter": False,
        "weeklyUpdates": False,
        "longRunning": False,
        "scheduledReports": False,
        "approval": False,
        "pto": False,
        "alerts": False,
        "reminders": False,
        "onboarding": False,
        "timeTrackingManual": False,
        "isCompactViewOn": False,
        "groupSimilarEntriesDisabled": True,
        "collapseAllProjectLists": False,
        "showOnlyWorkingDays": False,
        "multiFactorEnabled": False,
        "dashboardSelection": "ME",
        "dashboardViewType": "PROJECT",
        "dashboardPinToTop": False,
        "summaryReportSettings": {"group": "PROJECT", "subgroup": "TIME_ENTRY"},
        "projectListCollapse": 50,
        "projectPickerTaskFilter": False,
        "myStartOfDay": "09:00",
        "theme": "DEFAULT",
        "lang": None,
    }


def weekday(owner: KeyOwner) -> Weekday:
    """The day on which weeks begin."""
    return _WEEKDAYS[owner.first_weekday]


def membership(owner: KeyOwner, status: MembershipStatus = "ACTIVE") -> Membership:
    """That a person belongs to the company."""
    return {
        "userId": hex24(IdKind.USER, owner.account_id),
        "hourlyRate": None,
        "costRate": None,
        "targetId": hex24(IdKind.WORKSPACE, owner.workspace_id),
        "membershipType": "WORKSPACE",
        "membershipStatus": status,
    }
