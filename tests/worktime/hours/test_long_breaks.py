"""A paid break does not pay without limit, and a break that is too long is a case.

The invariant: what a break adds to the hours worked is nothing where it is unpaid, all of it where
it is paid in full, has no planned length or began before there were plans, and otherwise no more
than its planned length. Every second of the rest is in an unpaid line, and the lines of the days
add up to what the timeline says.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.worktime.hours.flags_of import facts, raised
from tests.worktime.hours.shifts_of import LATER, SHOP, YARD, at, rest, sheet_of, shift
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.hours.sheet import CaseKind, DayTotal, LineKind
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.timeline import BreakInterval, BreakPlan

DAY = "2026-03-02"
MINUTE = 60
EIGHT_HOURS = 8 * 3600
LIMITED, IN_FULL = BreakPlan(15, pays_beyond=False), BreakPlan(15, pays_beyond=True)
UNPLANNED, UNPLANNED_IN_FULL = BreakPlan(None, pays_beyond=False), BreakPlan(None, pays_beyond=True)
PLANS = {
    "limited": LIMITED,
    "in full": IN_FULL,
    "unplanned": UNPLANNED,
    "unplanned in full": UNPLANNED_IN_FULL,
    "before": None,
}
SECONDS = (0, 1, 14 * MINUTE, 15 * MINUTE, 15 * MINUTE + 1, 240 * MINUTE, EIGHT_HOURS)


def paused(seconds: int, *, paid: bool, plan: BreakPlan | None) -> BreakInterval:
    begun = at(f"{DAY} 08:00")
    ended = begun + timedelta(seconds=seconds)
    return replace(rest(f"{DAY} 08:00", None, paid=paid, plan=plan), ended_at=ended)


def with_break(pause: BreakInterval) -> ShiftRecord:
    return shift(f"{DAY} 08:00", f"{DAY} 16:00", pause)


def day_of(given: ShiftRecord, **more: Any) -> DayTotal:
    return sheet_of(given, first=DAY, **more).day(date.fromisoformat(DAY))


def break_lines(*shifts: ShiftRecord, **more: Any) -> list[tuple[str, int, str]]:
    return [
        (line.kind.value, line.seconds, line.sentence.replace("\N{NO-BREAK SPACE}", " "))
        for day in sheet_of(*shifts, first=DAY, **more).days
        for line in day.lines
        if line.kind in (LineKind.PAID_BREAK, LineKind.UNPAID_BREAK)
    ]


@pytest.mark.parametrize("seconds", SECONDS)
@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("paid", [True, False])
def test_what_a_break_is_paid_for(*, paid: bool, plan: str, seconds: int) -> None:
    given = with_break(paused(seconds, paid=paid, plan=PLANS[plan]))
    expected = 0 if not paid else min(seconds, 15 * MINUTE) if plan == "limited" else seconds
    day = day_of(given)
    assert (day.paid_breaks, day.unpaid_breaks) == (expected, seconds - expected)
    assert day.worked == EIGHT_HOURS - seconds + expected
    assert sum(line.seconds for line in day.lines) == day.worked
    assert given.timeline.worked(LATER) == timedelta(seconds=day.worked)
    assert sum(place.seconds for place in day.places) == day.worked


def test_the_unpaid_rest_is_a_line_with_its_reason() -> None:
    assert break_lines(with_break(paused(240 * MINUTE, paid=True, plan=LIMITED))) == [
        ("paid_break", 0, "Paid break, 08:00 to 08:15, 15 min that count as worked"),
        (
            "unpaid_break",
            -225 * MINUTE,
            "Unpaid break, 08:15 to 12:00: 15 min paid, 3 h 45 min beyond it",
        ),
    ]


def test_a_clock_out_on_the_break_ends_both_parts() -> None:
    pause = replace(rest(f"{DAY} 09:00", f"{DAY} 13:00", paid=True, plan=LIMITED), cut=True)
    day = day_of(shift(f"{DAY} 08:00", f"{DAY} 13:00", pause))
    assert (day.worked, day.paid_breaks, day.unpaid_breaks) == (4500, 900, 225 * MINUTE)


def test_a_break_over_midnight_is_paid_once_on_the_day_of_each_part() -> None:
    pause = rest("2026-03-02 23:50", "2026-03-03 00:30", paid=True, plan=LIMITED)
    given = shift("2026-03-02 20:00", "2026-03-03 04:00", pause)
    cut = PayRules(split=True)
    assert break_lines(given, days=2, rules=cut) == [
        ("paid_break", 0, "Paid break, 23:50 to 00:00, 10 min that count as worked"),
        ("paid_break", 0, "Paid break, 00:00 to 00:05, 5 min that count as worked"),
        (
            "unpaid_break",
            -25 * MINUTE,
            "Unpaid break, 00:05 to 00:30: 15 min paid, 25 min beyond it",
        ),
    ]
    totals = sheet_of(given, first=DAY, days=2, rules=cut).totals
    assert totals.worked == EIGHT_HOURS - 25 * MINUTE


@pytest.mark.parametrize(("minutes", "worked"), [(10, 70), (15, 75), (16, 75), (240, 75)])
def test_a_running_break_adds_no_more_than_its_planned_length(minutes: int, worked: int) -> None:
    given = shift(f"{DAY} 08:00", None, rest(f"{DAY} 09:00", None, paid=True, plan=LIMITED))
    now = at(f"{DAY} 09:00") + timedelta(minutes=minutes)
    day = day_of(given, now=now)
    assert day.worked == worked * MINUTE
    assert given.timeline.worked(now) == timedelta(minutes=worked)
    last = day.lines[-1]
    assert last.end is None
    assert last.kind is (LineKind.PAID_BREAK if minutes <= 15 else LineKind.UNPAID_BREAK)


def test_what_is_beyond_lessens_the_meal_that_is_deducted() -> None:
    pause = rest(f"{DAY} 10:00", f"{DAY} 10:35", paid=True, plan=LIMITED)
    given = shift(f"{DAY} 08:00", f"{DAY} 16:00", pause)
    day = day_of(given, rules=PayRules(meal_after=360, meal_minutes=30))
    assert day.worked == EIGHT_HOURS - 30 * MINUTE


@pytest.mark.parametrize("paid", [True, False])
@pytest.mark.parametrize(
    ("plan", "seconds", "is_case"),
    [
        ("limited", 20 * MINUTE, False),
        ("limited", 20 * MINUTE + 1, True),
        ("in full", 20 * MINUTE, False),
        ("in full", 20 * MINUTE + 1, True),
        ("unplanned", 60 * MINUTE, False),
        ("unplanned", 60 * MINUTE + 1, True),
        ("before", EIGHT_HOURS, False),
    ],
)
def test_a_break_that_is_too_long_is_a_case(
    *, paid: bool, plan: str, seconds: int, is_case: bool
) -> None:
    found = raised(RuleSet.NONE, with_break(paused(seconds, paid=paid, plan=PLANS[plan])))
    assert [flag.kind for flag in found] == ([CaseKind.LONG_BREAK] if is_case else [])


@pytest.mark.parametrize(
    ("paid", "plan", "sentence"),
    [
        (True, LIMITED, "A break of 4 h, of which 3 h 45 min are unpaid; 15 min are planned"),
        (True, IN_FULL, "A break of 4 h; 15 min are planned"),
        (False, LIMITED, "A break of 4 h; 15 min are planned"),
        (True, UNPLANNED, "A break of 4 h; 1 h at most on this time clock"),
    ],
)
def test_the_case_says_what_is_unpaid(*, paid: bool, plan: BreakPlan, sentence: str) -> None:
    given = with_break(paused(240 * MINUTE, paid=paid, plan=plan))
    assert facts(raised(RuleSet.NONE, given)) == [("long_break", sentence)]


@pytest.mark.parametrize(
    ("plan", "minutes", "limit"),
    [(UNPLANNED, 45, 45), (UNPLANNED, 46, 45), (UNPLANNED, 46, 46), (LIMITED, 45, 60)],
)
def test_the_break_limit_of_the_clock_holds_without_a_planned_length(
    plan: BreakPlan, minutes: int, limit: int
) -> None:
    given = with_break(paused(minutes * MINUTE, paid=False, plan=plan))
    found = raised(RuleSet.NONE, given, break_limit=timedelta(minutes=limit))
    if plan is LIMITED:
        assert [flag.limit for flag in found] == [15 * MINUTE]
    elif minutes <= limit:
        assert found == ()
    else:
        sentence = f"A break of {minutes} min; {limit} min at most on this time clock"
        assert facts(found) == [("long_break", sentence)]
        assert (found[0].measured, found[0].limit) == (minutes * MINUTE, limit * MINUTE)


def test_each_clock_has_its_own_break_limit() -> None:
    pause = paused(46 * MINUTE, paid=False, plan=UNPLANNED)
    limits = {SHOP: timedelta(minutes=45), YARD: timedelta(minutes=60)}
    for clock, is_case in ((SHOP, True), (YARD, False)):
        given = replace(with_break(pause), clock_id=clock)
        kinds = [flag.kind for flag in day_of(given, break_limits=limits).flags]
        assert kinds == [CaseKind.LONG_BREAK] * is_case


def test_two_long_breaks_of_a_shift_are_one_case_that_names_both() -> None:
    given = shift(
        f"{DAY} 08:00",
        f"{DAY} 16:00",
        rest(f"{DAY} 09:00", f"{DAY} 09:30", paid=True, plan=LIMITED),
        rest(f"{DAY} 12:00", f"{DAY} 13:00", plan=LIMITED),
    )
    (flag,) = raised(RuleSet.NONE, given)
    assert (flag.measured, flag.limit) == (60 * MINUTE, 15 * MINUTE)
    assert facts((flag,))[0][1] == (
        "A break of 30 min, of which 15 min are unpaid; 15 min are planned. "
        "A break of 1 h; 15 min are planned"
    )


def test_a_break_under_way_is_a_case_once_it_is_too_long() -> None:
    given = shift(f"{DAY} 08:00", None, rest(f"{DAY} 09:00", None, paid=True, plan=LIMITED))
    assert raised(RuleSet.NONE, given, now=at(f"{DAY} 09:20")) == ()
    (flag,) = raised(RuleSet.NONE, given, now=at(f"{DAY} 09:21"))
    assert flag.kind is CaseKind.LONG_BREAK


def test_times_that_wait_to_be_confirmed_raise_no_second_case() -> None:
    given = with_break(paused(240 * MINUTE, paid=True, plan=LIMITED))
    waits = replace(given, unconfirmed=UnconfirmedEnd.FORGOTTEN)
    assert [flag.kind for flag in raised(RuleSet.NONE, waits)] == [CaseKind.UNCONFIRMED_END]
