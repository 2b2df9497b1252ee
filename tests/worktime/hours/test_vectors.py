"""Figures that authorities have worked out themselves, through the whole arithmetic."""

import pytest

from tests.worktime.hours.shifts_of import BERLIN, at, rest, sheet_of, shift
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.hours.sheet import CaseKind, Sheet
from timeclock.worktime.shifts.record import ShiftRecord

HOUR = 3600
NEW_YORK, LOS_ANGELES = "America/New_York", "America/Los_Angeles"


def overtime_of(sheet: Sheet) -> dict[int, dict[int, int]]:
    """Seconds at each percent, by day of the month."""
    return {
        total.day.day: {premium.percent: premium.seconds for premium in total.premiums}
        for total in sheet.days
        if total.premiums
    }


def californian(*days: tuple[str, str, str]) -> Sheet:
    """A week from Sunday 1 March 2026, each day from one time to another on a wall."""
    shifts = [
        shift(f"2026-03-{day} {start}", f"2026-03-{day} {end}", zone=LOS_ANGELES)
        for day, start, end in days
    ]
    rules = PayRules(overtime=RuleSet.CALIFORNIA, first_weekday=6)
    return sheet_of(*shifts, first="2026-03-01", days=7, rules=rules, zone=LOS_ANGELES)


@pytest.mark.parametrize(
    ("first", "second", "hours"),
    [
        ("2026-03-07", "2026-03-08", 7),  # clocks go forward at 02:00
        ("2026-03-14", "2026-03-15", 8),
        ("2026-10-31", "2026-11-01", 9),  # clocks go back at 02:00
    ],
)
@pytest.mark.parametrize("split", [False, True])
def test_a_graveyard_shift_over_a_change_of_clocks(
    first: str, second: str, hours: int, split: bool
) -> None:
    """23:00 to 07:30 with a lunch break of 30 min is 7 h, 8 h or 9 h of work.

    US Department of Labor, FLSA Hours Worked Advisor, “Daylight Savings Time”
    (webapps.dol.gov/elaws/whd/flsa/hoursworked/screener11.asp): “employees must be credited with
    all of the hours actually worked”.
    """
    lunch = rest(f"{second} 03:30", f"{second} 04:00", zone=NEW_YORK)
    night = shift(f"{first} 23:00", f"{second} 07:30", lunch, zone=NEW_YORK)
    rules = PayRules(split=split, overtime=RuleSet.US_FEDERAL)
    sheet = sheet_of(night, first=first, days=2, rules=rules, zone=NEW_YORK)
    assert sheet.totals.worked == hours * HOUR
    assert sum(line.seconds for day in sheet.days for line in day.lines) == hours * HOUR
    assert sheet.days[0].worked == (HOUR if split else hours * HOUR)


def test_a_californian_day_of_14_hours() -> None:
    """8 h plain, 4 h at one and a half times, 2 h at twice the regular rate.

    California Labor Code § 510(a): over 8 h, and over 12 h, in one workday.
    """
    sheet = californian(("02", "06:00", "20:00"))
    assert overtime_of(sheet) == {2: {150: 4 * HOUR, 200: 2 * HOUR}}
    assert sheet.totals.worked - sheet.totals.overtime == 8 * HOUR


def test_a_californian_seventh_day_in_a_row() -> None:
    """The first 8 h at one and a half times, the rest at twice the regular rate.

    California Labor Code § 510(a): the seventh day of work in one workweek.
    """
    days = [(f"0{number}", "09:00", "14:00") for number in range(1, 7)]
    sheet = californian(*days, ("07", "08:00", "18:00"))
    assert overtime_of(sheet) == {7: {150: 8 * HOUR, 200: 2 * HOUR}}


def test_a_californian_seventh_day_counts_within_one_workweek_only() -> None:
    """Seven days in a row from Tuesday to Monday are two weeks, and no seventh day.

    Mendoza v. Nordstrom, 2 Cal.5th 1074 (2017), on the day of rest of Labor Code §§ 551, 552 and
    556: days are counted by the workweek, not on a rolling basis.
    """
    shifts = [
        shift(f"2026-03-{day:02} 09:00", f"2026-03-{day:02} 14:00", zone=LOS_ANGELES)
        for day in range(3, 10)
    ]
    rules = PayRules(overtime=RuleSet.CALIFORNIA, first_weekday=6)
    sheet = sheet_of(*shifts, first="2026-03-01", days=14, rules=rules, zone=LOS_ANGELES)
    assert overtime_of(sheet) == {}


