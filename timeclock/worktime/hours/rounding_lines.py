"""The lines that explain what rounding adds to a day: which punch counts as what; pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from timeclock.messages import N_, Sentence, Verbatim
from timeclock.worktime.hours.booking import Booking, Piece
from timeclock.worktime.hours.clock_times import clock_time
from timeclock.worktime.hours.explaining import dated, length_text, signed_text
from timeclock.worktime.hours.rounding import end_moved, goes_on, start_moved
from timeclock.worktime.hours.sheet import Adjusted, FigureSource, Line, LineKind

_SECOND = timedelta(seconds=1)


def rounding_lines(booking: Booking, number: int, balance: int) -> Iterator[Line]:
    """What rounding adds to piece `number` of a paid shift: `balance` seconds, as the lines say.

    `start` of a line is the time as punched and `end` what it counts as. The seconds of the lines
    add up to `balance`.
    """
    piece, line = booking.pieces[number], booking.shift.timeline
    left = balance
    start, end = start_moved(booking), end_moved(booking)
    if number == 0 and start and line.ended_at != line.started_at:
        text = N_("In at %(punched)s counts as %(counts)s")
        if goes_on(booking):
            text = N_("In at %(punched)s counts as %(counts)s, as the end of the work before")
        yield _moved(booking, piece, LineKind.ROUNDED_START, text, line.started_at, start)
        left += start
    if (
        number == len(booking.pieces) - 1
        and line.ended_at
        and end
        and line.ended_at != line.started_at
    ):
        text = N_("Out at %(punched)s counts as %(counts)s")
        yield _moved(booking, piece, LineKind.ROUNDED_END, text, line.ended_at, end)
        left -= end
    if left:
        # A part cannot count less than nothing: what it is short of comes from its neighbour.
        text = N_(
            "No part of a shift counts less than nothing: %(length)s of the rounding is not taken"
        )
        if left < 0:
            text = N_(
                "%(length)s less: rounding of another part of this shift that was too short for it"
            )
        sentence = Sentence(text, length=length_text(abs(left)))
        yield _line(booking, piece, LineKind.ROUNDING_LIMIT, sentence, left)


def adjusted_rounding(adjusted: Adjusted) -> Iterator[Line]:
    """What a correction of a closed day brings to the rounded total beyond its worked seconds."""
    seconds = adjusted.more.get("rounded", 0)
    if seconds:
        sentence = Sentence(
            "Rounding of %(day)s after a correction of a closed day: %(length)s",
            day=dated(adjusted.for_day),
            length=signed_text(seconds),
        )
        yield _plain(adjusted.day, sentence, seconds, adjusted.clock_id)


def _plain(day: date, sentence: Sentence, seconds: int, clock_id: int | None) -> Line:
    kind = LineKind.ADJUSTMENT
    return Line(kind, day, seconds, abs(seconds), sentence, "UTC", clock_id=clock_id)


def _moved(
    booking: Booking, piece: Piece, kind: LineKind, text: str, punched: datetime, moved: int
) -> Line:
    counts = punched + moved * _SECOND
    sentence = Sentence(
        text, punched=clock_time(punched, booking.zone), counts=clock_time(counts, booking.zone)
    )
    seconds = -moved if kind is LineKind.ROUNDED_START else moved
    return _line(booking, piece, kind, sentence, seconds, (punched, counts))


def _line(
    booking: Booking,
    piece: Piece,
    kind: LineKind,
    sentence: Sentence,
    seconds: int,
    span: tuple[datetime | None, datetime | None] = (None, None),
) -> Line:
    return Line(
        kind,
        piece.day,
        seconds,
        abs(seconds),
        sentence,
        booking.zone,
        *span,
        booking.shift.id,
        booking.shift.clock_id,
        rounding_source(booking.rules.rounding),
    )


def rounding_source(minutes: int) -> FigureSource:
    """The company's setting that starts and ends are rounded."""
    return FigureSource(
        Sentence("To the nearest %(minutes)s min", minutes=minutes),
        Sentence(
            "A setting of the company: starts and ends of work, neutral over time (%(law)s)",
            law=Verbatim("29 CFR 785.48(b)"),
        ),
    )
