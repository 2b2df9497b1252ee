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
from timeclock.worktime.hours.flagging import flagged
from timeclock.worktime.hours.lines import Lines
from timeclock.worktime.hours.sheet import Adjusted, CaseKind, Line
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
    given_to_both = {
        "book": book,
        "zones": ClockZones({SHOP: month.zone, YARD: month.zone}),
        "first": first,
        "after": first + timedelta(days=length),
        "now": month.now,
        "limits": {SHOP: limit, YARD: limit},
        "jobs_wanted": {SHOP: since} if wants_jobs else {},
        "earlier_seconds": earlier,
    }
    found = flagged(month.shifts, **given_to_both)  # type: ignore[arg-type]
    days = add_up(month.shifts, **given_to_both).days  # type: ignore[arg-type]
    assert found == [(flag, day.lines) for day in days for flag in day.flags]


def test_an_adjustment_raises_no_flag_and_takes_none_away() -> None:
    """Which is why they are not asked for: it is paid on a day on which it was not worked."""
    day = date(2026, 3, 2)
    begun = datetime(2026, 3, 2, 6, tzinfo=UTC)
    shifts = [record(Timeline(begun, None, begun + timedelta(hours=11)))]
    given_to_both = {
        "book": book_of(PayRules(overtime=RuleSet.GERMANY)),
        "zones": ClockZones({SHOP: "Europe/Berlin"}),
        "first": day,
        "after": day + timedelta(days=2),
        "now": begun + timedelta(days=2),
        "limits": {SHOP: timedelta(hours=14)},
        "jobs_wanted": {},
    }
    found = flagged(shifts, **given_to_both)  # type: ignore[arg-type]
    adjusted = [
        Adjusted(each, day, 10 * 3600, "Forgotten", 1) for each in (day, day + timedelta(days=1))
    ]
    days = add_up(shifts, adjustments=adjusted, **given_to_both).days  # type: ignore[arg-type]
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
        book=book_of(PayRules()),
        zones=ClockZones({SHOP: "Europe/Berlin"}),
        first=date(2026, 3, 2),
        after=date(2026, 3, 9),
        now=begun + timedelta(days=9),
        limits={SHOP: timedelta(hours=10)},
        jobs_wanted={},
    )
    assert [(flag.kind, flag.shift_id) for flag, _ in found] == [(CaseKind.LONG_SHIFT, long.id)]
    assert sorted(told) == sorted([shifts[2].id, long.id])
