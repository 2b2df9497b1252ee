"""A member as the ledger tells of one: facts that stay, and the personal text beside them."""

from collections.abc import Mapping

from timeclock.company.people.models import Member
from timeclock.ledger.entry import Json
from timeclock.timekeeping import utc_text


def member_facts(member: Member) -> dict[str, Json]:
    """What is not personal."""
    return {
        "member": member.id,
        "user": member.account_id,
        "role": member.role_name,
        "joined": utc_text(member.joined_at),
        "accepted": utc_text(member.accepted_at) if member.accepted_at else None,
        "deactivated": utc_text(member.deactivated_at) if member.deactivated_at else None,
    }


def called(member: Member) -> dict[str, Json]:
    """What the company calls the person, the number and the id elsewhere; erasable."""
    elsewhere: dict[str, Json] = (
        {} if member.external_id is None else {"external_id": member.external_id}
    )
    return {"name": member.name, "number": member.employee_number} | elsewhere


def all_facts(member: Member) -> Mapping[str, Json]:
    """Both: what the member's version is made of."""
    return {**member_facts(member), **called(member)}
