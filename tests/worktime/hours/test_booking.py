"""On which day a shift counts, and how it is cut."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.worktime.hours.shifts_of import (
    BAKE,
    BERLIN,
    DELIVER,
    LATER,
    SHOP,
    YARD,
    at,
    book_of,
    rest,
    shift,
)
from timeclock.company.clocks.zones import ClockZones
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.worktime.hours.booking import Booking, book_shift
from timeclock.worktime.shifts.record import ShiftRecord

HOUR = 3600
SPLIT, AT_FOUR = PayRules(split=True), PayRules(split=True, day_begins=240)


def booked(
    given: ShiftRecord,
    rules: PayRules | None = None,
    *,
    zone: str = BERLIN,
    now: datetime = LATER,
    book: RuleBook | None = None,
) -> Booking:
    zones = ClockZones({SHOP: zone})
    return book_shift(given, book=book or book_of(rules), zones=zones, now=now)


def hours(booking: Booking) -> dict[date, float]:
    return {piece.day: piece.worked / HOUR for piece in booking.pieces}


def test_a_night_counts_on_the_day_of_its_start() -> None:
    night = shift("2026-03-02 22:00", "2026-03-03 06:00")
    assert hours(booked(night)) == {date(2026, 3, 2): 8}


def test_a_night_is_cut_at_midnight_where_the_company_wants_it() -> None:
    night = shift("2026-03-02 22:00", "2026-03-03 06:00")
    assert hours(booked(night, SPLIT)) == {date(2026, 3, 2): 2, date(2026, 3, 3): 6}


def test_a_night_is_cut_where_workdays_begin() -> None:
    night = shift("2026-03-02 22:00", "2026-03-03 06:00")
    assert hours(booked(night, AT_FOUR)) == {date(2026, 3, 2): 6, date(2026, 3, 3): 2}


def test_after_midnight_a_shift_is_still_on_the_workday_before() -> None:
    early = shift("2026-03-03 03:00", "2026-03-03 11:00")
    assert hours(booked(early, PayRules(day_begins=240))) == {date(2026, 3, 2): 8}


def test_a_shift_until_midnight_is_not_on_the_next_day() -> None:
    assert hours(booked(shift("2026-03-02 16:00", "2026-03-03 00:00"), SPLIT)) == {
        date(2026, 3, 2): 8
    }


def test_a_shift_from_midnight_on_is_not_on_the_day_before() -> None:
    assert hours(booked(shift("2026-03-03 00:00", "2026-03-03 08:00"), SPLIT)) == {
        date(2026, 3, 3): 8
    }


@pytest.mark.parametrize(
    ("start", "end", "whole", "parts"),
    [
        ("2026-10-24 22:00", "2026-10-25 06:00", 9, [2, 7]),
        ("2027-03-27 22:00", "2027-03-28 06:00", 7, [2, 5]),
        ("2026-10-25 00:30", "2026-10-25 06:30", 7, [7]),
        ("2027-03-28 00:30", "2027-03-28 06:30", 5, [5]),
    ],
)
def test_a_night_over_a_change_of_clocks_has_the_hours_that_passed(
    start: str, end: str, whole: int, parts: list[int]
) -> None:
    assert list(hours(booked(shift(start, end))).values()) == [whole]
    assert list(hours(booked(shift(start, end), SPLIT)).values()) == parts


@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        (BERLIN, "2026-10-21", 24),
        (BERLIN, "2026-10-25", 25),
        (BERLIN, "2027-03-28", 23),
        ("Australia/Lord_Howe", "2026-10-04", 23.5),
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        ("Asia/Beirut", "2026-03-29", 23),  # begins at 01:00
        ("America/Santiago", "2026-09-06", 23),  # begins at 01:00
    ],
)
def test_a_shift_over_all_of_a_day_fills_it(zone: str, day: str, length: float) -> None:
    middle = date.fromisoformat(day)
    before, after = middle - timedelta(days=1), middle + timedelta(days=1)
    three = shift(f"{before} 12:00", f"{after} 12:00", zone=zone)
    assert hours(booked(three, SPLIT, zone=zone)) == {before: 12, middle: length, after: 12}


def test_a_day_that_a_zone_skips_has_no_part_of_a_shift() -> None:
    """Apia went over the date line: its calendar has no 30 December 2011."""
    apia = "Pacific/Apia"
    over = shift("2011-12-29 20:00", "2011-12-31 04:00", zone=apia)
    assert hours(booked(over, SPLIT, zone=apia)) == {date(2011, 12, 29): 4, date(2011, 12, 31): 4}


def test_each_part_has_its_own_breaks_and_one_over_midnight_is_in_both() -> None:
    night = shift(
        "2026-03-02 20:00",
        "2026-03-03 04:00",
        rest("2026-03-02 23:30", "2026-03-03 00:15"),
        rest("2026-03-03 02:00", "2026-03-03 02:20", paid=True),
    )
    evening, morning = booked(night, SPLIT).pieces
    assert (evening.unpaid, evening.paid, evening.worked) == (30 * 60, 0, 3.5 * HOUR)
    assert (morning.unpaid, morning.paid, morning.worked) == (15 * 60, 20 * 60, 3.75 * HOUR)
    assert [each.seconds for each in evening.rests] == [30 * 60]
    assert [each.seconds for each in morning.rests] == [15 * 60, 20 * 60]
    assert evening.rests[0].end == morning.rests[0].start == at("2026-03-03 00:00")


def test_work_is_told_by_job_and_a_paid_break_belongs_to_the_job_before_it() -> None:
    day = shift(
        "2026-03-02 08:00",
        "2026-03-02 16:00",
        rest("2026-03-02 10:00", "2026-03-02 10:15", paid=True),
        rest("2026-03-02 12:00", "2026-03-02 12:30"),
        job=BAKE,
        jobs=[("2026-03-02 10:15", DELIVER), ("2026-03-02 14:00", None)],
    )
    (piece,) = booked(day).pieces
    assert piece.jobs == {BAKE: 2.25 * HOUR, DELIVER: 3.25 * HOUR, None: 2 * HOUR}


def test_a_job_switched_to_on_a_break_begins_after_it() -> None:
    day = shift(
        "2026-03-02 08:00",
        "2026-03-02 12:00",
        rest("2026-03-02 10:00", "2026-03-02 10:30", paid=True),
        job=BAKE,
        jobs=[("2026-03-02 10:10", DELIVER)],
    )
    assert booked(day).pieces[0].jobs == {BAKE: 2.5 * HOUR, DELIVER: 1.5 * HOUR}


def test_an_open_shift_counts_to_now_and_its_last_part_runs() -> None:
    night = shift("2026-03-02 22:00", None)
    now = at("2026-03-03 01:30") + timedelta(microseconds=999_999)
    evening, morning = booked(night, SPLIT, now=now).pieces
    assert (evening.worked, evening.end) == (2 * HOUR, at("2026-03-03 00:00"))
    assert (morning.worked, morning.end) == (1.5 * HOUR, None)


def test_an_open_break_runs_to_now() -> None:
    day = shift("2026-03-02 08:00", None, rest("2026-03-02 12:00", None))
    (piece,) = booked(day, now=at("2026-03-02 12:20")).pieces
    assert (piece.worked, piece.unpaid, piece.rests[0].end) == (4 * HOUR, 20 * 60, None)


def test_a_machine_whose_clock_is_behind_takes_nothing_back() -> None:
    day = shift("2026-03-02 08:00", None, rest("2026-03-02 12:00", "2026-03-02 12:30"))
    (piece,) = booked(day, now=at("2026-03-02 11:00")).pieces
    assert piece.worked == 4 * HOUR


def test_a_shift_without_length_is_on_its_day() -> None:
    for rules in (PayRules(), SPLIT, AT_FOUR):
        (piece,) = booked(shift("2026-03-02 12:00", "2026-03-02 12:00"), rules).pieces
        assert (piece.day, piece.worked, piece.jobs) == (date(2026, 3, 2), 0, {})


def test_a_shift_of_340_hours_is_cut_on_all_of_its_days() -> None:
    start = datetime(2026, 3, 2, 7, tzinfo=UTC)
    long = shift("2026-03-02 08:00", None)
    booking = booked(long, SPLIT, now=start + timedelta(hours=340))
    assert booking.worked == 340 * HOUR
    assert [piece.day.day for piece in booking.pieces] == list(range(2, 17))


def test_rules_and_zone_are_those_of_the_start() -> None:
    book = book_of(from_2026_03_03=SPLIT)
    night = shift("2026-03-02 22:00", "2026-03-03 06:00")
    assert len(booked(night, book=book).pieces) == 1
    zones = ClockZones({SHOP: "Asia/Tokyo"}, {SHOP: ((at("2026-03-02 23:00"), BERLIN),)})
    assert book_shift(night, book=book, zones=zones, now=LATER).zone == BERLIN


def test_the_zone_of_the_clock_decides_the_day_not_that_of_the_punch() -> None:
    travelled = shift("2026-03-02 23:30", "2026-03-03 01:00", zone="America/New_York")
    assert hours(booked(travelled)) == {date(2026, 3, 3): 1.5}


def test_each_clock_has_its_zone() -> None:
    zones = ClockZones({SHOP: BERLIN, YARD: "Asia/Tokyo"})
    late = shift("2026-03-02 20:00", "2026-03-02 21:00", clock_id=YARD)
    booking = book_shift(late, book=book_of(), zones=zones, now=LATER)
    assert (booking.zone, booking.pieces[0].day) == ("Asia/Tokyo", date(2026, 3, 3))


def test_the_book_names_the_same_days() -> None:
    """What closes a period and what adds it up must agree on the days of a shift."""
    for rules in (PayRules(), SPLIT, AT_FOUR):
        for end in ("2026-10-25 00:00", "2026-10-25 04:00", "2026-10-27 06:00"):
            night = shift("2026-10-24 22:00", end)
            days = book_of(rules).days_of(at("2026-10-24 22:00"), at(end), BERLIN)
            assert days == tuple(hours(booked(night, rules)))
