"""Breaks that are longer than planned; pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import reduce

from timeclock.messages import N_, Sentence
from timeclock.worktime.hours.duties import Watched, seconds_between
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.sheet import CaseKind, FigureSource, Flag
from timeclock.worktime.shifts.timeline import BreakInterval

_SECOND = timedelta(seconds=1)


def long_break_flags(watched: Watched, now: datetime) -> Iterator[Flag]:
    """LONG_BREAK where a break passes its planned length by more than the tolerance.

    A break without a planned length is compared with the break limit of its clock. A shift has one
    such flag, which names each of these breaks and measures the longest. A shift whose times wait
    to be confirmed has none, and neither has a break from before there were plans.
    """
    if watched.shift.is_unpaid or watched.forgotten(now):
        return
    found: list[tuple[int, int, Sentence]] = []
    for pause in watched.shift.timeline.pauses:
        plan = pause.plan
        if plan is None or pause.interval.length(now) <= plan.longest(watched.break_limit):
            continue
        length = seconds_between(pause.started_at, pause.ended_at or now)
        limit = (plan.length or watched.break_limit) // _SECOND
        found.append((length, limit, _sentence(pause, length, limit, now)))
    if found:
        length, limit, _ = max(found, key=lambda each: each[0] - each[1])
        text = reduce(_both, (sentence for *_, sentence in found))
        yield Flag(CaseKind.LONG_BREAK, watched.day, watched.shift.id, length, limit, text, _SOURCE)


def _both(first: Sentence, following: Sentence) -> Sentence:
    return Sentence("%(first)s. %(next)s", first=first, next=following)


def _sentence(pause: BreakInterval, length: int, limit: int, now: datetime) -> Sentence:
    values = {"length": length_text(length), "limit": length_text(limit)}
    planned = pause.plan and pause.plan.length
    paid = pause.paid_length(now) // _SECOND
    if pause.paid and paid < length:
        text = N_("A break of %(length)s, of which %(unpaid)s are unpaid; %(limit)s are planned")
        return Sentence(text, **values, unpaid=length_text(length - paid))
    text = N_("A break of %(length)s; %(limit)s at most on this time clock")
    if planned:
        text = N_("A break of %(length)s; %(limit)s are planned")
    return Sentence(text, **values)


_SOURCE = FigureSource(
    Sentence("Length of breaks"),
    Sentence(
        "The planned length of the kind of break and 5 minutes, or the break limit of the "
        "time clock where none is planned."
    ),
)
