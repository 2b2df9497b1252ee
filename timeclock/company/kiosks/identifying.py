"""Who is at a kiosk: by a badge, by number and PIN, or by name and PIN.

Each try is counted before it is checked, by person over all kiosks and by kiosk over all people.
Unknown and wrong take the same time and have the same words.
"""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, select

from timeclock.authority.actor import Actor, Door, Role, Scope
from timeclock.company.clocks.models import Assignment
from timeclock.company.kiosks.credentials import Device
from timeclock.company.kiosks.devices import counter_of_pins, lock_kiosk
from timeclock.company.kiosks.models import Badge, Pin
from timeclock.company.kiosks.protecting import LONGEST_PIN, badge_hash, peppered_pin
from timeclock.company.people.accounts import folded
from timeclock.company.people.models import Member
from timeclock.company.people.passwords import passwords
from timeclock.company.people.patience import Origin, TryLimit, WaitLonger, count_try, forgive
from timeclock.errors import Busy, Invalid, NotAllowed, Unconfirmed
from timeclock.ledger.models import Chain
from timeclock.messages import N_
from timeclock.storage.transactions import db

_NO_ONE, _NUMBER = 0, 40


@dataclass(frozen=True, slots=True)
class Recognised:
    """A member at a kiosk. `actor` has the rights of an employee who punches, and no others."""

    actor: Actor
    member_id: int
    chain_id: int
    name: str


class KioskLocked(NotAllowed):
    """Too many PINs at this kiosk were wrong; badges go on working."""

    def __init__(self) -> None:
        super().__init__(
            "kiosk_locked",
            N_(
                "Too many wrong PINs were entered here. A manager must unlock this tablet. Badges "
                "still work."
            ),
        )


def by_badge(device: Device, text: str) -> Recognised:
    """The person whose badge a reader has read. Raises NotAllowed `unknown_badge`, WaitLonger."""
    _demand_way(device.badges)
    origin = counter_of_badges(device)
    count_try(origin)
    try:
        hashed = badge_hash(device.workspace_id, text)
    except Invalid:
        raise _unknown_badge() from None
    found = _person(
        device,
        Member.id.in_(
            select(Badge.member_id).where(
                Badge.workspace_id == device.workspace_id,
                Badge.text_hash == hashed,
                Badge.revoked_at.is_(None),
            )
        ),
    )
    if found is None:
        raise _unknown_badge()
    forgive(origin)
    return found


def counter_of_badges(device: Device) -> Origin:
    """The counter of unknown badges at a kiosk."""
    return Origin(TryLimit.BADGE, f"{device.workspace_id}\0{device.kiosk_id}")


def by_number(device: Device, number: str, pin: str) -> Recognised:
    """The person with that employee number and PIN.

    Raises NotAllowed `wrong_pin` in the same words whichever is wrong, KioskLocked and WaitLonger.
    """
    _demand_way(device.numbers)
    wanted = _wanted(number)
    found = _person(device, Member.id.in_(_numbered(device, wanted)))
    return _with_pin(device, found, f"number {wanted}", pin)


def by_name(device: Device, member_id: int, pin: str) -> Recognised:
    """The person whose name was chosen, with their PIN. Raises what `by_number` does."""
    _demand_way(device.names)
    found = _person(device, Member.id == member_id)
    return _with_pin(device, found, f"id {member_id}", pin)


def again(device: Device, member_id: int) -> Recognised | None:
    """A person who was recognised a moment ago; None where they do not work here any more."""
    return _person(device, Member.id == member_id)


def member_numbered(device: Device, number: str) -> int | None:
    """The member with that employee number, active or not; None where there is none."""
    found = _numbered(device, _wanted(number))
    return found[0] if len(found) == 1 else None


def _wanted(number: str) -> str:
    return folded(number.strip())[:_NUMBER]


def _with_pin(device: Device, found: Recognised | None, said: str, pin: str) -> Recognised:
    if device.locked:
        raise KioskLocked
    name = f"{device.workspace_id}\0{found.member_id}" if found else said
    person = Origin(TryLimit.PIN, f"{device.workspace_id}\0{name}")
    kiosk = counter_of_pins(device.workspace_id, device.kiosk_id)
    try:
        count_try(kiosk)
    except WaitLonger:
        # A read-only server keeps no lock; the count alone refuses the PIN.
        with suppress(Busy, Unconfirmed):
            lock_kiosk(device)
        raise KioskLocked from None
    try:
        count_try(person)
    except WaitLonger:
        forgive(kiosk)  # it was not checked, so it tells nothing
        raise
    member_id = found.member_id if found else _NO_ONE
    peppered = peppered_pin(device.workspace_id, member_id, pin[: LONGEST_PIN + 1])
    if not passwords().check(_stored_pin(device, member_id), peppered) or found is None:
        raise NotAllowed("wrong_pin", "The number or the PIN is wrong.")
    forgive(person, kiosk)
    return found


def _stored_pin(device: Device, member_id: int) -> str | None:
    row = db.session.get(Pin, (device.workspace_id, member_id))
    return row.pin_hash if row else None


def _numbered(device: Device, wanted: str) -> list[int]:
    """The member with that number, as `free_number` compares them: databases fold fewer letters."""
    numbers = db.session.execute(
        select(Member.id, Member.employee_number).where(
            Member.workspace_id == device.workspace_id, Member.employee_number.is_not(None)
        )
    )
    return [row.id for row in numbers if folded(row.employee_number) == wanted]


def _demand_way(offered: bool) -> None:
    if not offered:
        raise NotAllowed("way_not_offered", "People do not clock in this way at this kiosk.")


def _unknown_badge() -> NotAllowed:
    return NotAllowed("unknown_badge", "This badge is not known here.")


_PERSON = (
    select(
        Member.id,
        Member.account_id,
        Member.name,
        Member.chain_id,
        Chain.pseudonym,
    )
    .join(Chain, and_(Chain.workspace_id == Member.workspace_id, Chain.id == Member.chain_id))
    .join(
        Assignment,
        and_(Assignment.workspace_id == Member.workspace_id, Assignment.member_id == Member.id),
    )
    .where(
        Member.workspace_id == bindparam("workspace", type_=BigInteger),
        Assignment.clock_id == bindparam("clock", type_=BigInteger),
        Member.deactivated_at.is_(None),
    )
)


def _person(device: Device, which: ColumnElement[bool]) -> Recognised | None:
    """The one active person of the kiosk's clock of whom this is true."""
    place = {"workspace": device.workspace_id, "clock": device.clock_id}
    rows = db.session.execute(_PERSON.where(which).limit(2), place).all()
    if len(rows) != 1:
        return None
    row = rows[0]
    actor = Actor(
        device.workspace_id,
        row.id,
        row.account_id,
        Role.EMPLOYEE,
        Door.KIOSK,
        row.pseudonym,
        Scope.PUNCH,
    )
    return Recognised(actor, row.id, row.chain_id, row.name)
