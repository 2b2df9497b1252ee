"""Today and the week so far, as values that the clock page draws."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from timeclock.timekeeping import day_bounds, local_date, local_text
from timeclock.web.hours.strips import DrawnStretch, Strip, draw
from timeclock.web.wording.names import Names
from timeclock.web.wording.translation import gettext as _
from timeclock.wording import in_minutes
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import PartKind

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One part of a shift; without an end it still runs. An edited end was claimed or corrected.

    `paid` says that all of it counts as worked. `shown` is its length in whole minutes, which add
    up over the lines that count; `before` is the length of those above it.
    """

    started_at: datetime
    ended_at: datetime | None
    zone: str
    rest: bool
    name: str
    length: timedelta
    start_edited: bool
    end_edited: bool
    paid: bool
    shown: timedelta = timedelta(0)
    before: timedelta = timedelta(0)

    @property
    def day(self) -> date:
        """The day on which it began."""
        return local_date(self.started_at, self.zone)


@dataclass(frozen=True, slots=True)
class Today:
    """The parts of every shift that touches the day, with their drawing where there are any."""

    day: date
    zone: str
    lines: tuple[TodayLine, ...]
    strip: Strip | None


@dataclass(frozen=True, slots=True)
class TodayTotal:
    """What a day has come to, as the timesheet counts it; `running` while it grows.

    `unconfirmed` is not paid yet and not in `worked`. `most` is what it grows to by itself, where
    a break under way is paid for a time. `shown` is `worked` in whole minutes, which add up over
    the days, and `before` is what the days above it have come to.
    """

    day: date
    worked: timedelta
    unconfirmed: timedelta
    running: bool
    most: timedelta | None
    shown: timedelta
    before: timedelta


@dataclass(frozen=True, slots=True)
class Week:
    """The days so far with their sum."""

    days: tuple[TodayTotal, ...]

    @property
    def worked(self) -> timedelta:
        """All days together, to the second."""
        return sum((day.worked for day in self.days), timedelta(0))

    @property
    def most(self) -> timedelta | None:
        """What the sum grows to by itself, where there is an end of it."""
        left = [day.most - day.worked for day in self.days if day.running and day.most is not None]
        return self.worked + left[0] if left else None

    @property
    def running(self) -> bool:
        """Whether work goes on at this moment."""
        return any(day.running for day in self.days)


def today(shifts: Iterable[ShiftRecord], names: Names, now: datetime, zone: str) -> Today:
    """The day as the zone's calendar shows it at `now`; a night shift is on both of its days."""
    day = local_date(now, zone)
    start, end = day_bounds(day, zone)
    found = [
        line
        for shift in shifts
        if shift.timeline.started_at < end and (shift.timeline.ended_at or now) >= start
        for line in _lines(shift, names, now)
    ]
    lines = _adding_up(found)
    stretches = [DrawnStretch(it.started_at, it.ended_at, it.rest, _label(it)) for it in lines]
    return Today(day, zone, lines, draw(stretches, now, zone) if stretches else None)


def week(sheet: Sheet, *, counting: bool, still_counts: timedelta | None = None) -> Week:
    """What each day of a sheet has come to; `counting` says that it grows at this moment.

    `still_counts` is how long it grows, where there is an end of it.
    """
    days = [day for day in sheet.days if day.lines]
    worked = [day.worked for day in days]
    sums = (sum(worked[:number]) for number in range(len(days)))
    return Week(
        tuple(
            TodayTotal(
                day.day,
                timedelta(seconds=day.worked),
                timedelta(seconds=day.unconfirmed),
                counting and day.grows,
                None if still_counts is None else timedelta(seconds=day.worked) + still_counts,
                timedelta(seconds=shown),
                timedelta(seconds=before),
            )
            for day, shown, before in zip(days, in_minutes(worked), sums, strict=True)
        )
    )


def counts_on(shift: ShiftRecord, now: datetime) -> bool:
    """Whether worked time grows at this moment: while working and on what is paid of a break."""
    return shift.timeline.ended_at is None and counts_for(shift, now) != timedelta(0)


def counts_for(shift: ShiftRecord, now: datetime) -> timedelta | None:
    """How much of the break under way is still paid; None where there is no end of it."""
    pause = shift.timeline.open_pause
    if pause is None or pause.paid_at_most is None:
        return None
    return pause.paid_at_most - pause.paid_length(now)


def _adding_up(lines: Sequence[TodayLine]) -> tuple[TodayLine, ...]:
    """The lines with their whole minutes: those that count as worked add up, and so do others."""
    shown = list(lines)
    for paid in (True, False):
        numbers = [number for number, line in enumerate(lines) if line.paid is paid]
        lengths = [lines[number].length // _SECOND for number in numbers]
        before = 0
        for number, length, minutes in zip(numbers, lengths, in_minutes(lengths), strict=True):
            shown[number] = replace(
                lines[number],
                shown=timedelta(seconds=minutes),
                before=timedelta(seconds=before),
            )
            before += length
    return tuple(shown)


def in_words(lines: Sequence[TodayLine]) -> str:
    """The strip for who cannot see it: “Worked 06:02 to 08:41, break 08:41 to 08:53, …”."""
    return _sentence(list(_spans(lines)))


def _sentence(spans: list[str]) -> str:
    text = ", ".join(spans)
    return f"{text[:1].upper()}{text[1:]}."


def _spans(lines: Sequence[TodayLine]) -> Iterator[str]:
    for line in lines:
        start, end = _hour(line.started_at, line), _hour(line.ended_at, line)
        values = {"start": start, "end": end}
        if line.ended_at is None:
            yield (
                _("on break since %(start)s", **values)
                if line.rest
                else _("working since %(start)s", **values)
            )
        elif line.rest:
            yield _("break %(start)s to %(end)s", **values)
        else:
            yield _("worked %(start)s to %(end)s", **values)


def _hour(moment: datetime | None, line: TodayLine) -> str:
    return local_text(moment, line.zone)[11:16] if moment else ""


def _lines(shift: ShiftRecord, names: Names, now: datetime) -> Iterator[TodayLine]:
    parts = shift.timeline.parts()
    # Of two punches in one second there is nothing to see, unless they are all of the shift.
    seen = [each for each in parts if each.ended_at is None or each.interval.length(now)]
    for part in seen or parts[:1]:
        length = part.interval.length(now)
        yield TodayLine(
            part.started_at,
            part.ended_at,
            names.zones[shift.clock_id],
            part.kind is PartKind.BREAK,
            names.of(part),
            length,
            shift.start_edited and part is parts[0],
            shift.end_edited and part.ended_at == shift.timeline.ended_at,
            part.pause is None or (part.pause.paid and part.pause.paid_at_most is None),
        )


def _label(line: TodayLine) -> str:
    return "" if line.rest else line.name
