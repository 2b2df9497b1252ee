"""Why a day has the total that it has, as `components/explanation.html` shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from timeclock.company.pay_rules.versions import RuleBook
from timeclock.timekeeping import utc_offset
from timeclock.web.hours.mini_strips import REST, WORK
from timeclock.web.hours.sheet import flag_mark, in_words
from timeclock.web.hours.strips import DrawnStretch, Note, Strip, draw
from timeclock.web.wording.marks import Mark
from timeclock.web.wording.times import exact_time
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.hours.sheet import DayTotal, Line, LineKind

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class DayView:
    """One day's total with everything that it is made of; `marks` are what someone should see.

    `rounding` is in minutes, 0 where payroll takes the exact time. `clocks` are the names of the
    clocks of the day, `shift_ids` its shifts, both in order. `as_of` is the time of day to which an
    open shift is counted; empty where none runs.
    """

    total: DayTotal
    strip: Strip | None
    words: str
    rounding: int
    marks: tuple[Mark, ...]
    clocks: tuple[str, ...]
    shift_ids: tuple[int, ...]
    as_of: str

    @property
    def mixed(self) -> bool:
        """Whether its times are those of several zones, so that each has to name its own."""
        return len({line.zone for line in self.total.lines if line.shift_id is not None}) > 1


def day_view(
    total: DayTotal, *, book: RuleBook, now: datetime, clock_names: Mapping[int, str]
) -> DayView:
    """The page of one day; an open shift counts to `now`."""
    shifts = [line for line in total.lines if line.kind in WORK]
    return DayView(
        total,
        _strip(total.lines, now),
        f"{in_words(total.lines, total.lines[0].zone)}." if shifts else "",
        book.on(total.day).rounding,
        tuple(flag_mark(flag) for flag in total.flags),
        tuple(dict.fromkeys(clock_names.get(line.clock_id or 0, "") for line in shifts)),
        tuple(dict.fromkeys(line.shift_id for line in shifts if line.shift_id is not None)),
        exact_time(now, shifts[-1].zone) if total.running and shifts else "",
    )


def _strip(lines: Sequence[Line], now: datetime) -> Strip | None:
    stretches = sorted(_stretches(lines), key=lambda it: it.started_at)
    if not stretches:
        return None
    notes = [
        Note(line.start, _changes(line.start, line.zone))
        for line in lines
        if line.kind is LineKind.CLOCK_CHANGE and line.start is not None
    ]
    return draw(stretches, now, lines[0].zone, notes)


def _changes(moment: datetime, zone: str) -> str:
    """Which way clocks go at that moment."""
    before = utc_offset(moment - _SECOND, zone)
    return _("clocks go back") if utc_offset(moment, zone) < before else _("clocks go forward")


def _stretches(lines: Sequence[Line]) -> Iterator[DrawnStretch]:
    """Work with its breaks cut out of it."""
    for shift in lines:
        if shift.kind not in WORK or shift.start is None:
            continue
        begin = shift.start
        for rest in lines:
            if rest.kind in REST and rest.shift_id == shift.shift_id and rest.start is not None:
                if rest.start > begin:
                    yield DrawnStretch(begin, rest.start)
                yield DrawnStretch(rest.start, rest.end, rest=True)
                begin = rest.end or shift.end or rest.start
                if rest.end is None:
                    break
        else:
            if shift.end is None or shift.end > begin:
                yield DrawnStretch(begin, shift.end)
