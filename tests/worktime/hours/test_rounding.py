"""Rounding is a view for payroll: nearest only, ties to the person, breaks never."""

from datetime import datetime

import pytest

from tests.worktime.hours.shifts_of import LATER, at, rest, sheet_of, shift
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.hours.rounding import to_nearest

MINUTE, HOUR = 60, 3600


@pytest.mark.parametrize(
    ("minutes", "wall", "start", "end"),
    [
        (15, "08:07:29", -449, -449),
        (15, "08:07:30", -450, 450),
        (15, "08:07:31", 449, 449),
        (15, "08:00:00", 0, 0),
        (15, "23:55:00", 300, 300),
        (10, "08:05:00", -300, 300),
        (6, "08:03:00", -180, 180),
        (6, "08:57:01", 179, 179),
        (5, "08:02:30", -150, 150),
        (5, "08:02:31", 149, 149),
    ],
)
def test_the_nearest_step_is_taken_and_a_tie_is_the_persons(
    minutes: int, wall: str, start: int, end: int
) -> None:
    moment = datetime.fromisoformat(f"2026-03-02T{wall}")
    assert to_nearest(moment, minutes, tie_later=False) == start
    assert to_nearest(moment, minutes, tie_later=True) == end


def rounded(*given: str | None, minutes: int = 15, zone: str = "Europe/Berlin") -> int:
    start, end = given
    when = "2026-03-02"
    only = shift(f"{when} {start}", f"{when} {end}" if end else None, zone=zone)
    now = at(f"{when} 12:00:10") if end is None else LATER
    rules = PayRules(rounding=minutes)
    return sheet_of(only, first=when, rules=rules, zone=zone, now=now).totals.rounded


def test_start_and_end_are_rounded_and_the_exact_time_stays() -> None:
    day = shift("2026-03-02 07:53:10", "2026-03-02 16:09:40")
    totals = sheet_of(day, first="2026-03-02", rules=PayRules(rounding=15)).totals
    assert totals.rounded == 8 * HOUR + 15 * MINUTE
    assert totals.worked == 8 * HOUR + 16 * MINUTE + 30
    assert totals.balance == -90


def test_without_rounding_both_are_the_same() -> None:
    assert rounded("07:53:10", "16:09:40", minutes=0) == 8 * HOUR + 16 * MINUTE + 30


def test_breaks_are_never_rounded() -> None:
    day = shift(
        "2026-03-02 08:00", "2026-03-02 16:00", rest("2026-03-02 12:01", "2026-03-02 12:28:13")
    )
    totals = sheet_of(day, first="2026-03-02", rules=PayRules(rounding=15)).totals
    assert totals.rounded == totals.worked == 8 * HOUR - 27 * MINUTE - 13


def test_a_switch_of_job_is_not_rounded() -> None:
    day = shift("2026-03-02 08:00", "2026-03-02 16:00", job=1, jobs=[("2026-03-02 12:07", 2)])
    sheet = sheet_of(day, first="2026-03-02", rules=PayRules(rounding=15))
    assert sheet.totals.balance == 0
    assert [place.seconds for place in sheet.days[0].places] == [247 * MINUTE, 233 * MINUTE]


def test_of_an_open_shift_only_the_start_is_rounded() -> None:
    assert rounded("08:05", None) == 4 * HOUR + 10


def test_a_shift_of_no_length_is_not_rounded_to_a_full_step() -> None:
    tie = shift("2026-03-02 08:07:30", "2026-03-02 08:07:30")
    assert sheet_of(tie, first="2026-03-02", rules=PayRules(rounding=15)).totals.rounded == 0


def test_nothing_is_rounded_below_zero() -> None:
    assert rounded("08:08", "08:09") == 0
    assert rounded("08:08", "08:22") == 0
    assert rounded("08:07", "08:08") == 15 * MINUTE
    rested = shift(
        "2026-03-02 08:08", "2026-03-02 08:22", rest("2026-03-02 08:10", "2026-03-02 08:20")
    )
    totals = sheet_of(rested, first="2026-03-02", rules=PayRules(rounding=15)).totals
    assert (totals.worked, totals.rounded) == (4 * MINUTE, 0)


def test_the_wall_of_the_zone_is_rounded_to_not_utc() -> None:
    """Kathmandu is 5 h 45 min ahead, Chatham 13 h 45 min: their quarters are not those of UTC."""
    for zone in ("Asia/Kathmandu", "Pacific/Chatham", "Australia/Lord_Howe"):
        assert rounded("08:02", "16:03", minutes=10, zone=zone) == 8 * HOUR


def test_each_end_is_rounded_by_the_offset_that_its_wall_shows() -> None:
    """Lord Howe goes back by half an hour: both ends lie on its wall's full hours."""
    zone = "Australia/Lord_Howe"
    night = shift("2026-04-04 22:03", "2026-04-05 05:57", zone=zone)
    totals = sheet_of(night, first="2026-04-04", zone=zone, rules=PayRules(rounding=10)).totals
    assert (totals.worked, totals.rounded) == (8 * HOUR + 24 * MINUTE, 8.5 * HOUR)


def test_a_cut_between_days_is_not_rounded() -> None:
    night = shift("2026-03-02 21:53", "2026-03-03 06:05")
    split = PayRules(rounding=15, split=True)
    sheet = sheet_of(night, first="2026-03-02", days=2, rules=split)
    assert [day.rounded for day in sheet.days] == [2 * HOUR, 6 * HOUR]
    assert [day.worked for day in sheet.days] == [127 * MINUTE, 365 * MINUTE]


def test_what_a_day_is_short_of_comes_from_the_next() -> None:
    """In at 23:53 on Monday is midnight for payroll; the break before it was Tuesday's to lose."""
    night = shift(
        "2026-03-02 23:53", "2026-03-03 06:00", rest("2026-03-02 23:54", "2026-03-03 00:10")
    )
    split = PayRules(rounding=15, split=True)
    sheet = sheet_of(night, first="2026-03-02", days=2, rules=split)
    assert [day.worked for day in sheet.days] == [MINUTE, 350 * MINUTE]
    assert [day.rounded for day in sheet.days] == [0, 344 * MINUTE]


def test_what_the_last_day_is_short_of_comes_from_the_one_before() -> None:
    night = shift(
        "2026-03-02 20:00", "2026-03-03 00:07", rest("2026-03-03 00:00", "2026-03-03 00:05")
    )
    split = PayRules(rounding=15, split=True)
    sheet = sheet_of(night, first="2026-03-02", days=2, rules=split)
    assert [day.rounded for day in sheet.days] == [4 * HOUR - 5 * MINUTE, 0]
