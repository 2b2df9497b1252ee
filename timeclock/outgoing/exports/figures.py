"""The figures of a day or of many days, as columns and as whole seconds; pure."""

from collections.abc import Iterable, Sequence

from timeclock.company.pay_rules.rules import RuleBook
from timeclock.outgoing.exports.question import Question
from timeclock.outgoing.exports.tables import Column, Kind
from timeclock.worktime.hours.rule_sets import terms_of
from timeclock.worktime.hours.sheet import DayTotal, LineKind, Premium
from timeclock.worktime.hours.weeks import Period, week_of

_PERCENT = "\N{NO-BREAK SPACE}%"
_HOURS, _SECONDS = 9, 10


def percents(question: Question, book: RuleBook) -> tuple[int, ...]:
    """The percents of the wage that the rules of these days know, lowest first.

    By the rules, not by what was worked: the columns are there before the first row is read.
    """
    days = Period(week_of(question.first, book).first, question.after).days
    versions = {book.version_on(day).first_day: book.on(day) for day in days}
    found: set[int] = set()
    for terms in map(terms_of, versions.values()):
        weekly = (terms.weekly,) if terms.weekly else ()
        steps = (*terms.daily, *terms.seventh_day, *weekly)
        found.update(step.percent for step in steps if step.percent > 100)
    return tuple(sorted(found))


def figure_columns(question: Question, of_wage: Sequence[int]) -> tuple[Column, ...]:
    """The headings over `figures`, exact and rounded side by side."""
    columns = [
        Column("Worked (h)", Kind.HOURS, _HOURS),
        Column("Rounded (h)", Kind.HOURS, _HOURS),
        Column("Worked (s)", Kind.NUMBER, _SECONDS, printed=False),
        Column("Rounded (s)", Kind.NUMBER, _SECONDS, printed=False),
        Column("Paid breaks (h)", Kind.HOURS, _HOURS),
        Column("Unpaid breaks (h)", Kind.HOURS, _HOURS),
        Column("Meal deducted (h)", Kind.HOURS, _HOURS),
    ]
    for percent in of_wage:
        columns += [
            Column(f"Overtime {percent}{_PERCENT} (h)", Kind.HOURS, _HOURS),
            Column(f"Overtime {percent}{_PERCENT} rounded (h)", Kind.HOURS, _HOURS),
        ]
    columns += [
        Column("Unconfirmed (h)", Kind.HOURS, _HOURS + 3),
        Column("Adjusted (h)", Kind.HOURS, _HOURS),
    ]
    if question.chooses_places:
        columns.append(Column("Of it at these clocks and jobs (h)", Kind.HOURS, _HOURS + 3))
    return tuple(columns)


def figures(
    days: Sequence[DayTotal], question: Question, of_wage: Sequence[int]
) -> tuple[int, ...]:
    """The sums over these days, in seconds, in the order of `figure_columns`.

    Meal deductions and unpaid breaks are what was taken off; adjustments are part of the worked
    time; unconfirmed time is part of nothing.
    """
    worked, rounded = sum(day.worked for day in days), sum(day.rounded for day in days)
    found = [
        worked,
        rounded,
        worked,
        rounded,
        sum(day.paid_breaks for day in days),
        sum(day.unpaid_breaks for day in days),
        -_of_lines(days, LineKind.MEAL),
    ]
    for percent in of_wage:
        found += [
            _earned((each for day in days for each in day.premiums), percent),
            _earned((each for day in days for each in day.rounded_premiums), percent),
        ]
    found += [sum(day.unconfirmed for day in days), _of_lines(days, LineKind.ADJUSTMENT)]
    if question.chooses_places:
        found.append(sum(chosen(day, question) for day in days))
    return tuple(found)


def chosen(day: DayTotal, question: Question) -> int:
    """Seconds of a day at the clocks and on the jobs that are asked for."""
    places = (each for each in day.places if question.takes(each.clock_id, each.job_id))
    return sum(place.seconds for place in places)


def _of_lines(days: Iterable[DayTotal], kind: LineKind) -> int:
    return sum(line.seconds for day in days for line in day.lines if line.kind is kind)


def _earned(premiums: Iterable[Premium], percent: int) -> int:
    return sum(each.seconds for each in premiums if each.percent == percent)
