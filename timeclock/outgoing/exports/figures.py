"""The figures of a day or of many days as columns, in whole seconds; pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from timeclock.company.pay_rules.versions import RuleBook
from timeclock.messages import N_, Sentence
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.outgoing.exports.question import ExportQuestion
from timeclock.outgoing.exports.tables import CellKind, Column
from timeclock.worktime.hours.rule_sets import terms_of
from timeclock.worktime.hours.sheet import CaseKind, DayTotal, LineKind, Premium
from timeclock.worktime.hours.weeks import Period, week_of

_HOURS, _SECONDS = 9, 10


@dataclass(frozen=True, slots=True)
class WorkedDays:
    """What a row is about: one day of a person, or those from `first` to `last` of a pay period.

    `state` is that of the timesheet of the period, `submitted` and `decided` say by whom and when.
    `corrections` are those of these days, and `waiting` is what is left to do about them. `given`
    are the times that were given afterwards.
    """

    person: MemberHead
    days: Sequence[DayTotal]
    first: date
    last: date
    state: str = ""
    submitted: str = ""
    decided: str = ""
    corrections: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    given: tuple[str, ...] = ()

    @property
    def running(self) -> bool:
        """Whether an open shift still adds to it."""
        return any(day.running for day in self.days)

    @property
    def to_review(self) -> int:
        """How many things there are to look at: flags, an open shift, corrections that wait."""
        flags = [flag for day in self.days for flag in day.flags]
        flagged = any(flag.kind is CaseKind.MISSED_CLOCK_OUT for flag in flags)
        return len(flags) + len(self.waiting) + (self.running and not flagged)


def percents(question: ExportQuestion, books: Iterable[RuleBook]) -> tuple[int, ...]:
    """The percents of the wage that the rules of these days know, lowest first.

    By the rules, not by what was worked: the columns are there before the first row is read.
    """
    each_rules = (
        rules
        for book in books
        for rules in {
            book.version_on(day).first_day: book.on(day)
            for day in Period(week_of(question.first, book).first, question.after).days
        }.values()
    )
    found: set[int] = set()
    for terms in map(terms_of, each_rules):
        weekly = (terms.weekly,) if terms.weekly else ()
        steps = (*terms.daily, *terms.seventh_day, *weekly)
        found.update(step.percent for step in steps if step.percent > 100)
    return tuple(sorted(found))


def figure_columns(
    question: ExportQuestion, of_wage: Sequence[int]
) -> tuple[Column[WorkedDays], ...]:
    """The sums over the days of a row, exact and rounded side by side.

    Regular hours and those of each premium add up to the worked hours, exact and rounded. Meal
    deductions and unpaid breaks are what was taken off; adjustments are part of the worked time;
    unconfirmed time is part of nothing.
    """
    columns = [
        _hours(N_("Worked (h)"), lambda day: day.worked),
        _hours(N_("Rounded (h)"), lambda day: day.rounded),
        _seconds(N_("Worked (s)"), lambda day: day.worked),
        _seconds(N_("Rounded (s)"), lambda day: day.rounded),
        _seconds(N_("By rounding (s)"), lambda day: day.balance),
        _hours(N_("Paid breaks (h)"), lambda day: day.paid_breaks),
        _hours(N_("Unpaid breaks (h)"), lambda day: day.unpaid_breaks),
        _hours(N_("Meal deducted (h)"), lambda day: -_of_lines(day, LineKind.MEAL)),
    ]
    if of_wage:
        columns += [
            _hours(N_("Regular (h)"), lambda day: day.worked - _all_earned(day.premiums)),
            _hours(
                N_("Regular rounded (h)"),
                lambda day: day.rounded - _all_earned(day.rounded_premiums),
            ),
        ]
    for percent in of_wage:
        columns += _overtime(percent)
    columns += [
        _hours(N_("Unconfirmed (h)"), lambda day: day.unconfirmed, _HOURS + 3),
        _hours(N_("Adjusted, part of worked (h)"), lambda day: _of_lines(day, LineKind.ADJUSTMENT)),
    ]
    if question.chooses_places:
        heading = N_("Of it at these clocks and jobs (h)")
        columns.append(_hours(heading, lambda day: _chosen(day, question), _HOURS + 3))
    return tuple(columns)


def _hours(
    heading: str | Sentence, of_day: Callable[[DayTotal], int], width: int = _HOURS
) -> Column[WorkedDays]:
    return Column(heading, CellKind.HOURS, width, lambda row: sum(map(of_day, row.days)))


def _seconds(heading: str, of_day: Callable[[DayTotal], int]) -> Column[WorkedDays]:
    return Column(
        heading, CellKind.NUMBER, _SECONDS, lambda row: sum(map(of_day, row.days)), printed=False
    )


def _overtime(percent: int) -> Iterable[Column[WorkedDays]]:
    exact = Sentence("Overtime %(percent)s\N{NO-BREAK SPACE}%% (h)", percent=percent)
    rounded = Sentence("Overtime %(percent)s\N{NO-BREAK SPACE}%% rounded (h)", percent=percent)
    yield _hours(exact, lambda day: _earned(day.premiums, percent))
    yield _hours(rounded, lambda day: _earned(day.rounded_premiums, percent))


def _chosen(day: DayTotal, question: ExportQuestion) -> int:
    """Seconds of a day at the clocks and on the jobs that are asked for."""
    places = (each for each in day.places if question.takes(each.clock_id, each.job_id))
    return sum(place.seconds for place in places)


def _of_lines(day: DayTotal, kind: LineKind) -> int:
    return sum(line.seconds for line in day.lines if line.kind is kind)


def _all_earned(premiums: Iterable[Premium]) -> int:
    return sum(each.seconds for each in premiums)


def _earned(premiums: Iterable[Premium], percent: int) -> int:
    return sum(each.seconds for each in premiums if each.percent == percent)
