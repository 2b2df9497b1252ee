"""A shift is worded alike wherever it is told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from timeclock.timekeeping import from_wall
from timeclock.web.wording.names import Names
from timeclock.web.wording.shifts import ShiftWords
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak, DraftSwitch

pytestmark = pytest.mark.databases("sqlite")
BERLIN = "Europe/Berlin"
NAMES = Names(jobs={1: "Counter", 2: "Cleaning"}, kinds={7: "Lunch", 8: "Rest"})
MONDAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def at(text: str, day: date = MONDAY, *, fold: int = 0) -> datetime:
    wall = datetime.combine(day, datetime.strptime(text, "%H:%M").time())  # noqa: DTZ007
    return from_wall(wall, BERLIN, fold=fold).astimezone(UTC)


def draft(start: datetime, end: datetime, **others: object) -> Draft:
    return Draft(clock_id=1, started_at=start, ended_at=end, **others)  # type: ignore[arg-type]


def test_breaks_and_jobs_are_named() -> None:
    told = draft(
        at("08:00"),
        at("16:30"),
        job_id=1,
        breaks=(
            DraftBreak(at("12:00"), at("12:30"), 7),
            DraftBreak(at("14:00"), at("14:10"), 8, paid=True),
        ),
        switches=(DraftSwitch(at("15:00"), 2), DraftSwitch(at("16:00"))),
    )
    words = ShiftWords(NAMES, BERLIN, MONDAY)
    assert words.draft(told) == (
        "08:00 to 16:30, Lunch 12:00 to 12:30, Rest, paid, 14:00 to 14:10, on Counter, "
        "from 15:00 on Cleaning, from 16:00 on no job"
    )
    assert words.breaks(told) == "Lunch 12:00 to 12:30, Rest, paid, 14:00 to 14:10"
    assert words.jobs(told) == "Counter, from 15:00 on Cleaning, from 16:00 on no job"


def test_a_break_of_no_kind_and_a_shift_without_a_job() -> None:
    told = draft(
        at("08:00"),
        at("16:30"),
        breaks=(DraftBreak(at("12:00"), at("12:30")),),
        switches=(DraftSwitch(at("13:00"), 1),),
    )
    words = ShiftWords(NAMES, BERLIN, MONDAY)
    assert words.draft(told) == "08:00 to 16:30, Break 12:00 to 12:30, from 13:00 on Counter"
    assert words.breaks(told) == "Break 12:00 to 12:30"
    assert words.jobs(told) == "no job, from 13:00 on Counter"


def test_a_break_without_length_is_left_out() -> None:
    told = draft(at("08:00"), at("09:00"), breaks=(DraftBreak(at("08:30"), at("08:30"), 7),))
    assert ShiftWords(NAMES, BERLIN, MONDAY).draft(told) == "08:00 to 09:00"


def test_a_night_names_no_second_day_and_a_day_and_more_does() -> None:
    night = draft(at("22:00"), at("22:00") + timedelta(hours=8))
    long = draft(at("22:00"), at("22:00") + timedelta(hours=24))
    words = ShiftWords(NAMES, BERLIN, MONDAY)
    assert words.draft(night) == "22:00 to 06:00"
    assert words.draft(long) == "22:00 to Tue 3 Mar, 22:00"
    elsewhere = ShiftWords(NAMES, BERLIN, date(2026, 3, 4))
    assert elsewhere.draft(night) == "Mon 2 Mar, 22:00 to 06:00"


def test_an_hour_that_comes_twice_says_which() -> None:
    night = date(2026, 10, 25)
    told = draft(at("02:30", night), at("02:30", night, fold=1))
    assert ShiftWords(NAMES, BERLIN, night).draft(told) == "02:30 CEST to 02:30 CET"
