"""A meal break that no one clocked: off unless set, a line of its own, taken back in a word."""

from dataclasses import replace

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from tests.worktime.hours.shifts_of import BAKE, DELIVER, at, rest, sheet_of, shift
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules, demand_sound
from timeclock.errors import Invalid
from timeclock.worktime.hours.meals import meal_due, shares
from timeclock.worktime.hours.sheet import CaseKind, DayTotal, LineKind

MINUTE, HOUR = 60, 3600
DAY = "2026-03-02"
HALF_AN_HOUR = PayRules(meal_after=360, meal_minutes=30)


def deducted(day: DayTotal) -> int:
    return -sum(line.seconds for line in day.lines if line.kind is LineKind.MEAL)


def test_nothing_is_deducted_unless_the_company_wants_it() -> None:
    (day,) = sheet_of(shift(f"{DAY} 08:00", f"{DAY} 18:00"), first=DAY).days
    assert (day.worked, deducted(day)) == (10 * HOUR, 0)


@pytest.mark.parametrize(
    ("end", "pause", "expected"),
    [
        ("14:00:00", None, 0),  # no longer than six hours
        ("14:00:01", None, 30),
        ("16:00:00", None, 30),
        ("16:00:00", ("12:00", "12:10"), 20),
        ("16:00:00", ("12:00", "12:30"), 0),
        ("16:00:00", ("12:00", "13:00"), 0),
        ("14:20:00", ("12:00", "12:20"), 0),  # six hours of work, however long one was there
    ],
)
def test_a_long_shift_loses_what_its_unpaid_breaks_are_short_of(
    end: str, pause: tuple[str, str] | None, expected: int
) -> None:
    rests = [rest(f"{DAY} {pause[0]}", f"{DAY} {pause[1]}")] if pause else []
    given = shift(f"{DAY} 08:00", f"{DAY} {end}", *rests)
    (day,) = sheet_of(given, first=DAY, rules=HALF_AN_HOUR).days
    assert deducted(day) == expected * MINUTE
    assert sum(line.seconds for line in day.lines) == day.worked


def test_a_paid_break_is_no_meal() -> None:
    given = shift(f"{DAY} 08:00", f"{DAY} 16:00", rest(f"{DAY} 12:00", f"{DAY} 12:30", paid=True))
    (day,) = sheet_of(given, first=DAY, rules=HALF_AN_HOUR).days
    assert (day.worked, deducted(day)) == (7.5 * HOUR, 30 * MINUTE)


def test_anyone_who_worked_through_loses_nothing_and_it_says_so() -> None:
    given = shift(f"{DAY} 08:00", f"{DAY} 16:00", worked_through=True)
    (day,) = sheet_of(given, first=DAY, rules=HALF_AN_HOUR).days
    assert day.worked == 8 * HOUR
    remark = day.lines[-1]
    assert (remark.kind, remark.seconds, remark.length) == (LineKind.WORKED_THROUGH, 0, 1800)


def test_having_worked_through_means_nothing_where_no_meal_is_missing() -> None:
    given = shift(f"{DAY} 08:00", f"{DAY} 12:00", worked_through=True)
    (day,) = sheet_of(given, first=DAY, rules=HALF_AN_HOUR).days
    assert [line.kind for line in day.lines] == [LineKind.SHIFT]


def test_of_a_running_shift_no_one_knows_yet_whether_a_break_comes() -> None:
    given = shift(f"{DAY} 08:00", None)
    (day,) = sheet_of(given, first=DAY, rules=HALF_AN_HOUR, now=at(f"{DAY} 16:00")).days
    assert day.worked == 8 * HOUR


def test_each_shift_of_a_day_is_looked_at_alone() -> None:
    two = (shift(f"{DAY} 06:00", f"{DAY} 10:00"), shift(f"{DAY} 14:00", f"{DAY} 18:00"))
    (day,) = sheet_of(*two, first=DAY, rules=HALF_AN_HOUR).days
    assert deducted(day) == 0


def test_of_a_shift_on_two_days_the_longer_part_bears_it() -> None:
    rules = PayRules(split=True, meal_after=360, meal_minutes=30)
    night = shift("2026-03-02 22:00", "2026-03-03 06:00")
    evening, morning = sheet_of(night, first=DAY, days=2, rules=rules).days
    assert (deducted(evening), deducted(morning)) == (0, 30 * MINUTE)
    even = shift("2026-03-02 20:00", "2026-03-03 04:00")
    evening, morning = sheet_of(even, first=DAY, days=2, rules=rules).days
    assert (deducted(evening), deducted(morning)) == (30 * MINUTE, 0)


def test_a_meal_that_is_longer_than_any_part_is_borne_by_all() -> None:
    rules = PayRules(split=True, meal_after=120, meal_minutes=120)
    night = shift(
        "2026-03-02 23:00", "2026-03-03 00:30", rest("2026-03-02 23:10", "2026-03-02 23:20")
    )
    assert sheet_of(night, first=DAY, days=2, rules=rules).totals.worked == 80 * MINUTE
    longer = shift("2026-03-02 22:50", "2026-03-03 01:00")
    evening, morning = sheet_of(longer, first=DAY, days=2, rules=rules).days
    assert (deducted(evening), deducted(morning)) == (70 * MINUTE, 50 * MINUTE)
    assert evening.worked + morning.worked == 10 * MINUTE


