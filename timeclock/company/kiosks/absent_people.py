"""Who punched while a kiosk had no network, as far as the server can tell afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from timeclock.company.kiosks.credentials import Device
from timeclock.company.kiosks.identifying import (
    Recognised,
    again,
    by_name,
    by_number,
    counter_of_badges,
    member_numbered,
)
from timeclock.company.kiosks.models import Badge
from timeclock.company.kiosks.protecting import badge_hash
from timeclock.company.people.models import Member
from timeclock.company.people.patience import WaitLonger, count_try, forgive
from timeclock.errors import Busy, Invalid, ProductError, Unconfirmed
from timeclock.storage.transactions import db

_MOST = 2**53


def is_id(number: object) -> bool:
    """Whether this can be the number of a row; a browser may have stored anything."""
    return type(number) is int and 0 < number < _MOST


@dataclass(frozen=True, slots=True)
class Identity:
    """The person, or why there is none: then `member_id` is who it seems to be, if anyone.

    `proven` says that it is this member for sure, by a badge or by a PIN that was checked.
    """

    person: Recognised | None
    member_id: int | None
    reason: str | None
    proven: bool = False


def identify(device: Device, said: Mapping[str, Any]) -> Identity:
    """The person of what was entered at the tablet: a badge, a number or a name with its PIN.

    Reasons: `unknown_badge`, `badge_revoked`, `deactivated`, `not_assigned`, `wrong_pin`,
    `wait_longer`, `kiosk_locked`, `way_not_offered`, `unreadable`. Raises Busy for a badge after
    too many that were unknown: the tablet keeps what is left, and sends it again.
    """
    match said:
        case {"badge": str(text)}:
            return _of_badge(device, text)
        case {"number": str(number), "pin": str(pin)}:
            found = member_numbered(device, number)
            return _with_pin(device, found, lambda: by_number(device, number, pin))
        case {"member": int(member_id), "pin": str(pin)}:
            if not is_id(member_id):
                return Identity(None, None, "unreadable")
            known = db.session.get(Member, (device.workspace_id, member_id)) is not None
            found = member_id if known else None
            return _with_pin(device, found, lambda: by_name(device, member_id, pin))
    return Identity(None, None, "unreadable")


def _of_badge(device: Device, text: str) -> Identity:
    try:
        hashed = badge_hash(device.workspace_id, text)
    except Invalid:
        return Identity(None, None, "unreadable")
    origin = counter_of_badges(device)
    try:
        count_try(origin)
    except WaitLonger as refusal:
        raise Busy(
            "busy",
            "Too many badges were unknown. Nothing was recorded; try again.",
            tells_outcome=True,
            details={"retry_after": refusal.details["seconds"]},
        ) from None
    query = select(Badge).where(
        Badge.workspace_id == device.workspace_id, Badge.text_hash == hashed
    )
    found = db.session.scalars(query.order_by(Badge.revoked_at.is_not(None), Badge.id.desc()))
    badge = found.first()
    if badge is None:
        return Identity(None, None, "unknown_badge")
    forgive(origin)
    if not _is_active(device, badge.member_id):
        return Identity(None, badge.member_id, "deactivated", proven=True)
    if badge.revoked_at is not None:
        return Identity(None, badge.member_id, "badge_revoked", proven=True)
    person = again(device, badge.member_id)
    if person is None:
        return Identity(None, badge.member_id, "not_assigned", proven=True)
    return Identity(person, badge.member_id, None, proven=True)


def _with_pin(
    device: Device, member_id: int | None, recognise: Callable[[], Recognised]
) -> Identity:
    if member_id is not None and not _is_active(device, member_id):
        return Identity(None, member_id, "deactivated")
    try:
        person = recognise()
    except (Busy, Unconfirmed):
        raise
    except ProductError as refusal:
        return Identity(None, member_id, refusal.code)
    return Identity(person, person.member_id, None, proven=True)


def _is_active(device: Device, member_id: int) -> bool:
    return db.session.get_one(Member, (device.workspace_id, member_id)).is_active
