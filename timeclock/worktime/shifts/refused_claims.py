"""A shift under way without the times that were given afterwards and wait: pure."""

from dataclasses import replace
from datetime import datetime

from timeclock.worktime.shifts.claims import Claims, inside
from timeclock.worktime.shifts.timeline import BreakInterval, Timeline


def without_claims(line: Timeline, claims: Claims) -> Timeline:
    """The line with the moment of receipt in place of each time that makes a stretch wait.

    Such a time is the start of the shift or the end of a break. A break or a job from before the
    new start goes with it; the shift begins on the job that it had at that moment.
    """
    begun = _received(claims, line.started_at)
    if begun is not None:
        line = _begun_at(line, begun)
    pauses = (
        replace(pause, ended_at=_received(claims, pause.ended_at) or pause.ended_at)
        for pause in line.pauses
    )
    return replace(line, pauses=tuple(pauses))


def _begun_at(line: Timeline, start: datetime) -> Timeline:
    before = [each for each in line.stretches if each.started_at <= start]
    return replace(
        line,
        started_at=start,
        job_id=before[-1].job_id if before else line.job_id,
        pauses=tuple(_from(pause, start) for pause in line.pauses if _reaches(pause, start)),
        stretches=tuple(each for each in line.stretches if each.started_at > start),
    )


def _reaches(pause: BreakInterval, start: datetime) -> bool:
    return pause.ended_at is None or pause.ended_at > start


def _from(pause: BreakInterval, start: datetime) -> BreakInterval:
    return replace(pause, started_at=max(pause.started_at, start))


def _received(claims: Claims, at: datetime | None) -> datetime | None:
    """When a time was given that makes what follows it wait; None for any other time."""
    claim = claims.of(at)
    if at is None or claim is None:
        return None
    given = claim.given_at.replace(microsecond=0)
    return given if inside(claims.waits, at, given) else None
