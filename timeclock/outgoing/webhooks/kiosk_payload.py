"""What the messages about kiosks say."""

from typing_extensions import TypedDict


class KioskPayload(TypedDict):
    """A kiosk; one that is locked takes no PINs."""

    id: int
    clock_id: int
    paired_at: str | None
    locked_at: str | None
    revoked_at: str | None


class OfKiosk(TypedDict):
    """What `kiosk.*` tells."""

    kiosk: KioskPayload


class KioskKeyPayload(TypedDict):
    """A tablet's key; `replaces_id` is the one whose place it takes, as after a cleared storage."""

    id: int
    kiosk_id: int
    replaces_id: int | None


class OfKioskKey(TypedDict):
    """What `kiosk_key.*` tells."""

    kiosk_key: KioskKeyPayload


class KioskPunchPayload(TypedDict):
    """A punch that a kiosk kept and that does not count by itself.

    With `reason` `missing` it is about the numbers up to `last_number`, which never came.
    """

    id: int
    kiosk_id: int
    clock_id: int
    number: int
    last_number: int
    user_id: int | None
    act: str | None
    moment: str | None
    reason: str
    decision: str | None


class OfKioskPunch(TypedDict):
    """What `kiosk_punch.*` tells."""

    kiosk_punch: KioskPunchPayload
