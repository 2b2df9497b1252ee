"""Days of a timesheet: the lines that they add up from, and sums, in whole seconds. Pure."""

from enum import StrEnum
from typing import Annotated, Any

from typing_extensions import TypedDict

from timeclock.api.shapes.sources import From, from_attributes
from timeclock.timekeeping import local_text
from timeclock.wire.formats import DateTimeText, DayText, ZoneText
from timeclock.wire.readers import TypedAs
from timeclock.worktime.hours import sheet
from timeclock.worktime.hours.sheet import CaseKind, LineKind
from timeclock.worktime.hours.totals import Totals


class RuleSource(TypedDict):
    """The rule behind a figure: its name, and the law or setting that it comes from."""

    name: str
    text: str


_source = from_attributes(RuleSource)


def source(found: sheet.FigureSource | None) -> RuleSource | None:
    """The rule behind a figure, if there is one."""
    return None if found is None else _source(found)


class LineJson(TypedDict):
    """A line of a day's sum.

    `seconds` is what it adds to the worked time, negative for a deduction; the times are those of
    `timezone`, an open end is still running.
    """

    kind: LineKind
    seconds: int
    length_seconds: int
    sentence: str
    started_at: DateTimeText | None
    ended_at: DateTimeText | None
    timezone: ZoneText
    shift_id: int | None
    clock_id: int | None
    source: RuleSource | None


class BookedOn(TypedDict):
    """Seconds of a day at one clock and on one job."""

    clock_id: int | None
    job_id: int | None
    seconds: int


class PremiumJson(TypedDict):
    """Seconds of a day that are paid at more than the plain wage, and by which rule."""

    percent: int
    seconds: int
    sentence: str
    source: Annotated[RuleSource, From("source", _source)]


_str_enum: Any = StrEnum
_FLAG_KIND = _str_enum(
    "FlagKind", {each.name: each.value for each in CaseKind if each.is_flag}, module=__name__
)
_FLAG_KIND.__doc__ = "What someone should look at."


class FlagJson(TypedDict):
    """Something out of the ordinary: how much was measured, how much the rule wants."""

    kind: Annotated[CaseKind, TypedAs(_FLAG_KIND)]
    shift_id: int | None
    measured_seconds: Annotated[int, From("measured")]
    limit_seconds: Annotated[int, From("limit")]
    sentence: str
    source: Annotated[RuleSource | None, From("source", source)]


class DayJson(TypedDict):
    """A day with everything that its total is made of; `running`: an open shift adds to it.

    `balance_seconds` is what rounding has given, or taken: it is the sum of `rounding_lines`, in
    which a start is the time as punched and an end what it counts as. Days approved before version
    0.2.0 have no such lines.
    """

    day: DayText
    worked_seconds: int
    rounded_seconds: int
    overtime_seconds: int
    paid_break_seconds: int
    unpaid_break_seconds: int
    unconfirmed_seconds: int
    running: bool
    lines: list[LineJson]
    places: list[BookedOn]
    premiums: list[PremiumJson]
    rounded_premiums: list[PremiumJson]
    balance_seconds: int
    rounding_lines: list[LineJson]
    flags: list[FlagJson]


class PremiumSum(TypedDict):
    """Seconds that are paid at a percent of the wage."""

    percent: int
    seconds: int
    rounded_seconds: int


class TotalsJson(TypedDict):
    """Sums; a premium is a part of what was worked, `balance_seconds` what rounding has given."""

    worked_seconds: int
    rounded_seconds: int
    balance_seconds: int
    overtime_seconds: int
    paid_break_seconds: int
    unpaid_break_seconds: int
    unconfirmed_seconds: int
    premiums: list[PremiumSum]


_booked_on = from_attributes(BookedOn)
_premium = from_attributes(PremiumJson)
_flag = from_attributes(FlagJson)


def totals(found: Totals) -> TotalsJson:
    """Sums; a premium is a part of what was worked."""
    percents = sorted({*found.premiums, *found.rounded_premiums})
    return {
        "worked_seconds": found.worked,
        "rounded_seconds": found.rounded,
        "balance_seconds": found.balance,
        "overtime_seconds": found.overtime,
        "paid_break_seconds": found.paid_breaks,
        "unpaid_break_seconds": found.unpaid_breaks,
        "unconfirmed_seconds": found.unconfirmed,
        "premiums": [
            {
                "percent": percent,
                "seconds": found.premiums.get(percent, 0),
                "rounded_seconds": found.rounded_premiums.get(percent, 0),
            }
            for percent in percents
        ],
    }


def day(found: sheet.DayTotal) -> DayJson:
    """A day with everything that its total is made of."""
    return {
        "day": found.day.isoformat(),
        "worked_seconds": found.worked,
        "rounded_seconds": found.rounded,
        "overtime_seconds": found.overtime,
        "paid_break_seconds": found.paid_breaks,
        "unpaid_break_seconds": found.unpaid_breaks,
        "unconfirmed_seconds": found.unconfirmed,
        "running": found.running,
        "lines": [_line(each) for each in found.lines],
        "places": [_booked_on(each) for each in found.places],
        "premiums": [_premium(each) for each in found.premiums],
        "rounded_premiums": [_premium(each) for each in found.rounded_premiums],
        "balance_seconds": found.balance,
        "rounding_lines": [_line(each) for each in found.rounding],
        "flags": [_flag(each) for each in found.flags],
    }


def _line(found: sheet.Line) -> LineJson:
    return {
        "kind": found.kind,
        "seconds": found.seconds,
        "length_seconds": found.length,
        "sentence": found.sentence,
        "started_at": None if found.start is None else local_text(found.start, found.zone),
        "ended_at": None if found.end is None else local_text(found.end, found.zone),
        "timezone": found.zone,
        "shift_id": found.shift_id,
        "clock_id": found.clock_id,
        "source": source(found.source),
    }
