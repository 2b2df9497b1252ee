"""Overtime over real workdays and workweeks, whatever the day on which a shift is shown."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.worktime.hours.shifts_of import book_of, sheet_of, shift
from timeclock.company.pay_rules.choices import CountedOver, RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.worktime.hours.sheet import LineKind, Sheet
from timeclock.worktime.shifts.record import ShiftRecord

HOUR, MINUTE = 3600, 60
NEW_YORK, LOS_ANGELES = "America/New_York", "America/Los_Angeles"
SUNDAY = 6
FEDERAL = PayRules(first_weekday=SUNDAY, overtime=RuleSet.US_FEDERAL)
CALIFORNIA = PayRules(first_weekday=SUNDAY, overtime=RuleSet.CALIFORNIA)
WAYS = [False, True]


def shifts_of(zone: str, *spans: str) -> list[ShiftRecord]:
    """`07 20:00-04:00`: of November 2026, until the next day where the end is not later."""
    found = []
    for span in spans:
        number, _, times = span.partition(" ")
        begin, _, finish = times.partition("-")
        last = int(number) + (finish <= begin)
        found.append(shift(f"2026-11-{number} {begin}", f"2026-11-{last:02} {finish}", zone=zone))
    return found


def hours(sheet: Sheet, *, rounded: bool = False) -> dict[int, dict[int, float]]:
    """Hours at each percent, by the number of the day in the month."""
    found: dict[int, dict[int, float]] = {}
    for day in sheet.days:
        for each in day.rounded_premiums if rounded else day.premiums:
            row = found.setdefault(day.day.day, {})
            row[each.percent] = row.get(each.percent, 0) + each.seconds / HOUR
    return found


def sentences(sheet: Sheet) -> list[str]:
    each = (premium.sentence for day in sheet.days for premium in day.premiums)
    return [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in each]


NIGHT_INTO_THE_WEEK = ["07 20:00-04:00", *(f"{day:02} 09:00-17:00" for day in range(9, 14))]
TWO_ON_WEDNESDAY = ["10 23:00-07:00", "11 15:00-23:00"]
FROM_FIVE_TO_SEVEN = ["09 17:00-07:00"]


@pytest.mark.parametrize("split", WAYS)
@pytest.mark.parametrize(
    ("rules", "zone", "spans", "first", "earned"),
    [
        pytest.param(
            FEDERAL,
            NEW_YORK,
            NIGHT_INTO_THE_WEEK,
            "2026-11-08",
            {13: {150: 4}},
            id="29 CFR 778.104: 4 h of Saturday's night lie in the next week",
        ),
        pytest.param(
            CALIFORNIA,
            LOS_ANGELES,
            TWO_ON_WEDNESDAY,
            "2026-11-08",
            {11: {150: 4, 200: 3}},
            id="Labor Code 510: 7 h of Tuesday's night and 8 h lie on Wednesday",
        ),
        pytest.param(
            CALIFORNIA,
            LOS_ANGELES,
            FROM_FIVE_TO_SEVEN,
            "2026-11-08",
            {},
            id="Labor Code 500: 14 h are 7 h on each of two workdays",
        ),
        pytest.param(
            FEDERAL,
            NEW_YORK,
            ["07 20:00-04:00", "08 09:00-17:00"],
            "2026-11-01",
            {},
            id="29 CFR 778.104: the week before does not have the night's end",
        ),
    ],
)
def test_overtime_is_on_real_workdays_and_workweeks(
    rules: PayRules,
    zone: str,
    spans: list[str],
    first: str,
    earned: dict[int, dict[int, float]],
    split: bool,
) -> None:
    way = replace(rules, split=split)
    sheet = sheet_of(*shifts_of(zone, *spans), first=first, days=7, rules=way, zone=zone)
    assert hours(sheet) == earned


def test_labor_code_510_six_nights_past_midnight_touch_seven_workdays() -> None:
    """Weeks from Sunday: the night of Friday ends on Saturday, the seventh day."""
    nights = [f"{day:02} 22:00-02:00" for day in range(8, 14)]
    sheet = sheet_of(
        *shifts_of(LOS_ANGELES, *nights),
        first="2026-11-08",
        days=7,
        rules=CALIFORNIA,
        zone=LOS_ANGELES,
    )
    assert hours(sheet) == {13: {150: 2}}
    assert sentences(sheet) == [
        "2 h on the seventh day in a row, the workday of 14 November, paid at 150 %"
    ]


def test_labor_code_510_whether_a_day_was_worked_is_decided_by_exact_time() -> None:
    """The third of seven days is rounded to nothing: it was worked all the same."""
    spans = [f"{day:02} 08:00-12:00" for day in range(8, 15) if day != 10]
    few = shift("2026-11-10 08:00", "2026-11-10 08:06", zone=LOS_ANGELES)
    sheet = sheet_of(
        *shifts_of(LOS_ANGELES, *spans),
        few,
        first="2026-11-08",
        days=7,
        rules=replace(CALIFORNIA, rounding=15),
        zone=LOS_ANGELES,
    )
    assert hours(sheet) == hours(sheet, rounded=True) == {14: {150: 4}}


def test_a_premium_of_another_workday_says_where_it_is() -> None:
    sheet = sheet_of(
        *shifts_of(LOS_ANGELES, "10 20:00-11:00"),
        first="2026-11-10",
        days=1,
        rules=CALIFORNIA,
        zone=LOS_ANGELES,
    )
    assert hours(sheet) == {10: {150: 3}}
    assert sentences(sheet) == ["3 h over 8 h on the workday of 11 November, paid at 150 %"]
    (line,) = [line for line in sheet.days[0].lines if line.kind is LineKind.WORKDAYS]
    assert line.sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "Counted for overtime: 4 h on 10 November and 11 h on 11 November."
    )
    assert line.seconds == 0
    assert line.source is not None
    assert line.source.name == "Workdays begin at 00:00"


def test_a_premium_of_another_workweek_says_which() -> None:
    days = [f"{day:02} 09:00-17:00" for day in range(9, 14)]
    sheet = sheet_of(
        *shifts_of(NEW_YORK, *days, "14 16:00-02:00"),
        first="2026-11-08",
        days=7,
        rules=replace(FEDERAL, first_weekday=0),
        zone=NEW_YORK,
    )
    assert hours(sheet) == {14: {150: 10}}
    week = [f"{day:02} 09:00-19:00" for day in range(16, 20)]
    night = shifts_of(NEW_YORK, *week, "15 20:00-02:00", "20 09:00-10:00")
    second = sheet_of(
        *night, first="2026-11-15", days=7, rules=replace(FEDERAL, first_weekday=0), zone=NEW_YORK
    )
    assert hours(second) == {19: {150: 2}, 20: {150: 1}}


def test_workdays_may_begin_at_another_hour_than_days() -> None:
    rules = replace(CALIFORNIA, workday_begins=18 * 60)
    sheet = sheet_of(
        *shifts_of(LOS_ANGELES, "09 17:00-07:00"),
        first="2026-11-09",
        days=1,
        rules=rules,
        zone=LOS_ANGELES,
    )
    assert hours(sheet) == {9: {150: 4, 200: 1}}  # from 18:00 on 13 h lie on one workday


@pytest.mark.parametrize(
    ("over", "earned"), [(CountedOver.WORKDAYS, {}), (CountedOver.BOOKED_DAYS, {9: {150: 6}})]
)
def test_own_rules_say_whether_they_count_workdays_or_booked_days(
    over: CountedOver, earned: dict[int, dict[int, float]]
) -> None:
    rules = PayRules(overtime=RuleSet.OWN, own=OwnRules(daily_after=8 * 60), own_over=over)
    sheet = sheet_of(
        *shifts_of(NEW_YORK, "09 17:00-07:00"),
        first="2026-11-09",
        days=1,
        rules=rules,
        zone=NEW_YORK,
    )
    assert hours(sheet) == earned


@pytest.mark.parametrize("split", WAYS)
@pytest.mark.parametrize(
    "before",
    [RuleSet.NONE, RuleSet.EU, RuleSet.GERMANY, RuleSet.SPAIN],
    ids=lambda each: each.value,
)
@pytest.mark.parametrize(
    ("after", "spans", "earned"),
    [
        # 8 h of the night and 4 h lie on Tuesday.
        (CALIFORNIA, ["09 16:00-08:00", "10 10:00-14:00"], {10: {150: 4}}),
        (CALIFORNIA, ["09 12:00-10:00", "10 12:00-16:00"], {10: {150: 2, 200: 2}}),
        # Monday's hours were not worked on the first day of the new rules.
        (CALIFORNIA, ["09 08:00-20:00", "10 10:00-18:00"], {}),
        (FEDERAL, ["09 16:00-08:00", "10 10:00-18:00"], {}),
    ],
)
def test_a_night_into_the_first_day_of_rules_that_pay_counts_on_that_day(
    after: PayRules,
    spans: list[str],
    earned: dict[int, dict[int, float]],
    before: RuleSet,
    split: bool,
) -> None:
    """Labor Code § 510(a): beyond 8 hours of the workday. The night itself earns nothing."""
    night = shifts_of(LOS_ANGELES, *spans)
    rules = PayRules(first_weekday=SUNDAY, overtime=before, split=split)
    book = book_of(rules, from_2026_11_10=replace(after, split=split))
    more = {"limits": {1: timedelta(hours=30)}}
    sheet = sheet_of(*night, first="2026-11-08", days=7, zone=LOS_ANGELES, book=book, **more)
    assert hours(sheet) == earned
    assert hours(sheet, rounded=True) == earned


def test_a_night_into_a_week_of_rules_that_pay_counts_in_that_week_and_says_so() -> None:
    """29 CFR 778.104: 4 h of Saturday's night lie in the week from Sunday on."""
    book = book_of(PayRules(first_weekday=SUNDAY, overtime=RuleSet.NONE), from_2026_11_08=FEDERAL)
    its = shifts_of(NEW_YORK, *NIGHT_INTO_THE_WEEK)
    assert hours(sheet_of(*its, first="2026-11-08", days=7, zone=NEW_YORK, book=book)) == {
        13: {150: 4}
    }
    (day,) = sheet_of(*its, first="2026-11-07", zone=NEW_YORK, book=book).days
    (line,) = [line for line in day.lines if line.kind is LineKind.WORKDAYS]
    assert line.sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "Counted for overtime: 4 h on 7 November and 4 h on 8 November."
    )


