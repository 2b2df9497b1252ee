"""The meal break that a company deducts when no one has clocked one; off unless set; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.hours.booking import Booking
from timeclock.worktime.shifts.record import ShiftRecord

_SECOND = timedelta(seconds=1)


def missing_meal(booking: Booking) -> int:
    """Seconds of unpaid break that the company's rule misses in a shift that has ended.

    Of a running one no one knows yet whether a break comes. “I worked through” is not looked at
    here.
    """
    if booking.open:
        return 0
    return meal_due(booking.rules, booking.worked, booking.unpaid)


@dataclass(frozen=True, slots=True)
class MealStep:
    """What one step of the automatic break takes off, in seconds.

    Work beyond `after` asks for `least` of break in all. `grown` says that no more is taken off
    than was worked beyond it.
    """

    after: int
    least: int
    seconds: int
    grown: bool


def meal_steps(rules: PayRules, worked: int, unpaid: int) -> Iterator[MealStep]:
    """What is taken off `worked` seconds, breaks left out, with `unpaid` seconds of break.

    Each step looks at what is left of the work after the step before it: a break that is deducted
    is not work. A gradual break is never longer than the work beyond the threshold, so that more
    work never pays less.
    """
    off = 0
    for after, least in rules.meal_steps:
        beyond, short = worked - off - after, least - unpaid - off
        if beyond <= 0:
            return
        if short > 0:
            grown = rules.meal_gradual and beyond < short
            step = MealStep(after, least, beyond if grown else short, grown)
            off += step.seconds
            yield step


def meal_due(rules: PayRules, worked: int, unpaid: int) -> int:
    """The seconds that all steps take off."""
    return sum(step.seconds for step in meal_steps(rules, worked, unpaid))


def meal_taken_off(shift: ShiftRecord, rules: PayRules, now: datetime) -> int:
    """Seconds that are taken off a shift, since the company says that they are not work."""
    line = shift.timeline
    if line.ended_at is None or shift.worked_through:
        return 0
    return meal_due(rules, line.worked(now) // _SECOND, line.paused(now, paid=False) // _SECOND)


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