def test_45_californian_hours_in_five_days_of_nine() -> None:
    """5 h of overtime, one each day, and not five more for the week.

    California Division of Labor Standards Enforcement, Enforcement Policies and Interpretations
    Manual, no pyramiding of separate forms of overtime; Labor Code § 510(a), last sentence but one.
    """
    sheet = californian(*((f"0{number}", "08:00", "17:00") for number in range(2, 7)))
    assert overtime_of(sheet) == {number: {150: HOUR} for number in range(2, 7)}
    assert sheet.totals.worked == 45 * HOUR
    assert sheet.totals.premiums == {150: 5 * HOUR}


@pytest.mark.parametrize(
    ("sunday", "overtime"),
    [
        ("2026-03-08", 0),  # clocks go forward: 39 h
        ("2026-03-15", 0),  # 40 h
        ("2026-11-01", HOUR),  # clocks go back: 41 h
    ],
)
def test_a_federal_week_with_a_change_of_clocks(sunday: str, overtime: int) -> None:
    """Five nights of 8 h on a wall, the first over the change: the extra hour is over 40.

    29 USC 207(a)(1), over 40 h in a workweek; the hours are those worked (Hours Worked Advisor).
    """
    first = int(sunday[-2:])
    nights: list[ShiftRecord] = [
        shift(
            f"{sunday[:8]}{day:02} 00:00",
            f"{sunday[:8]}{day:02} 08:00",
            zone=NEW_YORK,
        )
        for day in range(first, first + 5)
    ]
    rules = PayRules(overtime=RuleSet.US_FEDERAL, first_weekday=6)
    sheet = sheet_of(*nights, first=sunday, days=7, rules=rules, zone=NEW_YORK)
    assert sheet.totals.overtime == overtime
    assert sheet.totals.premiums == ({150: overtime} if overtime else {})
    if overtime:
        assert list(overtime_of(sheet)) == [first + 4]  # when 40 h were reached


def test_each_federal_week_is_alone() -> None:
    """30 h in one week and 50 h in the next are 10 h of overtime.

    29 CFR 778.104: “if an employee works 30 hours one week and 50 hours the next, he must receive
    overtime compensation for the overtime hours worked beyond the applicable maximum in the second
    week, even though the average number of hours worked in the 2 weeks is 40”.
    """
    weeks = [(day, "06:00", "12:00") for day in range(2, 7)]
    weeks += [(day, "06:00", "16:00") for day in range(9, 14)]
    shifts = [
        shift(f"2026-03-{day:02} {start}", f"2026-03-{day:02} {end}", zone=LOS_ANGELES)
        for day, start, end in weeks
    ]
    rules = PayRules(overtime=RuleSet.US_FEDERAL)
    sheet = sheet_of(*shifts, first="2026-03-02", days=14, rules=rules, zone=LOS_ANGELES)
    assert overtime_of(sheet) == {13: {150: 10 * HOUR}}


@pytest.mark.parametrize(
    ("evening", "morning", "rested"),
    [
        ("2026-10-24", "2026-10-25", None),  # 11 h, one of them twice on the wall
        ("2026-10-17", "2026-10-18", 10),
        ("2026-03-28", "2026-03-29", 9),
    ],
)
def test_eleven_hours_of_rest_over_a_change_of_clocks(
    evening: str, morning: str, rested: int | None
) -> None:
    """22:00 to 08:00 is a rest of 11 h, 10 h or 9 h.

    Directive 2003/88/EC, art. 3: at least 11 consecutive hours in each 24-hour period.
    """
    sheet = sheet_of(
        shift(f"{evening} 17:00", f"{evening} 22:00"),
        shift(f"{morning} 08:00", f"{morning} 13:00"),
        first=morning,
        rules=PayRules(overtime=RuleSet.EU),
        now=at(f"{morning} 20:00", BERLIN),
    )
    short = [flag.measured for flag in sheet.flags if flag.kind is CaseKind.SHORT_REST]
    assert short == ([rested * HOUR] if rested else [])
