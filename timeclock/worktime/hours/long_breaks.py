"""Breaks that are longer than planned; pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import reduce

from timeclock.messages import N_, Sentence
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
    found: list[tuple[int, int, Sentence]] = []
    for pause in watched.shift.timeline.pauses:
        plan = pause.plan
        if plan is None or pause.interval.length(now) <= plan.longest:
            continue
        length, limit = seconds_between(pause.started_at, pause.ended_at or now), _limit(plan)
        found.append((length, limit, _sentence(pause, plan, length, now)))
    if found:
        length, limit, _ = max(found, key=lambda each: each[0] - each[1])
        text = reduce(_both, (sentence for *_, sentence in found))
        yield Flag(CaseKind.LONG_BREAK, watched.day, watched.shift.id, length, limit, text, _SOURCE)


def _both(first: Sentence, following: Sentence) -> Sentence:
    return Sentence("%(first)s. %(next)s", first=first, next=following)


def _limit(plan: BreakPlan) -> int:
    return (plan.length or plan.longest) // _SECOND


def _sentence(pause: BreakInterval, plan: BreakPlan, length: int, now: datetime) -> Sentence:
    values = {"length": length_text(length), "limit": length_text(_limit(plan))}
    paid = pause.paid_length(now) // _SECOND
    if pause.paid and paid < length:
        text = N_(
            "A break of %(length)s, %(unpaid)s of them unpaid; no more than %(limit)s is usual"
        )
        if plan.length:
            text = N_("A break of %(length)s, %(unpaid)s of them unpaid; %(limit)s are planned")
        return Sentence(text, **values, unpaid=length_text(length - paid))
    text = N_("A break of %(length)s; no more than %(limit)s is usual")
    if plan.length:
        text = N_("A break of %(length)s; %(limit)s are planned")
    return Sentence(text, **values)


_SOURCE = FigureSource(
    Sentence("Length of breaks"),
    Sentence(
        "The planned length of the kind of break and 5 minutes, or 60 minutes where none is "
        "planned."
    ),
)
