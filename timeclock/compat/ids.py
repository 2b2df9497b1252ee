"""One number, as each vendor writes ids; the kind goes in front where there is room."""

import re
from enum import IntEnum

LIMIT = 2**53
_HEX24 = re.compile(r"([0-9a-f]{8})([0-9a-f]{16})")
# Version 8 (RFC 9562) leaves the digits to us: kind, number, and the bits that say so.
_UUID8 = re.compile(r"([0-9a-f]{8})-0000-8000-([89ab][0-9a-f]{3})-([0-9a-f]{12})")
_VARIANT = 0x8000


class IdKind(IntEnum):
    """What an id names; the numbers are on wires and never change."""

    WORKSPACE = 1
    USER = 2
    SHIFT = 3
    BREAK = 4
    JOB = 5
    TYPE_OF_WORK = 6
    PART_AFTER_BREAK = 7
    PART_AFTER_SWITCH = 8
    TASK = 9
    CONTACT = 10
    CLIENT = 11
    TAG = 12


def hex24(kind: IdKind, number: int) -> str:
    """24 hex digits, as Clockify's ids: 8 for the kind, 16 for the number."""
    return f"{kind:08x}{number:016x}"


def from_hex24(kind: IdKind, text: str) -> int | None:
    """The number; None for what is no id, or one of another kind. Either case is taken."""
    found = _HEX24.fullmatch(text.lower()) if text.isascii() else None
    return _number(kind, found[1], int(found[2], 16)) if found else None


def uuid8(kind: IdKind, number: int) -> str:
    """A UUID of version 8, as awork's ids."""
    high, low = divmod(number, 2**48)
    return f"{kind:08x}-0000-8000-{_VARIANT | high:04x}-{low:012x}"


def from_uuid8(kind: IdKind, text: str) -> int | None:
    """The number; None for what is no id, or one of another kind. Either case is taken."""
    found = _UUID8.fullmatch(text.lower()) if text.isascii() else None
    if not found:
        return None
    high = int(found[2], 16) & 0x3FFF
    return _number(kind, found[1], high * 2**48 + int(found[3], 16))


def _number(kind: IdKind, kind_digits: str, number: int) -> int | None:
    return number if int(kind_digits, 16) == kind and 0 < number < LIMIT else None
