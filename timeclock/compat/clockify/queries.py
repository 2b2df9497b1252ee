"""What the lists of Clockify's calls ask for: every parameter that Clockify documents."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from timeclock.paging import Window
from timeclock.wire.bodies import SEPARATED, LenientBody
from timeclock.wire.fields import MaybeFlag, MaybeMoment, MaybeText, choice, text, whole
from timeclock.wire.readers import Reader, described, may_be_null, needed, unavailable

LARGEST_PAGE, USUAL_PAGE = 5000, 50
_MOST = 2**31 - 1


class SortOrder(StrEnum):
    """Which way a list is sorted."""

    ASCENDING = "ASCENDING"
    DESCENDING = "DESCENDING"


class UserColumn(StrEnum):
    """What people are sorted by; the rates, which do not exist here, leave their order."""

    ID = "ID"
    EMAIL = "EMAIL"
    NAME = "NAME"
    NAME_LOWERCASE = "NAME_LOWERCASE"
    ACCESS = "ACCESS"
    HOURLYRATE = "HOURLYRATE"
    COSTRATE = "COSTRATE"


class UserStatus(StrEnum):
    """Whether a person has not come yet, is here, or has left."""

    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    DECLINED = "DECLINED"
    INACTIVE = "INACTIVE"
    ALL = "ALL"


class Memberships(StrEnum):
    """Which memberships are shown with a person."""

    ALL = "ALL"
    NONE = "NONE"
    WORKSPACE = "WORKSPACE"
    PROJECT = "PROJECT"
    USERGROUP = "USERGROUP"


class ProjectColumn(StrEnum):
    """What projects are sorted by; what does not exist here leaves their order."""

    ID = "ID"
    NAME = "NAME"
    CLIENT_NAME = "CLIENT_NAME"
    DURATION = "DURATION"
    BUDGET = "BUDGET"
    PROGRESS = "PROGRESS"


class NameColumn(StrEnum):
    """What other lists are sorted by."""

    ID = "ID"
    NAME = "NAME"


class ProjectAccess(StrEnum):
    """Whether everyone may book on a project."""

    PUBLIC = "PUBLIC"
    PRIVATE = "PRIVATE"


class ClientStatus(StrEnum):
    """Whether the client of a project is archived."""

    ACTIVE = "ACTIVE"
    ARCHIVED = "ARCHIVED"
    ALL = "ALL"


def clamped(most: int) -> Reader[int]:
    """A reader of a whole number that is brought into the range from 1."""

    @described(type="integer", description=f"Brought into the range from 1 to {most}.")
    def within(value: object) -> int:
        return min(max(whole(value), 1), most)

    return within


_Page = Annotated[int, needed(clamped(_MOST))]
_PageSize = Annotated[int, needed(clamped(LARGEST_PAGE))]
_Names = Annotated[tuple[Annotated[str, needed(text)], ...], Field(max_length=1000), SEPARATED]
_Unavailable = Annotated[str | None, may_be_null(unavailable)]
_MaybeOrder = Annotated[SortOrder | None, may_be_null(choice(SortOrder))]
_MaybeNameColumn = Annotated[NameColumn | None, may_be_null(choice(NameColumn))]


class ClockifyQuery(LenientBody):
    """A query as Clockify reads it: an empty value is one that was not sent."""

    blank_is_absent: ClassVar[bool] = True


class ClockifyPaging(ClockifyQuery):
    """Which page of a list, from 1."""

    page: _Page = 1
    page_size: _PageSize = Field(USUAL_PAGE, alias="page-size")

    @property
    def window(self) -> Window:
        """The items of the page."""
        return Window.of_page(self.page, self.page_size)

    @property
    def one_more(self) -> Window:
        """The items of the page and the one after them, which tells whether others follow."""
        return Window(self.page_size + 1, self.window.offset)


class EntriesAsked(ClockifyPaging):
    """Entries that begin from `start` to before `end`, or in the week before `get-week-before`.

    `in-progress` picks the one that runs, or leaves it out. `hydrated` adds the objects whose ids
    an entry has.
    """

    description: MaybeText = None
    start: MaybeMoment = None
    end: MaybeMoment = None
    project: MaybeText = None
    task: MaybeText = None
    tags: _Names = ()
    project_required: MaybeFlag = Field(None, alias="project-required")
    task_required: MaybeFlag = Field(None, alias="task-required")
    hydrated: MaybeFlag = None
    in_progress: MaybeFlag = Field(None, alias="in-progress")
    get_week_before: MaybeMoment = Field(None, alias="get-week-before")


class EntryAsked(ClockifyQuery):
    """One entry; `hydrated` adds the objects whose ids it has."""

    hydrated: MaybeFlag = None


class UserAsked(ClockifyQuery):
    """The key's owner; memberships are shown unless they are not wanted."""

    include_memberships: MaybeFlag = Field(None, alias="include-memberships")


