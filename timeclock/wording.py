"""Text from outside: bounded, trimmed, NFC, without control characters; escaped where shown."""

import unicodedata

from timeclock.errors import Invalid

NAME, NOTE, ADDRESS, KEY = 200, 2_000, 500, 200
# Overrides of direction can make a name read as another one; isolates and marks are left alone.
_MISLEADING = frozenset("\u202a\u202b\u202c\u202d\u202e")


def clean(value: str, *, limit: int, field: str, lines: bool = False) -> str:
    """The text as it is stored, line feeds kept if `lines`. Raises Invalid when over `limit`."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise Invalid("invalid_text", "That is not readable text.", field=field) from None
    kept = "".join(c for c in value if _keeps(c) or (lines and c == "\n"))
    tidy = unicodedata.normalize("NFC", kept).strip()
    if len(tidy) > limit:
        raise Invalid("too_long", f"Give at most {limit} characters.", field=field)
    return tidy


def required(value: str, *, limit: int = NAME, field: str) -> str:
    """`clean`, and not empty."""
    tidy = clean(value, limit=limit, field=field)
    # Joiners and spaces of no width alone would be a name that nobody can see.
    if all(unicodedata.category(c)[0] in "CZ" for c in tidy):
        raise Invalid("required", "This cannot be empty.", field=field)
    return tidy


def _keeps(character: str) -> bool:
    return unicodedata.category(character) != "Cc" and character not in _MISLEADING
