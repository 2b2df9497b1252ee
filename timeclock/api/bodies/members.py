"""What is sent about members."""

from typing import Annotated

from timeclock.api.bodies.paging import LEFT_OUT, Edit, Paged
from timeclock.authority.actor import Role
from timeclock.wire.bodies import StrictBody
from timeclock.wire.fields import (
    StrictDay,
    StrictId,
    StrictMaybeFlag,
    StrictMaybeText,
    StrictText,
    choice,
    flag_or_all,
)
from timeclock.wire.readers import needed


class MembersAsked(Paged):
    """Which members to list: the active ones, or with `active=false` those who have left.

    With `email`, `employee_number` or `external_id` the one who has it, where the caller may know
    of it. With `active=all` both.
    """

    active: Annotated[bool | None, needed(flag_or_all)] = True
    email: StrictMaybeText = None
    employee_number: StrictMaybeText = None
    external_id: StrictMaybeText = None


class NewMember(StrictBody):
    """Someone who is to be a member; an account is made where the address has none."""

    email: StrictText
    name: StrictText
    role: Annotated[Role, needed(choice(Role))] = Role.EMPLOYEE
    employee_number: StrictMaybeText = None


class MemberEdit(Edit):
    """How the company calls a person, and the number; what is left out stays."""

    name: Annotated[StrictText, LEFT_OUT]
    employee_number: Annotated[StrictMaybeText, LEFT_OUT]


class NewRole(StrictBody):
    """Another role, and for a higher one whether the person's API keys are revoked."""

    role: Annotated[Role, needed(choice(Role))]
    revoke_keys: StrictMaybeFlag = None


class NewHomeClock(StrictBody):
    """The time clock whose rules a person is to go by from a day on."""

    first_day: StrictDay
    clock_id: StrictId
