"""Today and the week so far, as values that the clock page draws."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from timeclock.timekeeping import day_bounds, local_date, local_text
from timeclock.web.hours.strips import DrawnStretch, Strip, draw
from timeclock.web.wording.names import Names
from timeclock.web.wording.times import minutes_after
from timeclock.web.wording.translation import gettext as _
from timeclock.wording import in_minutes
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import PartKind


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One part of a shift; without an end it still runs. An edited end was claimed or corrected.

    `counts` says that it adds to worked time, `paid_at_most` how much of it does, None for all.
    `shown` is its length in whole minutes. `before` is the worked time above it, in the week and
    in the day: with it the minutes add up to the figures of the week.
    """

    shift_id: int

    started_at: datetime
    ended_at: datetime | None
    zone: str
    rest: bool
    name: str
    length: timedelta
    start_edited: bool
    end_edited: bool
    counts: bool
    paid_at_most: timedelta | None = None
    shown: timedelta = timedelta(0)
    before: timedelta = timedelta(0)

    @property
    def day(self) -> date:
        """The day on which it began."""
        return local_date(self.started_at, self.zone)

    @property
    def counted(self) -> timedelta:
        """How much of it adds to worked time."""
        if not self.counts:
            return timedelta(0)
        return self.length if self.paid_at_most is None else min(self.length, self.paid_at_most)


@dataclass(frozen=True, slots=True)
class Today:
    """The parts of every shift that touches the day, with their drawing where there are any."""

    day: date
    zone: str
    lines: tuple[TodayLine, ...]
    strip: Strip | None

    @property
    def before_shift(self) -> timedelta:
        """The worked time above the newest shift."""
        newest = [line for line in self.lines if line.shift_id == self.lines[-1].shift_id]
        return next((line.before for line in newest if line.counts), timedelta(0))

    @property
    def before_part(self) -> timedelta:
        """The worked time above the newest line."""
        return self.lines[-1].before if self.lines else timedelta(0)

    def after(self, week: "Week") -> "Today":
        """The same day with minutes that add up to those of the week."""
        counted = sum((line.counted for line in self.lines), timedelta(0))
        return replace(self, lines=_adding_up(self.lines, week.through_today - counted))


@dataclass(frozen=True, slots=True)
class TodayTotal:
    """What a day has come to, as the timesheet counts it; `running` while it grows.

    `unconfirmed` is not paid yet and not in `worked`, and `waiting` while that grows. `most` is
    what it grows to by itself, where a break under way is paid for a time. `shown` is `worked` in
    whole minutes, which add up over the days, and `before` is what the days above it have come to.
    """

    day: date
    worked: timedelta
    unconfirmed: timedelta
    running: bool
    waiting: bool
    most: timedelta | None
    shown: timedelta
    before: timedelta

    @property
    def before_unconfirmed(self) -> timedelta:
        """What the days have come to with this one."""
        return self.before + self.worked


@dataclass(frozen=True, slots=True)
class Week:
    """The days so far with their sum."""

    days: tuple[TodayTotal, ...]

    @property
    def worked(self) -> timedelta:
        """All days together, to the second."""
        return sum((day.worked for day in self.days), timedelta(0))

    @property
    def through_today(self) -> timedelta:
        """All days together, with what is unconfirmed of the last one."""
        return self.worked + (self.days[-1].unconfirmed if self.days else timedelta(0))

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
    lines = _adding_up(found, timedelta(0))
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
                counting and day.running and not day.grows,
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


def _adding_up(lines: Sequence[TodayLine], before: timedelta) -> tuple[TodayLine, ...]:
    """The lines with their whole minutes: those that count add up, on top of what is `before`."""
    shown: list[TodayLine] = []
    for line in lines:
        above = before if line.counts else timedelta(0)
        shown.append(replace(line, shown=minutes_after(line.length, above), before=above))
        before += line.counted
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
            shift.id,
            part.started_at,
            part.ended_at,
            names.zones[shift.clock_id],
            part.kind is PartKind.BREAK,
            names.of(part),
            length,
            shift.start_edited and part is parts[0],
            shift.end_edited and part.ended_at == shift.timeline.ended_at,
            part.pause is None or part.pause.paid,
            part.pause.paid_at_most if part.pause else None,
        )


def _label(line: TodayLine) -> str:
    return "" if line.rest else line.name
