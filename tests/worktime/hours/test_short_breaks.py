"""Short breaks are hours worked in the United States: 29 CFR 785.18 and 785.19, IWC orders § 12."""

from dataclasses import replace

import pytest

from tests.worktime.hours.shifts_of import BAKE, at, rest, sheet_of, shift
from timeclock.company.pay_rules.choices import RuleSet, ShortBreaks
from timeclock.company.pay_rules.rules import PayRules
from timeclock.timekeeping import Interval
from timeclock.worktime.hours.cautions import cautions
from timeclock.worktime.hours.sheet import DayTotal, LineKind
from timeclock.worktime.shifts.claims import Claims
from timeclock.worktime.shifts.timeline import BreakPlan

MINUTE, HOUR = 60, 3600
DAY = "2026-03-02"
FEDERAL = PayRules(overtime=RuleSet.US_FEDERAL)
US = pytest.mark.parametrize("rule_set", [RuleSet.US_FEDERAL, RuleSet.CALIFORNIA])


def day_of(*pauses: tuple[str, str], rules: PayRules = FEDERAL, end: str = "17:00") -> DayTotal:
    rests = [rest(f"{DAY} {begun}", f"{DAY} {ended}") for begun, ended in pauses]
    return sheet_of(shift(f"{DAY} 09:00", f"{DAY} {end}", *rests), first=DAY, rules=rules).days[0]


@pytest.mark.parametrize(
    ("pauses", "unpaid"),
    [
        ([("10:00", "10:05")], 0),
        ([("10:00", "10:20")], 0),  # 785.18: up to about 20 minutes
        ([("10:00:00", "10:20:01")], 20 * MINUTE + 1),
        ([("12:00", "12:30")], 30 * MINUTE),  # 785.19: a bona fide meal period
        ([("10:00", "10:15"), ("15:00", "15:15")], 0),
        ([("10:00", "10:15"), ("12:00", "12:30")], 30 * MINUTE),
        ([("10:00", "10:15"), ("10:15", "10:30")], 30 * MINUTE),  # one break of 30 minutes
        ([("10:00", "10:10"), ("10:10", "10:20")], 0),
        ([("10:00", "10:15"), ("10:16", "10:31")], 0),  # a minute of work between them
    ],
)
@US
def test_29_cfr_785_18_a_break_of_up_to_20_minutes_is_worked(
    rule_set: RuleSet, pauses: list[tuple[str, str]], unpaid: int
) -> None:
    day = day_of(*pauses, rules=replace(FEDERAL, overtime=rule_set))
    assert (day.worked, day.unpaid_breaks) == (8 * HOUR - unpaid, unpaid)
    assert sum(line.seconds for line in day.lines) == day.worked
    assert sum(place.seconds for place in day.places) == day.worked


@pytest.mark.parametrize(
    "rule_set", [each for each in RuleSet if each not in (RuleSet.US_FEDERAL, RuleSet.CALIFORNIA)]
)
def test_other_rule_sets_pay_what_the_kind_of_the_break_says(rule_set: RuleSet) -> None:
    day = day_of(("10:00", "10:15"), rules=PayRules(overtime=rule_set))
    assert (day.worked, day.unpaid_breaks) == (7.75 * HOUR, 15 * MINUTE)


@pytest.mark.parametrize("chosen", [ShortBreaks.UNPAID, ShortBreaks.AS_BEFORE])
@US
def test_a_company_that_switches_it_off_is_warned(rule_set: RuleSet, chosen: ShortBreaks) -> None:
    rules = PayRules(overtime=rule_set, short_breaks=chosen)
    assert day_of(("10:00", "10:15"), rules=rules).worked == 7.75 * HOUR
    (caution,) = cautions(rules)
    assert caution.name == "29 CFR 785.18"
    assert not cautions(replace(rules, short_breaks=ShortBreaks.WORKED))


def test_rules_stored_before_pay_as_they_did_until_they_are_set_again() -> None:
    stored = FEDERAL.to_json()
    del stored["short_breaks"]
    before = PayRules.from_json(stored)
    assert before.short_breaks is ShortBreaks.AS_BEFORE
    assert day_of(("10:00", "10:15"), rules=before).worked == 7.75 * HOUR
    assert PayRules.from_json(before.to_json()) == before
    assert day_of(("10:00", "10:15"), rules=before.as_set_now).worked == 8 * HOUR
    off = replace(FEDERAL, short_breaks=ShortBreaks.UNPAID)
    assert off.as_set_now.short_breaks is ShortBreaks.UNPAID


