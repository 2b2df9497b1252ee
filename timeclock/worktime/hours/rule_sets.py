"""What each rule set asks for, with the law that it comes from; all lengths in seconds; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.messages import N_, Sentence
from timeclock.worktime.hours import laws
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.sheet import FigureSource

MINUTE, HOUR = 60, 3600


class CountedIn(StrEnum):
    """Of what the seconds of an overtime step are counted."""

    DAY = "day"
    WEEK = "week"
    SEVENTH_DAY = "seventh_day"


@dataclass(frozen=True, slots=True)
class OvertimeStep:
    """Work beyond `after` seconds, counted in `where`, is paid at `percent` of the wage."""

    after: int
    percent: int
    where: CountedIn
    source: FigureSource


@dataclass(frozen=True, slots=True)
class Limit:
    """The most, or the least, that a rule allows; `ordinary` says that more is no ordinary work."""

    seconds: int
    source: FigureSource
    ordinary: bool = False


@dataclass(frozen=True, slots=True)
class Average:
    """No more than `seconds` a week, on average over that many weeks."""

    seconds: int
    weeks: int
    source: FigureSource
    ordinary: bool = False


@dataclass(frozen=True, slots=True)
class Breaks:
    """Which breaks work has to be interrupted by; one shorter than `shortest` does not count.

    `totals` are pairs: over so much work, so much break in all. `in_a_row` is the longest work
    without a break. `begin_by` has, for the first break and each further one, the work before
    the end of which it has to begin.
    """

    source: FigureSource
    shortest: int
    totals: tuple[tuple[int, int], ...] = ()
    in_a_row: int | None = None
    begin_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that a rule set asks for; what is missing it does not ask for.

    Steps of a day and of the seventh day lie in order of `after`. `shortest_rest` is between two
    duties, `rest_in_a_day` in the 24 hours from each start of work, `weekly_rest` in each seven
    days. Each of `breaks` is asked for beside the others. `paid_breaks_are_work` says how the
    longest day is measured.
    """

    daily: tuple[OvertimeStep, ...] = ()
    seventh_day: tuple[OvertimeStep, ...] = ()
    weekly: OvertimeStep | None = None
    longest_day: Limit | None = None
    shortest_rest: Limit | None = None
    rest_in_a_day: Limit | None = None
    weekly_rest: Limit | None = None
    breaks: tuple[Breaks, ...] = ()
    average: Average | None = None
    paid_breaks_are_work: bool = True

    @property
    def pays(self) -> bool:
        """Whether any time earns more than the plain wage."""
        steps = (*self.daily, *self.seventh_day, *([self.weekly] if self.weekly else ()))
        return any(step.percent > 100 for step in steps)

    @property
    def sources(self) -> tuple[FigureSource, ...]:
        """The rule behind each thing that is asked for, in the order of the attributes."""
        steps = (*self.daily, *self.seventh_day)
        others = (
            self.weekly,
            self.longest_day,
            self.shortest_rest,
            self.rest_in_a_day,
            self.weekly_rest,
            *self.breaks,
            self.average,
        )
        return tuple(each.source for each in (*steps, *others) if each is not None)


def terms_of(rules: PayRules) -> Terms:
    """What the rules of that version ask for."""
    return _own(rules.own) if rules.overtime is RuleSet.OWN else _FIXED[rules.overtime]


_DAY, _WEEK, _SEVENTH = CountedIn.DAY, CountedIn.WEEK, CountedIn.SEVENTH_DAY

