"""Each hour of a premium belongs to the clock and the job on which it was worked."""

import pytest
from hypothesis import given

from tests.fixtures.examples import examples
from tests.worktime.hours.any_shift import Month, books, months
from tests.worktime.hours.shifts_of import BAKE, DELIVER, SHOP, YARD, at, record, sheet_of, shift
from tests.worktime.kept.kept_of import kept_again
from tests.worktime.kept.test_texts import month_of
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.worktime.hours.paid_parts import Category, PayEffect, parts_of
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.shifts.timeline import Timeline

HOUR = 3600
DAY = "2026-03-02"
Found = dict[tuple[int | None, int | None], int]


def places(sheet: Sheet, percent: int) -> Found:
    """The seconds of a premium by job and clock."""
    found: Found = {}
    for day in sheet.days:
        for part in parts_of(day):
            if part.category is Category.PREMIUM and part.percent == percent:
                place = (part.clock_id, part.job_id)
                found[place] = found.get(place, 0) + part.seconds
    return found


def test_overtime_of_a_day_is_on_the_job_of_its_last_hours() -> None:
    """California Labor Code § 510(a): 10 h of baking, then 3 h of deliveries."""
    worked = shift(f"{DAY} 06:00", f"{DAY} 19:00", job=BAKE, jobs=[(f"{DAY} 16:00", DELIVER)])
    sheet = sheet_of(worked, first=DAY, rules=PayRules(overtime=RuleSet.CALIFORNIA))
    assert places(sheet, 150) == {(SHOP, BAKE): 2 * HOUR, (SHOP, DELIVER): 2 * HOUR}
    assert places(sheet, 200) == {(SHOP, DELIVER): HOUR}


def test_overtime_of_a_week_is_at_the_clock_at_which_it_was_worked() -> None:
    """FLSA, 29 USC 207(a)(1): the hours after the fortieth are at the yard."""
    shop = [shift(f"2026-03-0{day} 08:00", f"2026-03-0{day} 17:00") for day in range(2, 6)]
    line = Timeline(at("2026-03-06 08:00"), None, at("2026-03-06 16:00"), (), ())
    yard = record(line, clock_id=YARD)
    sheet = sheet_of(
        *shop, yard, first=DAY, days=7, rules=PayRules(overtime=RuleSet.US_FEDERAL, rounding=15)
    )
    assert places(sheet, 150) == {(YARD, None): 4 * HOUR}


@pytest.mark.parametrize("meal", [None, 6 * 60])
def test_a_deducted_meal_is_not_in_a_premium(meal: int | None) -> None:
    rules = PayRules(
        overtime=RuleSet.CALIFORNIA, meal_after=meal, meal_minutes=30 if meal else None
    )
    worked = shift(f"{DAY} 06:00", f"{DAY} 17:00", job=BAKE, jobs=[(f"{DAY} 09:00", DELIVER)])
    sheet = sheet_of(worked, first=DAY, rules=rules)
    assert places(sheet, 150) == {(SHOP, DELIVER): 3 * HOUR - (1800 if meal else 0)}


@examples(60)
@given(months(), books)
def test_the_places_of_a_premium_add_up_to_it_and_stay_so_when_they_are_kept(
    month: Month, book: RuleBook
) -> None:
    sheet = month_of(month, book)
    for day in sheet.days:
        for premium in (*day.premiums, *day.rounded_premiums):
            assert sum(each.seconds for each in premium.places) == premium.seconds
            assert all(each.seconds > 0 for each in premium.places)
        parts = [each for each in parts_of(day) if each.counts is PayEffect.PAID]
        assert sum(each.seconds for each in parts) == day.worked
        assert sum(each.rounded or 0 for each in parts) == day.rounded
        assert all(each.seconds >= 0 for each in parts)
    kept = kept_again(sheet, book, month.zone).sheet
    for one, other in zip(sheet.days, kept.days, strict=True):
        assert list(parts_of(one)) == list(parts_of(other))
