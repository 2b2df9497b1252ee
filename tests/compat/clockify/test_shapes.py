"""Clockify shows work and breaks as entries in turn."""

from datetime import timedelta

import pytest

from tests.compat.records import LATER, pause, shift
from timeclock.compat.clockify.shapes.entries import duration, entry, last_entry
from timeclock.worktime.shifts.timeline import JobStretch


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(0), "PT0S"),
        (timedelta(hours=1, minutes=30), "PT1H30M"),
        (timedelta(hours=9), "PT9H"),
        (timedelta(hours=30, seconds=5), "PT30H5S"),
        (timedelta(minutes=59, seconds=59), "PT59M59S"),
    ],
)
def test_lengths_are_iso_8601(length: timedelta, text: str) -> None:
    assert duration(length) == text


def test_an_ended_entry_has_every_member_of_the_text() -> None:
    assert last_entry(shift(ended_at=LATER[90], job_id=7)) == {
        "id": "00000003000000000000000c",
        "description": "",
        "tagIds": [],
        "userId": "000000020000000000000004",
        "billable": False,
        "taskId": None,
        "projectId": "000000050000000000000007",
        "workspaceId": "000000010000000000000001",
        "timeInterval": {
            "start": "2026-03-02T08:00:00Z",
            "end": "2026-03-02T09:30:00Z",
            "duration": "PT1H30M",
        },
        "customFieldValues": [],
        "type": "REGULAR",
        "kioskId": None,
        "isLocked": False,
    }


def test_a_stop_after_a_break_answers_the_part_after_it() -> None:
    last = last_entry(shift(pause(5, 30, 60), ended_at=LATER[90]))
    assert last["id"] == "000000070000000000000005"
    assert last["timeInterval"] == {
        "start": "2026-03-02T09:00:00Z",
        "end": "2026-03-02T09:30:00Z",
        "duration": "PT30M",
    }


def test_a_stop_during_a_break_answers_the_break() -> None:
    last = last_entry(shift(pause(5, 30, 90), ended_at=LATER[90], job_id=7))
    assert (last["id"], last["type"]) == ("000000040000000000000005", "BREAK")
    assert last["projectId"] is None


def test_a_part_after_a_switch_has_its_own_kind_of_id() -> None:
    last = last_entry(shift(stretches=(JobStretch(9, 8, LATER[30]),), ended_at=LATER[60]))
    assert (last["id"], last["projectId"]) == (
        "000000080000000000000009",
        "000000050000000000000008",
    )


def test_a_running_entry_sends_its_nulls() -> None:
    running = shift()
    interval = entry(running, running.timeline.parts()[0])["timeInterval"]
    assert interval == {"start": "2026-03-02T08:00:00Z", "end": None, "duration": None}
