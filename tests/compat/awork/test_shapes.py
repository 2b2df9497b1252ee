"""awork shows one entry with its breaks inside."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.compat.records import LATER, pause, shift
from timeclock.compat.awork.shapes.entries import entry, ticks
from timeclock.worktime.shifts.timeline import BreakPlan

TEXT_FIELDS = (
    "timezone typeOfWorkId isBillable isBilled taskId projectId note startDateUtc startTimeUtc"
    " endDateUtc endTimeUtc startDateLocal startTimeLocal endDateLocal endTimeLocal duration"
    " breakDuration userId id createdBy createdOn updatedBy updatedOn typeOfWork user task project"
    " breaks resourceVersion isExternal"
)


def test_every_field_of_the_text_is_there_and_no_other() -> None:
    assert set(entry(shift())) == set(TEXT_FIELDS.split())


def test_dates_and_times_are_split_in_utc_and_local() -> None:
    shown = entry(shift(started_at=datetime(2026, 9, 28, 7, 9, 28, tzinfo=UTC)))
    assert shown["startDateUtc"] == "2026-09-28T00:00:00Z"
    assert shown["startTimeUtc"] == "07:09:28"
    assert shown["startTimeLocal"] == "09:09:28"
    assert shown["endDateUtc"] is None
    assert shown["endTimeLocal"] is None


def test_the_local_date_may_be_another_one() -> None:
    shown = entry(shift(started_at=datetime(2026, 9, 28, 22, 30, tzinfo=UTC)))
    assert shown["startDateUtc"] == "2026-09-28T00:00:00Z"
    assert shown["startDateLocal"] == "2026-09-29T00:00:00Z"


def test_a_paused_entry_has_no_end_and_a_last_break_without_one() -> None:
    shown: Any = entry(shift(pause(5, 0, 30), pause(6, 60)))
    assert shown["endTimeUtc"] is None
    assert shown["breaks"] == [
        {
            "startDate": "2026-03-02T08:00:00Z",
            "endDate": "2026-03-02T08:30:00Z",
            "duration": 1800,
        },
        {"startDate": "2026-03-02T09:00:00Z"},
    ]
    assert (shown["duration"], shown["breakDuration"]) == (0, 1800)


def test_an_ended_entry_counts_its_seconds_without_unpaid_breaks() -> None:
    shown = entry(shift(pause(5, 30, 60), pause(6, 60, 90, paid=True), ended_at=LATER[120]))
    assert (shown["duration"], shown["breakDuration"]) == (5400, 1800)


def test_the_version_counts_ticks_of_the_last_change() -> None:
    assert ticks(datetime(1970, 1, 1, tzinfo=UTC)) == 621_355_968_000_000_000
    record = shift()
    later = replace(record, changed_at=record.changed_at + timedelta(microseconds=1))
    assert ticks(later.changed_at) - ticks(record.changed_at) == 10
    assert entry(later)["resourceVersion"] == ticks(later.changed_at)


def test_a_paid_break_counts_as_worked_up_to_its_planned_length() -> None:
    coffee = pause(5, 30, 60, paid=True, plan=BreakPlan(10, pays_beyond=False))
    shown = entry(shift(coffee, ended_at=LATER[120]))
    assert (shown["duration"], shown["breakDuration"]) == (6000, 1200)
