"""Kiosks, PINs and badges of the API; a secret is in one answer only. Pure."""

from typing import Literal

from typing_extensions import TypedDict

from timeclock.api.shapes.people import Users, in_utc, user, utc
from timeclock.company.kiosks.models import Badge, Kiosk, KioskWays
from timeclock.company.kiosks.offline_models import HeldPunch, KioskKey
from timeclock.wire.formats import DateTimeText


class QueueJson(TypedDict):
    """What a tablet told last of the punches that it keeps; null where it cannot keep any."""

    waiting: int
    waiting_since: DateTimeText | None


class KioskJson(TypedDict):
    """A shared tablet at a clock; one without `paired_at` waits for its tablet."""

    id: int
    clock_id: int
    name: str
    paired_at: DateTimeText | None
    last_seen_at: DateTimeText | None
    locked_at: DateTimeText | None
    revoked_at: DateTimeText | None
    queue: QueueJson | None


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


class HeldPunchJson(TypedDict):
    """A punch that a kiosk kept and that does not count before a person decides.

    `reason` says why, in the words of the refusal that it met. With `missing` it is about the
    punches numbered `number` to `last_number`, which never came. What is not known is null.
    """

    id: int
    kiosk_id: int
    clock_id: int
    number: int
    last_number: int
    user_id: int | None
    act: str | None
    moment: DateTimeText | None
    job_id: int | None
    break_kind_id: int | None
    reason: str
    received_at: DateTimeText
    decision: Literal["counted", "dismissed"] | None
    decided_at: DateTimeText | None
    decided_by_user_id: int | None


class HeldPunches(TypedDict):
    """The punches that wait for a decision of the caller, in the order in which they came."""

    kiosk_punches: list[HeldPunchJson]


class OneHeldPunch(TypedDict):
    """One punch that was held."""

    kiosk_punch: HeldPunchJson


def held_punch(found: HeldPunch, users: Users) -> HeldPunchJson:
    """A held punch."""
    return {
        "id": found.id,
        "kiosk_id": found.kiosk_id,
        "clock_id": found.clock_id,
        "number": found.number,
        "last_number": found.last_number,
        "user_id": user(users, found.member_id),
        "act": found.act,
        "moment": utc(found.moment_at),
        "job_id": found.job_id,
        "break_kind_id": found.kind_id,
        "reason": found.reason,
        "received_at": in_utc(found.received_at),
        "decision": _decision(found.decision),
        "decided_at": utc(found.decided_at),
        "decided_by_user_id": user(users, found.decided_by_id),
    }


def _decision(text: str | None) -> Literal["counted", "dismissed"] | None:
    match text:
        case "counted" | "dismissed":
            return text
    return None


def kiosk(found: Kiosk, key: KioskKey | None = None) -> KioskJson:
    """A kiosk without its credential, and its queue by its key."""
    return {
        "id": found.id,
        "clock_id": found.clock_id,
        "name": found.name,
        "paired_at": utc(found.paired_at),
        "last_seen_at": utc(found.last_seen_at),
        "locked_at": utc(found.locked_at),
        "revoked_at": utc(found.revoked_at),
        "queue": None
        if key is None
        else {"waiting": key.waiting, "waiting_since": utc(key.waiting_since)},
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
