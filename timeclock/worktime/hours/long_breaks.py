"""Breaks that are longer than planned; pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from timeclock.worktime.hours.duties import Watched, seconds_between
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.sheet import CaseKind, FigureSource, Flag
from timeclock.worktime.shifts.timeline import BreakInterval, BreakPlan

_SECOND = timedelta(seconds=1)


def long_break_flags(watched: Watched, now: datetime) -> Iterator[Flag]:
    """LONG_BREAK where a break passes its planned length by more than the tolerance.

    A break without a planned length is compared with one length for all. A shift has one such flag,
    which names each of these breaks and measures the longest. A shift whose times wait to be
    confirmed has none, and neither has a break from before there were plans.
    """
    if watched.shift.is_unpaid or watched.forgotten(now):
        return
    found: list[tuple[int, int, str]] = []
    for pause in watched.shift.timeline.pauses:
        plan = pause.plan
        if plan is None or pause.interval.length(now) <= plan.longest:
            continue
        length, limit = seconds_between(pause.started_at, pause.ended_at or now), _limit(plan)
        found.append((length, limit, _sentence(pause, plan, length, now)))
    if found:
        length, limit, _ = max(found, key=lambda each: each[0] - each[1])
        text = ". ".join(sentence for *_, sentence in found)
        yield Flag(CaseKind.LONG_BREAK, watched.day, watched.shift.id, length, limit, text, _SOURCE)


def _limit(plan: BreakPlan) -> int:
    return (plan.length or plan.longest) // _SECOND


def _sentence(pause: BreakInterval, plan: BreakPlan, length: int, now: datetime) -> str:
    limit = length_text(_limit(plan))
    said = f"{limit} are planned" if plan.length else f"no more than {limit} is usual"
    paid = pause.paid_length(now) // _SECOND
    unpaid = (
        f", {length_text(length - paid)} of them unpaid" if pause.paid and paid < length else ""
    )
    return f"A break of {length_text(length)}{unpaid}; {said}"


_SOURCE = FigureSource(
    "Length of breaks",
    "The planned length of the kind of break and 5 minutes, or 60 minutes where none is planned.",
)
