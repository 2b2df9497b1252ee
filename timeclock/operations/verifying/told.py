"""One entry of the ledger as a replay reads it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from timeclock.timekeeping import parse_instant


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What one entry says.

    `said` is its personal text, empty where it has none. `erased` says that it had some and that
    the text was erased since.
    """

    position: int
    kind: str
    at: datetime
    received_at: datetime
    actor_id: int | None
    undoes: int | None
    corrects: int | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    said: Mapping[str, Any]
    erased: bool

    @property
    def subject(self) -> str:
        """The first word of its kind: `shift` of `shift.clocked_in`."""
        return self.kind.partition(".")[0]


def instant(text: str | None) -> datetime | None:
    """A moment as entries write it."""
    return parse_instant(text) if text else None


def day(text: str | None) -> date | None:
    """A day as entries write it."""
    return date.fromisoformat(text) if text else None
