"""A late change moves everything that it changes: overtime, rounding and meals."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.acts import disputed, proposed, settled
from tests.worktime.corrections.adjusted import ADJUST, HOUR, TUE_10, views
from tests.worktime.corrections.scenes import (
    assert_true,
    at,
    close_week,
    draft,
    longer,
    set_rules,
    worked,
)
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.errors import Conflict
from timeclock.storage.transactions import db
from timeclock.worktime.hours.sheet import DayTotal
from timeclock.worktime.hours.totals import Totals
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.reading.sheets import sheet_of

MINUTE = 60
FEDERAL = replace(ADJUST, overtime=RuleSet.US_FEDERAL)
OVER_8 = replace(ADJUST, overtime=RuleSet.OWN, own=OwnRules(daily_after=8 * 60))


def open_day(company: Company, watch: Watch) -> DayTotal:
    """The open day on which late changes are booked."""
    db.session.rollback()
    eli = company.eli.member_id
    return sheet_of(company.workspace_id, eli, TUE_10, date(2026, 3, 11), watch.now).days[0]


def totals(company: Company, watch: Watch) -> Totals:
    """The closed week and the open one together."""
    db.session.rollback()
    first, after = date(2026, 3, 2), date(2026, 3, 16)
    return sheet_of(company.workspace_id, company.eli.member_id, first, after, watch.now).totals


def closed_week(company: Company, watch: Watch, rules: PayRules, *hours: str) -> list[ShiftRecord]:
    """Days from Monday on from eight until each of the hours; the week is closed."""
    set_rules(company, rules)
    found = [worked(company, watch, end=end, day=day) for day, end in enumerate(hours, 2)]
    close_week(company)
    watch.at(at("09:00", 10))
    return found


FIVE_DAYS = ("16:00",) * 5


def test_29_cfr_778_106_hours_added_late_earn_their_overtime(
    company: Company, watch: Watch
) -> None:
    """5 x 8 h, closed; Thursday becomes 11 h: 3 h worked, of it 3 h at 150 %."""
    shifts = closed_week(company, watch, FEDERAL, *FIVE_DAYS)
    proposed(company, shifts[3].id, longer(shifts[3], "19:00", 5))
    day = open_day(company, watch)
    assert (day.worked, day.rounded, day.overtime) == (3 * HOUR, 3 * HOUR, 3 * HOUR)
    assert [each.percent for each in day.premiums] == [150]
    assert day.premiums[0].sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "Overtime for 6 March 2026, a closed day that was corrected: +3 h, paid at 150 %"
    )
    assert totals(company, watch).premiums == {150: 3 * HOUR}
    assert_true(company)


def test_hours_taken_off_late_take_their_overtime(company: Company, watch: Watch) -> None:
    """Over 8 h a day at 150 %: 10 h are cut to 8 h 30 min."""
    shifts = closed_week(company, watch, OVER_8, "18:00")
    proposed(company, shifts[0].id, longer(shifts[0], "16:30"))
    day = open_day(company, watch)
    assert (day.worked, day.overtime) == (-90 * MINUTE, -90 * MINUTE)
    assert totals(company, watch).premiums == {150: 30 * MINUTE}
    assert_true(company)


def test_labor_code_510_hours_added_late_move_each_percent(company: Company, watch: Watch) -> None:
    """A day of 11 h becomes one of 14 h: 1 h more at 150 % and 2 h at 200 %."""
    rules = replace(ADJUST, overtime=RuleSet.CALIFORNIA)
    shifts = closed_week(company, watch, rules, "19:00")
    proposed(company, shifts[0].id, longer(shifts[0], "22:00"))
    day = open_day(company, watch)
    assert {each.percent: each.seconds for each in day.premiums} == {150: HOUR, 200: 2 * HOUR}
    assert_true(company)


def test_29_cfr_785_48_a_minute_moves_the_rounded_total_by_its_step(
    company: Company, watch: Watch
) -> None:
    shifts = closed_week(company, watch, replace(ADJUST, rounding=15), "12:07")
    proposed(company, shifts[0].id, longer(shifts[0], "12:08"))
    day = open_day(company, watch)
    assert (day.worked, day.rounded) == (MINUTE, 15 * MINUTE)
    assert totals(company, watch).rounded == 4 * HOUR + 15 * MINUTE
    assert_true(company)


def test_a_change_without_net_seconds_is_booked(company: Company, watch: Watch) -> None:
    """From 13:55 to 14:25 the meal takes off what is added."""
    rules = replace(ADJUST, meal_after=6 * 60, meal_minutes=30)
    shifts = closed_week(company, watch, rules, "13:55")
    edit = proposed(company, shifts[0].id, longer(shifts[0], "14:25"))
    (view,) = views(company)
    assert (view.seconds, view.more) == (0, {"meal": 30 * MINUTE})
    # The next change is one of what counts now.
    proposed(company, shifts[0].id, longer(shifts[0], "15:25"))
    assert open_day(company, watch).worked == HOUR
    assert edit.shift_ids == ()
    assert_true(company)


def test_a_shift_that_is_to_be_elsewhere_and_pays_the_same_is_refused(
    company: Company, watch: Watch
) -> None:
    shifts = closed_week(company, watch, FEDERAL, "16:00")
    with pytest.raises(Conflict) as refused:
        proposed(company, shifts[0].id, draft(company, "09:00", "17:00"))
    assert refused.value.code == "period_closed"


def test_late_changes_after_one_another_and_back(company: Company, watch: Watch) -> None:
    """Whatever the order, what is booked is what the week would have been."""
    shifts = closed_week(company, watch, FEDERAL, "16:00", "16:00", "16:00", "16:00", "14:00")
    first = proposed(company, shifts[0].id, longer(shifts[0], "19:00", 2))
    assert totals(company, watch).premiums == {150: HOUR}  # 41 h
    watch.later(minutes=1)
    proposed(company, shifts[1].id, longer(shifts[1], "18:00", 3))
    assert totals(company, watch).premiums == {150: 3 * HOUR}  # 43 h
    watch.later(minutes=1)
    settled(company, disputed(company, first), keep=False)
    found = totals(company, watch)
    assert found.worked == 40 * HOUR
    assert {p: seconds for p, seconds in found.premiums.items() if seconds} == {}
    assert_true(company)


def test_a_new_shift_on_a_closed_day_earns_overtime(company: Company, watch: Watch) -> None:
    closed_week(company, watch, FEDERAL, *FIVE_DAYS)
    proposed(company, None, draft(company, "08:00", "12:00", 7))
    day = open_day(company, watch)
    assert (day.worked, day.overtime) == (4 * HOUR, 4 * HOUR)
    assert_true(company)


def test_hours_added_to_the_closed_part_of_a_week_count_in_its_open_part(
    company: Company, watch: Watch
) -> None:
    """A period that ends on Wednesday; Monday becomes longer, and Friday earns it."""
    set_rules(company, FEDERAL)
    shifts = [worked(company, watch, end="16:00", day=day) for day in range(2, 7)]
    close_week(company, after=date(2026, 3, 5))
    watch.at(at("09:00", 10))
    proposed(company, shifts[0].id, longer(shifts[0], "19:00", 2))
    assert totals(company, watch).premiums == {150: 3 * HOUR}
    assert_true(company)
