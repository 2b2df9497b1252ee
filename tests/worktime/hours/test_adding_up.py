"""A sheet: days, totals, places, and what of them is paid."""

from dataclasses import replace
from datetime import date, timedelta

from tests.worktime.hours.shifts_of import (
    BAKE,
    BERLIN,
    DELIVER,
    FOURTEEN_HOURS,
    SHOP,
    YARD,
    at,
    book_of,
    rest,
    sheet_of,
    shift,
)
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.hours.adding_up import average_from, read_from
from timeclock.worktime.hours.counting_settings import EarlierWork
from timeclock.worktime.hours.sheet import Adjusted, CaseKind, LineKind, PlaceTotal, Sheet
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd

MINUTE, HOUR = 60, 3600
DAY, MONDAY = "2026-03-02", date(2026, 3, 2)
CALIFORNIA = PayRules(overtime=RuleSet.CALIFORNIA)
FEDERAL = PayRules(overtime=RuleSet.US_FEDERAL)


def overtime(sheet: Sheet) -> list[float]:
    return [day.overtime / HOUR for day in sheet.days]


def test_a_sheet_has_every_day_of_its_period() -> None:
    sheet = sheet_of(first=DAY, days=7)
    assert [day.day for day in sheet.days] == [MONDAY + timedelta(days=n) for n in range(7)]
    assert sheet.totals.worked == sheet.totals.overtime == 0
    assert not sheet.running


def test_a_shift_over_midnight_is_counted_once() -> None:
    night = shift(f"{DAY} 22:00", "2026-03-03 06:00")
    for rules in (PayRules(), PayRules(split=True), PayRules(split=True, day_begins=240)):
        assert sheet_of(night, first=DAY, days=7, rules=rules).totals.worked == 8 * HOUR


def test_shifts_of_other_days_are_not_in_it() -> None:
    before = shift("2026-03-01 08:00", "2026-03-01 16:00")
    later = shift("2026-03-03 08:00", "2026-03-03 09:00")
    (day,) = sheet_of(before, later, first=DAY).days
    assert (day.worked, day.lines) == (0, ())


def test_voided_shifts_never_count() -> None:
    sheet = sheet_of(shift(f"{DAY} 08:00", f"{DAY} 16:00", voided=True), first=DAY)
    assert (sheet.totals.worked, sheet.days[0].lines) == (0, ())


def test_a_day_tells_its_places() -> None:
    sheet = sheet_of(
        shift(f"{DAY} 06:00", f"{DAY} 09:00", job=BAKE, jobs=[(f"{DAY} 08:00", DELIVER)]),
        shift(f"{DAY} 10:00", f"{DAY} 11:00", job=BAKE),
        shift(f"{DAY} 12:00", f"{DAY} 13:00", clock_id=YARD),
        first=DAY,
    )
    assert sheet.days[0].places == (
        PlaceTotal(SHOP, BAKE, 3 * HOUR),
        PlaceTotal(SHOP, DELIVER, HOUR),
        PlaceTotal(YARD, None, HOUR),
    )


def test_breaks_are_summed_by_whether_they_are_paid() -> None:
    sheet = sheet_of(
        shift(
            f"{DAY} 08:00",
            f"{DAY} 16:00",
            rest(f"{DAY} 10:00", f"{DAY} 10:15", paid=True),
            rest(f"{DAY} 12:00", f"{DAY} 12:30"),
        ),
        first=DAY,
    )
    totals = sheet.totals
    assert (totals.paid_breaks, totals.unpaid_breaks) == (15 * MINUTE, 30 * MINUTE)
    assert totals.worked == 7.5 * HOUR


def test_an_open_shift_counts_to_now_and_the_day_runs() -> None:
    sheet = sheet_of(shift(f"{DAY} 08:00", None), first=DAY, days=2, now=at(f"{DAY} 10:30"))
    assert sheet.totals.worked == 2.5 * HOUR
    assert [day.running for day in sheet.days] == [True, False]


# What waits for a word


