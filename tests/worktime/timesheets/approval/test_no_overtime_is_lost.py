"""Work, approving, closing and reopening in any order: what was kept is what is there."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from random import Random

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.two_months import MAY, adds, approves, kept, monthly, reopens, there
from tests.worktime.timesheets.week import assert_whole
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.errors import Conflict
from timeclock.worktime.hours.weeks import Period, week_of
from timeclock.worktime.timesheets.approval.closing import close_period, reopen_period

WORKED, ACTS = 10, 14
EXPECTED = {
    "in_the_way",
    "later_is_locked",
    "not_approved",
    "not_closed",
    "overlaps",
    "period_closed",
}
Act = Callable[[], object]


def month(number: int) -> Period:
    """The months from January 2024 on."""
    first, after = (date(2024 + n // 12, n % 12 + 1, 1) for n in (number, number + 1))
    return Period(first, after)


def pairs() -> Iterator[tuple[Period, Period]]:
    """Months one after the other; no one works in a week that is in two pairs."""
    for number in range(0, 28, 2):
        if month(number + 1).first.weekday():
            yield month(number), month(number + 1)


def wages(company: Company, period: Period) -> dict[int, int]:
    return dict(there(company, company.eli, period).premiums)


def assert_kept_is_there(company: Company, period: Period) -> None:
    found = kept(company, company.eli, period)
    if found.locked and found.totals is not None:
        assert found.totals == there(company, company.eli, period)


def works(company: Company, dice: Random, days: Sequence[date]) -> None:
    adds(company, company.eli, dice.choice(days), dice.choice((5, 10)), dice.choice((3, 8, 13)))


def any_act(
    company: Company, dice: Random, both: tuple[Period, Period], week: Period, *, closes: bool
) -> Act:
    period, edda, eli = dice.choice(both), company.edda.actor, company.eli
    acts: list[Act] = [
        *[lambda: works(company, dice, week.days)] * 3,
        lambda: approves(company, eli, period),
        lambda: approves(company, eli, period),
        lambda: reopens(company, eli, period),
    ]
    if closes:
        acts += [
            lambda: close_period(edda, first_day=period.first),
            lambda: reopen_period(edda, first_day=period.first, reason="x"),
        ]
    return dice.choice(acts)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Throw the dice once, and more often if thorough."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(6 if metafunc.config.getoption("--thorough") else 1))


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("closes", "rule_set"),
    [
        (True, RuleSet.US_FEDERAL),
        (False, RuleSet.CALIFORNIA),
        pytest.param(False, RuleSet.US_FEDERAL, marks=pytest.mark.repetition),
        pytest.param(True, RuleSet.CALIFORNIA, marks=pytest.mark.repetition),
    ],
)
def test_no_hour_of_overtime_is_lost(
    company: Company, watch: Watch, seed: int, closes: bool, rule_set: RuleSet
) -> None:
    monthly(company, rule_set)
    watch.at(MAY)
    dice, refused = Random(seed), set[str]()
    book = rule_book(company.workspace_id)

    def tries(act: Act) -> None:
        watch.later(seconds=1)  # a period is closed once in a moment
        try:
            act()
        except Conflict as refusal:
            refused.add(refusal.code)

    for both in pairs():
        week = week_of(both[1].first, book)
        later = [day for day in week.days if day in both[1]]
        days = dice.choice((later, week.days))
        for _ in range(dice.randrange(WORKED)):
            tries(lambda days=days: works(company, dice, days))  # type: ignore[misc]
        for _ in range(ACTS):
            tries(any_act(company, dice, both, week, closes=closes))
            for period in both:
                assert_kept_is_there(company, period)
        # Both months pay together what the week is worth.
        first, second = (wages(company, period) for period in both)
        together = {p: first.get(p, 0) + second.get(p, 0) for p in {*first, *second}}
        assert together == wages(company, week)
    assert refused <= EXPECTED
    assert refused >= {"in_the_way", "period_closed", "later_is_locked"}
    assert_whole(company)
