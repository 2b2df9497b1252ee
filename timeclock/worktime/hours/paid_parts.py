"""A day of a timesheet as parts for payroll, each at one clock and on one job; pure.

Each second of a premium is at the clock and on the job at which it was worked. Where that is not
known, in days that were kept before 0.2.0, they are shared among the places of that day by how long
was worked there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from timeclock.worktime.hours.sheet import DayTotal, LineKind, PlaceTotal, Premium


class Category(StrEnum):
    """What the time of a part is."""

    REGULAR = "regular"
    PREMIUM = "premium"
    ADJUSTMENT = "adjustment"
    PAID_BREAK = "paid_break"
    UNPAID_BREAK = "unpaid_break"
    MEAL = "meal_deduction"
    UNCONFIRMED = "unconfirmed"


class PayEffect(StrEnum):
    """Whether a part is paid, is within others that are paid, or is not paid."""

    PAID = "paid"
    WITHIN = "within_paid"
    UNPAID = "unpaid"


@dataclass(frozen=True, slots=True)
class PaidPart:
    """Seconds of one category at one place of a day; `percent` of the wage is that of a premium.

    An adjustment is at no clock. Only what is paid is rounded.
    """

    category: Category
    counts: PayEffect
    seconds: int
    rounded: int | None
    clock_id: int | None = None
    job_id: int | None = None
    percent: int | None = None


def parts_of(day: DayTotal) -> Iterator[PaidPart]:
    """The parts of a day; those that are paid add up to `worked` and to `rounded`.

    Premiums are those of the day at each percent. Regular time and adjustments are the rest.
    """
    yield from _paid(day)
    deducted = -sum(each.seconds for each in day.lines if each.kind is LineKind.MEAL)
    for category, kinds, counts, total in (
        (Category.PAID_BREAK, (LineKind.PAID_BREAK,), PayEffect.WITHIN, day.paid_breaks),
        (Category.UNPAID_BREAK, (LineKind.UNPAID_BREAK,), PayEffect.UNPAID, day.unpaid_breaks),
        (Category.MEAL, (LineKind.MEAL,), PayEffect.UNPAID, deducted),
        (Category.UNCONFIRMED, _UNCONFIRMED, PayEffect.UNPAID, day.unconfirmed),
    ):
        yield from _at_clocks(day, kinds, category, counts, total)


def _paid(day: DayTotal) -> Iterator[PaidPart]:
    places = [each for each in day.places if each.clock_id is not None]
    left = [max(each.seconds, 0) for each in places]
    adjusted = sum(each.seconds for each in day.places if each.clock_id is None)
    premiums, rounded = _by_percent(day.premiums), _by_percent(day.rounded_premiums)
    adjusted_left, rounded_left = adjusted, day.rounded
    for percent in sorted({*premiums, *rounded}):
        seconds, payroll = premiums.get(percent, 0), rounded.get(percent, 0)
        rounded_left -= payroll
        here = min(max(seconds, 0), sum(left))
        exact = _placed(here, left, _known(day.premiums, percent, places))
        known = _known(day.rounded_premiums, percent, places)
        own = known if sum(known) == payroll else allotted(payroll, exact if any(exact) else left)
        left = [have - given for have, given in zip(left, exact, strict=True)]
        adjusted_left -= seconds - here
        # What an adjustment brings at this percent, and all of it where nothing was worked.
        rest = (seconds - here, payroll - sum(own))
        for place, one, other in zip(places, exact, own, strict=True):
            yield from _part(Category.PREMIUM, place, one, other, percent)
        yield from _part(Category.PREMIUM, _NOWHERE, *rest, percent)
    payroll = rounded_left - adjusted_left if places else 0
    own = allotted(payroll, left) if payroll >= 0 else allotted(0, left)
    for place, one, other in zip(places, left, own, strict=True):
        yield from _part(Category.REGULAR, place, one, other)
    yield from _part(Category.ADJUSTMENT, _NOWHERE, adjusted_left, rounded_left - sum(own))


_NOWHERE = PlaceTotal(None, None, 0)
_UNCONFIRMED = (LineKind.UNCONFIRMED, LineKind.CLAIMED)


def _known(premiums: Iterable[Premium], percent: int, places: Sequence[PlaceTotal]) -> list[int]:
    """What the premiums of a percent say themselves of each place."""
    found: dict[tuple[int | None, int | None], int] = {}
    for premium in premiums:
        for each in premium.places if premium.percent == percent else ():
            place = (each.clock_id, each.job_id)
            found[place] = found.get(place, 0) + each.seconds
    return [found.get((each.clock_id, each.job_id), 0) for each in places]


def _placed(seconds: int, left: Sequence[int], known: Sequence[int]) -> list[int]:
    """Seconds by place: those that are known, and of the others each place's share."""
    given = [min(have, each) for have, each in zip(left, known, strict=True)]
    if sum(given) > seconds:
        return allotted(seconds, given)
    more = [have - each for have, each in zip(left, given, strict=True)]
    rest = allotted(seconds - sum(given), more)
    return [one + other for one, other in zip(given, rest, strict=True)]


def _part(
    category: Category, place: PlaceTotal, seconds: int, rounded: int, percent: int | None = None
) -> Iterator[PaidPart]:
    if seconds or rounded:
        yield PaidPart(
            category, PayEffect.PAID, seconds, rounded, place.clock_id, place.job_id, percent
        )


def _at_clocks(
    day: DayTotal, kinds: Iterable[LineKind], category: Category, counts: PayEffect, total: int
) -> Iterator[PaidPart]:
    """A sum of the day by clock, as far as its lines say so: the lines of kept days may not."""
    wanted, sums = frozenset(kinds), dict[int | None, int]()
    for line in day.lines:
        if line.kind in wanted:
            sums[line.clock_id] = sums.get(line.clock_id, 0) + line.length
    if sum(sums.values()) != total:
        sums = {None: total}
    for clock_id, seconds in sums.items():
        if seconds:
            yield PaidPart(category, counts, seconds, None, clock_id)


def _by_percent(premiums: Iterable[Premium]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for each in premiums:
        sums[each.percent] = sums.get(each.percent, 0) + each.seconds
    return sums


def allotted(seconds: int, weights: Sequence[int]) -> list[int]:
    """Whole seconds shared by weight, the largest remainders first; all of it to one at least.

    Weights are not negative. Where none has any weight, the first gets it.
    """
    total = sum(weights)
    if not weights:
        return []
    if not total:
        return [seconds, *[0] * (len(weights) - 1)]
    given = [seconds * weight // total for weight in weights]
    rests = sorted(range(len(weights)), key=lambda each: (-(seconds * weights[each] % total), each))
    for each in rests[: seconds - sum(given)]:
        given[each] += 1
    return given
