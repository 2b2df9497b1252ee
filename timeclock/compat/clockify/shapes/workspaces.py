"""The company as Clockify shows it. Pure."""

from typing import Literal

from typing_extensions import TypedDict

from timeclock.compat.clockify.shapes.labels import IdText
from timeclock.compat.clockify.shapes.people import Membership, Weekday, membership, weekday
from timeclock.compat.ids import IdKind, hex24
from timeclock.wire.owner import KeyOwner


class Rounding(TypedDict):
    """How reports round; rounding is a view for payroll here, which the pages have."""

    round: Literal["Round to nearest"]
    minutes: Literal["15"]


class Subdomain(TypedDict):
    """An address of the company's own; there is none."""

    name: None
    enabled: Literal[False]


class Currency(TypedDict):
    """A currency; there are none, because no one has rates here."""

    id: IdText
    code: str
    isDefault: bool


class WorkspaceSettings(TypedDict):
    """What a company has laid down, in the names of Clockify's settings."""

    weekStart: Weekday
    timeRoundingInReports: Literal[False]
    onlyAdminsSeeBillableRates: Literal[True]
    onlyAdminsCreateProject: Literal[True]
    onlyAdminsSeeDashboard: Literal[False]
    defaultBillableProjects: Literal[False]
    lockTimeEntries: None
    lockTimeZone: None
    round: Rounding
    projectFavorites: Literal[False]
    canSeeTimeSheet: Literal[True]
    canSeeTracker: Literal[True]
    projectPickerSpecialFilter: Literal[False]
    forceProjects: Literal[False]
    forceTasks: Literal[False]
    forceTags: Literal[False]
    forceDescription: Literal[False]
    onlyAdminsSeeAllTimeEntries: Literal[True]
    onlyAdminsSeePublicProjectsEntries: Literal[True]
    trackTimeDownToSecond: Literal[True]
    projectGroupingLabel: Literal["client"]
    adminOnlyPages: list[None]
    automaticLock: None
    onlyAdminsCreateTag: Literal[True]
    onlyAdminsCreateTask: Literal[True]
    timeTrackingMode: Literal["DEFAULT"]
    multiFactorEnabled: Literal[False]
    numberFormat: Literal["COMMA_PERIOD"]
    currencyFormat: Literal["CURRENCY_SPACE_VALUE"]
    durationFormat: Literal["FULL"]
    isProjectPublicByDefault: Literal[True]
    isCostRateActive: Literal[False]


class ClockifyWorkspace(TypedDict):
    """A company."""

    id: IdText
    name: str
    hourlyRate: None
    costRate: None
    imageUrl: str
    memberships: list[Membership]
    workspaceSettings: WorkspaceSettings
    subdomain: Subdomain
    currencies: list[Currency]
    features: list[str]
    featureSubscriptionType: Literal["FREE"]
    cakeOrganizationId: None


def workspace(owner: KeyOwner) -> ClockifyWorkspace:
    """The company that a key belongs to."""
    return {
        "id": hex24(IdKind.WORKSPACE, owner.workspace_id),
        "name": owner.workspace_name,
        "hourlyRate": None,
        "costRate": None,
        "imageUrl": "",
        "memberships": [membership(owner)],
        "workspaceSettings": _settings(owner),
        "subdomain": {"name": None, "enabled": False},
        "currencies": [],
        "features": ["BREAKS", "APPROVAL", "LOCKED_TIME_ENTRIES"],
        "featureSubscriptionType": "FREE",
        "cakeOrganizationId": None,
    }


def _settings(owner: KeyOwner) -> WorkspaceSettings:
    return {
        "weekStart": weekday(owner),
        "timeRoundingInReports": False,
        "onlyAdminsSeeBillableRates": True,
        "onlyAdminsCreateProject": True,
        "onlyAdminsSeeDashboard": False,
        "defaultBillableProjects": False,
        "lockTimeEntries": None,
        "lockTimeZone": None,
        "round": {"round": "Round to nearest", "minutes": "15"},
        "projectFavorites": False,
        "canSeeTimeSheet": True,
        "canSeeTracker": True,
        "projectPickerSpecialFilter": False,
        "forceProjects": False,
        "forceTasks": False,
        "forceTags": False,
        "forceDescription": False,
        "onlyAdminsSeeAllTimeEntries": True,
        "onlyAdminsSeePublicProjectsEntries": True,
        "trackTimeDownToSecond": True,
        "projectGroupingLabel": "client",
        "adminOnlyPages": [],
        "automaticLock": None,
        "onlyAdminsCreateTag": True,
        "onlyAdminsCreateTask": True,
        "timeTrackingMode": "DEFAULT",
        "multiFactorEnabled": False,
        "numberFormat": "COMMA_PERIOD",
        "currencyFormat": "CURRENCY_SPACE_VALUE",
        "durationFormat": "FULL",
        "isProjectPublicByDefault": True,
        "isCostRateActive": False,
    }
