"""A shift as pieces, each on the workday that it counts on; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timeclock.company.clocks.zones import ClockZones
from timeclock.company.pay_rules.day_line import PRESENT, DayLine
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.timekeeping import Interval, whole_second
from timeclock.worktime.hours.short_breaks import waiting_with_breaks, with_short_breaks
from timeclock.worktime.shifts.claims import inside
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakInterval, Timeline

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
# From, until, the job that is worked on or that a paid break counts on, the break, if it is paid.
_Span = tuple[datetime, datetime, int | None, BreakInterval | None, bool]


@dataclass(frozen=True, slots=True)
class Rest:
    """The paid or the unpaid part of a break, or as much of it as is in one piece.

    `end` is None while it runs.
    """

    pause: BreakInterval
    start: datetime
    end: datetime | None
    seconds: int
    paid: bool

    @property
    def beyond(self) -> bool:
        """Whether it is beyond what is paid of a paid break."""
        return self.pause.paid and not self.paid


@dataclass(frozen=True, slots=True)
class Piece:
    """As much of a shift as counts on one day, in seconds; `end` is None while it runs.

    `length` is all of it, `jobs` what was worked, paid breaks on the job before them. `waits` are
    the parts of the work that rest on times that were given afterwards.
    """

    day: date
    start: datetime
    end: datetime | None
    length: int
    unpaid: int
    paid: int
    jobs: Mapping[int | None, int]
    rests: tuple[Rest, ...]
    waits: tuple[Interval, ...] = ()

    @property
    def claimed(self) -> int:
        """What waits, in seconds."""
        return sum(each.length(self.start) // _SECOND for each in self.waits)

    @property
    def worked(self) -> int:
        """Elapsed seconds less what is unpaid of breaks and what waits."""
        return self.length - self.unpaid - self.claimed


@dataclass(frozen=True, slots=True)
class Booking:
    """A shift on its days: at least one piece, in order.

    `zone` is that of its clock when it began, `rules` those of its first calendar day there. Both
    hold for all of the shift. `until` is its end, or how far it has come. `line` is where its days
    begin, and `begins` at how many minutes after midnight the workdays of its overtime begin, None
    where booked days are counted. `joined` is by how many seconds rounding moves the end of the
    work that goes on in this shift, None where none does.
    """

    shift: ShiftRecord
    zone: str
    rules: PayRules
    until: datetime
    pieces: tuple[Piece, ...]
    line: DayLine
    begins: int | None
    joined: int | None = None

    @property
    def worked(self) -> int:
        """What `Timeline.worked` says, less what waits."""
        return sum(piece.worked for piece in self.pieces)

    @property
    def unpaid(self) -> int:
        """Seconds of unpaid breaks."""
        return sum(piece.unpaid for piece in self.pieces)

    @property
    def open(self) -> bool:
        """Whether the shift still runs."""
        return self.shift.timeline.ended_at is None


def book_shift(
    shift: ShiftRecord,
    *,
    book: RuleBook,
    zones: ClockZones,
    now: datetime,
    days: DayLine = PRESENT,
) -> Booking:
    """The shift on the day of its start, or cut where workdays begin, as the rules of its day say.

    Its short breaks count as worked where the rules say so. The pieces add up to
    `timeline.worked(now)` to the second, with what waits in them. An open
    shift counts to `now`, and never less far than to its last punch, should the machine's clock be
    behind that.
    """
    start = shift.timeline.started_at
    zone_name = zones.at(shift.clock_id, start)
    rules = book.at(start, zone_name, days)
    shift = with_short_breaks(shift, rules)
    line = shift.timeline
    until = line.ended_at or max(whole_second(now), line.last_change)
    spans = tuple(spans_of(line, until))
    waits = () if shift.is_unpaid else waiting_with_breaks(shift.claims.waits, line.pauses)
    pieces = tuple(
        _piece(day, first, last, spans, waits, still_open=line.ended_at is None and last == until)
        for day, first, last in _days(start, max(until, start), zone_name, rules, days)
    )
    begins = book.counted_by(start, until, zone_name, days)
    return Booking(shift, zone_name, rules, until, pieces, days, begins)


def _days(
    start: datetime, until: datetime, zone_name: str, rules: PayRules, line: DayLine
) -> Iterator[tuple[date, datetime, datetime]]:
    day = line.day_at(start, zone_name, rules.day_begins)
    while rules.split:
        after = line.bounds(day, zone_name, rules.day_begins)[1]
        if until <= after:
            break
        if start < after:  # a day that a zone skips has no piece
            yield day, start, after
        start, day = after, day + _DAY
    yield day, start, until


def spans_of(line: Timeline, until: datetime) -> Iterator[_Span]:
    """Work and breaks in order of time, each paid or unpaid as a whole, with its job."""
    job = line.job_id
    for part in line.parts():
        if part.pause is None:
            job = part.job_id
            yield part.started_at, part.ended_at or until, job, None, True
            continue
        for stretch in part.pause.by_pay(until):
            yield stretch.started_at, stretch.ended_at, job, part.pause, stretch.paid


def _piece(
    day: date,
    start: datetime,
    end: datetime,
    spans: tuple[_Span, ...],
    waits: Sequence[Interval],
    *,
    still_open: bool,
) -> Piece:
    unpaid = paid = 0
    waiting: list[Interval] = []
    jobs: dict[int | None, int] = {}
    rests: list[Rest] = []
    for began, ended, job, pause, is_paid in spans:
        first, last = max(began, start), min(ended, end)
        if last <= first:
            continue
        seconds = (last - first) // _SECOND
        if pause is not None:
            running = pause.ended_at is None and still_open and last == end
            rests.append(Rest(pause, first, None if running else last, seconds, is_paid))
            if not is_paid:
                unpaid += seconds
                continue
            paid += seconds
        its = inside(waits, first, last)
        waiting += its
        counted = seconds - sum(each.length(last) // _SECOND for each in its)
        if counted:
            jobs[job] = jobs.get(job, 0) + counted
    length = (end - start) // _SECOND
    shown_end = None if still_open else end
    return Piece(day, start, shown_end, length, unpaid, paid, jobs, tuple(rests), tuple(waiting))
