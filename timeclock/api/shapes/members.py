"""Members of the API, told from the facts that the ledger keeps of them. Pure."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import TypedDict

from timeclock.api.shapes.people import as_told, instant_text
from timeclock.authority.actor import Role
from timeclock.wire.formats import DateTimeText, DayText, EmailText, UriText


class MemberJson(TypedDict):
    """A person in the company.

    `external_id` is the person's id in another system. `email` is null for whom the caller does not
    manage. An invitation that was not accepted yet
    leaves `accepted_at` null.
    """

    user_id: int
    name: str
    email: EmailText | None
    role: Role
    employee_number: str | None
    external_id: str | None
    active: bool
    joined_at: DateTimeText
    accepted_at: DateTimeText | None
    deactivated_at: DateTimeText | None


class OneMember(TypedDict):
    """A member."""

    member: MemberJson


class Members(TypedDict):
    """A page of members by age; `next_cursor` is the `cursor` of the next one, null on the last."""

    members: list[MemberJson]
    next_cursor: str | None


class HomeClockJson(TypedDict):
    """The time clock whose rules a person goes by from a day on, until the next one's."""

    first_day: DayText
    clock_id: int


class HomeClocks(TypedDict):
    """The home clocks of a person, in order."""

    home_clocks: list[HomeClockJson]


class OneHomeClock(TypedDict):
    """A home clock."""

    home_clock: HomeClockJson


class Invitation(TypedDict):
    """A link, good once, by which the person chooses a password; it is shown only now."""

    url: UriText
    expires_at: DateTimeText


class OneInvitation(TypedDict):
    """An invitation."""

    invitation: Invitation


def member(facts: Mapping[str, Any], called: Mapping[str, Any], email: str | None) -> MemberJson:
    """A member, from the facts of one and from what the company calls the person."""
    return {
        "user_id": facts["user"],
        "name": called["name"],
        "email": email,
        "role": Role(facts["role"]),
        "employee_number": called["number"],
        "external_id": called.get("external_id"),
        "active": facts["deactivated"] is None,
        "joined_at": as_told(facts["joined"]),
        "accepted_at": instant_text(facts["accepted"]),
        "deactivated_at": instant_text(facts["deactivated"]),
    }