def test_the_line_says_what_kind_it_is_and_why_it_counts() -> None:
    (line,) = (x for x in day_of(("10:00", "10:15")).lines if x.kind is LineKind.PAID_BREAK)
    assert line.sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "Unpaid break, 10:00 to 10:15, 15 min that count as worked"
    )
    assert line.source is not None
    assert line.source.name == "29 CFR 785.18"


def test_a_break_that_is_paid_up_to_its_planned_length_counts_as_a_whole() -> None:
    planned = rest(f"{DAY} 10:00", f"{DAY} 10:18", paid=True, plan=BreakPlan(10))
    given = shift(f"{DAY} 09:00", f"{DAY} 17:00", planned)
    assert sheet_of(given, first=DAY, rules=FEDERAL).totals.worked == 8 * HOUR
    assert sheet_of(given, first=DAY).totals.worked == 8 * HOUR - 8 * MINUTE


def test_a_break_that_runs_or_ends_with_the_shift_is_not_known_to_be_short() -> None:
    open_break = shift(f"{DAY} 09:00", None, rest(f"{DAY} 12:00", None))
    now = at(f"{DAY} 12:10")
    assert sheet_of(open_break, first=DAY, rules=FEDERAL, now=now).totals.worked == 3 * HOUR
    last = replace(rest(f"{DAY} 16:50", f"{DAY} 17:00"), cut=True)
    left = shift(f"{DAY} 09:00", f"{DAY} 17:00", last)
    assert sheet_of(left, first=DAY, rules=FEDERAL).totals.worked == 8 * HOUR - 10 * MINUTE


def test_overtime_counts_it_and_an_automatic_meal_is_not_spared_by_it() -> None:
    """Labor Code § 512: a short rest is no meal period."""
    rules = PayRules(overtime=RuleSet.CALIFORNIA, meal_after=300, meal_minutes=30)
    day = day_of(("10:00", "10:15"), rules=rules, end="18:30")
    assert day.worked == 9 * HOUR
    assert [(each.percent, each.seconds) for each in day.premiums] == [(150, HOUR)]


@pytest.mark.parametrize("split", [False, True])
def test_a_break_over_midnight_counts_on_both_days(split: bool) -> None:
    night = shift("2026-03-02 20:00", "2026-03-03 04:00", rest(f"{DAY} 23:50", "2026-03-03 00:10"))
    sheet = sheet_of(night, first=DAY, days=2, rules=replace(FEDERAL, split=split))
    assert [day.worked for day in sheet.days] == ([4 * HOUR, 4 * HOUR] if split else [8 * HOUR, 0])


def test_a_break_in_time_that_is_unconfirmed_is_unconfirmed_too() -> None:
    """The time until 12:00 was given afterwards: its break is not paid before it is."""
    waits = (
        Interval(at(f"{DAY} 09:00"), at(f"{DAY} 10:00")),
        Interval(at(f"{DAY} 10:15"), at(f"{DAY} 12:00")),
    )
    given = shift(
        f"{DAY} 09:00",
        f"{DAY} 17:00",
        rest(f"{DAY} 10:00", f"{DAY} 10:15"),
        claims=Claims(waits=waits),
    )
    (day,) = sheet_of(given, first=DAY, rules=FEDERAL).days
    assert (day.worked, day.unconfirmed) == (5 * HOUR, 3 * HOUR)


@pytest.mark.parametrize(
    ("paid", "plan", "waits", "waiting"),
    [
        # Its kind pays the break, and it is in what waits: its minutes wait once.
        (True, None, ("10:00", "12:00"), 120),
        # Its kind pays 10 min that do not wait; the other 5 wait with the work after them.
        (True, BreakPlan(10), ("10:15", "12:00"), 105 + 5),
        (True, None, ("10:15", "12:00"), 105),
        (False, None, ("10:15", "12:00"), 105 + 15),
    ],
)
@pytest.mark.parametrize("job", [None, BAKE])
def test_no_minute_of_a_short_break_waits_twice_or_because_of_its_neighbour(
    paid: bool, plan: BreakPlan | None, waits: tuple[str, str], waiting: int, job: int | None
) -> None:
    given = shift(
        f"{DAY} 09:00",
        f"{DAY} 17:00",
        rest(f"{DAY} 10:00", f"{DAY} 10:15", paid=paid, plan=plan),
        job=job,
        claims=Claims(waits=(Interval(at(f"{DAY} {waits[0]}"), at(f"{DAY} {waits[1]}")),)),
    )
    (day,) = sheet_of(given, first=DAY, rules=FEDERAL).days
    assert (day.unconfirmed, day.worked) == (waiting * MINUTE, 8 * HOUR - waiting * MINUTE)
    assert sum(line.seconds for line in day.lines) == day.worked
    assert sum(place.seconds for place in day.places) == day.worked
