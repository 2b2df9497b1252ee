"""Rest between two duties, and what is none."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worktime.hours.flags_of import facts, kinds, raised
from tests.worktime.hours.shifts_of import at, book_of, record, rest, shift
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.timeline import Timeline

HOUR, MINUTE = 3600, 60
GERMANY, EU, SPAIN, CALIFORNIA = RuleSet.GERMANY, RuleSet.EU, RuleSet.SPAIN, RuleSet.CALIFORNIA
TUESDAY = date(2026, 3, 3)


def test_too_short_a_rest_belongs_to_the_later_shift_and_names_the_law() -> None:
    late = shift(
        "2026-03-02 14:00", "2026-03-02 22:38", rest("2026-03-02 18:00", "2026-03-02 18:45")
    )
    early = shift("2026-03-03 08:00", "2026-03-03 12:00")
    found = raised(EU, early, late)  # in any order
    assert facts(found) == [
        (
            "short_rest",
            "9 h 22 min of rest before this shift; 11 h are needed (Directive 2003/88/EC, art. 3)",
        )
    ]
    assert (found[0].shift_id, found[0].day) == (early.id, TUESDAY)
    assert (found[0].measured, found[0].limit) == (9 * HOUR + 22 * MINUTE, 11 * HOUR)


@pytest.mark.parametrize(
    ("rules", "start", "short"),
    [
        (EU, "09:00", False),
        (EU, "08:59:59", True),
        (GERMANY, "09:00", False),
        (GERMANY, "08:00", True),
        (SPAIN, "09:00", True),
        (SPAIN, "10:00", False),
        (CALIFORNIA, "05:00", False),
        (RuleSet.US_FEDERAL, "05:00", False),
        (PayRules(overtime=RuleSet.OWN, own=OwnRules(shortest_rest=10 * 60)), "08:00", False),
        (PayRules(overtime=RuleSet.OWN, own=OwnRules(shortest_rest=10 * 60)), "07:59", True),
        (PayRules(overtime=RuleSet.OWN), "05:00", False),
    ],
)
def test_how_much_rest_is_needed_after_a_late_shift(
    rules: RuleSet | PayRules, start: str, short: bool
) -> None:
    late = shift("2026-03-02 17:00", "2026-03-02 22:00")
    early = shift(f"2026-03-03 {start}", "2026-03-03 13:00")
    assert (CaseKind.SHORT_REST in kinds(raised(rules, late, early))) is short


def test_a_short_rest_is_seen_as_soon_as_the_later_shift_begins() -> None:
    late = shift("2026-03-02 17:00", "2026-03-02 22:00")
    early = shift("2026-03-03 06:00", None)
    now = at("2026-03-03 06:00:10")
    assert kinds(raised(EU, late, early, now=now)) == [CaseKind.SHORT_REST]


def test_a_split_duty_of_one_day_is_not_a_rest_but_the_night_after_it_is() -> None:
    morning = shift("2026-03-02 06:00", "2026-03-02 10:00")
    evening = shift("2026-03-02 17:00", "2026-03-02 21:00")
    assert raised(GERMANY, morning, evening) == ()
    next_day = shift("2026-03-03 07:00", "2026-03-03 11:00")
    found = raised(GERMANY, morning, evening, next_day)
    assert facts(found)[0][1].startswith("10 h of rest before this shift")
    assert [each.shift_id for each in found] == [next_day.id]


def test_two_duties_on_one_day_with_no_longer_rest_possible_are_too_close() -> None:
    night = shift("2026-03-03 00:30", "2026-03-03 06:00")
    late = shift("2026-03-03 14:00", "2026-03-03 20:00")
    found = raised(EU, night, late)
    assert facts(found)[0][1].startswith("8 h of rest before this shift")
    assert [each.shift_id for each in found] == [late.id]


def test_clocking_out_for_a_meal_at_midnight_is_not_a_rest() -> None:
    before = shift("2026-03-02 20:00", "2026-03-02 23:50")
    after = shift("2026-03-03 00:30", "2026-03-03 04:00")
    assert raised(GERMANY, before, after) == ()
    double = shift("2026-03-03 09:00", "2026-03-03 13:00")
    found = raised(GERMANY, before, after, double)
    assert [each for each in facts(found) if each[0] == "short_rest"] == [
        ("short_rest", "5 h of rest before this shift; 11 h are needed (ArbZG § 5(1))")
    ]


def test_one_short_rest_is_said_once() -> None:
    found = raised(
        EU,
        shift("2026-03-02 14:00", "2026-03-02 22:00", rest("2026-03-02 17:00", "2026-03-02 17:30")),
        shift("2026-03-03 06:00", "2026-03-03 10:00"),
        shift("2026-03-03 10:30", "2026-03-03 13:00"),
    )
    assert kinds(found) == [CaseKind.SHORT_REST]


@pytest.mark.parametrize(
    ("night", "hours"),
    [
        ("2026-10-24", 11),  # clocks go back: 22:00 to 08:00 are 11 h
        ("2026-10-23", 10),
        ("2026-03-28", 9),  # clocks go forward
    ],
)
def test_rest_is_time_that_passes_not_what_clocks_on_the_wall_show(night: str, hours: int) -> None:
    morning = (date.fromisoformat(night) + timedelta(days=1)).isoformat()
    found = raised(
        EU, shift(f"{night} 17:00", f"{night} 22:00"), shift(f"{morning} 08:00", f"{morning} 12:00")
    )
    assert [each.measured for each in found] == ([hours * HOUR] if hours < 11 else [])


def test_the_rules_of_the_later_shift_say_how_much_rest_is_needed() -> None:
    book = book_of(PayRules(overtime=EU), from_2026_03_03=PayRules(overtime=SPAIN))
    late = shift("2026-03-02 17:00", "2026-03-02 22:00")
    early = shift("2026-03-03 09:30", "2026-03-03 13:00")
    assert [each.limit for each in raised(book, late, early)] == [12 * HOUR]


MORNING = at("2026-03-02 00:00", "UTC")
TURNS = st.lists(
    st.tuples(st.integers(1, 30 * 60), st.integers(1, 20 * 60)), min_size=2, max_size=8
)


def turns_of(minutes: list[tuple[int, int]]) -> list[ShiftRecord]:
    """Shifts one after the other: minutes off, then minutes of work."""
    shifts, moment = [], MORNING
    for off, work in minutes:
        start = moment + timedelta(minutes=off)
        moment = start + timedelta(minutes=work)
        shifts.append(record(Timeline(start, None, moment)))
    return shifts


@given(TURNS, st.sampled_from([EU, GERMANY, SPAIN]), st.randoms())
def test_any_turns_have_a_flag_where_a_new_day_begins_without_enough_rest(
    minutes: list[tuple[int, int]], rules: RuleSet, order: Random
) -> None:
    shifts = turns_of(minutes)
    mixed = order.sample(shifts, len(shifts))
    short = {
        each.shift_id: each
        for each in raised(rules, *mixed, zone="UTC")
        if each.kind is CaseKind.SHORT_REST and "rest before this shift" in each.sentence
    }
    least = (12 if rules is SPAIN else 11) * HOUR
    assert shifts[0].id not in short
    for before, later in pairwise(shifts):
        start, end = later.timeline.started_at, later.timeline.ended_at
        assert before.timeline.ended_at
        assert end
        gap = (start - before.timeline.ended_at) // timedelta(seconds=1)
        if later.id in short:
            assert gap == short[later.id].measured < least == short[later.id].limit
        spread = (end - before.timeline.started_at) // timedelta(seconds=1)
        if before.timeline.started_at.date() != start.date() and spread > 24 * HOUR - least:
            assert (later.id in short) is (gap < least)


@given(TURNS, st.sampled_from(RuleSet), st.data())
def test_of_a_shift_whose_end_no_one_knows_nothing_is_guessed(
    minutes: list[tuple[int, int]], rules: RuleSet, data: st.DataObject
) -> None:
    shifts = turns_of(minutes)
    number = data.draw(st.integers(0, len(shifts) - 1))
    shifts[number] = replace(shifts[number], unconfirmed=UnconfirmedEnd.PROPOSED)
    found = raised(rules, *shifts, zone="UTC")
    assert {each.kind for each in found if each.shift_id == shifts[number].id} <= {
        CaseKind.UNCONFIRMED_END,
        CaseKind.SHORT_REST,
    }
    if number + 1 < len(shifts):
        following = [each for each in found if each.shift_id == shifts[number + 1].id]
        assert not any("rest before this shift" in each.sentence for each in following)