_FIXED = {
    RuleSet.NONE: Terms(),
    RuleSet.US_FEDERAL: Terms(weekly=OvertimeStep(40 * HOUR, 150, _WEEK, laws.FLSA)),
    RuleSet.CALIFORNIA: Terms(
        daily=(
            OvertimeStep(8 * HOUR, 150, _DAY, laws.LABOR_CODE_510),
            OvertimeStep(12 * HOUR, 200, _DAY, laws.LABOR_CODE_510),
        ),
        seventh_day=(
            OvertimeStep(0, 150, _SEVENTH, laws.LABOR_CODE_510),
            OvertimeStep(8 * HOUR, 200, _SEVENTH, laws.LABOR_CODE_510),
        ),
        weekly=OvertimeStep(40 * HOUR, 150, _WEEK, laws.LABOR_CODE_510),
        breaks=(Breaks(laws.LABOR_CODE_512, 30 * MINUTE, begin_by=(5 * HOUR, 10 * HOUR)),),
    ),
    RuleSet.EU: Terms(
        shortest_rest=Limit(11 * HOUR, laws.EU_REST),
        rest_in_a_day=Limit(11 * HOUR, laws.EU_REST),
        weekly_rest=Limit(35 * HOUR, laws.EU_WEEKLY_REST),
        breaks=(Breaks(laws.EU_BREAK, 5 * MINUTE, totals=((6 * HOUR, 5 * MINUTE),)),),
        average=Average(48 * HOUR, 17, laws.EU_WEEK),
        paid_breaks_are_work=False,
    ),
    RuleSet.GERMANY: Terms(
        longest_day=Limit(10 * HOUR, laws.ARBZG_3),
        shortest_rest=Limit(11 * HOUR, laws.ARBZG_5),
        breaks=(
            Breaks(
                laws.ARBZG_4,
                15 * MINUTE,
                totals=((6 * HOUR, 30 * MINUTE), (9 * HOUR, 45 * MINUTE)),
                in_a_row=6 * HOUR,
            ),
        ),
        average=Average(48 * HOUR, 24, laws.ARBZG_3),
        paid_breaks_are_work=False,
    ),
    RuleSet.SPAIN: Terms(
        longest_day=Limit(9 * HOUR, laws.ET_DAY, ordinary=True),
        shortest_rest=Limit(12 * HOUR, laws.ET_DAY),
        weekly_rest=Limit(36 * HOUR, laws.ET_WEEKLY_REST),
        breaks=(Breaks(laws.ET_BREAK, 15 * MINUTE, totals=((6 * HOUR, 15 * MINUTE),)),),
        average=Average(40 * HOUR, 52, laws.ET_WEEK, ordinary=True),
    ),
}


@lru_cache(maxsize=256)
def _own(own: OwnRules) -> Terms:
    daily = (
        _own_step(own.daily_after, own.daily_percent, _DAY),
        _own_step(own.daily_again_after, own.daily_again_percent, _DAY),
    )
    return Terms(
        daily=tuple(step for step in daily if step),
        weekly=_own_step(own.weekly_after, own.weekly_percent, _WEEK),
        longest_day=_own_limit(own.longest_day, N_("No more than %(length)s a day.")),
        shortest_rest=_own_limit(
            own.shortest_rest, N_("At least %(length)s between the work of two days.")
        ),
        breaks=tuple(_own_breaks(own)),
    )


def _own_step(after: int | None, percent: int, where: CountedIn) -> OvertimeStep | None:
    if after is None:
        return None
    seconds = after * MINUTE
    text = N_("Work over %(length)s in this week is paid at %(percent)s\N{NO-BREAK SPACE}%%.")
    if where is CountedIn.DAY:
        text = N_("Work over %(length)s on this day is paid at %(percent)s\N{NO-BREAK SPACE}%%.")
    message = Sentence(text, length=length_text(seconds), percent=percent)
    return OvertimeStep(seconds, percent, where, _company(message))


def _own_limit(minutes: int | None, text: str) -> Limit | None:
    if minutes is None:
        return None
    seconds = minutes * MINUTE
    return Limit(seconds, _company(Sentence(text, length=length_text(seconds))))


def _own_breaks(own: OwnRules) -> Iterator[Breaks]:
    """Each rule of breaks that the company has set, with a source of its own."""
    if own.break_after is not None:
        after, needed = own.break_after * MINUTE, own.break_minutes * MINUTE
        message = Sentence(
            "Work of more than %(after)s needs breaks of %(needed)s in all.",
            after=length_text(after),
            needed=length_text(needed),
        )
        yield Breaks(_company(message), MINUTE, totals=((after, needed),))


def _company(message: Sentence) -> FigureSource:
    return FigureSource(Sentence("the company's own rule"), message)
