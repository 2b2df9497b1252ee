"""A time of day that a manager types means a moment inside the shift."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from flask import Flask

from timeclock.errors import Invalid
from timeclock.timekeeping import WallTimeMissing, WallTimeTwice
from timeclock.web.wording.typed_times import days_of, moment_in_shift, time_of_day

pytestmark = pytest.mark.databases("sqlite")
BERLIN = "Europe/Berlin"


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def meant(
    typed: str, start: str, now: str, day: date | None = None, fold: int | None = None
) -> datetime:
    return moment_in_shift(
        time_of_day(typed), started_at=at(start), now=at(now), zone=BERLIN, day=day, fold=fold
    )


@pytest.mark.parametrize("typed", ["06:00", "6:00", "6.00", "0600", "600", "6", " 06:00 ", "6h00"])
def test_a_time_can_be_typed_in_several_ways(typed: str) -> None:
    assert time_of_day(typed) == time(6)


@pytest.mark.parametrize("typed", ["", "24:00", "12:60", "6:0", "noon", "-1", "٠٦:٠٠", "06:00:00"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        time_of_day(typed)
    assert refusal.value.field == "end"


def test_it_is_today_where_today_fits() -> None:
    assert meant("06:00", "2026-03-01T20:00", "2026-03-02T10:00") == at("2026-03-02T05:00")


def test_it_is_yesterday_where_today_has_not_come_to_it() -> None:
    assert meant("22:30", "2026-03-01T20:00", "2026-03-02T10:00") == at("2026-03-01T21:30")


def test_a_day_can_be_chosen_for_a_long_shift() -> None:
    first = date(2026, 3, 1)
    assert meant("22:30", "2026-03-01T20:00", "2026-03-03T22:00", first) == at("2026-03-01T21:30")
    assert days_of(at("2026-03-01T20:00"), at("2026-03-03T22:00"), BERLIN) == [
        first,
        date(2026, 3, 2),
        date(2026, 3, 3),
    ]


@pytest.mark.parametrize("typed", ["20:30", "11:30"])
def test_a_time_that_the_shift_has_not_seen_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        meant(typed, "2026-03-01T20:00", "2026-03-02T10:00")
    assert "which began at 21:00" in refusal.value.sentence


def test_the_skipped_hour_is_refused_with_its_neighbours() -> None:
    with pytest.raises(WallTimeMissing) as refusal:
        meant("02:30", "2027-03-27T21:00", "2027-03-28T04:00")
    assert "Enter 01:30 or 03:30 instead." in refusal.value.sentence
    assert refusal.value.field == "end"


def test_the_repeated_hour_is_asked_about() -> None:
    night = ("2026-10-24T20:00", "2026-10-25T05:00")
    with pytest.raises(WallTimeTwice):
        meant("02:30", *night)
    assert meant("02:30", *night, fold=0) == at("2026-10-25T00:30")
    assert meant("02:30", *night, fold=1) == at("2026-10-25T01:30")


def test_it_is_not_asked_about_where_the_shift_saw_one_pass_only() -> None:
    assert meant("02:30", "2026-10-25T01:10", "2026-10-25T05:00") == at("2026-10-25T01:30")
    assert meant("02:30", "2026-10-24T20:00", "2026-10-25T00:45") == at("2026-10-25T00:30")
