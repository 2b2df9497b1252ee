"""The rules of the clock: a timeline in, a moment in, a new timeline out or a refusal; pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from timeclock.errors import Conflict, Invalid
from timeclock.timekeeping import elapsed
from timeclock.worktime.shifts.refusals import demand_order
from timeclock.worktime.shifts.timeline import BreakInterval, BreakPlan, JobStretch, State, Timeline

UNDO_FOR = timedelta(seconds=60)
AHEAD = timedelta(seconds=60)
FURTHEST_BACK = timedelta(hours=12)
LONGEST = timedelta(days=7)


def clock_in(at: datetime, job_id: int | None) -> Timeline:
    """Begin a shift."""
    return Timeline(started_at=at, job_id=job_id)


def pause(
    timeline: Timeline,
    at: datetime,
    kind_id: int | None,
    *,
    paid: bool,
    plan: BreakPlan | None = None,
) -> Timeline:
    """Begin a break; while one is under way, nothing changes."""
    _demand_open(timeline)
    if timeline.state is State.ON_BREAK:
        return timeline
    begun = BreakInterval(None, kind_id, paid, _not_before(timeline, at), plan=plan)
    return replace(timeline, pauses=(*timeline.pauses, begun))


def resume(timeline: Timeline, at: datetime) -> Timeline:
    """End the break; while working, nothing changes. A job switched to on the break begins here."""
    _demand_open(timeline)
    current = timeline.open_pause
    if current is None:
        return timeline
    moment = _not_before(timeline, at)
    return replace(
        timeline,
        pauses=(*timeline.pauses[:-1], replace(current, ended_at=moment)),
        stretches=tuple(
            replace(s, started_at=moment) if _waits(s, timeline) else s for s in timeline.stretches
        ),
    )


def switch_job(timeline: Timeline, at: datetime, job_id: int | None) -> Timeline:
    """Book what follows on another job; on a break, from the resume. The same job changes nothing.

    A second switch on the same break takes the place of the first.
    """
    _demand_open(timeline)
    if timeline.current_job_id == job_id:
        return timeline
    kept = tuple(s for s in timeline.stretches if not _waits(s, timeline))
    before = kept[-1].job_id if kept else timeline.job_id
    if before == job_id:
        return replace(timeline, stretches=kept)
    begun = JobStretch(None, job_id, started_at=_not_before(timeline, at))
    return replace(timeline, stretches=(*kept, begun))


def rebook(timeline: Timeline, job_id: int | None) -> Timeline:
    """Book the part under way on another job, from where it began; on a break, what follows it."""
    _demand_open(timeline)
    begun, last = timeline.last_change, timeline.stretches[-1:]
    if timeline.open_pause is not None or timeline.current_job_id == job_id:
        return switch_job(timeline, begun, job_id)
    if last and last[0].started_at == begun:
        rebooked = replace(last[0], job_id=job_id)
        return replace(timeline, stretches=(*timeline.stretches[:-1], rebooked))
    if begun == timeline.started_at and not timeline.pauses:
        return replace(timeline, job_id=job_id)
    return replace(timeline, stretches=(*timeline.stretches, JobStretch(None, job_id, begun)))


def clock_out(timeline: Timeline, at: datetime) -> Timeline:
    """End the shift now, and the break under way at the same instant."""
    _demand_open(timeline)
    moment = _not_before(timeline, at)
    return replace(timeline, ended_at=moment, pauses=_cut(timeline.pauses, moment))


def end_at(timeline: Timeline, end: datetime) -> Timeline:
    """End the shift at an earlier instant.

    A break that is open or ends later is cut there; a break or stretch that begins at or after it
    is dropped. Raises Invalid for an end before the start.
    """
    _demand_open(timeline)
    demand_order(timeline.started_at, end)
    return replace(
        timeline,
        ended_at=end,
        pauses=_cut(tuple(p for p in timeline.pauses if p.started_at < end), end),
        stretches=tuple(s for s in timeline.stretches if s.started_at < end),
    )


def draw_back(timeline: Timeline, received: datetime) -> Timeline:
    """Let no instant of a shift lie after `received`: what is there, no clock can have shown.

    When it was, no one knows but that it was not later. What was punched stays in the ledger.
    """
    ended_at = timeline.ended_at
    return replace(
        timeline,
        started_at=min(timeline.started_at, received),
        ended_at=min(ended_at, received) if ended_at else None,
        pauses=tuple(
            replace(
                p,
                started_at=min(p.started_at, received),
                ended_at=min(p.ended_at, received) if p.ended_at else None,
            )
            for p in timeline.pauses
        ),
        stretches=tuple(
            replace(s, started_at=min(s.started_at, received)) for s in timeline.stretches
        ),
    )


def move_end(timeline: Timeline, end: datetime) -> Timeline:
    """End a shift at another instant than it was ended at, as `end_at` ends an open one.

    A break that only the old end had cut runs on until the new one.
    """
    running = replace(
        timeline,
        ended_at=None,
        pauses=tuple(replace(p, ended_at=None, cut=False) if p.cut else p for p in timeline.pauses),
    )
    return end_at(running, end)


def is_whole(timeline: Timeline) -> bool:
    """Whether it is an ended line that punches might have left: everything inside, and in order."""
    end = timeline.ended_at
    if end is None or end < timeline.started_at:
        return False
    moments = [timeline.started_at]
    for pause in timeline.pauses:
        if pause.ended_at is None or (pause.cut and pause.ended_at != end):
            return False
        moments += [pause.started_at, pause.ended_at]
    moments.append(end)
    switches = [timeline.started_at, *(s.started_at for s in timeline.stretches), end]
    return moments == sorted(moments) and switches == sorted(switches)


def is_forgotten(timeline: Timeline, limit: timedelta, now: datetime) -> bool:
    """Whether an open shift has gone on for longer than its clock allows."""
    return timeline.ended_at is None and elapsed(timeline.started_at, now) > limit


def accept_claim(
    claimed: datetime, now: datetime, *, any_day: bool, field: str = "timestamp"
) -> datetime:
    """A client's own time as the time that counts.

    Up to 60 s ahead is now. Further ahead is refused, and so is more than 12 h back unless
    `any_day`.
    """
    if claimed > now + AHEAD:
        raise Invalid("end_in_future", "That time is in the future.", field=field)
    if claimed < now - FURTHEST_BACK and not any_day:
        raise Invalid("claim_too_old", "That time is more than 12 hours ago.", field=field)
    return min(claimed, now)


def _cut(pauses: tuple[BreakInterval, ...], end: datetime) -> tuple[BreakInterval, ...]:
    return tuple(
        p if p.ended_at is not None and p.ended_at <= end else replace(p, ended_at=end, cut=True)
        for p in pauses
    )


def _demand_open(timeline: Timeline) -> None:
    if timeline.state is State.ENDED:
        raise Conflict("not_clocked_in", "You are not clocked in.")


def _waits(stretch: JobStretch, timeline: Timeline) -> bool:
    """Whether a stretch was chosen during the break under way and begins when that ends."""
    current = timeline.open_pause
    return current is not None and stretch.started_at >= current.started_at


def _not_before(timeline: Timeline, at: datetime) -> datetime:
    # Clocks of machines step back; a shift never runs backwards because of it.
    return max(at, timeline.last_change)
