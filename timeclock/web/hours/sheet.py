"""A person's sheet as the rows that `components/sheet.html` draws, for the person and managers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from timeclock.company.pay_rules.versions import RuleBook
from timeclock.timekeeping import local_date
from timeclock.web.hours.mini_strips import WORK, mini_strips
from timeclock.web.hours.strips import Bar
from timeclock.web.wording.marks import Mark
from timeclock.web.wording.times import clock_time, span
from timeclock.web.wording.translation import gettext as _
from timeclock.wording import in_minutes
from timeclock.worktime.hours.sheet import CaseKind, DayTotal, Flag, Line, LineKind, Sheet
from timeclock.worktime.hours.totals import Totals

# What someone has to do something about; the rest is to be known.
NEEDS = frozenset({CaseKind.MISSED_CLOCK_OUT, CaseKind.UNCONFIRMED_END, CaseKind.CLAIMED_TIME})


@dataclass(frozen=True, slots=True)
class Figures:
    """A day's figures in whole minutes, which add up to the sums below them; in seconds."""

    worked: int
    breaks: int
    rounded: int
    overtime: int


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One day: its total, when work began and ended, the same drawn, and what is to be seen."""

    total: DayTotal
    shown: Figures
    spans: str
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    url: str

    @property
    def day(self) -> date:
        """Which day it is."""
        return self.total.day

    @property
    def free(self) -> bool:
        """Whether nothing at all is booked on it."""
        return not self.total.lines

    @property
    def told(self) -> bool:
        """Whether there is anything to read about it, be it only that its shift has gone."""
        return bool(self.total.lines or self.marks)


@dataclass(frozen=True, slots=True)
class SheetView:
    """The rows with their sums; columns that would be the same all the way down are left out.

    `as_of` is the time of day to which an open shift is counted; empty where none runs.
    """

    rows: tuple[SheetRow, ...]
    totals: Totals
    running: bool
    rounds: bool
    earns_overtime: bool
    as_of: str

    @property
    def is_empty(self) -> bool:
        """Whether no time at all is booked on these days."""
        return all(row.free for row in self.rows)


def sheet_view(
    sheet: Sheet,
    *,
    book: RuleBook,
    now: datetime,
    zone: str,
    url_of: Callable[[date], str],
    marks: Mapping[date, Sequence[Mark]] | None = None,
) -> SheetView:
    """What the table shows; `url_of` leads to the explanation of a day, `marks` say what was
    changed on it. Times in another zone than the reader's `zone` name it."""
    bars = mini_strips(sheet.days, book, now)
    rows = tuple(
        SheetRow(
            total,
            shown,
            in_words(total.lines, zone),
            bars.get(total.day, ()),
            (
                *(flag_mark(flag) for flag in total.flags),
                *given_marks(total.lines),
                *(marks or {}).get(total.day, ()),
            ),
            url_of(total.day),
        )
        for total, shown in zip(sheet.days, _figures(sheet), strict=True)
    )
    rounds = any(book.on(day.day).rounding for day in sheet.days)
    totals = sheet.totals
    as_of = clock_time(now, zone) if sheet.running else ""
    return SheetView(rows, totals, sheet.running, rounds, bool(totals.overtime), as_of)


def _figures(sheet: Sheet) -> Iterator[Figures]:
    columns = (
        [day.worked for day in sheet.days],
        [day.paid_breaks + day.unpaid_breaks for day in sheet.days],
        [day.rounded for day in sheet.days],
        [day.overtime for day in sheet.days],
    )
    return (Figures(*row) for row in zip(*map(in_minutes, columns), strict=True))


def in_words(lines: Sequence[Line], zone: str | None = None) -> str:
    """“05:58 to 14:31, 17:00 to 20:04”; one that still runs is “since 05:58”.

    A `zone` is the one that need not be named.
    """
    shifts = (line for line in lines if line.kind in WORK and line.start)
    return ", ".join(
        _span(line)
        if zone in {None, line.zone}
        else _("%(span)s in %(zone)s", span=_span(line), zone=line.zone)
        for line in shifts
    )


def flag_mark(flag: Flag) -> Mark:
    """A flag of the arithmetic as a mark."""
    return Mark("needs" if flag.kind in NEEDS else "break", flag.sentence)


def given_marks(lines: Iterable[Line]) -> Iterator[Mark]:
    """Times that were given afterwards as marks."""
    for line in lines:
        if line.kind is LineKind.GIVEN_AFTERWARDS:
            yield Mark("off", line.sentence)


@dataclass(frozen=True, slots=True)
class FlagWords:
    """What a flag is about, in two or three words; what was measured, and what its limit says."""

    name: str
    measured: str
    limit: str


def flag_words(kind: CaseKind) -> FlagWords:
    """The words of a flag."""
    most, least, length = _("No more than"), _("At least"), _("Length")
    words = {
        CaseKind.MISSED_CLOCK_OUT: FlagWords(_("No clock-out"), length, most),
        CaseKind.UNCONFIRMED_END: FlagWords(_("End not confirmed"), length, most),
        CaseKind.CLAIMED_TIME: FlagWords(_("Time given afterwards"), length, most),
        CaseKind.LONG_SHIFT: FlagWords(_("Long shift"), length, most),
        CaseKind.LONG_DAY: FlagWords(_("Long day"), _("Worked"), most),
        CaseKind.NO_BREAK: FlagWords(_("No break in time"), _("Worked without a break"), most),
        CaseKind.SHORT_BREAK: FlagWords(_("Short breaks"), _("Breaks"), least),
        CaseKind.LONG_BREAK: FlagWords(_("Long break"), length, most),
        CaseKind.SHORT_REST: FlagWords(_("Short rest"), _("Rest"), least),
        CaseKind.LONG_WEEKS: FlagWords(_("Long weeks"), _("A week on average"), most),
        CaseKind.NO_JOB: FlagWords(_("No job"), length, most),
        CaseKind.OTHER_RULES: FlagWords(_("Other rules"), length, most),
        CaseKind.APPROVED_DIFFERS: FlagWords(_("Approved hours differ"), length, most),
    }
    return words[kind]


def _span(line: Line) -> str:
    if line.start is None:
        return ""
    return span(local_date(line.start, line.zone), line.start, line.end, line.zone)
