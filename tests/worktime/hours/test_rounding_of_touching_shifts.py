"""Work that goes on in another shift is rounded at its outer ends; exact time says what was worked.

29 CFR 785.48(b) accepts rounding that, over a period of time, does not fail to pay for the time
worked; where two shifts touch, no second may be counted for both.
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from tests.worktime.hours.shifts_of import record, rest, sheet_of, shift
from timeclock.company.pay_rules.choices import RoundedEnds, RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.shifts.record import UnconfirmedEnd
from timeclock.worktime.shifts.timeline import Timeline

DAY = "2026-03-02"
MINUTE, HOUR = 60, 3600
QUARTERS = PayRules(rounding=15)


def rounded_of(*walls: tuple[str, str], rules: PayRules = QUARTERS) -> int:
    shifts = [shift(f"{DAY} {start}", f"{DAY} {end}") for start, end in walls]
    return sheet_of(*shifts, first=DAY, rules=rules).totals.rounded


@pytest.mark.parametrize(
    ("walls", "seconds"),
    [
        # Eight hours stay eight hours, wherever they are divided.
        ([("08:00", "12:07:30"), ("12:07:30", "16:00")], 8 * HOUR),
        ([("08:00", "12:07:29"), ("12:07:29", "16:00")], 8 * HOUR),
        ([("08:00", "12:07:31"), ("12:07:31", "16:00")], 8 * HOUR),
        ([("08:00", "12:07:30"), ("12:07:30", "12:07:30"), ("12:07:30", "16:00")], 8 * HOUR),
        ([("08:00", "10:07:30"), ("10:07:30", "12:07:30"), ("12:07:30", "16:00")], 8 * HOUR),
        # The outer ends are rounded as those of one shift.
        ([("07:53", "12:07:30"), ("12:07:30", "16:07:30")], 8 * HOUR + 15 * MINUTE),
        # A second between them is time off: each is rounded by itself.
        ([("08:00", "12:07:30"), ("12:07:31", "16:00")], 8 * HOUR),
        ([("08:00", "12:07:30"), ("12:22:30", "16:00")], 8 * HOUR),
    ],
)
def test_shifts_that_touch_gain_nothing_where_they_touch(
    walls: list[tuple[str, str]], seconds: int
) -> None:
    assert rounded_of(*walls) == seconds


def test_rules_stored_before_round_each_shift_by_itself_as_they_did() -> None:
    stored = QUARTERS.to_json()
    del stored["rounds"]
    walls = (("08:00", "12:07:30"), ("12:07:30", "16:00"))
    before = PayRules.from_json(stored)
    assert before == QUARTERS
    assert not before.is_same(QUARTERS)
    assert rounded_of(*walls, rules=before) == 8 * HOUR + 15 * MINUTE
    assert rounded_of(*walls, rules=before.as_set_now) == 8 * HOUR
    kept = PayRules.from_json(before.to_json())
    assert kept.rounds is RoundedEnds.EACH_SHIFT


def test_a_shift_that_is_not_paid_yet_joins_nothing() -> None:
    waits = shift(f"{DAY} 08:00", f"{DAY} 12:07:30", unconfirmed=UnconfirmedEnd.PROPOSED)
    after = shift(f"{DAY} 12:07:30", f"{DAY} 16:00")
    assert sheet_of(waits, after, first=DAY, rules=QUARTERS).totals.rounded == 4 * HOUR


STEPS = st.lists(st.integers(1, 5 * HOUR), min_size=1, max_size=6)


@examples(80)
@given(st.integers(0, HOUR), STEPS, st.sampled_from([5, 6, 10, 15]), st.booleans())
def test_any_row_of_touching_shifts_is_rounded_as_one(
    offset: int, lengths: list[int], minutes: int, split: bool
) -> None:
    """Told in whole seconds: the nearest step of the hour, ties to the person at both outer ends.

    Shifts shorter than a step are taken away, since nothing is rounded below zero there.
    """
    step = minutes * MINUTE
    lengths = [max(each, 2 * step) for each in lengths]
    first = datetime(2026, 3, 2, 6, tzinfo=UTC) + timedelta(seconds=offset)
    ends = [first + timedelta(seconds=sum(lengths[: number + 1])) for number in range(len(lengths))]
    row = [
        record(Timeline(start, None, end), zone="UTC")
        for start, end in zip([first, *ends], ends, strict=False)
    ]
    start, end = (int(each.timestamp()) for each in (first, ends[-1]))
    expected = (2 * end + step) // (2 * step) * step - -(-(2 * start - step) // (2 * step)) * step
    rules = PayRules(rounding=minutes, split=split)
    totals = sheet_of(*row, first=DAY, days=4, rules=rules, zone="UTC").totals
    assert totals.worked == end - start
    assert totals.rounded == expected


CALIFORNIA = PayRules(rounding=15, overtime=RuleSet.CALIFORNIA)


@pytest.mark.parametrize(
    ("third", "seventh"),
    [
        (("08:00", "08:06"), 4 * HOUR),  # rounded to nothing, and a day of work all the same
        (("08:00", "08:00"), 0),
    ],
)
def test_labor_code_510_a_day_rounded_to_nothing_is_one_of_seven_days_in_a_row(
    third: tuple[str, str], seventh: int
) -> None:
    walls = [("08:00", "12:00")] * 7
    walls[2] = third
    week = [
        shift(f"2026-03-{2 + number:02} {start}", f"2026-03-{2 + number:02} {end}")
        for number, (start, end) in enumerate(walls)
    ]
    days = sheet_of(*week, first=DAY, days=7, rules=CALIFORNIA).days
    assert days[2].rounded == 0
    assert sum(each.seconds for each in days[6].premiums) == seventh
    assert sum(each.seconds for each in days[6].rounded_premiums) == seventh


def test_a_week_shows_the_same_days_as_the_days_show_alone() -> None:
    """The day after a night that touches it is rounded alike, wherever the sheet begins."""
    night = shift("2026-03-02 22:00", "2026-03-03 06:07:30")
    day = shift(
        "2026-03-03 06:07:30", "2026-03-03 12:00", rest("2026-03-03 09:00", "2026-03-03 10:00")
    )
    both = sheet_of(night, day, first=DAY, days=2, rules=QUARTERS).days
    alone = [sheet_of(night, day, first=f"2026-03-0{n}", rules=QUARTERS).days[0] for n in (2, 3)]
    assert [each.rounded for each in both] == [each.rounded for each in alone]
    assert sum(each.rounded for each in both) == 13 * HOUR
