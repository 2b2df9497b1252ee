"""Connecteam tells a break as closing one shift and opening the next."""

from dataclasses import replace
from typing import Any

from tests.compat.records import LATER, pause, shift
from timeclock.compat.connecteam.shapes.shifts import first_shift, last_shift, shifts
from timeclock.worktime.shifts.timeline import JobStretch

EIGHT_UNIX = 1_772_438_400
HALF_HOUR = 1_800


def test_an_open_shift_has_no_end_and_its_nulls() -> None:
    assert first_shift(shift()) == {
        "id": "12",
        "userId": 4,
        "start": {
            "timestamp": EIGHT_UNIX,
            "timezone": "Europe/Berlin",
            "source": {"type": "api"},
        },
        "jobId": None,
        "schedulerShiftId": None,
        "createdAt": EIGHT_UNIX,
        "modifiedAt": EIGHT_UNIX,
    }


def test_members_stand_in_the_order_of_the_text() -> None:
    ended = last_shift(shift(ended_at=LATER[60], job_id=7))
    assert list(ended) == [
        "id",
        "userId",
        "start",
        "end",
        "jobId",
        "schedulerShiftId",
        "createdAt",
        "modifiedAt",
    ]
    assert ended["jobId"] == "7"


def test_a_place_shows_its_numbers_as_numbers() -> None:
    place = {"address": "123 Main St", "latitude": "40.7128", "longitude": "-74.006"}
    start: Any = first_shift(replace(shift(), start_place=place))["start"]
    assert start["locationData"] == {
        "address": "123 Main St",
        "latitude": 40.7128,
        "longitude": -74.006,
    }


def test_clocking_in_answers_the_first_part_even_after_a_break() -> None:
    first: Any = first_shift(shift(pause(5, 30, 60)))
    assert first["id"] == "12"
    assert first["end"]["timestamp"] == EIGHT_UNIX + HALF_HOUR


def test_clocking_out_answers_the_part_after_the_last_break() -> None:
    last: Any = last_shift(shift(pause(5, 30, 60), ended_at=LATER[90]))
    assert last["id"] == "12-5"
    assert last["start"]["timestamp"] == EIGHT_UNIX + 2 * HALF_HOUR
    assert last["end"] == {
        "timestamp": EIGHT_UNIX + 3 * HALF_HOUR,
        "timezone": "Europe/Berlin",
        "source": {"type": "pc"},
    }


def test_clocking_out_during_a_break_answers_the_part_before_it() -> None:
    last: Any = last_shift(shift(pause(5, 30, 90), ended_at=LATER[90]))
    assert last["id"] == "12"
    assert last["end"]["timestamp"] == EIGHT_UNIX + HALF_HOUR


def test_a_switch_of_job_begins_a_part_of_its_own() -> None:
    switched = shift(stretches=(JobStretch(9, 8, LATER[30]),), ended_at=LATER[60], job_id=7)
    last: Any = last_shift(switched)
    assert (last["id"], last["jobId"]) == ("12-s9", "8")
    assert first_shift(switched)["jobId"] == "7"


def test_the_place_of_the_start_belongs_to_the_first_part_only() -> None:
    record = replace(shift(pause(5, 30, 60), ended_at=LATER[90]), start_place={"address": "Shop"})
    start: Any = last_shift(record)["start"]
    assert "locationData" not in start


def test_what_the_clock_ended_says_so_in_lists() -> None:
    ended = replace(shift(pause(5, 30, 60), ended_at=LATER[90]), end_source="autoClockOut")
    assert [each["isAutoClockOut"] for each in shifts(ended)] == [False, True]
    by_hand = shift(ended_at=LATER[90])
    assert [each["isAutoClockOut"] for each in shifts(by_hand)] == [False]
