"""Looking kiosks, PINs and badges up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from timeclock.company.clocks.models import Assignment
from timeclock.company.kiosks.credentials import Device
from timeclock.company.kiosks.devices import CODE_LASTS
from timeclock.company.kiosks.facts import usual_ways
from timeclock.company.kiosks.models import Badge, Kiosk, KioskWays, Pin
from timeclock.company.kiosks.offline_models import KioskKey
from timeclock.company.people.models import Member
from timeclock.names import by_name
from timeclock.storage.transactions import db


@dataclass(frozen=True, slots=True)
class PersonHere:
    """A person who works at a kiosk's clock, as its grid of names shows them."""

    member_id: int
    name: str


def kiosks(
    workspace_id: int, now: datetime, *, clock_ids: Collection[int] | None = None
) -> Sequence[Kiosk]:
    """Kiosks that are paired or wait for their tablet, oldest first; `clock_ids` are in sight."""
    query = (
        select(Kiosk)
        .where(
            Kiosk.workspace_id == workspace_id,
            Kiosk.revoked_at.is_(None),
            Kiosk.paired_at.is_not(None) | (Kiosk.offered_at > now - CODE_LASTS),
        )
        .order_by(Kiosk.id)
    )
    if clock_ids is not None:
        query = query.where(Kiosk.clock_id.in_(sorted(clock_ids)))
    return db.session.scalars(query).all()


def kiosk(workspace_id: int, kiosk_id: int) -> Kiosk | None:
    """A kiosk of the workspace, revoked or not."""
    return db.session.get(Kiosk, (workspace_id, kiosk_id))


def ways(workspace_id: int, clock_id: int) -> KioskWays:
    """How people say who they are at the kiosks of a clock."""
    return db.session.get(KioskWays, (workspace_id, clock_id)) or usual_ways(clock_id)


def has_pin(workspace_id: int, member_id: int) -> bool:
    """Whether a person has a PIN."""
    return db.session.get(Pin, (workspace_id, member_id)) is not None


def members_with_pin(workspace_id: int) -> frozenset[int]:
    """Who has a PIN."""
    return frozenset(
        db.session.scalars(select(Pin.member_id).where(Pin.workspace_id == workspace_id))
    )


def badges_of(workspace_id: int, member_ids: Collection[int]) -> dict[int, list[Badge]]:
    """The badges that work, oldest first, by their person."""
    rows = db.session.scalars(
        select(Badge)
        .where(
            Badge.workspace_id == workspace_id,
            Badge.member_id.in_(sorted(member_ids)),
            Badge.revoked_at.is_(None),
        )
        .order_by(Badge.id)
    )
    found: dict[int, list[Badge]] = {}
    for row in rows:
        found.setdefault(row.member_id, []).append(row)
    return found


def badge(workspace_id: int, badge_id: int) -> Badge | None:
    """A badge of the workspace, revoked or not."""
    return db.session.get(Badge, (workspace_id, badge_id))


def people_at(device: Device) -> Sequence[PersonHere]:
    """The active people who work at the kiosk's clock, by name."""
    rows = db.session.execute(
        select(Member.id, Member.name)
        .join(
            Assignment,
            and_(Assignment.workspace_id == Member.workspace_id, Assignment.member_id == Member.id),
        )
        .where(
            Member.workspace_id == device.workspace_id,
            Assignment.clock_id == device.clock_id,
            Member.deactivated_at.is_(None),
        )
    )
    return by_name((PersonHere(row.id, row.name) for row in rows), lambda person: person.name)


def queues(workspace_id: int) -> dict[int, KioskKey]:
    """What each tablet told last of its queue, by the kiosk's id."""
    query = select(KioskKey).where(
        KioskKey.workspace_id == workspace_id, KioskKey.replaced_at.is_(None)
    )
    return {each.kiosk_id: each for each in db.session.scalars(query)}
