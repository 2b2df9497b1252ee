"""How long the pieces of a shift are paid, before rounding; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from timeclock.worktime.hours.booking import Booking
from timeclock.worktime.hours.meals import missing_meal, shares
from timeclock.worktime.shifts.rules import is_forgotten


@dataclass(frozen=True, slots=True)
class Paid:
    """What the pieces of a shift are paid for before rounding, in seconds.

    `meals` are taken off by the rules, `kept` would have been had the person not worked through. A
    shift that `waits` for a word on its end is not paid.
    """

    seconds: Sequence[int]
    meals: Sequence[int]
    kept: Sequence[int]
    waits: bool


def paid(booking: Booking, *, limit: timedelta, now: datetime) -> Paid:
    """The pieces of a shift as they are paid: not at all while its end is open to doubt.

    So is that of one whose end waits for a word, and of an open one over the clock's `limit`.
    """
    shift, worked = booking.shift, [piece.worked for piece in booking.pieces]
    nothing = (0,) * len(worked)
    if shift.is_unpaid or is_forgotten(shift.timeline, limit, now):
        return Paid(nothing, nothing, nothing, waits=True)
    meals = kept = nothing
    if missing := missing_meal(booking):
        # The remark of a break that was worked through is where it would have been deducted.
        taken = shares(missing, worked)
        meals, kept = (kept, taken) if shift.worked_through else (taken, kept)
    left = [each - meal for each, meal in zip(worked, meals, strict=True)]
    return Paid(left, meals, kept, waits=False)
