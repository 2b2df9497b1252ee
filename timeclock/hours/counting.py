"""What one shift adds to each of its days, and what a day has come to; pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from timeclock.hours.booking import Booking, Piece
from timeclock.hours.explaining import ADJUSTMENT_SOURCE, adjustment_sentence
from timeclock.hours.lines import Lines, Names
from timeclock.hours.meals import missing_meal, shares
from timeclock.hours.rounding import rounded
from timeclock.hours.sheet import Adjusted, DayTotal, Flag, Line, LineKind, Place, Premium
from timeclock.hours.weeks import Period
from timeclock.shifts.rules import is_forgotten


@dataclass(frozen=True, slots=True)
class Count:
    """What a piece of a shift adds to its day, in seconds; lines only where they are shown."""

    day: date
    worked: int
    rounded: int
    paid_breaks: int
    unpaid_breaks: int
    unconfirmed: int
    running: bool
    places: tuple[Place, ...]
    lines: tuple[Line, ...]


def counts(
    booking: Booking, *, limit: timedelta, now: datetime, names: Names, shown: Period
) -> Iterator[Count]:
    """The pieces of a shift as they count, in order, with lines for the days of `shown`.

    A shift whose end waits for a word, and an open one over the clock's `limit`, is not paid, not
    rounded and loses no meal: all of it is `unconfirmed`.
    """
    shift, pieces = booking.shift, booking.pieces
    waits = shift.unconfirmed is not None or is_forgotten(shift.timeline, limit, now)
    worked = [piece.worked for piece in pieces]
    meals = kept = (0,) * len(pieces)
    if not waits and (missing := missing_meal(booking)):
        # The remark of a break that was worked through stands where it would have been deducted.
        taken = shares(missing, worked)
        meals, kept = (kept, taken) if shift.worked_through else (taken, kept)
    paid = [each - meal for each, meal in zip(worked, meals, strict=True)]
    payroll = paid if waits else rounded(booking, paid)
    lines = Lines(booking, names)
    for number, piece in enumerate(pieces):
        meal = meals[number]
        told: tuple[Line, ...] = ()
        if piece.day in shown:
            told = tuple(lines.of(number, meal=meal, kept=kept[number], waits=waits))
        running = piece.end is None
        if waits:
            yield Count(piece.day, 0, 0, 0, 0, piece.worked, running, (), told)
        else:
            yield Count(
                piece.day,
                paid[number],
                payroll[number],
                piece.paid,
                piece.unpaid,
                0,
                running,
                _places(shift.clock_id, piece, meal),
                told,
            )


def _places(clock_id: int, piece: Piece, meal: int) -> tuple[Place, ...]:
    given = shares(meal, tuple(piece.jobs.values()))
    return tuple(
        Place(clock_id, job, seconds - less)
        for (job, seconds), less in zip(piece.jobs.items(), given, strict=True)
    )


@dataclass(slots=True)
class Tally:
    """What the shifts of one day have come to so far, in seconds."""

    worked: int = 0
    rounded: int = 0
    paid_breaks: int = 0
    unpaid_breaks: int = 0
    unconfirmed: int = 0
    running: bool = False
    lines: list[Line] = field(default_factory=list)
    places: dict[tuple[int | None, int | None], int] = field(default_factory=dict)

    def take(self, count: Count) -> None:
        """Add a piece of a shift."""
        self.worked += count.worked
        self.rounded += count.rounded
        self.paid_breaks += count.paid_breaks
        self.unpaid_breaks += count.unpaid_breaks
        self.unconfirmed += count.unconfirmed
        self.running = self.running or count.running
        self.lines += count.lines
        for place in count.places:
            self._book(place.clock_id, place.job_id, place.seconds)

    def adjust(self, adjusted: Adjusted) -> None:
        """Add what a correction of a closed day brings, exact and rounded alike, at no place."""
        self.worked += adjusted.seconds
        self.rounded += adjusted.seconds
        self._book(None, None, adjusted.seconds)
        self.lines.append(
            Line(
                LineKind.ADJUSTMENT,
                adjusted.day,
                adjusted.seconds,
                abs(adjusted.seconds),
                adjustment_sentence(adjusted),
                "UTC",
                source=ADJUSTMENT_SOURCE,
            )
        )

    def total(
        self,
        day: date,
        premiums: tuple[Premium, ...],
        rounded_premiums: tuple[Premium, ...],
        flags: tuple[Flag, ...],
    ) -> DayTotal:
        """The day as a sheet has it."""
        return DayTotal(
            day,
            self.worked,
            self.rounded,
            self.paid_breaks,
            self.unpaid_breaks,
            self.unconfirmed,
            self.running,
            tuple(self.lines),
            tuple(Place(clock, job, each) for (clock, job), each in self.places.items()),
            premiums,
            rounded_premiums,
            flags,
        )

    def _book(self, clock_id: int | None, job_id: int | None, seconds: int) -> None:
        place = (clock_id, job_id)
        self.places[place] = self.places.get(place, 0) + seconds
