"""Short breaks that count as worked under the rule sets of the United States; pure.

Rest periods of up to about 20 minutes are hours worked, whatever the employer calls them (29 CFR
785.18); California has the same for its rest periods (IWC orders, § 12).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from timeclock.company.pay_rules.rules import PayRules
from timeclock.timekeeping import Interval
from timeclock.worktime.shifts.claims import together
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakInterval

SHORT = timedelta(minutes=20)


def with_short_breaks(shift: ShiftRecord, rules: PayRules) -> ShiftRecord:
    """The shift as it is paid: its short breaks count as worked where the rules say so.

    Breaks that touch are one. One that still runs, or that the end of the shift ended, is no break
    from work; no more is one without length.
    """
    if not rules.counts_short_breaks:
        return shift
    pauses = tuple(
        replace(pause, counts=not pause.cut and _is_short(run))
        for run in _runs(shift.timeline.pauses)
        for pause in run
    )
    return replace(shift, timeline=replace(shift.timeline, pauses=pauses))


def waiting_with_breaks(
    waits: Sequence[Interval], pauses: Iterable[BreakInterval]
) -> tuple[Interval, ...]:
    """What waits to be confirmed, with the short breaks beside it that only the rules pay.

    What the kind of a break pays waits only where it is in `waits` itself. Nothing is in it twice.
    """
    edges = {edge for each in waits for edge in (each.start, each.end)}
    its = (
        Interval(stretch.started_at, stretch.ended_at)
        for pause in pauses
        if pause.counts and pause.ended_at and {pause.started_at, pause.ended_at} & edges
        for stretch in replace(pause, counts=False).by_pay(pause.ended_at)
        if not stretch.paid
    )
    return together((*waits, *its))


def _runs(pauses: Iterable[BreakInterval]) -> Iterator[list[BreakInterval]]:
    """Breaks that touch, together."""
    run: list[BreakInterval] = []
    for pause in pauses:
        if run and run[-1].ended_at != pause.started_at:
            yield run
            run = []
        run.append(pause)
    if run:
        yield run


def _is_short(run: Sequence[BreakInterval]) -> bool:
    end = run[-1].ended_at
    return end is not None and not run[-1].cut and end - run[0].started_at <= SHORT