class WorkspacesAsked(ClockifyPaging):
    """The workspaces in which one has one of these roles."""

    roles: _Names = ()


class UsersAsked(ClockifyPaging):
    """People by address, by a part of the name, and by whether they are here."""

    email: MaybeText = None
    project_id: MaybeText = Field(None, alias="project-id")
    status: Annotated[UserStatus | None, may_be_null(choice(UserStatus))] = None
    account_statuses: _Names = Field((), alias="account-statuses")
    name: MaybeText = None
    sort_column: Annotated[UserColumn | None, may_be_null(choice(UserColumn))] = Field(
        None, alias="sort-column"
    )
    sort_order: _MaybeOrder = Field(None, alias="sort-order")
    memberships: Annotated[Memberships | None, may_be_null(choice(Memberships))] = None
    include_roles: _Unavailable = Field(None, alias="include-roles")


class ProjectsAsked(ClockifyPaging):
    """Jobs whose name has this in it; those that are archived, or those that are not."""

    name: MaybeText = None
    strict_name_search: MaybeFlag = Field(None, alias="strict-name-search")
    archived: MaybeFlag = None
    billable: MaybeFlag = None
    clients: _Names = ()
    contains_client: MaybeFlag = Field(None, alias="contains-client")
    client_status: Annotated[ClientStatus | None, may_be_null(choice(ClientStatus))] = Field(
        None, alias="client-status"
    )
    users: _Unavailable = None
    contains_user: _Unavailable = Field(None, alias="contains-user")
    user_status: _Unavailable = Field(None, alias="user-status")
    is_template: MaybeFlag = Field(None, alias="is-template")
    sort_column: Annotated[ProjectColumn | None, may_be_null(choice(ProjectColumn))] = Field(
        None, alias="sort-column"
    )
    sort_order: _MaybeOrder = Field(None, alias="sort-order")
    hydrated: MaybeFlag = None
    access: Annotated[ProjectAccess | None, may_be_null(choice(ProjectAccess))] = None
    expense_limit: _Unavailable = Field(None, alias="expense-limit")
    expense_date: _Unavailable = Field(None, alias="expense-date")
    user_groups: _Unavailable = Field(None, alias="userGroups")
    contains_group: _Unavailable = Field(None, alias="contains-group")


class NamesAsked(ClockifyPaging):
    """Things by a part of their name; those that are archived, or those that are not."""

    name: MaybeText = None
    sort_column: _MaybeNameColumn = Field(None, alias="sort-column")
    sort_order: _MaybeOrder = Field(None, alias="sort-order")
    archived: MaybeFlag = None


class TagsAsked(NamesAsked):
    """Tags, without those of the ids that are left out."""

    strict_name_search: MaybeFlag = Field(None, alias="strict-name-search")
    excluded_ids: _Names = Field((), alias="excluded-ids")


class TasksAsked(ClockifyPaging):
    """Sub-jobs of a job; active is what is not archived."""

    name: MaybeText = None
    strict_name_search: MaybeFlag = Field(None, alias="strict-name-search")
    is_active: MaybeFlag = Field(None, alias="is-active")
    sort_column: _MaybeNameColumn = Field(None, alias="sort-column")
    sort_order: _MaybeOrder = Field(None, alias="sort-order")


class ProjectAsked(ClockifyQuery):
    """One job; `hydrated` adds its sub-jobs."""

    hydrated: MaybeFlag = None
    custom_field_entity_type: _Unavailable = Field(None, alias="custom-field-entity-type")
    expense_limit: _Unavailable = Field(None, alias="expense-limit")
    expense_date: _Unavailable = Field(None, alias="expense-date")


class CustomFieldsAsked(ClockifyPaging):
    """Custom fields; there are none, so that every filter leaves none."""

    name: MaybeText = None
    status: MaybeText = None
    entity_type: _Names = Field((), alias="entity-type")


class GroupsAsked(ClockifyPaging):
    """Groups of users; there are none, so that every filter leaves none."""

    project_id: MaybeText = Field(None, alias="project-id")
    name: MaybeText = None
    sort_column: _MaybeNameColumn = Field(None, alias="sort-column")
    sort_order: _MaybeOrder = Field(None, alias="sort-order")
    include_team_managers: MaybeFlag = Field(None, alias="includeTeamManagers")
