"""Shifts for the tests of shapes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakInterval, BreakPlan, JobStretch, Timeline

EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
LATER = {minutes: EIGHT + timedelta(minutes=minutes) for minutes in range(0, 600, 30)}


def shift(
    *pauses: BreakInterval,
    stretches: tuple[JobStretch, ...] = (),
    ended_at: datetime | None = None,
    job_id: int | None = None,
    zone: str = "Europe/Berlin",
    started_at: datetime = EIGHT,
) -> ShiftRecord:
    """A shift of Eli, user 4 of company 1, from 08:00 UTC; a break that ends with it is cut."""
    if ended_at is not None:
        pauses = tuple(replace(p, cut=p.ended_at == ended_at) for p in pauses)
    return ShiftRecord(
        id=12,
        workspace_id=1,
        member_id=3,
        account_id=4,
        clock_id=5,
        timeline=Timeline(started_at, job_id, ended_at, pauses, stretches),
        start_zone=zone,
        start_source="api",
        end_zone=zone if ended_at else None,
        end_source="pc" if ended_at else None,
        created_at=started_at,
        changed_at=ended_at or started_at,
    )


def pause(
    number: int,
    start: int,
    end: int | None = None,
    *,
    paid: bool = False,
    plan: BreakPlan | None = None,
) -> BreakInterval:
    """A break from and to minutes after 08:00."""
    ended = None if end is None else LATER[end]
    return BreakInterval(number, 1, paid, LATER[start], ended, plan=plan)
