"""The rounded total, which is what is paid, has lines of its own that add up to it."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from tests.worktime.hours.shifts_of import record, rest, sheet_of, shift
from tests.worktime.hours.test_law_of_overtime import TURNS, instant, works_of
from tests.worktime.kept.kept_of import kept_again
from timeclock.company.pay_rules.choices import RoundedEnds, RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.worktime.hours.kept_days import Kept
from timeclock.worktime.hours.sheet import Adjusted, LineKind, Sheet
from timeclock.worktime.shifts.record import UnconfirmedEnd
from timeclock.worktime.shifts.timeline import Timeline

DAY = "2026-03-02"
MINUTE = 60
QUARTERS = PayRules(rounding=15)


def sentences_of(sheet: Sheet) -> list[tuple[str, int]]:
    lines = [line for day in sheet.days for line in day.rounding]
    return [(line.sentence.replace("\N{NO-BREAK SPACE}", " "), line.seconds) for line in lines]


def test_each_punch_that_counts_as_another_time_has_a_line() -> None:
    sheet = sheet_of(shift(f"{DAY} 07:55", f"{DAY} 16:03"), first=DAY, rules=QUARTERS)
    assert sentences_of(sheet) == [
        ("In at 07:55 counts as 08:00", -5 * MINUTE),
        ("Out at 16:03 counts as 16:00", -3 * MINUTE),
    ]
    (day,) = sheet.days
    assert day.balance == -8 * MINUTE
    assert [line.source.name for line in day.rounding if line.source] == [
        "To the nearest 15 min"
    ] * 2


def test_a_punch_that_counts_as_punched_has_none() -> None:
    assert not sentences_of(
        sheet_of(shift(f"{DAY} 08:00", f"{DAY} 16:00"), first=DAY, rules=QUARTERS)
    )
    assert not sentences_of(sheet_of(shift(f"{DAY} 08:01", f"{DAY} 16:01"), first=DAY))
    waits = shift(f"{DAY} 08:01", f"{DAY} 16:01", unconfirmed=UnconfirmedEnd.PROPOSED)
    assert not sentences_of(sheet_of(waits, first=DAY, rules=QUARTERS))


def test_work_that_goes_on_says_that_its_start_is_no_outer_end() -> None:
    walls = (("08:00", "12:07"), ("12:07", "16:00"))
    two = [shift(f"{DAY} {start}", f"{DAY} {end}") for start, end in walls]
    assert sentences_of(sheet_of(*two, first=DAY, rules=QUARTERS)) == [
        ("Out at 12:07 counts as 12:00", -7 * MINUTE),
        ("In at 12:07 counts as 12:00, as the end of the work before", 7 * MINUTE),
    ]


def test_what_a_part_is_short_of_has_a_line_on_both_sides() -> None:
    """The part before midnight has 3 min of work, of which rounding its start would take 7."""
    pause = rest(f"{DAY} 23:25", f"{DAY} 23:59")
    night = shift(f"{DAY} 23:23", "2026-03-03 04:00", pause)
    sheet = sheet_of(night, first=DAY, days=2, rules=replace(QUARTERS, split=True))
    assert [(day.worked, day.balance) for day in sheet.days] == [
        (3 * MINUTE, -3 * MINUTE),
        (4 * 60 * MINUTE, -4 * MINUTE),
    ]
    assert sentences_of(sheet) == [
        ("In at 23:23 counts as 23:30", -7 * MINUTE),
        (
            "No part of a shift counts less than nothing: 4 min of the rounding is not taken",
            4 * MINUTE,
        ),
        (
            "4 min less: rounding of another part of this shift that was too short for it",
            -4 * MINUTE,
        ),
    ]


def test_the_rounding_of_a_late_change_has_a_line() -> None:
    adjusted = Adjusted(date(2026, 3, 2), date(2026, 2, 3), 60, "", 4, more={"rounded": 840})
    sheet = sheet_of(first=DAY, rules=QUARTERS, adjustments=[adjusted])
    assert sentences_of(sheet) == [
        ("Rounding of 3 February 2026 after a correction of a closed day: +14 min", 14 * MINUTE)
    ]
    assert sheet.days[0].balance == 14 * MINUTE


@examples(60)
@given(
    TURNS,
    st.sampled_from([5, 6, 10, 15]),
    st.sampled_from(list(RuleSet)),
    st.booleans(),
    st.sampled_from(list(RoundedEnds)),
    st.sampled_from([None, 90, 1080]),
)
def test_any_weeks_have_lines_that_add_up_to_the_rounded_total(
    turns: list[tuple[int, int]],
    minutes: int,
    rule_set: RuleSet,
    split: bool,
    rounds: RoundedEnds,
    workday_begins: int | None,
) -> None:
    """Also after they were kept and read again."""
    rules = PayRules(
        rounding=minutes,
        overtime=rule_set,
        split=split,
        rounds=rounds,
        workday_begins=workday_begins,
        meal_after=360,
        meal_minutes=30,
        meal_again_after=540,
        meal_again_minutes=45,
    )
    shifts = [
        record(Timeline(instant(one.start), None, instant(one.end)), zone="UTC")
        for one in works_of(turns)
    ]
    book = RuleBook((Version(ALWAYS, rules),))
    sheet = sheet_of(*shifts, first="2026-10-26", days=60, book=book, zone="UTC")
    kept = Kept((kept_again(sheet, book, "UTC", sheet.line),)).sheets[0].sheet
    for days in (sheet.days, kept.days):
        assert [day.balance for day in days] == [
            sum(line.seconds for line in day.rounding) for day in days
        ]
    for line in (line for day in sheet.days for line in day.rounding):
        if line.kind is not LineKind.ROUNDING_LIMIT:
            assert line.start is not None
            assert line.end is not None
            moved = (line.end - line.start) // timedelta(seconds=1)
            assert moved == (line.seconds if line.kind is LineKind.ROUNDED_END else -line.seconds)
