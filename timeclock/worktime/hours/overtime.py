"""Which seconds of a workweek earn a premium, each by one rule only; whole seconds; pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from timeclock.company.pay_rules.choices import CountedOver
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.worktime.hours.premium_places import Stretch, between, last_of, places_in
from timeclock.worktime.hours.premium_sentences import NEVER, Earned, Place, premium
from timeclock.worktime.hours.rule_sets import OvertimeStep, Terms, terms_of
from timeclock.worktime.hours.sheet import Premium
from timeclock.worktime.hours.stints import Stint
from timeclock.worktime.hours.workweeks import Workweeks, workweeks_of

Ladder = tuple[OvertimeStep, ...]
Column = Callable[[Stint], int]


def premiums(
    stints: Iterable[Stint], book: RuleBook, column: Column
) -> dict[date, tuple[Premium, ...]]:
    """What the time booked on each day earns beyond the plain wage.

    `stints` are all of each workweek, in any order; `column` says which of their seconds are looked
    at. The day and the week are those of the stint's workday, and its shift's rules say what it
    earns: rules that begin inside a workweek count all of its hours and pay for those of their own
    days. Seconds that earned a premium by the day are not counted for the week (Labor Code
    § 510(a)), and where two steps of a day meet, the dearer one pays. Whether a day was worked is
    decided by exact time. Premiums of a day lie apart: together they are never more than its
    seconds.
    """
    by_week: defaultdict[Workweeks, list[Stint]] = defaultdict(list)
    known: dict[date, Workweeks] = {}
    for stint in stints:
        if stint.workday not in known:
            known[stint.workday] = workweeks_of(stint.workday, book)
        by_week[known[stint.workday]].append(stint)
    found: defaultdict[date, list[Premium]] = defaultdict(list)
    for weeks, its in by_week.items():
        rules = {id(each.rules): each.rules for each in its}
        if any(_pays(each, book.on(weeks.span.first)) for each in rules.values()):
            its.sort(key=lambda stint: stint.start)
            for each in _Week(weeks, book, column, its).earned():
                found[each.day].append(each)
    return {day: tuple(each) for day, each in found.items()}


@dataclass(slots=True)
class _Week:
    """One workweek, or two that overlap, with its work in order of time."""

    weeks: Workweeks
    book: RuleBook
    column: Column
    stints: Sequence[Stint]
    so_far: defaultdict[date, int] = field(default_factory=lambda: defaultdict(int))

    def earned(self) -> Iterator[Premium]:
        """The premiums, in order of time."""
        plain = [[0] * len(self.weeks.weeks) for _ in range(self.weeks.counts)]
        due, paid = [0] * self.weeks.counts, 0
        sums: dict[tuple[date, date, OvertimeStep], Earned] = {}
        places: dict[tuple[date, date], Place] = {}
        by_day: defaultdict[date, int] = defaultdict(int)
        for stint in self.stints:
            weekly = self._week_terms(stint).weekly
            earned, plain_in = self._climbed(stint)
            left = sum(end - start for start, end in plain_in)
            for each in earned:
                by_day[stint.workday] += each.seconds
            place = self._place(stint.day, stint.workday, tuple(by_day.items()))
            places[stint.day, stint.workday] = place
            for count in range(self.weeks.counts):
                number = self.weeks.week_in(count, stint.workday)
                plain[count][number] += left
                if weekly and weekly.percent > 100:
                    due[count] += max(min(left, plain[count][number] - weekly.after), 0)
            # The greater of the counts so far: what was paid once is never taken back.
            if weekly and max(due) > paid:
                stretches = last_of(plain_in, max(due) - paid)
                at = places_in(stint.runs, self.column(stint), stretches)
                earned.append(Earned(weekly, max(due) - paid, None, at))
                paid = max(due)
            for each in earned:
                key = (stint.day, stint.workday, each.step)
                sums[key] = sums[key].joined_by(each) if key in sums else each
        for (day, workday, _), each in sums.items():
            yield premium(day, each, places[day, workday])

    def _climbed(self, stint: Stint) -> tuple[list[Earned], list[Stretch]]:
        """What a stint earns by the day, and the stretches of it that earn nothing by it."""
        seconds = max(self.column(stint), 0)
        start = self.so_far[stint.workday]
        self.so_far[stint.workday] = start + seconds
        ladders = [self._day_terms(stint).daily]
        if self._is_seventh(stint):
            ladders.insert(0, self._week_terms(stint).seventh_day)
        climbed = list(_climb(start, start + seconds, ladders))
        earned = [
            Earned(each.step, each.seconds, each.until, places_in(stint.runs, seconds, each.within))
            for each in climbed
        ]
        return earned, between((one for each in climbed for one in each.within), seconds)

    def _day_terms(self, stint: Stint) -> Terms:
        return terms_of(self.book.on(stint.day) if _as_before(stint) else stint.rules)

    def _week_terms(self, stint: Stint) -> Terms:
        first = self.weeks.span.first
        return terms_of(self.book.on(first) if _as_before(stint) else stint.rules)

    def _is_seventh(self, stint: Stint) -> bool:
        weeks = tuple(self.weeks.ends_with(stint.workday))
        if not weeks:
            return False
        column = self.column if _as_before(stint) else _exact
        worked = {each.workday for each in self.stints if column(each) > 0}
        return any(worked.issuperset(week.days) for week in weeks)

    def _place(self, day: date, workday: date, by_day: Sequence[tuple[date, int]]) -> Place:
        """By what is known so far: a later day must not change what is said of this one."""
        known = (each for each in self.stints if each.day <= day)
        near = (each for each in known if each.workday == workday or each.day == day)
        apart = day != workday or any(each.day != each.workday for each in near)
        number = self.weeks.week_in(0, workday)
        return Place(
            workday if apart else None,
            self.so_far[workday],
            None if day in self.weeks.weeks[number] else self.weeks.weeks[number].first,
            by_day,
            changing=self.weeks.counts > 1,
        )


def _as_before(stint: Stint) -> bool:
    return stint.rules.counting is CountedOver.BOOKED_DAYS


def _exact(stint: Stint) -> int:
    return stint.seconds


def _pays(rules: PayRules, first: PayRules) -> bool:
    """Whether time under these rules can earn anything in a week that begins under the others."""
    return terms_of(rules).pays or terms_of(first).pays


@dataclass(slots=True)
class _Climbed:
    """Seconds of a stint on a step of the day, and which stretches of it they are."""

    step: OvertimeStep
    until: int
    within: list[Stretch] = field(default_factory=list)

    @property
    def seconds(self) -> int:
        return sum(end - start for start, end in self.within)


def _climb(start: int, end: int, ladders: Iterable[Ladder]) -> Iterator[_Climbed]:
    """Which steps a stretch of a day is on: at each second the dearest one, if it pays more."""
    rungs = [ladder for ladder in ladders if ladder]
    beginnings = sorted({step.after for ladder in rungs for step in ladder})
    cuts = sorted({start, *(each for each in beginnings if start < each < end), end})
    earned: dict[OvertimeStep, _Climbed] = {}
    for first, last in pairwise(cuts):
        reached = [[step for step in ladder if step.after <= first] for ladder in rungs]
        best = max((steps[-1] for steps in reached if steps), key=_percent, default=None)
        if best is not None and best.percent > 100:
            until = next((each for each in beginnings if each >= last), NEVER)
            its = earned.setdefault(best, _Climbed(best, until))
            its.until = max(its.until, until)
            its.within.append((first - start, last - start))
    yield from earned.values()


def _percent(step: OvertimeStep) -> int:
    return step.percent
