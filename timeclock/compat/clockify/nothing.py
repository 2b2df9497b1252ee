"""Lists of what does not exist here: custom fields, groups of users."""

from flask import Blueprint, Response

from timeclock.compat.clockify.access import demand_workspace
from timeclock.compat.clockify.addresses import WORKSPACE, under_both
from timeclock.compat.clockify.lists import LAST_PAGE, page_of
from timeclock.compat.clockify.queries import CustomFieldsAsked, GroupsAsked
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.keys import caller

blueprint = Blueprint("nothing", __name__)


@answers(
    blueprint,
    "GET",
    *under_both(f"{WORKSPACE}/custom-fields"),
    call=Call(asks=CustomFieldsAsked, gives=list[None], headers=LAST_PAGE),
)
def custom_fields(workspace: str) -> Response:
    """There are none."""
    demand_workspace(caller(), workspace)
    query_as(CustomFieldsAsked)
    return page_of([], is_last=True)


@answers(
    blueprint,
    "GET",
    *under_both(f"{WORKSPACE}/user-groups"),
    call=Call(asks=GroupsAsked, gives=list[None], headers=LAST_PAGE),
)
def user_groups(workspace: str) -> Response:
    """There are none."""
    demand_workspace(caller(), workspace)
    query_as(GroupsAsked)
    return page_of([], is_last=True)
