"""Entries that are added, changed and deleted afterwards, as awork's clients do it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, Call, KeyHolder
from timeclock.company.jobs.service import add_job
from timeclock.compat.ids import IdKind, from_uuid8, uuid8
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume, switch_job
from timeclock.worktime.shifts.queries import shift

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def body(bakery: Bakery, watch: Watch) -> dict[str, object]:
    """Seven to eight this morning, in UTC; it is ten."""
    watch.at(datetime(2026, 3, 3, 10, tzinfo=UTC))
    return {
        "typeOfWorkId": uuid8(IdKind.TYPE_OF_WORK, bakery.workspace_id),
        "startDateUtc": "2026-03-03T00:00:00Z",
        "startTimeUtc": "07:00:00",
        "duration": 3600,
        "note": "Rolls",
    }


def shown(answer: TestResponse) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    entry: Any = answer.json
    return dict(entry)


def user(person: KeyHolder) -> str:
    return uuid8(IdKind.USER, person.user_id)


@pytest.mark.databases("sqlite", "postgresql")
def test_added_changed_and_deleted(call: Call, bakery: Bakery, body: dict[str, object]) -> None:
    sent = body | {"userId": user(bakery.eli), "projectId": uuid8(IdKind.JOB, bakery.job)}
    made = shown(call("timeentries", sent, by=bakery.olive, Idempotency_Key="a"))
    assert (made["startTimeUtc"], made["endTimeUtc"]) == ("07:00:00", "08:00:00")
    assert (made["userId"], made["note"], made["duration"]) == (user(bakery.eli), "Rolls", 3600)
    assert made["projectId"] == uuid8(IdKind.JOB, bakery.job)
    again = call("timeentries", sent, by=bakery.olive, Idempotency_Key="a")
    assert (again.json["id"], again.headers["Idempotent-Replayed"]) == (  # type: ignore[index]
        made["id"],
        "true",
    )
    one = f"timeentries/{made['id']}"
    changed = shown(
        call(one, {"endTimeUtc": "09:30:00", "note": None}, method="PUT", by=bakery.olive)
    )
    assert (changed["startTimeUtc"], changed["endTimeUtc"]) == ("07:00:00", "09:30:00")
    assert (changed["note"], changed["projectId"]) == (None, made["projectId"])
    read = call(f"timeentries/{changed['id']}", method="GET", by=bakery.olive)
    assert read.json == changed
    gone = f"timeentries/{changed['id']}"
    assert call(gone, method="DELETE", by=bakery.olive).status_code == 204
    assert call(gone, method="GET", by=bakery.olive).status_code == 404
    assert call(gone, method="DELETE", by=bakery.olive).status_code == 404


def test_an_entry_that_is_sent_as_it_was_read_keeps_its_time_and_its_jobs(
    call: Call, bakery: Bakery, watch: Watch, app: Flask
) -> None:
    """`duration` is without the break of half an hour, and `projectId` is the job after noon."""
    who, key = bakery.eli.member_id, bakery.operator
    with app.app_context():
        other = add_job(key, name="Delivering")
        watch.at(datetime(2026, 3, 3, 11, tzinfo=UTC))
        clock_in(key, member_id=who, clock_id=bakery.shop, job_id=bakery.job)
        watch.at(datetime(2026, 3, 3, 12, tzinfo=UTC))
        pause(key, member_id=who)
        watch.at(datetime(2026, 3, 3, 12, 30, tzinfo=UTC))
        resume(key, member_id=who)
        watch.at(datetime(2026, 3, 3, 13, tzinfo=UTC))
        switch_job(key, member_id=who, job_id=other)
        watch.at(datetime(2026, 3, 3, 15, tzinfo=UTC))
        ended = clock_out(key, member_id=who).shift
    assert ended is not None
    one = f"timeentries/{uuid8(IdKind.SHIFT, ended.id)}"
    read = shown(call(one, method="GET", by=bakery.olive))
    assert (read["duration"], read["breakDuration"]) == (3 * 3600 + 1800, 1800)
    for sent in (
        {"duration": read["duration"], "note": "Rolls"},
        {"projectId": read["projectId"], "note": "Bread"},
        read | {"note": "Cake"},
    ):
        changed = shown(call(one, sent, method="PUT", by=bakery.olive))
        one = f"timeentries/{changed['id']}"
        for name in ("startTimeUtc", "endTimeUtc", "duration", "breakDuration", "projectId"):
            assert changed[name] == read[name], (sent, name)
        assert changed["note"] == sent["note"]
    with app.app_context():
        stored = shift(bakery.workspace_id, from_uuid8(IdKind.SHIFT, changed["id"]) or 0)
    assert stored is not None
    worked = [part.job_id for part in stored.timeline.parts() if part.pause is None]
    assert worked == [bakery.job, bakery.job, other]
    watch.at(datetime(2026, 3, 3, 16, tzinfo=UTC))
    longer = shown(call(one, {"duration": 4 * 3600}, method="PUT", by=bakery.olive))
    assert (longer["endTimeUtc"], longer["duration"]) == ("15:30:00", 4 * 3600)


def test_local_times_and_older_days(call: Call, bakery: Bakery, body: dict[str, object]) -> None:
    local = {
        "typeOfWorkId": body["typeOfWorkId"],
        "userId": user(bakery.eli),
        "timezone": "Europe/Berlin",
        "startDateLocal": "2026-02-20",
        "startTimeLocal": "22:00",
        "endDateLocal": "2026-02-21",
        "endTimeLocal": "06:00:00",
    }
    made = shown(call("timeentries", local, by=bakery.olive))
    assert (made["startDateUtc"], made["startTimeUtc"]) == ("2026-02-20T00:00:00Z", "21:00:00")
    assert made["duration"] == 8 * 3600


def test_an_entry_of_ones_own_is_a_time_given_afterwards(
    call: Call, bakery: Bakery, body: dict[str, object]
) -> None:
    made = shown(call("timeentries", body))
    assert (made["userId"], made["startTimeUtc"]) == (user(bakery.eli), "07:00:00")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"startTimeUtc": "25:00"}, "startTimeUtc"),
        ({"startTimeUtc": None, "startDateUtc": None}, "startTimeUtc"),
        ({"duration": None}, "duration"),
        ({"duration": 0}, "duration"),
        ({"typeOfWorkId": "x"}, "typeOfWorkId"),
        ({"projectId": "x"}, "projectId"),
        ({"timezone": "Mars"}, "timezone"),
        ({"startDateUtc": "9999-12-31", "duration": 604_800}, "duration"),
        (
            {"startDateUtc": "0001-01-01", "startTimeUtc": "00:00", "endTimeLocal": "10:00"}
            | {"timezone": "America/New_York"},
            "endTimeLocal",
        ),
    ],
)
def test_what_cannot_be_added(
    call: Call, body: dict[str, object], change: dict[str, object], field: str
) -> None:
    answer = call("timeentries", body | change)
    assert answer.status_code == 400, answer.text
    said: Any = answer.json
    assert said["code"] == "validation-failed"
    assert [each["property"] for each in said["validationErrors"]] == [field]


def test_an_entry_does_not_move_beyond_the_calendar(
    call: Call, bakery: Bakery, body: dict[str, object]
) -> None:
    made = shown(call("timeentries", body | {"userId": user(bakery.eli)}, by=bakery.olive))
    last = {"startDateUtc": "9999-12-31", "startTimeUtc": "23:59"}
    answer = call(f"timeentries/{made['id']}", last, method="PUT", by=bakery.olive)
    assert answer.status_code == 400, answer.text


def test_who_may_not(call: Call, bakery: Bakery, body: dict[str, object]) -> None:
    theirs = body | {"userId": user(bakery.otto)}
    assert call("timeentries", theirs).status_code in (400, 403)
    made = shown(call("timeentries", body | {"userId": user(bakery.eli)}, by=bakery.olive))
    one = f"timeentries/{made['id']}"
    for by in (bakery.otto, bakery.nora):
        for method in ("PUT", "DELETE"):
            assert call(one, {"note": "x"} if method == "PUT" else None, method=method, by=by)
            assert call(one, method=method, by=by).status_code == 404
    # What waits for someone's word has no answer in this contract, so it is refused.
    asked = call(one, {"note": "x", "endTimeUtc": "09:45:00"}, method="PUT")
    assert (asked.status_code, asked.json["code"]) == (403, "forbidden")  # type: ignore[index]


def test_what_runs_is_not_changed_here(call: Call, bakery: Bakery, body: dict[str, object]) -> None:
    running = shown(
        call(
            "me/timetracking/start",
            {"typeOfWorkId": body["typeOfWorkId"], "timezone": "Europe/Berlin"},
        )
    )
    for method in ("PUT", "DELETE"):
        answer = call(f"timeentries/{running['id']}", {}, method=method, by=bakery.olive)
        assert answer.status_code == 400
        assert answer.json["code"] == "invalid-operation"  # type: ignore[index]
