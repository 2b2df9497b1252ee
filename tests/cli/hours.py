"""Words of the tests about hours."""

from datetime import UTC, datetime

from tests.cli.conftest import ELI, WORKSPACE

AT = ("--workspace", WORKSPACE)
HIM = (*AT, "--email", ELI)
WEEK = ("--first", "2026-03-02")


def at(day: int, time: str) -> datetime:
    """A moment of March 2026 as the clocks of Berlin show it (an hour ahead of UTC)."""
    hour, _, minute = time.partition(":")
    return datetime(2026, 3, day, int(hour) - 1, int(minute), tzinfo=UTC)


def text(day: int, time: str) -> str:
    """`at`, as an option takes it."""
    return at(day, time).isoformat()
