"""Entries of time clocks from before a setting say what held then."""

from datetime import UTC, datetime
from typing import Any

from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subjects.clocks import replay
from timeclock.operations.verifying.told import EntryFacts

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def entry(position: int, kind: str, **settings: Any) -> EntryFacts:
    after = {"clock": 7, "name": "Shop", "limit_minutes": 840, **settings}
    return EntryFacts(position, kind, NOON, NOON, None, None, None, None, after, {}, False)


def test_a_clock_without_a_break_limit_had_60_minutes() -> None:
    book = Book(1, None)
    replay(book, entry(1, "clock.opened"))
    assert book["time_clock"].get((7,), "break_limit_minutes") == 60
    replay(book, entry(2, "clock.changed", break_limit_minutes=45))
    assert book["time_clock"].get((7,), "break_limit_minutes") == 45
