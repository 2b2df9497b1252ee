"""Moments of one working day, and the line in time that Eli's shift makes."""

from datetime import UTC, datetime

from timeclock.worktime.shifts.timeline import BreakInterval, Timeline

BAKE, DELIVER, CLEAN = 1, 2, 3
LUNCH = 7


def at(text: str) -> datetime:
    """`08:00` or `08:00:30` on Monday, 2 March 2026, UTC."""
    return datetime.fromisoformat(f"2026-03-02T{text}").replace(tzinfo=UTC)


def since(start: str, job_id: int | None = None) -> Timeline:
    return Timeline(at(start), job_id)


def paused(
    start: str, end: str | None = None, *, paid: bool = False, number: int = 1
) -> BreakInterval:
    return BreakInterval(number, LUNCH, paid, at(start), at(end) if end else None)
