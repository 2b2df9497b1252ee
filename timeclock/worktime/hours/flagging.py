"""A person's flags alone, with the lines of the days that have one; pure.

For lists of what is out of the ordinary over many people and weeks: most days have nothing of it,
and their sentences, premiums and totals are the larger part of adding up a sheet.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from timeclock.worktime.hours.adding_up import average, booked
from timeclock.worktime.hours.counting import counts
from timeclock.worktime.hours.counting_settings import CountingSettings, EarlierWork
from timeclock.worktime.hours.lines import SentenceNames
from timeclock.worktime.hours.pay import paid
from timeclock.worktime.hours.sheet import Flag, Line
from timeclock.worktime.hours.warnings import flags
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.record import ShiftRecord


def flagged(
    shifts: Sequence[ShiftRecord],
    settings: CountingSettings,
    shown: Period,
    now: datetime,
    *,
    earlier: EarlierWork | None = None,
) -> list[tuple[Flag, tuple[Line, ...]]]:
    """The flags of the sheet that `add_up` makes of the same, in order, each with its day's lines.

    Without the names of clocks and breaks in their sentences, and without adjustments, which raise
    no flag.
    """
    every = list(booked(shifts, settings, now))
    exact: defaultdict[date, int] = defaultdict(int)
    for booking, each in every:
        due = paid(booking, limit=each.limit, now=now)
        for piece, seconds in zip(booking.pieces, due.seconds, strict=True):
            exact[piece.day] += seconds
    found = flags([each for _, each in every], exact, settings.book, now)
    raised = [
        flag
        for flag in (*found, *average(earlier, exact, shown, settings.book))
        if flag.day in shown
    ]
    days = frozenset(flag.day for flag in raised)
    lines: defaultdict[date, tuple[Line, ...]] = defaultdict(tuple)
    for booking, each in every:
        if days.isdisjoint(piece.day for piece in booking.pieces):
            continue
        told = counts(booking, limit=each.limit, now=now, names=SentenceNames(), shown=days)
        for count in told:
            lines[count.day] += count.lines
    return [(flag, lines[flag.day]) for flag in sorted(raised, key=lambda flag: flag.day)]
