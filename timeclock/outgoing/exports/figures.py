"""The figures of a day or of many days as columns, in whole seconds; pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from timeclock.company.pay_rules.versions import RuleBook
from timeclock.messages import N_, Sentence
from timeclock.outgoing.exports.heads import MemberHead
from timeclock.outgoing.exports.question import ExportQuestion
from timeclock.outgoing.exports.tables import CellKind, Column, PartOf, Share, Subject
from timeclock.worktime.hours.paid_parts import Category, PaidPart, PayEffect, parts_of
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


@dataclass(frozen=True, slots=True)
class PaperRules:
    """What the rules of these days know, and so which figures have a place on paper."""

    rounds: bool
    deducts_meals: bool


def paper_rules(question: ExportQuestion, books: Iterable[RuleBook]) -> PaperRules:
    """Whether times are rounded, and meals deducted, on any of these days."""
    days = Period(question.first, question.after).days
    known = [book.on(day) for book in books for day in (days[0], *_beginnings(book, days))]
    return PaperRules(
        any(rules.rounding for rules in known), any(rules.meal_after for rules in known)
    )


def _beginnings(book: RuleBook, days: Sequence[date]) -> list[date]:
    return [each.first_day for each in book.versions if days[0] < each.first_day <= days[-1]]


def figure_columns(
    question: ExportQuestion, of_wage: Sequence[int], rules: PaperRules
) -> tuple[Column[WorkedDays], ...]:
    """The sums over the days of a row, exact and rounded side by side.

    Regular hours and those of each premium add up to the worked hours, exact and rounded; on paper
    they are those that are paid. Meal deductions and unpaid breaks are what was taken off;
    adjustments are part of the worked time; unconfirmed time is part of nothing. Where only some
    clocks or jobs are asked for, each figure is what was worked there, so that the files of all
    clocks, or of all jobs, add up. Breaks belong to a clock and to no job.
    """
    if question.chooses_places:
        return tuple(_columns_there(question, of_wage, rules))
    return (
        *paid_columns(_PaidDay.of, of_wage, rules),
        _hours(N_("Paid breaks (h)"), lambda day: day.paid_breaks),
        _hours(N_("Unpaid breaks (h)"), lambda day: day.unpaid_breaks),
        _hours(
            N_("Meal deducted (h)"),
            lambda day: -_of_lines(day, LineKind.MEAL),
            printed=rules.deducts_meals,
        ),
        _hours(N_("Unconfirmed (h)"), lambda day: day.unconfirmed, _HOURS + 3),
        _hours(N_("Adjusted, part of worked (h)"), lambda day: _of_lines(day, LineKind.ADJUSTMENT)),
    )


def _columns_there(
    question: ExportQuestion, of_wage: Sequence[int], rules: PaperRules
) -> Iterator[Column[WorkedDays]]:
    def there(row: WorkedDays) -> Sequence[PaidPart]:
        parts = (part for day in row.days for part in parts_of(day))
        return [part for part in parts if question.takes(part.clock_id, part.job_id)]

    def of(category: Category) -> Callable[[WorkedDays], int]:
        return lambda row: sum(each.seconds for each in there(row) if each.category is category)

    yield from paid_columns(there, of_wage, rules)
    if not question.job_ids:
        for heading, category in (
            (N_("Paid breaks (h)"), Category.PAID_BREAK),
            (N_("Unpaid breaks (h)"), Category.UNPAID_BREAK),
            (N_("Meal deducted (h)"), Category.MEAL),
            (N_("Unconfirmed (h)"), Category.UNCONFIRMED),
        ):
            yield Column(heading, CellKind.HOURS, _HOURS, of(category))


def paid_columns(
    parts: Callable[[Subject], Iterable[PaidPart]], of_wage: Sequence[int], rules: PaperRules
) -> Iterator[Column[Subject]]:
    """Worked and rounded time, and what of each is regular and earns a premium."""

    def paid(row: Subject, *, rounded: bool, percent: int | None = _ANY) -> int:
        return sum(
            (each.rounded or 0) if rounded else each.seconds
            for each in parts(row)
            if each.counts is PayEffect.PAID and percent in (_ANY, each.percent)
        )

    def column(
        heading: str | Sentence, kind: CellKind, share: Share, rounded: bool, percent: int | None
    ) -> Column[Subject]:
        on_paper = kind is CellKind.HOURS and (
            share.part is PartOf.WHOLE or rounded is rules.rounds
        )
        return Column(
            heading,
            kind,
            _HOURS if kind is CellKind.HOURS else _SECONDS,
            lambda row: paid(row, rounded=rounded, percent=percent),
            printed=on_paper and (rules.rounds or not rounded),
            share=share if kind is CellKind.HOURS else None,
        )

    for kind, headings in (
        (CellKind.HOURS, (N_("Worked (h)"), N_("Rounded (h)"))),
        (CellKind.NUMBER, (N_("Worked (s)"), N_("Rounded (s)"))),
    ):
        for rounded, heading in enumerate(headings):
            yield column(heading, kind, _share(PartOf.WHOLE, rounded), bool(rounded), _ANY)
    yield Column(
        N_("By rounding (s)"),
        CellKind.NUMBER,
        _SECONDS,
        lambda row: paid(row, rounded=True) - paid(row, rounded=False),
        printed=False,
    )
    if of_wage:
        for rounded, heading in enumerate((N_("Regular (h)"), N_("Regular rounded (h)"))):
            share = _share(PartOf.REST, rounded)
            yield column(heading, CellKind.HOURS, share, bool(rounded), None)
    for percent in of_wage:
        for rounded, words in enumerate((_OVERTIME, _OVERTIME_ROUNDED)):
            share = _share(PartOf.PART, rounded)
            sentence = Sentence(words, percent=percent)
            yield column(sentence, CellKind.HOURS, share, bool(rounded), percent)


_ANY = -1
_OVERTIME = N_("Overtime %(percent)s\N{NO-BREAK SPACE}%% (h)")
_OVERTIME_ROUNDED = N_("Overtime %(percent)s\N{NO-BREAK SPACE}%% rounded (h)")


def _share(part: PartOf, rounded: int) -> Share:
    return Share(part, "rounded" if rounded else "worked")


class _PaidDay:
    """The paid parts of whole days, as their sums have them."""

    @staticmethod
    def of(row: WorkedDays) -> Iterator[PaidPart]:
        """One part for each percent, and one for what is regular."""
        for day in row.days:
            exact, rounded = _earned(day.premiums), _earned(day.rounded_premiums)
            for percent in {*exact, *rounded}:
                its = exact.get(percent, 0), rounded.get(percent, 0)
                yield PaidPart(Category.PREMIUM, PayEffect.PAID, *its, percent=percent)
            its = day.worked - sum(exact.values()), day.rounded - sum(rounded.values())
            yield PaidPart(Category.REGULAR, PayEffect.PAID, *its)


def _hours(
    heading: str, of_day: Callable[[DayTotal], int], width: int = _HOURS, *, printed: bool = True
) -> Column[WorkedDays]:
    return Column(heading, CellKind.HOURS, width, lambda row: sum(map(of_day, row.days)), printed)


def _of_lines(day: DayTotal, kind: LineKind) -> int:
    return sum(line.seconds for line in day.lines if line.kind is kind)


def _earned(premiums: Iterable[Premium]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for each in premiums:
        sums[each.percent] = sums.get(each.percent, 0) + each.seconds
    return sums
