"""Text from outside, bounded and tidied up, and figures that add up to the sum below them."""

import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeVar

from timeclock.errors import Invalid

Figure = TypeVar("Figure", int, Decimal)

_MINUTE = 60
NAME, NOTE, ADDRESS, KEY = 200, 2_000, 500, 200
# Overrides of direction can make a name read as another one; isolates and marks are left alone.
_MISLEADING = frozenset("\u202a\u202b\u202c\u202d\u202e")
# Letters and signs that fonts leave blank, and unassigned characters that they may ignore.
_BLANK = frozenset("\u115f\u1160\u2065\u2800\u3164\uffa0\U0001d159")
_IGNORED = (range(0xFFF0, 0xFFF9), range(0xE0000, 0xE1000))


def clean(value: str, *, limit: int, field: str, lines: bool = False) -> str:
    """The text as it is stored, line feeds kept if `lines`; empty where no one would see any of it.

    A tab is a space. Raises Invalid when over `limit`.
    """
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise Invalid("invalid_text", "That is not readable text.", field=field) from None
    spaced = value.replace("\t", " ")
    kept = "".join(c for c in spaced if _keeps(c) or (lines and c == "\n"))
    tidy = unicodedata.normalize("NFC", kept).strip()
    if len(tidy) > limit:
        raise Invalid("too_long", "Enter at most %(limit)s characters.", field=field, limit=limit)
    return tidy if any(map(_is_seen, tidy)) else ""


def required(value: str, *, limit: int = NAME, field: str) -> str:
    """`clean`, and not empty."""
    tidy = clean(value, limit=limit, field=field)
    if not tidy:
        raise Invalid("required", "This cannot be empty.", field=field)
    return tidy


def shares(amounts: Iterable[int], cut: Callable[[int], Figure]) -> list[Figure]:
    """Each amount as a coarser figure, so that the figures add up to the figure of the sum.

    `cut` makes the coarser figure of a sum. What it leaves of one amount goes to a later one.
    """
    found: list[Figure] = []
    total = 0
    for amount in amounts:
        before, total = total, total + amount
        found.append(cut(total) - cut(before))
    return found


def in_minutes(seconds: Iterable[int]) -> list[int]:
    """Lengths as whole minutes, in seconds, that add up to the whole minutes of their sum."""
    return shares(seconds, whole_minutes)


def whole_minutes(seconds: int) -> int:
    """A length without the seconds that are no whole minute."""
    return (abs(seconds) // _MINUTE) * (_MINUTE if seconds >= 0 else -_MINUTE)


def _keeps(character: str) -> bool:
    return unicodedata.category(character) != "Cc" and character not in _MISLEADING


def _is_seen(character: str) -> bool:
    """Whether the character shows by itself: no space, joiner, filler or mark without a letter.

    A character that is newer than Python's tables may show.
    """
    if character in _BLANK or any(ord(character) in each for each in _IGNORED):
        return False
    category = unicodedata.category(character)
    return category[0] not in "ZM" and category not in ("Cc", "Cf", "Cs")