def test_the_job_with_the_most_time_bears_it() -> None:
    given = shift(f"{DAY} 08:00", f"{DAY} 16:00", job=BAKE, jobs=[(f"{DAY} 11:00", DELIVER)])
    (day,) = sheet_of(given, first=DAY, rules=HALF_AN_HOUR).days
    assert {place.job_id: place.seconds for place in day.places} == {
        BAKE: 3 * HOUR,
        DELIVER: 4.5 * HOUR,
    }


def test_rounding_comes_on_top_of_the_deduction() -> None:
    rules = PayRules(rounding=15, meal_after=360, meal_minutes=30)
    (day,) = sheet_of(shift(f"{DAY} 07:58", f"{DAY} 16:04"), first=DAY, rules=rules).days
    assert (day.worked, day.rounded) == (456 * MINUTE, 450 * MINUTE)


@pytest.mark.parametrize(
    ("seconds", "amounts", "given"),
    [
        (0, (5, 9), (0, 0)),
        (3, (5, 9), (0, 3)),
        (3, (9, 9), (3, 0)),
        (12, (5, 9), (3, 9)),
        (20, (5, 9), (5, 9)),
        (3, (-5, 0), (0, 0)),
        (3, (), ()),
    ],
)
def test_the_largest_gives_first_and_none_goes_below_zero(
    seconds: int, amounts: tuple[int, ...], given: tuple[int, ...]
) -> None:
    assert shares(seconds, amounts) == given


TWO_STEPS = PayRules(meal_after=360, meal_minutes=30, meal_again_after=540, meal_again_minutes=45)
GRADUAL = replace(TWO_STEPS, meal_gradual=True)


@pytest.mark.parametrize(
    ("worked", "unpaid", "at_once", "gradual"),
    [
        (360, 0, 0, 0),
        (361, 0, 30, 1),
        (390, 0, 30, 30),
        (391, 0, 30, 30),
        (570, 0, 30, 30),  # 9 h 30 less the half hour are 9 h: no more is asked for
        (571, 0, 45, 31),
        (585, 0, 45, 45),
        (600, 0, 45, 45),
        (540, 30, 0, 0),
        (541, 30, 15, 1),
        (600, 30, 15, 15),
        (400, 20, 10, 10),
        (600, 45, 0, 0),
    ],
)
def test_arbzg_4_two_steps_with_and_without_a_cliff(
    worked: int, unpaid: int, at_once: int, gradual: int
) -> None:
    for rules, expected in ((TWO_STEPS, at_once), (GRADUAL, gradual)):
        assert meal_due(rules, worked * MINUTE, unpaid * MINUTE) == expected * MINUTE


@any_of(st.integers(0, 16 * HOUR), st.integers(0, HOUR), st.integers(1, 2 * HOUR))
def test_more_work_never_pays_less_where_the_break_grows(
    worked: int, unpaid: int, more: int
) -> None:
    paid = [each - meal_due(GRADUAL, each, unpaid) for each in (worked, worked + more)]
    assert paid[0] <= paid[1]
    assert 0 <= meal_due(GRADUAL, worked, unpaid) <= meal_due(TWO_STEPS, worked, unpaid)


def test_a_break_that_grows_says_so_and_what_it_was_measured_on() -> None:
    given = shift(f"{DAY} 08:00", f"{DAY} 14:05")
    (day,) = sheet_of(given, first=DAY, rules=GRADUAL).days
    (line,) = (each for each in day.lines if each.kind is LineKind.MEAL)
    assert (day.worked, line.seconds) == (6 * HOUR, -5 * MINUTE)
    assert line.sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "5 min deducted for a meal: 6 h 05 min of work is more than 6 h, so a meal break of up to "
        "30 min belongs to it, no longer than the time beyond, and no unpaid break was clocked. If "
        "you worked through, say so."
    )
    assert line.source is not None
    assert line.source.text.replace("\N{NO-BREAK SPACE}", " ") == (
        "A setting of the company: a meal break of 30 min in more than 6 h of work, of 45 min in "
        "all where more than 9 h are left"
    )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"meal_again_after": 540}, "meal_again_after"),
        ({"meal_again_after": 360, "meal_again_minutes": 45}, "meal_again_after"),
        ({"meal_again_after": 540, "meal_again_minutes": 30}, "meal_again_minutes"),
        (
            {
                "meal_after": None,
                "meal_minutes": None,
                "meal_again_after": 540,
                "meal_again_minutes": 45,
            },
            "meal_again_after",
        ),
    ],
)
def test_steps_that_make_no_sense_are_refused(facts: dict[str, int | None], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        demand_sound(replace(HALF_AN_HOUR, **facts))
    assert (refusal.value.code, refusal.value.field) == ("invalid_meal", field)


def test_arbzg_4_a_second_step_is_a_break_that_warnings_know() -> None:
    """08:00–18:00 with 45 min deducted in two steps has all the break that the law asks for."""
    rules = replace(TWO_STEPS, overtime=RuleSet.GERMANY)
    sheet = sheet_of(shift(f"{DAY} 08:00", f"{DAY} 18:00"), first=DAY, rules=rules)
    kinds = [flag.kind for flag in sheet.flags]
    one_step = replace(rules, meal_again_after=None, meal_again_minutes=None)
    less = sheet_of(shift(f"{DAY} 08:00", f"{DAY} 18:00"), first=DAY, rules=one_step)
    assert CaseKind.SHORT_BREAK not in kinds
    assert CaseKind.SHORT_BREAK in [flag.kind for flag in less.flags]
