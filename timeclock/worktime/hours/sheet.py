"""What a timesheet is made of: lines, days and totals in whole seconds; pure values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from timeclock.company.pay_rules.day_line import PRESENT, DayLine
from timeclock.messages import Sentence
from timeclock.worktime.hours.totals import Totals, by_percent

if TYPE_CHECKING:
    from timeclock.worktime.hours.stints import Stint


class LineKind(StrEnum):
    """What a line of a day's sum is."""

    SHIFT = "shift"
    UNPAID_BREAK = "unpaid_break"
    PAID_BREAK = "paid_break"
    CLOCK_CHANGE = "clock_change"
    DAY_CUT = "day_cut"
    MEAL = "meal_deduction"
    WORKED_THROUGH = "worked_through"
    WORKDAYS = "workdays"
    UNCONFIRMED = "unconfirmed"
    CLAIMED = "claimed_time"
    GIVEN_AFTERWARDS = "given_afterwards"
    ADJUSTMENT = "adjustment"
    ROUNDED_START = "rounded_start"
    ROUNDED_END = "rounded_end"
    ROUNDING_LIMIT = "rounding_limit"


class CaseKind(StrEnum):
    """What a case is about: a correction to decide or confirm, or one of the flags of a sheet."""

    REQUEST = "request"
    DISPUTE = "dispute"
    EDIT = "edit"
    MISSED_CLOCK_OUT = "missed_clock_out"
    UNCONFIRMED_END = "unconfirmed_end"
    CLAIMED_TIME = "claimed_time"
    LONG_SHIFT = "long_shift"
    LONG_DAY = "long_day"
    NO_BREAK = "no_break"
    SHORT_BREAK = "short_break"
    LONG_BREAK = "long_break"
    SHORT_REST = "short_rest"
    LONG_WEEKS = "long_weeks"
    NO_JOB = "no_job"
    OTHER_RULES = "other_rules"
    APPROVED_DIFFERS = "approved_differs"

    @property
    def is_flag(self) -> bool:
        """Whether the sheet itself shows it: there is something out of the ordinary."""
        return self not in _NOT_ON_SHEETS


_NOT_ON_SHEETS = frozenset(
    {CaseKind.REQUEST, CaseKind.DISPUTE, CaseKind.EDIT, CaseKind.APPROVED_DIFFERS}
)


