"""What an adjustment is made of is what a timesheet says, to the second and by the day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.locks.locked_days import Lock
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.worktime.corrections.applying.paid_days import Calendar, less, summed
from timeclock.worktime.hours.adding_up import add_up
from timeclock.worktime.hours.counting_settings import CountingSettings
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.timeline import BreakInterval, Timeline

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)  # the day before Berlin's clocks go back
NOW = NOON + timedelta(days=20)
FIRST, AFTER = date(2026, 10, 19), date(2026, 11, 16)


@st.composite
def shifts(draw: st.DrawFn) -> ShiftRecord:
    """Ended shifts of up to three days with breaks, begun in either of two zones."""
    second = st.integers(0, 3 * 86_400)
    moments = [
        NOON + timedelta(seconds=each)
        for each in sorted(draw(st.lists(second, min_size=2, max_size=8, unique=True)))
    ]
    inner = moments[1:-1]
    pauses = tuple(
        BreakInterval(None, None, draw(st.booleans()), start, end)
        for start, end in zip(inner[::2], inner[1::2], strict=False)
    )
    return ShiftRecord(
        id=1,
        workspace_id=1,
        member_id=1,
        account_id=1,
        clock_id=draw(st.sampled_from([1, 2])),
        timeline=Timeline(moments[0], None, moments[-1], pauses),
        start_zone="UTC",
        start_source="pc",
        created_at=NOON,
        changed_at=NOON,
        worked_through=draw(st.booleans()),
        unconfirmed=draw(st.sampled_from([None, None, None, UnconfirmedEnd.PROPOSED])),
    )


@st.composite
def rules(draw: st.DrawFn) -> PayRules:
    meals = draw(st.booleans())
    return PayRules(
        split=draw(st.booleans()),
        day_begins=draw(st.sampled_from([0, 150, 240, 1080])),
        meal_after=draw(st.sampled_from([120, 360])) if meals else None,
        meal_minutes=draw(st.sampled_from([30, 120])) if meals else None,
    )


def calendar(pay: PayRules, *locks: Lock, now: datetime = NOW) -> Calendar:
    zones = ClockZones({1: "Europe/Berlin", 2: "Pacific/Auckland"})
    return Calendar(1, RuleBook((Version(ALWAYS, pay),)), zones, locks, now)


@examples(75)
@given(shifts(), rules())
def test_a_shift_pays_on_its_days_what_the_timesheet_says(
    shift: ShiftRecord, pay: PayRules
) -> None:
    days = calendar(pay)
    sheet = add_up(
        [shift],
        CountingSettings(
            book=days.book,
            zones=days.zones,
            limits={1: timedelta(hours=14), 2: timedelta(hours=14)},
        ),
        Period(FIRST, AFTER),
        NOW,
    )
    paid = {day.day: day.worked for day in sheet.days if day.worked}
    assert {day: each for day, each in days.of_shift(shift).items() if each} == paid


def test_a_removed_shift_pays_nothing() -> None:
    line = Timeline(NOON, None, NOON + timedelta(hours=2))
    shift = ShiftRecord(
        id=1,
        workspace_id=1,
        member_id=1,
        account_id=1,
        clock_id=1,
        timeline=line,
        start_zone="UTC",
        start_source="pc",
        created_at=NOON,
        changed_at=NOON,
    )
    assert calendar(PayRules()).of_shift(shift) == {NOON.date(): 7200}
    assert calendar(PayRules()).of_shift(replace(shift, voided=True)) == {}
    assert calendar(PayRules()).of_shift(None) == {}


def test_sums_go_by_day() -> None:
    one, two = date(2026, 3, 2), date(2026, 3, 3)
    assert summed([{one: 1}, {one: 2, two: 3}]) == {one: 3, two: 3}
    assert less({one: 5}, {one: 2, two: 3}, {two: -1}) == {one: 3, two: -2}


def test_the_first_open_day_is_today_in_the_rules_of_the_clock() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    assert calendar(PayRules(), now=late).open_day(1) == tuesday
    assert calendar(PayRules(day_begins=240), now=late).open_day(1) == monday
    locks = (Lock(tuesday, date(2026, 3, 5), 1), Lock(date(2026, 3, 5), date(2026, 3, 9), None))
    assert calendar(PayRules(), *locks, now=late).open_day(1) == date(2026, 3, 9)
    others = Lock(tuesday, date(2026, 3, 5), 2)
    assert calendar(PayRules(), others, now=late).open_day(1) == tuesday
