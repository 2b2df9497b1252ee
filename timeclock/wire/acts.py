"""Writes that count once: a repeat is answered from the entry that the first one wrote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from timeclock.errors import Conflict
from timeclock.ledger.entry import Once, unmarked
from timeclock.ledger.queries import EntryView, entry_of
from timeclock.wire.keys import caller
from timeclock.wire.once import once

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Acted(Generic[T]):
    """The outcome of a write.

    `entry` tells of it where the call had a key of its own and something was changed, `made` is
    what the use case gave unless the call is a repeat.
    """

    entry: EntryView | None
    made: T | None = None
    replayed: bool = False

    @property
    def facts(self) -> Mapping[str, Any] | None:
        """What the entry tells of the thing that was written."""
        after = None if self.entry is None else self.entry.after
        return None if after is None else unmarked(after)


def act(write: Callable[[Once | None], T]) -> Acted[T]:
    """Write it, unless this very call has done so before; ask for rights first.

    Raises KeyReused for a key that came with another call.
    """
    actor, key = caller(), once()
    told = entry_of(actor, key)
    if told is not None:
        return Acted(told, replayed=True)
    try:
        made = write(key)
    except Conflict as refusal:
        if refusal.code != "already_done":
            raise
        # The same call came over another connection and was a moment faster.
        return Acted(entry_of(actor, key), replayed=True)
    return Acted(entry_of(actor, key), made)
