"""Night shifts over the changes of clocks, through the use cases: elapsed hours, not wall hours."""

from datetime import datetime, timedelta

import pytest

from tests.fixtures.company import Company, Watch
from timeclock.timekeeping import from_wall
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume
from timeclock.worktime.shifts.queries import open_shift, shift

BERLIN = "Europe/Berlin"


def berlin(text: str, fold: int | None = None) -> datetime:
    return from_wall(datetime.fromisoformat(text), BERLIN, fold)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-10-24T22:00", "2026-10-25T06:00", 9),
        ("2027-03-27T22:00", "2027-03-28T06:00", 7),
        ("2026-10-23T22:00", "2026-10-24T06:00", 8),
    ],
)
def test_a_night_from_ten_to_six(
    company: Company, watch: Watch, start: str, end: str, hours: int
) -> None:
    watch.at(berlin(start))
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at(berlin(end))
    running = open_shift(company.workspace_id, company.eli.member_id)
    assert running is not None
    assert running.timeline.worked(watch.now) == timedelta(hours=hours)
    ended = clock_out(company.eli.actor).shift
    assert ended is not None
    stored = shift(company.workspace_id, ended.id)
    assert stored is not None
    assert stored.timeline.worked(watch.now) == timedelta(hours=hours)


def test_two_breaks_at_the_hour_that_comes_twice_keep_their_order(
    company: Company, watch: Watch
) -> None:
    """02:40 summer time comes before 02:10 winter time, whatever the wall says."""
    watch.at(berlin("2026-10-24T22:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    for wall, fold in (("02:40", 0), ("02:10", 1)):
        watch.at(berlin(f"2026-10-25T{wall}", fold))
        pause(company.eli.actor)
        watch.later(minutes=10)
        resume(company.eli.actor)
    running = open_shift(company.workspace_id, company.eli.member_id)
    assert running is not None
    starts = [p.started_at for p in running.timeline.pauses]
    assert starts == [berlin("2026-10-25T02:40", 0), berlin("2026-10-25T02:10", 1)]
    watch.at(berlin("2026-10-25T06:00"))
    ended = clock_out(company.eli.actor).shift
    assert ended is not None
    assert ended.timeline.worked(watch.now) == timedelta(hours=8, minutes=40)
