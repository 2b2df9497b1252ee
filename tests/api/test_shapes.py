"""Shifts as our own API shows them."""

from datetime import UTC, datetime

import pytest

from tests.compat.records import LATER, pause, shift
from timeclock.api.shapes.shifts import shift as shown


@pytest.mark.parametrize(
    ("start", "end", "local_start", "local_end", "hours"),
    [
        (
            datetime(2026, 10, 24, 20, tzinfo=UTC),
            datetime(2026, 10, 25, 5, tzinfo=UTC),
            "2026-10-24T22:00:00+02:00",
            "2026-10-25T06:00:00+01:00",
            9,
        ),
        (
            datetime(2027, 3, 27, 21, tzinfo=UTC),
            datetime(2027, 3, 28, 4, tzinfo=UTC),
            "2027-03-27T22:00:00+01:00",
            "2027-03-28T06:00:00+02:00",
            7,
        ),
    ],
    ids=["autumn", "spring"],
)
def test_a_night_over_a_change_of_clocks_has_its_real_hours(
    start: datetime, end: datetime, local_start: str, local_end: str, hours: int
) -> None:
    night = shown(shift(started_at=start, ended_at=end), end)
    assert night["started_at"] == local_start
    assert night["ended_at"] == local_end
    assert night["worked_seconds"] == hours * 3600


def test_an_open_shift_counts_to_now_and_a_paid_break_as_worked() -> None:
    running = shown(shift(pause(5, 30, 60), pause(6, 60, paid=True)), LATER[90])
    assert running["state"] == "on_break"
    assert running["worked_seconds"] == 3600
    assert running["unpaid_break_seconds"] == 1800
    assert running["paid_break_seconds"] == 1800
    assert running["ended_at"] is None
