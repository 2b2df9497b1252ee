"""What one shift adds to each of its days, and what a day has come to; pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from timeclock.worktime.hours.booking import Booking, Piece
from timeclock.worktime.hours.explaining import (
    ADJUSTMENT_SOURCE,
    adjusted_premiums,
    adjustment_sentence,
)
from timeclock.worktime.hours.lines import Lines, SentenceNames
from timeclock.worktime.hours.meals import shares
from timeclock.worktime.hours.pay import paid
from timeclock.worktime.hours.rounding_lines import adjusted_rounding, rounding_lines
from timeclock.worktime.hours.sheet import (
    Adjusted,
    DayTotal,
    Flag,
    Line,
    LineKind,
    PlaceTotal,
    Premium,
)
from timeclock.worktime.hours.stints import Stint, stints
from timeclock.worktime.hours.weeks import Period


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
    places: tuple[PlaceTotal, ...]
    stints: tuple[Stint, ...]
    lines: tuple[Line, ...]
    rounding: tuple[Line, ...] = ()


def counts(
    booking: Booking,
    *,
    limit: timedelta,
    now: datetime,
    names: SentenceNames,
    shown: Period | frozenset[date],
) -> Iterator[Count]:
    """The pieces of a shift as they count, in order, with lines for the days of `shown`.

    One that waits for a word is not rounded either: all of it is `unconfirmed`.
    """
    due = paid(booking, limit=limit, now=now)
    each_stint = () if due.waits else stints(booking, due)
    lines = Lines(booking, names, each_stint)
    for number, piece in enumerate(booking.pieces):
        meal = due.meals[number]
        told: tuple[Line, ...] = ()
        if piece.day in shown:
            told = tuple(lines.of(number, meal=meal, kept=due.kept[number], waits=due.waits))
        running = piece.end is None
        if due.waits:
            waits = piece.worked + piece.claimed
            yield Count(piece.day, 0, 0, 0, 0, waits, running, (), (), told)
        else:
            its = tuple(stint for stint in each_stint if stint.day == piece.day)
            payroll = sum(stint.rounded for stint in its)
            moved: tuple[Line, ...] = ()
            if told:
                moved = tuple(rounding_lines(booking, number, payroll - due.seconds[number]))
            yield Count(
                piece.day,
                due.seconds[number],
                payroll,
                piece.paid,
                piece.unpaid,
                piece.claimed,
                running,
                _places(booking.shift.clock_id, piece, meal),
                its,
                told,
                moved,
            )


def _places(clock_id: int, piece: Piece, meal: int) -> tuple[PlaceTotal, ...]:
    given = shares(meal, tuple(piece.jobs.values()))
    return tuple(
        PlaceTotal(clock_id, job, seconds - less)
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
    rounding: list[Line] = field(default_factory=list)
    places: dict[tuple[int | None, int | None], int] = field(default_factory=dict)
    premiums: list[Premium] = field(default_factory=list)
    rounded_premiums: list[Premium] = field(default_factory=list)

    def take(self, count: Count) -> None:
        """Add a piece of a shift."""
        self.worked += count.worked
        self.rounded += count.rounded
        self.paid_breaks += count.paid_breaks
        self.unpaid_breaks += count.unpaid_breaks
        self.unconfirmed += count.unconfirmed
        self.running = self.running or count.running
        self.lines += count.lines
        self.rounding += count.rounding
        for place in count.places:
            self._book(place.clock_id, place.job_id, place.seconds)

    def adjust(self, adjusted: Adjusted) -> None:
        """Add what a correction of a closed day brings, at no place."""
        self.worked += adjusted.seconds
        self.rounded += adjusted.seconds + adjusted.more.get("rounded", 0)
        self.premiums += adjusted_premiums(adjusted, rounded=False)
        self.rounded_premiums += adjusted_premiums(adjusted, rounded=True)
        self._book(None, None, adjusted.seconds)
        self.rounding += adjusted_rounding(adjusted)
        self.lines.append(
            Line(
                LineKind.ADJUSTMENT,
                adjusted.day,
                adjusted.seconds,
                abs(adjusted.seconds),
                adjustment_sentence(adjusted),
                "UTC",
                clock_id=adjusted.clock_id,
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
            tuple(PlaceTotal(clock, job, each) for (clock, job), each in self.places.items()),
            (*premiums, *self.premiums),
            (*rounded_premiums, *self.rounded_premiums),
            flags,
            tuple(self.rounding),
        )

    def _book(self, clock_id: int | None, job_id: int | None, seconds: int) -> None:
        place = (clock_id, job_id)
        self.places[place] = self.places.get(place, 0) + seconds