def test_a_night_under_thresholds_that_count_booked_days_stays_on_its_day() -> None:
    own = PayRules(
        overtime=RuleSet.OWN, own=OwnRules(daily_after=8 * 60), own_over=CountedOver.BOOKED_DAYS
    )
    sheet = sheet_of(
        *shifts_of(LOS_ANGELES, "09 22:00-08:00", "10 10:00-14:00"),
        first="2026-11-08",
        days=7,
        zone=LOS_ANGELES,
        book=book_of(own, from_2026_11_10=CALIFORNIA),
    )
    assert hours(sheet) == {9: {150: 2}}


def test_rules_stored_before_count_what_is_booked_on_a_day() -> None:
    before = replace(CALIFORNIA, counting=CountedOver.BOOKED_DAYS)
    sheet = sheet_of(
        *shifts_of(LOS_ANGELES, "09 17:00-07:00"),
        first="2026-11-09",
        days=1,
        rules=before,
        zone=LOS_ANGELES,
    )
    assert hours(sheet) == {9: {150: 4, 200: 2}}
    assert not [line for line in sheet.days[0].lines if line.kind is LineKind.WORKDAYS]


def test_rules_that_begin_in_mid_week_count_all_of_the_week() -> None:
    """Weeks from Monday, federal rules from Wednesday, Monday to Saturday nine hours each."""
    spans = [f"{day:02} 09:00-18:00" for day in range(9, 15)]
    book = book_of(PayRules(), from_2026_11_11=PayRules(overtime=RuleSet.US_FEDERAL))
    sheet = sheet_of(
        *shifts_of(NEW_YORK, *spans), first="2026-11-09", days=7, book=book, zone=NEW_YORK
    )
    assert sum(sheet.totals.premiums.values()) == 14 * HOUR


@pytest.mark.parametrize(
    ("days", "premium"),
    [
        # Old weeks from Monday, new ones from Sunday 15 November: that Sunday is in both.
        (range(9, 16), 16),
        (range(15, 21), 8),
        (range(9, 21), 16),
        (range(10, 21), 8),
        (range(9, 15), 8),
    ],
)
def test_29_cfr_778_302_pays_the_greater_of_both_counts(days: range, premium: int) -> None:
    spans = [f"{day:02} 09:00-17:00" for day in days]
    rules = PayRules(overtime=RuleSet.US_FEDERAL)
    book = book_of(rules, from_2026_11_12=replace(rules, first_weekday=SUNDAY))
    sheet = sheet_of(
        *shifts_of(NEW_YORK, *spans), first="2026-11-09", days=13, book=book, zone=NEW_YORK
    )
    assert sum(sheet.totals.premiums.values()) == premium * HOUR