@dataclass(frozen=True, slots=True)
class FigureSource:
    """The rule behind a figure: its name, and the law or setting that it comes from."""

    title: Sentence
    message: Sentence

    @property
    def name(self) -> str:
        """The title in the language of its reader."""
        return str(self.title)

    @property
    def text(self) -> str:
        """The message in the language of its reader."""
        return str(self.message)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a day's sum.

    `seconds` is what it adds to the worked time (negative for a deduction, 0 for a remark), so that
    the lines of a day add up to its total; `length` is how long the interval is. `message` is for
    a person. `start` and `end` are instants, shown in `zone`; an open end is still running.
    """

    kind: LineKind
    day: date
    seconds: int
    length: int
    message: Sentence
    zone: str
    start: datetime | None = None
    end: datetime | None = None
    shift_id: int | None = None
    clock_id: int | None = None
    source: FigureSource | None = None

    @property
    def sentence(self) -> str:
        """The message in the language of its reader."""
        return str(self.message)


@dataclass(frozen=True, slots=True)
class Premium:
    """Seconds of a day that are paid at more than the plain wage, and by which rule.

    `places` are the clocks and jobs at which they were worked, empty where that is not known: in
    days that were kept before 0.2.0, and for adjustments.
    """

    day: date
    seconds: int
    percent: int
    source: FigureSource
    message: Sentence
    places: "tuple[PlaceTotal, ...]" = ()

    @property
    def sentence(self) -> str:
        """The message in the language of its reader."""
        return str(self.message)


@dataclass(frozen=True, slots=True)
class PlaceTotal:
    """Seconds of a day at one clock and on one job; the places of a day add up to its total."""

    clock_id: int | None
    job_id: int | None
    seconds: int


@dataclass(frozen=True, slots=True)
class Flag:
    """Something out of the ordinary: how much was measured, how much the rule wants, in seconds."""

    kind: CaseKind
    day: date
    shift_id: int | None
    measured: int
    limit: int
    message: Sentence
    source: FigureSource | None = None

    @property
    def sentence(self) -> str:
        """The message in the language of its reader."""
        return str(self.message)


@dataclass(frozen=True, slots=True)
class DayTotal:
    """One day of one person, in seconds.

    `worked` is paid time before rounding: the sum of the lines' `seconds`. `rounded` is the same
    for payroll. `unconfirmed` waits for someone's word and is in neither. `premiums` are parts of
    `worked`, `rounded_premiums` of `rounded`. `running` says that an open shift still adds to it.
    `rounding` are the lines of what `rounded` has beyond `worked`; days approved before 0.2.0 have
    none.
    """

    day: date
    worked: int
    rounded: int
    paid_breaks: int
    unpaid_breaks: int
    unconfirmed: int
    running: bool
    lines: tuple[Line, ...]
    places: tuple[PlaceTotal, ...]
    premiums: tuple[Premium, ...]
    rounded_premiums: tuple[Premium, ...]
    flags: tuple[Flag, ...]
    rounding: tuple[Line, ...] = ()

    @property
    def balance(self) -> int:
        """Rounded less exact: what rounding has given or, negative, taken."""
        return self.rounded - self.worked

    @property
    def overtime(self) -> int:
        """Seconds that earn a premium."""
        return sum(premium.seconds for premium in self.premiums)

    @property
    def grows(self) -> bool:
        """Whether an open shift adds to `worked`: none of the day waits as a whole."""
        return self.running and all(line.kind is not LineKind.UNCONFIRMED for line in self.lines)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The days from `first` to before `after` of one person, every day of them, in order.

    `stints` are the paid time of these days as overtime counts it, `line` says where they begin.
    """

    first: date
    after: date
    days: tuple[DayTotal, ...]
    stints: tuple["Stint", ...] = field(default=(), compare=False, repr=False)
    line: DayLine = field(default=PRESENT, compare=False, repr=False)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What someone should look at, by day."""
        return tuple(flag for day in self.days for flag in day.flags)

    @property
    def clock_ids(self) -> frozenset[int]:
        """Every clock at which its time was worked."""
        lines = (line for day in self.days for line in day.lines)
        return frozenset(line.clock_id for line in lines if line.clock_id is not None)

    @property
    def running(self) -> bool:
        """Whether an open shift still adds to it."""
        return any(day.running for day in self.days)

    def day(self, day: date) -> DayTotal:
        """One of its days. Raises KeyError for any other."""
        for each in self.days:
            if each.day == day:
                return each
        raise KeyError(day)

    @property
    def totals(self) -> Totals:
        """The sums over the days."""
        return Totals(
            worked=sum(day.worked for day in self.days),
            rounded=sum(day.rounded for day in self.days),
            paid_breaks=sum(day.paid_breaks for day in self.days),
            unpaid_breaks=sum(day.unpaid_breaks for day in self.days),
            unconfirmed=sum(day.unconfirmed for day in self.days),
            premiums=_summed(premium for day in self.days for premium in day.premiums),
            rounded_premiums=_summed(p for day in self.days for p in day.rounded_premiums),
        )


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Seconds that a correction of a closed day adds to (or takes from) an open one.

    `clock_id` is the clock of the shift that was corrected. `more` is what changes besides, in
    seconds by its name: `rounded` beyond the worked seconds, `meal`, `premium_150` and
    `rounded_premium_150` by percent.
    """

    day: date
    for_day: date
    seconds: int
    reason: str
    correction_id: int
    clock_id: int | None = None
    more: Mapping[str, int] = field(default_factory=dict)

    def premiums(self, *, rounded: bool) -> Mapping[int, int]:
        """Seconds that earn each percent of the wage, more or fewer than before."""
        return by_percent(self.more, "rounded_premium_" if rounded else "premium_")


def _summed(premiums: Iterable[Premium]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for premium in premiums:
        sums[premium.percent] = sums.get(premium.percent, 0) + premium.seconds
    return sums