def test_a_proposed_end_is_neither_paid_nor_rounded_nor_overtime() -> None:
    rules = replace(CALIFORNIA, rounding=15, meal_after=360, meal_minutes=30)
    given = shift(
        f"{DAY} 08:02",
        f"{DAY} 21:10",
        rest(f"{DAY} 12:00", f"{DAY} 12:21"),
        unconfirmed=UnconfirmedEnd.PROPOSED,
    )
    (day,) = sheet_of(given, first=DAY, rules=rules).days
    assert (day.worked, day.rounded, day.unpaid_breaks) == (0, 0, 0)
    assert day.unconfirmed == 767 * MINUTE
    assert (day.premiums, day.rounded_premiums, day.places) == ((), (), ())
    assert [line.kind for line in day.lines] == [
        LineKind.SHIFT,
        LineKind.UNPAID_BREAK,
        LineKind.UNCONFIRMED,
    ]
    assert sum(line.seconds for line in day.lines) == 0


def test_what_waits_does_not_hide_the_rest_of_the_day() -> None:
    sheet = sheet_of(
        shift(f"{DAY} 06:00", f"{DAY} 08:00"),
        shift(f"{DAY} 10:00", f"{DAY} 12:00", unconfirmed=UnconfirmedEnd.PROVISIONAL),
        first=DAY,
    )
    assert (sheet.totals.worked, sheet.totals.unconfirmed) == (2 * HOUR, 2 * HOUR)


def test_a_forgotten_shift_of_340_hours_is_not_paid_before_someone_says_when_it_ended() -> None:
    now = at(f"{DAY} 08:00") + timedelta(hours=340)
    forgotten = shift(f"{DAY} 08:00", None)
    for rules in (CALIFORNIA, replace(CALIFORNIA, split=True)):
        sheet = sheet_of(forgotten, first=DAY, days=21, rules=rules, now=now)
        assert (sheet.totals.worked, sheet.totals.overtime) == (0, 0)
        assert sheet.totals.unconfirmed == 340 * HOUR
        assert sheet.running


def test_until_the_limit_of_its_clock_an_open_shift_counts() -> None:
    given, limits = shift(f"{DAY} 08:00", None), {SHOP: timedelta(hours=20)}
    for hours, worked in ((20, 20), (21, 0)):
        now = at(f"{DAY} 08:00") + timedelta(hours=hours)
        assert sheet_of(given, first=DAY, now=now, limits=limits).totals.worked == worked * HOUR


# Overtime over the edges of a sheet


def week_of_nine_hours() -> list[ShiftRecord]:
    return [shift(f"2026-03-0{day} 08:00", f"2026-03-0{day} 17:00") for day in range(2, 7)]


def test_overtime_looks_at_all_of_the_week_that_a_sheet_begins_in() -> None:
    """45 h in five days of 9 h: by the FLSA the last 5 h are over 40."""
    whole = sheet_of(*week_of_nine_hours(), first=DAY, days=7, rules=FEDERAL)
    assert overtime(whole) == [0, 0, 0, 0, 5, 0, 0]
    part = sheet_of(*week_of_nine_hours(), first="2026-03-05", days=4, rules=FEDERAL)
    assert overtime(part) == [0, 5, 0, 0]
    assert part.totals.worked == 18 * HOUR


def test_california_pays_a_day_first_and_the_week_never_again() -> None:
    """45 h in five days of 9 h are five hours by the day and none by the week (§ 510)."""
    sheet = sheet_of(*week_of_nine_hours(), first=DAY, days=7, rules=CALIFORNIA)
    assert overtime(sheet) == [1, 1, 1, 1, 1, 0, 0]


def test_rounded_hours_have_premiums_of_their_own() -> None:
    rules = replace(CALIFORNIA, rounding=15)
    (day,) = sheet_of(shift(f"{DAY} 07:53", f"{DAY} 16:09"), first=DAY, rules=rules).days
    assert [each.seconds for each in day.premiums] == [16 * MINUTE]
    assert [each.seconds for each in day.rounded_premiums] == [15 * MINUTE]


