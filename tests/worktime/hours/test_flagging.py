"""Flags found alone are those of the sheet, with the same lines: whatever the shifts and rules."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from tests.worktime.hours.any_shift import Month, books, months
from tests.worktime.hours.shifts_of import SHOP, YARD, book_of, record
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.worktime.hours.adding_up import add_up
from timeclock.worktime.hours.counting_settings import CountingSettings, EarlierWork
from timeclock.worktime.hours.flagging import flagged
from timeclock.worktime.hours.lines import Lines
from timeclock.worktime.hours.sheet import Adjusted, CaseKind, Line
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.timeline import Timeline

DAYS = 35


@examples(100)
@given(
    months(),
    books,
    st.integers(0, DAYS - 1),
    st.integers(1, DAYS),
    st.sampled_from([timedelta(hours=6), timedelta(hours=14), timedelta(days=400)]),
    st.sampled_from([None, 0, 700 * 3600, 3000 * 3600]),
    st.booleans(),
)
def test_they_are_those_of_the_sheet(
    month: Month,
    book: RuleBook,
    begin: int,
    length: int,
    limit: timedelta,
    earlier: int | None,
    wants_jobs: bool,
) -> None:
    first = month.first + timedelta(days=begin)
    since = datetime.combine(month.first, datetime.min.time(), month.now.tzinfo)
    settings = CountingSettings(
        book=book,
        zones=ClockZones({SHOP: month.zone, YARD: month.zone}),
        limits={SHOP: limit, YARD: limit},
        jobs_wanted={SHOP: since} if wants_jobs else {},
    )
    shown = Period(first, first + timedelta(days=length))
    before = None if earlier is None else EarlierWork(earlier)
    found = flagged(month.shifts, settings, shown, month.now, earlier=before)
    days = add_up(month.shifts, settings, shown, month.now, earlier=before).days
    assert found == [(flag, day.lines) for day in days for flag in day.flags]


def test_an_adjustment_raises_no_flag_and_takes_none_away() -> None:
    """Which is why they are not asked for: it is paid on a day on which it was not worked."""
    day = date(2026, 3, 2)
    begun = datetime(2026, 3, 2, 6, tzinfo=UTC)
    shifts = [record(Timeline(begun, None, begun + timedelta(hours=11)))]
    settings = CountingSettings(
        book=book_of(PayRules(overtime=RuleSet.GERMANY)),
        zones=ClockZones({SHOP: "Europe/Berlin"}),
        limits={SHOP: timedelta(hours=14)},
    )
    shown, now = Period(day, day + timedelta(days=2)), begun + timedelta(days=2)
    found = flagged(shifts, settings, shown, now)
    adjusted = [
        Adjusted(each, day, 10 * 3600, "Forgotten", 1) for each in (day, day + timedelta(days=1))
    ]
    days = add_up(shifts, settings, shown, now, adjustments=adjusted).days
    assert {flag.kind for flag, _ in found} == {CaseKind.LONG_DAY, CaseKind.NO_BREAK}
    assert [flag for flag, _ in found] == [flag for day in days for flag in day.flags]


def test_days_without_a_flag_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their sentences would be the larger part of the work."""
    told: list[int] = []
    of = Lines.of

    def note(lines: Lines, number: int, **facts: Any) -> Iterator[Line]:
        told.append(lines.booking.shift.id)
        return of(lines, number, **facts)

    monkeypatch.setattr(Lines, "of", note)
    begun = datetime(2026, 3, 2, 6, tzinfo=UTC)
    days = [timedelta(days=number) for number in range(5)]
    shifts = [record(Timeline(begun + day, None, begun + day + timedelta(hours=5))) for day in days]
    long = record(Timeline(begun + days[2] + timedelta(hours=6), None, begun + timedelta(hours=65)))
    found = flagged(
        [*shifts, long],
        CountingSettings(
            book=book_of(PayRules()),
            zones=ClockZones({SHOP: "Europe/Berlin"}),
            limits={SHOP: timedelta(hours=10)},
        ),
        Period(date(2026, 3, 2), date(2026, 3, 9)),
        begun + timedelta(days=9),
    )
    assert [(flag.kind, flag.shift_id) for flag, _ in found] == [(CaseKind.LONG_SHIFT, long.id)]
    assert sorted(told) == sorted([shifts[2].id, long.id])
