"""Pages of lists: by a cursor that stays right while rows come in, or by number as vendors do."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from timeclock.errors import Invalid

T = TypeVar("T")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list, and the cursor of those that follow; None where none do."""

    items: Sequence[T]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a list by number: `limit` items after the first `offset`."""

    limit: int
    offset: int = 0

    @classmethod
    def of_page(cls, number: int, size: int) -> "Window":
        """The window of a page; the first one is 1."""
        return cls(size, (number - 1) * size)


def cursor_of(*place: str | int) -> str:
    """The place of an item in its list as an opaque text."""
    text = json.dumps(place, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode("ascii").rstrip("=")


def place_of(cursor: str, *kinds: type) -> tuple[str | int, ...]:
    """The place that `cursor_of` was given. Raises Invalid for a text that it did not make."""
    wrong = Invalid("unknown_cursor", "This cursor does not belong to this list.", field="cursor")
    if len(cursor) > _LONGEST or not cursor.isascii():
        raise wrong
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        place = json.loads(text)
    except (ValueError, RecursionError):
        raise wrong from None
    if not isinstance(place, list) or [type(each) for each in place] != list(kinds):
        raise wrong
    if cursor_of(*place) != cursor:  # base64 passes over characters that it does not know
        raise wrong
    return tuple(place)


def cut(items: Sequence[T], limit: int) -> tuple[Sequence[T], bool]:
    """The first `limit` of one more than were asked for, and whether there are others."""
    return items[:limit], len(items) > limit
