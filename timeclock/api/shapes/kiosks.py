"""Kiosks, PINs and badges of the API; a secret is in one answer only. Pure."""

from typing_extensions import TypedDict

from timeclock.api.shapes.people import Users, in_utc, user, utc
from timeclock.company.kiosks.models import Badge, Kiosk, KioskWays
from timeclock.wire.formats import DateTimeText


class KioskJson(TypedDict):
    """A shared tablet at a clock; one without `paired_at` waits for its tablet."""

    id: int
    clock_id: int
    name: str
    paired_at: DateTimeText | None
    last_seen_at: DateTimeText | None
    locked_at: DateTimeText | None
    revoked_at: DateTimeText | None


class Kiosks(TypedDict):
    """The kiosks in sight, oldest first; revoked ones are left out."""

    kiosks: list[KioskJson]


class OneKiosk(TypedDict):
    """One kiosk."""

    kiosk: KioskJson


class OfferedKiosk(TypedDict):
    """A kiosk that waits for its tablet; `code` is shown only now and works until `until`."""

    kiosk: KioskJson
    code: str
    until: DateTimeText


class WaysJson(TypedDict):
    """How people say who they are at the kiosks of a clock."""

    clock_id: int
    badges: bool
    numbers: bool
    names: bool


class OneWays(TypedDict):
    """The ways of one clock."""

    kiosk_ways: WaysJson


class BadgeJson(TypedDict):
    """A badge, without its text."""

    id: int
    user_id: int
    name: str
    issued_at: DateTimeText
    issued_by_user_id: int | None


class Badges(TypedDict):
    """The badges of one person that work, oldest first."""

    badges: list[BadgeJson]


class IssuedBadgeJson(TypedDict):
    """A new badge; `text` is shown only now and kept nowhere."""

    badge: BadgeJson
    text: str


class NewPin(TypedDict):
    """A new PIN; it is shown only now and kept nowhere."""

    pin: str


def kiosk(found: Kiosk) -> KioskJson:
    """A kiosk without its credential."""
    return {
        "id": found.id,
        "clock_id": found.clock_id,
        "name": found.name,
        "paired_at": utc(found.paired_at),
        "last_seen_at": utc(found.last_seen_at),
        "locked_at": utc(found.locked_at),
        "revoked_at": utc(found.revoked_at),
    }


def ways(found: KioskWays) -> WaysJson:
    """The ways of a clock."""
    return {
        "clock_id": found.clock_id,
        "badges": found.badges,
        "numbers": found.numbers,
        "names": found.names,
    }


def badge(found: Badge, users: Users) -> BadgeJson:
    """A badge without its text."""
    return {
        "id": found.id,
        "user_id": users[found.member_id],
        "name": found.name,
        "issued_at": in_utc(found.issued_at),
        "issued_by_user_id": user(users, found.issued_by_id),
    }
