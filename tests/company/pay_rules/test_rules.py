"""The rules of pay as values: what they are read from, and what no company can want."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from timeclock.company.pay_rules.choices import EditsCount, LateChanges, PeriodKind, RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules, demand_sound
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.errors import Invalid
from timeclock.ledger.entry import canonical

EVERYTHING = PayRules(
    first_weekday=6,
    period=PeriodKind.TWO_WEEKLY,
    anchor=date(2026, 3, 1),
    split=True,
    day_begins=240,
    rounding=15,
    overtime=RuleSet.OWN,
    own=OwnRules(
        daily_after=480,
        daily_percent=125,
        daily_again_after=600,
        daily_again_percent=150,
        weekly_after=2340,
        weekly_percent=130,
        longest_day=600,
        shortest_rest=660,
        break_after=300,
        break_minutes=20,
    ),
    meal_after=360,
    meal_minutes=30,
    late_changes=LateChanges.ADJUST,
    edits=EditsCount.ON_CONFIRMATION,
)


@pytest.mark.parametrize("rules", [PayRules(), EVERYTHING])
def test_rules_come_back_from_what_the_table_and_the_ledger_keep(rules: PayRules) -> None:
    assert PayRules.from_json(rules.to_json()) == rules
    assert canonical(rules.to_json())


def test_a_company_that_has_set_nothing_rounds_nothing_and_deducts_nothing() -> None:
    rules = PayRules()
    demand_sound(rules)
    assert (rules.rounding, rules.meal_after, rules.overtime) == (0, None, RuleSet.NONE)
    assert not rules.split


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(PayRules(), first_weekday=7), "first_weekday"),
        (replace(PayRules(), first_weekday=True), "first_weekday"),
        (replace(PayRules(), day_begins=1440), "day_begins"),
        (replace(PayRules(), day_begins=-1), "day_begins"),
        (replace(PayRules(), rounding=7), "rounding"),
        (replace(PayRules(), anchor=date(1999, 12, 31)), "anchor"),
        (replace(PayRules(), meal_after=360), "meal_after"),
        (replace(PayRules(), meal_minutes=30), "meal_after"),
        (replace(PayRules(), meal_after=30, meal_minutes=30), "meal_after"),
        (replace(PayRules(), meal_after=360, meal_minutes=0), "meal_minutes"),
        (replace(PayRules(), own=OwnRules(daily_after=0)), "own_daily_after"),
        (replace(PayRules(), own=OwnRules(weekly_after=20_000)), "own_weekly_after"),
        (replace(PayRules(), own=OwnRules(weekly_percent=99)), "own_weekly_percent"),
        (replace(PayRules(), own=OwnRules(break_minutes=0)), "own_break_minutes"),
        (
            replace(PayRules(), own=OwnRules(daily_again_after=600)),
            "own_daily_again_after",
        ),
        (
            replace(PayRules(), own=OwnRules(daily_after=600, daily_again_after=600)),
            "own_daily_again_after",
        ),
    ],
)
def test_what_no_company_can_want_is_refused_by_its_field(wrong: PayRules, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        demand_sound(wrong)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "change",
    [
        {"period": "yearly"},
        {"overtime": "mars"},
        {"anchor": "2026-02-30"},
        {"anchor": 20260301},
        {"first_weekday": 9},
        {"first_weekday": None},
        {"rounding": "15"},
        {"rounding": False},
        {"rounding": 5.0},
        {"own_daily_after": "480"},
        {"split": 1},
        {"split": "no"},
    ],
)
def test_facts_that_are_no_rules_are_not_read(change: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        PayRules.from_json(PayRules().to_json() | change)


def test_a_missing_fact_is_not_read_as_something_usual() -> None:
    facts = PayRules().to_json()
    del facts["rounding"]
    with pytest.raises(Invalid):
        PayRules.from_json(facts)


NEW = date(2026, 3, 2)
BOOK = RuleBook((Version(ALWAYS, PayRules(), 1), Version(NEW, EVERYTHING, 2)))


def test_each_day_has_the_rules_of_the_last_version_that_has_begun() -> None:
    assert BOOK.on(NEW) == EVERYTHING
    assert BOOK.on(NEW - timedelta(days=1)) == PayRules()
    assert BOOK.on(date(2099, 1, 1)) == EVERYTHING
    assert BOOK.on(date(1970, 1, 1)) == PayRules()
    assert BOOK.version_on(NEW).id == 2


def test_a_shift_has_the_rules_of_its_calendar_day_where_its_clock_is() -> None:
    moment = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert BOOK.at(moment, "Europe/Berlin") == EVERYTHING
    assert BOOK.at(moment, "America/New_York") == PayRules()


def test_one_more_version_takes_the_place_of_another_of_the_same_day() -> None:
    rounded = replace(EVERYTHING, rounding=5)
    assert BOOK.with_version(Version(NEW, rounded)).on(NEW) == rounded
    later = BOOK.with_version(Version(NEW + timedelta(days=7), rounded))
    assert [version.first_day for version in later.versions] == [
        ALWAYS,
        NEW,
        NEW + timedelta(days=7),
    ]
    assert BOOK.on(NEW + timedelta(days=7)) == EVERYTHING


def test_a_shift_until_midnight_is_not_on_the_next_day() -> None:
    split = RuleBook((Version(ALWAYS, PayRules(split=True)),))
    start = datetime(2026, 3, 2, 20, tzinfo=UTC)
    assert split.days_of(start, datetime(2026, 3, 3, tzinfo=UTC), "UTC") == (NEW,)
    until_one = datetime(2026, 3, 3, 1, tzinfo=UTC)
    assert split.days_of(start, until_one, "UTC") == (NEW, NEW + timedelta(days=1))
    assert RuleBook((Version(ALWAYS, PayRules()),)).days_of(start, until_one, "UTC") == (NEW,)
