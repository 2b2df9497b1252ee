"""What holds for any shift, in forty zones, over nineteen years of changes of clocks."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from tests.worktime.hours.any_shift import (
    MINUTE,
    SECOND,
    ZONES,
    Month,
    Night,
    books,
    months,
    nights,
    rules,
)
from tests.worktime.hours.shifts_of import SHOP, YARD, book_of, record
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS, RuleBook, Version
from timeclock.timekeeping import from_unix, local_date, utc_offset
from timeclock.worktime.hours.adding_up import add_up, read_from
from timeclock.worktime.hours.clock_changes import clock_changes
from timeclock.worktime.hours.counting_settings import CountingSettings
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.sheet import DayTotal, LineKind, Sheet
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakInterval, Timeline

# On the day of the start, cut at midnight, at four, and at times that changes of clocks skip.
WAYS = tuple(
    PayRules(split=split, day_begins=begins)
    for split, begins in ((False, 0), (False, 240), (True, 0), (True, 240), (True, 30), (True, 150))
)
A_YEAR = timedelta(days=400)
DAYS = 35


def sheet(
    shifts: Sequence[ShiftRecord], book: RuleBook, zone: str, first: date, days: int, now: datetime
) -> Sheet:
    """Without a limit to how long a shift may be open."""
    return add_up(
        shifts,
        CountingSettings(
            book=book,
            zones=ClockZones({SHOP: zone, YARD: zone}),
            limits={SHOP: A_YEAR, YARD: A_YEAR},
        ),
        Period(first, first + timedelta(days=days)),
        now,
    )


def demand_whole(day: DayTotal) -> None:
    """Lines and places add up, nothing is negative, and no second is paid twice."""
    assert sum(line.seconds for line in day.lines) == day.worked >= 0
    assert sum(place.seconds for place in day.places) == day.worked
    assert all(place.seconds >= 0 for place in day.places)
    assert day.rounded >= 0
    assert sum(each.seconds for each in day.premiums) <= day.worked
    assert sum(each.seconds for each in day.rounded_premiums) <= day.rounded
    assert all(each.seconds > 0 for each in (*day.premiums, *day.rounded_premiums))


def paid_until(pause: BreakInterval, now: datetime) -> datetime:
    """When the pay for a break ends, told from its plan alone."""
    end, plan = pause.ended_at or now, pause.plan
    if not pause.paid:
        return pause.started_at
    if plan is None or plan.pays_beyond or plan.minutes is None:
        return end
    return min(end, pause.started_at + timedelta(minutes=plan.minutes))


def jobs_of(line: Timeline, now: datetime) -> dict[int | None, int]:
    """Worked seconds by job, told another way: from one moment of the shift to the next."""
    until = line.ended_at or now
    moments = {line.started_at, until, *(each.started_at for each in line.stretches)}
    for pause in line.pauses:
        moments |= {pause.started_at, pause.ended_at or now}
        moments.add(paid_until(pause, now))
    found: dict[int | None, int] = {}
    for begin, end in pairwise(sorted(moments)):
        resting = (p for p in line.pauses if p.started_at <= begin < (p.ended_at or now))
        pause_now = next(resting, None)
        if pause_now is None or begin < paid_until(pause_now, now):
            began = pause_now.started_at if pause_now else end
            switched = [each.job_id for each in line.stretches if each.started_at < began]
            job = switched[-1] if switched else line.job_id
            found[job] = found.get(job, 0) + (end - begin) // SECOND
    return found


def in_the_same_second(line: Timeline) -> bool:
    """Whether it is open which of two punches was first, and so which job a break belongs to."""
    moments = [pause.started_at for pause in line.pauses]
    moments += [stretch.started_at for stretch in line.stretches]
    moments += [pause.ended_at for pause in line.pauses if pause.ended_at and not pause.cut]
    return len(set(moments)) < len(moments)


@pytest.mark.parametrize("zone", ZONES)
@examples(15)
@given(data=st.data())
def test_the_parts_add_up_to_the_whole_however_they_are_booked(
    zone: str, data: st.DataObject
) -> None:
    night = data.draw(nights(zone))
    line, now = night.shift.timeline, night.now
    jobs = jobs_of(line, now)
    for way in WAYS:
        found = sheet([night.shift], book_of(way), zone, night.first, night.days, now)
        assert found.totals.worked * SECOND == line.worked(now)
        assert found.totals.unpaid_breaks * SECOND == line.paused(now, paid=False)
        assert found.totals.paid_breaks * SECOND == line.paused(now, paid=True)
        assert found.running is (line.ended_at is None)
        booked: dict[int | None, int] = {}
        for day in found.days:
            demand_whole(day)
            for place in day.places:
                booked[place.job_id] = booked.get(place.job_id, 0) + place.seconds
        assert booked == jobs or in_the_same_second(line)


@examples(100)
@given(nights())
def test_what_the_wall_shows_and_what_changed_make_the_hours_that_passed(night: Night) -> None:
    zone, now, start = night.zone, night.now, night.shift.timeline.started_at
    changes = clock_changes(start, now, zone)
    by = sum(change.after - change.before for change in changes)
    assert by == utc_offset(now, zone) - utc_offset(start, zone)
    for change in changes:
        assert start < change.moment <= now
        assert utc_offset(change.moment - SECOND, zone) == change.before
        assert utc_offset(change.moment, zone) == change.after
    (day,) = sheet([night.shift], book_of(), zone, local_date(start, zone), 1, now).days
    assert day.lines[0].seconds * SECOND == now - start
    remarks = [line for line in day.lines if line.kind is LineKind.CLOCK_CHANGE]
    assert len(remarks) == (by != 0)
    shown = length_text(day.lines[0].seconds + by)
    assert all(f"than its times show ({shown})." in each.sentence for each in remarks)


@examples(50)
@given(months(), books, st.randoms(use_true_random=False))
def test_the_order_of_shifts_does_not_matter(month: Month, book: RuleBook, random: Random) -> None:
    shuffled = random.sample(month.shifts, len(month.shifts))
    in_order, in_any = (
        sheet(each, book, month.zone, month.first, DAYS, month.now)
        for each in (month.shifts, shuffled)
    )
    assert in_order == in_any


@examples(100)
@given(months(), books, st.lists(st.integers(1, DAYS - 1), max_size=4))
def test_sheets_side_by_side_are_the_sheet_of_all_of_it(
    month: Month, book: RuleBook, cuts: list[int]
) -> None:
    """Days, premiums and flags: where a sheet begins and ends moves nothing.

    Each part reads only the shifts that `read_from` asks for.
    """
    whole = sheet(month.shifts, book, month.zone, month.first, DAYS, month.now)
    days: list[DayTotal] = []
    for begin, end in pairwise([0, *sorted(set(cuts)), DAYS]):
        first = month.first + timedelta(days=begin)
        after = month.first + timedelta(days=end)
        oldest = read_from(first, book)
        read = [each for each in month.shifts if _touches(each, month.zone, oldest, after)]
        days += sheet(read, book, month.zone, first, end - begin, month.now).days
    assert tuple(days) == whole.days
    for day in whole.days:
        demand_whole(day)


def _touches(shift: ShiftRecord, zone: str, first: date, after: date) -> bool:
    line = shift.timeline
    began, ended = local_date(line.started_at, zone), local_date(line.last_change, zone)
    return ended >= first and began <= after


@examples(75)
@given(months(), books, books, st.integers(0, 20))
def test_a_change_of_rules_loses_and_doubles_nothing(
    month: Month, book: RuleBook, other: RuleBook, later: int
) -> None:
    changed = book.with_version(Version(month.first + timedelta(days=later), other.on(ALWAYS)))
    first = month.first - timedelta(days=2)
    found = sheet(month.shifts, changed, month.zone, first, DAYS + 5, month.now)
    meals = 0
    for day in found.days:
        demand_whole(day)
        meals -= sum(line.seconds for line in day.lines if line.kind is LineKind.MEAL)
    counted = found.totals.worked + found.totals.unconfirmed + meals
    passed = sum((each.timeline.worked(month.now) for each in month.shifts), timedelta(0))
    assert counted * SECOND == passed


@examples(100)
@given(nights(), rules)
def test_rounding_is_never_negative_and_at_most_half_a_step_at_each_end(
    night: Night, given_rules: PayRules
) -> None:
    book = book_of(given_rules)
    found = sheet([night.shift], book, night.zone, night.first, night.days, night.now)
    assert all(day.rounded >= 0 for day in found.days)
    assert abs(found.totals.balance) <= given_rules.rounding * MINUTE


@pytest.mark.parametrize("minutes", [5, 6, 10, 15])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe"])
def test_over_every_minute_of_start_and_end_rounding_gives_the_ties_and_nothing_else(
    minutes: int, zone: str
) -> None:
    """Neutral over time, as US 29 CFR 785.48(b) asks; a tie always goes to the person.

    All starts and all ends within one step, eight hours apart: what is given and what is taken
    are the same, but for the one tie at each end that steps of an even number of minutes have.
    """
    book = book_of(PayRules(rounding=minutes))
    noon = from_unix(1_772_452_800)
    given_seconds = 0
    for number in range(minutes * minutes):
        start, end = divmod(number, minutes)
        begin, until = noon + start * MINUTE * SECOND, noon + (480 + end) * MINUTE * SECOND
        day = record(Timeline(begin, None, until), zone=zone)
        given_seconds += sheet([day], book, zone, local_date(noon, zone), 2, until).totals.balance
    ties = 0 if minutes % 2 else 2 * minutes
    assert given_seconds == ties * minutes * MINUTE // 2
