"""A meal break that no one clocked: off unless set, a line of its own, taken back in a word."""

import pytest

from tests.worktime.hours.shifts_of import BAKE, DELIVER, at, rest, sheet_of, shift
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.hours.meals import shares
from timeclock.worktime.hours.sheet import DayTotal, LineKind

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
