"""The meal break that a company deducts when no one has clocked one; off unless set; pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.hours.booking import Booking
from timeclock.worktime.shifts.record import ShiftRecord


def missing_meal(booking: Booking) -> int:
    """Seconds of unpaid break that the company's rule misses in a shift that has ended.

    Only a shift with more work than `meal_after` misses any. Of a running one no one knows yet
    whether a break comes. “I worked through” is not looked at here.
    """
    after, minutes = booking.rules.meal_after, booking.rules.meal_minutes
    if after is None or minutes is None or booking.open or booking.worked <= after * 60:
        return 0
    return max(minutes * 60 - booking.unpaid, 0)


def meal_taken_off(shift: ShiftRecord, rules: PayRules, now: datetime) -> int:
    """Seconds that are taken off a shift, since the company says that they are not work."""
    line, after, minutes = shift.timeline, rules.meal_after, rules.meal_minutes
    if after is None or minutes is None or line.ended_at is None or shift.worked_through:
        return 0
    if line.worked(now) <= timedelta(minutes=after):
        return 0
    return max(minutes * 60 - line.paused(now, paid=False) // timedelta(seconds=1), 0)


def shares(seconds: int, amounts: Sequence[int]) -> tuple[int, ...]:
    """How much each amount gives, the largest first (the first of equal ones), none below zero.

    Anyone who asks for no more than there is gets all of it, so a meal is the same on one day or
    two.
    """
    given = [0] * len(amounts)
    for number in sorted(range(len(amounts)), key=lambda each: -amounts[each]):
        given[number] = min(seconds, max(amounts[number], 0))
        seconds -= given[number]
    return tuple(given)
