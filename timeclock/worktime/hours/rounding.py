"""Rounding for payroll: a view beside the punched times, never a change of them; pure.

To the nearest 5, 6, 10 or 15 minutes, neutral over time as US 29 CFR 785.48(b) asks.
"""

from collections.abc import Sequence
from datetime import datetime

from timeclock.company.pay_rules.choices import RoundedEnds
from timeclock.timekeeping import zone
from timeclock.worktime.hours.booking import Booking


def to_nearest(wall: datetime, minutes: int, *, tie_later: bool) -> int:
    """Seconds from a time on a wall clock to the nearest full step of the hour, negative if before.

    A tie goes to the step after it if `tie_later`.
    """
    step = minutes * 60
    over = (wall.minute * 60 + wall.second) % step
    if 2 * over < step or (2 * over == step and not tie_later):
        return -over
    return step - over


def rounded(booking: Booking, paid: Sequence[int]) -> tuple[int, ...]:
    """The paid seconds of each piece with start and end of the shift rounded in its zone.

    Ties go to the person: an earlier start, a later end. Breaks, switches of job and cuts between
    days stay as they are; of an open shift only the start is rounded, and one of no length has
    none. A start or an end that waits to be confirmed is not rounded. Where other work goes on in
    this shift, its start moves with the end of that work, so that both together are rounded at
    their outer ends; rules stored before 0.2.0 round each shift by itself. Never below zero: what a
    piece is short of comes from the next one, and from the one before where there is none.
    """
    minutes, line = booking.rules.rounding, booking.shift.timeline
    if not minutes or line.ended_at == line.started_at:
        return tuple(paid)
    amounts = list(paid)
    amounts[0] -= start_moved(booking)
    amounts[-1] += end_moved(booking)
    return _none_below_zero(amounts)


def start_moved(booking: Booking) -> int:
    """By how many seconds rounding moves the start of a shift later; negative is earlier."""
    minutes, start = booking.rules.rounding, booking.shift.timeline.started_at
    if not minutes or start in _waiting(booking):
        return 0
    if booking.joined is not None and goes_on(booking):
        return booking.joined
    return to_nearest(start.astimezone(zone(booking.zone)), minutes, tie_later=False)


def goes_on(booking: Booking) -> bool:
    """Whether other work goes on in this shift, so that its start is no outer end."""
    return booking.joined is not None and booking.rules.rounds is RoundedEnds.OUTER


def end_moved(booking: Booking) -> int:
    """By how many seconds rounding moves the end of a shift later; an open one has none."""
    minutes, end = booking.rules.rounding, booking.shift.timeline.ended_at
    if not minutes or end is None or end in _waiting(booking):
        return 0
    return to_nearest(end.astimezone(zone(booking.zone)), minutes, tie_later=True)


def touches_next(booking: Booking) -> bool:
    """Whether work may go on in another shift: it has ended, has a length and is paid."""
    line = booking.shift.timeline
    return line.ended_at not in (None, line.started_at) and not booking.shift.is_unpaid


def _waiting(booking: Booking) -> set[datetime | None]:
    return {moment for span in booking.shift.claims.waits for moment in (span.start, span.end)}


def _none_below_zero(amounts: list[int]) -> tuple[int, ...]:
    last = len(amounts) - 1
    for number in range(last):
        short = min(amounts[number], 0)
        amounts[number] -= short
        amounts[number + 1] += short
    for number in range(last, 0, -1):
        short = min(amounts[number], 0)
        amounts[number] -= short
        amounts[number - 1] += short
    amounts[0] = max(amounts[0], 0)
    return tuple(amounts)
