"""The lines that explain what a piece of a shift adds to its day; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from timeclock.messages import Sentence
from timeclock.worktime.hours import break_sentences, change_sentences, explaining
from timeclock.worktime.hours.booking import Booking, Piece, Rest
from timeclock.worktime.hours.clock_changes import clock_changes
from timeclock.worktime.hours.sheet import FigureSource, Line, LineKind
from timeclock.worktime.hours.stints import Stint

Span = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class SentenceNames:
    """How breaks and clocks are called in sentences; a clock without a name is not mentioned."""

    kinds: Mapping[int, str] = field(default_factory=dict)
    clocks: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a booked shift, piece by piece."""

    booking: Booking
    names: SentenceNames
    stints: Sequence[Stint] = ()

    def of(self, number: int, *, meal: int, kept: int, waits: bool) -> Iterator[Line]:
        """Those of piece `number`; their seconds add up to what it counts.

        `meal` seconds are taken off, `kept` would have been had the person not worked through, and
        a shift that `waits` for a word on its end counts nothing.
        """
        piece = self.booking.pieces[number]
        yield self._shift(number)
        yield from self._changes(piece)
        for rest in piece.rests:
            yield self._rest(piece, rest)
        yield from self._given(number)
        rules = self.booking.rules
        if meal:
            sentence = break_sentences.meal_sentence(self.booking, meal)
            source = break_sentences.meal_source(rules)
            yield self._line(LineKind.MEAL, piece, sentence, -meal, meal, source=source)
        if kept:
            sentence = break_sentences.worked_through_sentence(kept)
            source = break_sentences.meal_source(rules)
            yield self._line(LineKind.WORKED_THROUGH, piece, sentence, 0, kept, source=source)
        yield from self._workdays(piece)
        if waits:
            sentence, seconds = self._waiting(), piece.worked + piece.claimed
            yield self._line(LineKind.UNCONFIRMED, piece, sentence, -seconds, seconds)
        elif piece.claimed:
            sentence = explaining.claimed_sentence(self.booking, piece)
            yield self._line(LineKind.CLAIMED, piece, sentence, -piece.claimed, piece.claimed)

    def _waiting(self) -> Sentence:
        shift = self.booking.shift
        return explaining.waiting_sentence(shift.unconfirmed if shift.is_unpaid else None)

    def _shift(self, number: int) -> Line:
        piece = self.booking.pieces[number]
        clock = self.names.clocks.get(self.booking.shift.clock_id)
        sentence = explaining.shift_sentence(self.booking, number, clock)
        kind, source = LineKind.SHIFT, None
        if len(self.booking.pieces) > 1:
            kind, source = LineKind.DAY_CUT, explaining.cut_source(self.booking.rules)
        span = (piece.start, piece.end)
        return self._line(kind, piece, sentence, piece.length, piece.length, span, source)

    def _changes(self, piece: Piece) -> Iterator[Line]:
        zone_name, end = self.booking.zone, piece.end or self.booking.until
        changes = clock_changes(piece.start, end, zone_name)
        if changes:
            split = len(self.booking.pieces) > 1
            sentence = change_sentences.change_sentence(piece, changes, split=split)
            source = change_sentences.change_source(changes, zone_name)
            span = (changes[0].moment, changes[-1].moment)
            yield self._line(LineKind.CLOCK_CHANGE, piece, sentence, 0, 0, span, source)

    def _workdays(self, piece: Piece) -> Iterator[Line]:
        """On which workdays overtime counts the piece, where that is not the day that shows it."""
        its = [stint for stint in self.stints if stint.day == piece.day]
        if any(stint.workday != piece.day for stint in its):
            sentence = explaining.workdays_sentence([(s.workday, s.seconds) for s in its])
            source = explaining.workdays_source(self.booking.begins or 0)
            yield self._line(LineKind.WORKDAYS, piece, sentence, 0, piece.worked, source=source)

    def _given(self, number: int) -> Iterator[Line]:
        """A remark for each time of piece `number` that was given afterwards."""
        pieces, shift = self.booking.pieces, self.booking.shift
        piece, is_last = pieces[number], number == len(pieces) - 1
        for at in sorted({claim.at for claim in shift.claims.given}):
            claim = shift.claims.of(at)
            if claim and piece.start <= at and (is_last or at < (piece.end or at)):
                sentence = explaining.given_sentence(self.booking, claim)
                yield self._line(LineKind.GIVEN_AFTERWARDS, piece, sentence, 0, 0, (at, at))

    def _rest(self, piece: Piece, rest: Rest) -> Line:
        name = self.names.kinds.get(rest.pause.kind_id) if rest.pause.kind_id else None
        sentence = break_sentences.rest_sentence(rest, self.booking.zone, name)
        kind, adds = LineKind.UNPAID_BREAK, -rest.seconds
        source = break_sentences.beyond_source(rest) if rest.beyond else None
        if rest.paid:
            kind, adds = LineKind.PAID_BREAK, 0
            source = break_sentences.SHORT_BREAK if rest.pause.counts else None
        span = (rest.start, rest.end)
        return self._line(kind, piece, sentence, adds, rest.seconds, span, source)

    def _line(
        self,
        kind: LineKind,
        piece: Piece,
        sentence: Sentence,
        seconds: int,
        length: int,
        span: Span = (None, None),
        source: FigureSource | None = None,
    ) -> Line:
        shift, (start, end) = self.booking.shift, span
        return Line(
            kind,
            piece.day,
            seconds,
            length,
            sentence,
            self.booking.zone,
            start,
            end,
            shift.id,
            shift.clock_id,
            source,
        )