def test_a_sheet_reads_from_the_week_and_two_days_of_rest_before() -> None:
    assert read_from(date(2026, 3, 5), book_of()) == date(2026, 2, 28)
    assert read_from(MONDAY, book_of(PayRules(first_weekday=6))) == date(2026, 2, 27)


def test_an_average_looks_back_as_far_as_the_rules_say() -> None:
    after = date(2026, 6, 29)
    assert average_from(after, book_of()) is None
    assert average_from(after, book_of(PayRules(overtime=RuleSet.EU))) == MONDAY
    earlier = average_from(after, book_of(PayRules(overtime=RuleSet.GERMANY)))
    assert earlier == after - timedelta(weeks=24)


def test_too_many_hours_a_week_on_average_are_flagged_on_the_last_day() -> None:
    eu, limit = PayRules(overtime=RuleSet.EU), 17 * 48 * HOUR
    week = week_of_nine_hours()
    for earlier, flagged in ((limit - 45 * HOUR, []), (limit - 44 * HOUR, [date(2026, 3, 8)])):
        sheet = sheet_of(*week, first=DAY, days=7, rules=eu, earlier=EarlierWork(earlier))
        assert [f.day for f in sheet.flags if f.kind is CaseKind.LONG_WEEKS] == flagged


# Corrections of closed days


def test_an_adjustment_counts_exact_and_rounded_and_earns_no_premium() -> None:
    adjusted = Adjusted(MONDAY, date(2026, 2, 3), 5 * HOUR, "Forgot to clock in", 4)
    rules = replace(CALIFORNIA, rounding=15)
    given = shift(f"{DAY} 08:00", f"{DAY} 16:00")
    (day,) = sheet_of(given, first=DAY, rules=rules, adjustments=[adjusted]).days
    assert (day.worked, day.rounded, day.overtime) == (13 * HOUR, 13 * HOUR, 0)
    assert day.places == (PlaceTotal(SHOP, None, 8 * HOUR), PlaceTotal(None, None, 5 * HOUR))
    assert day.lines[-1].kind is LineKind.ADJUSTMENT
    assert sum(line.seconds for line in day.lines) == day.worked


def test_an_adjustment_of_another_sheet_is_not_in_it() -> None:
    adjusted = Adjusted(date(2026, 3, 9), date(2026, 2, 3), HOUR, "", 4)
    assert sheet_of(first=DAY, days=7, adjustments=[adjusted]).totals.worked == 0


# Rules and zones over time


def test_each_shift_keeps_the_rules_of_its_day() -> None:
    book = book_of(from_2026_03_04=PayRules(split=True, rounding=15))
    nights = [shift(f"2026-03-0{d} 22:05", f"2026-03-0{d + 1} 06:00") for d in (3, 4)]
    sheet = sheet_of(*nights, first="2026-03-03", days=3, book=book)
    assert [day.worked for day in sheet.days] == [475 * MINUTE, 115 * MINUTE, 6 * HOUR]
    assert [day.rounded for day in sheet.days] == [475 * MINUTE, 2 * HOUR, 6 * HOUR]


def test_a_new_zone_of_a_clock_moves_no_day_before_it() -> None:
    late = shift(f"{DAY} 23:30", "2026-03-03 01:00")
    zones = ClockZones({SHOP: "Asia/Tokyo"}, {SHOP: ((at("2026-03-10 00:00"), BERLIN),)})
    assert sheet_of(late, first=DAY, zones=zones).totals.worked == 1.5 * HOUR
    moved = ClockZones({SHOP: "Asia/Tokyo"})
    assert sheet_of(late, first=DAY, zones=moved).totals.worked == 0


def test_a_clock_without_a_limit_of_its_own_has_the_usual_one() -> None:
    given, now = shift(f"{DAY} 08:00", None), at(f"{DAY} 08:00") + FOURTEEN_HOURS
    for later, worked in ((0, 14), (1, 0)):
        sheet = sheet_of(given, first=DAY, now=now + timedelta(seconds=later), limits={})
        assert sheet.totals.worked == worked * HOUR
