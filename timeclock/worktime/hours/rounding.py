"""Rounding for payroll: a view beside the punched times, never a change of them; pure.

To the nearest 5, 6, 10 or 15 minutes, neutral over time as US 29 CFR 785.48(b) asks.
"""

from collections.abc import Sequence
from datetime import datetime

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
    none. A start or an end that waits to be confirmed is not rounded. Never below zero: what a
    piece is short of comes from the next one, and from the one before where there is none.
    """
    minutes, line = booking.rules.rounding, booking.shift.timeline
    if not minutes or line.ended_at == line.started_at:
        return tuple(paid)
    place = zone(booking.zone)
    amounts = list(paid)
    waiting = {moment for span in booking.shift.claims.waits for moment in (span.start, span.end)}
    if line.started_at not in waiting:
        amounts[0] -= to_nearest(line.started_at.astimezone(place), minutes, tie_later=False)
    if line.ended_at is not None and line.ended_at not in waiting:
        amounts[-1] += to_nearest(line.ended_at.astimezone(place), minutes, tie_later=True)
    return _none_below_zero(amounts)


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
