"""Text from outside: bounded, trimmed, NFC, without control characters; escaped where shown."""

import unicodedata

from timeclock.errors import Invalid

NAME, NOTE, ADDRESS, KEY = 200, 2_000, 500, 200
# Overrides of direction can make a name read as another one; isolates and marks are left alone.
_MISLEADING = frozenset("\u202a\u202b\u202c\u202d\u202e")
# Letters and signs that fonts leave blank, and unassigned characters that they may ignore.
_BLANK = frozenset("\u115f\u1160\u2065\u2800\u3164\uffa0\U0001d159")
_IGNORED = (range(0xFFF0, 0xFFF9), range(0xE0000, 0xE1000))


def clean(value: str, *, limit: int, field: str, lines: bool = False) -> str:
    """The text as it is stored, line feeds kept if `lines`; empty where nobody would see any of it.

    Raises Invalid when over `limit`.
    """
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise Invalid("invalid_text", "That is not readable text.", field=field) from None
    kept = "".join(c for c in value if _keeps(c) or (lines and c == "\n"))
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
