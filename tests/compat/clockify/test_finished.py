"""A POST with an end adds time that is over."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.compat.clockify.conftest import (
    DENIED,
    NO_PROJECT,
    Call,
    ago,
    entry_in,
    error,
    of,
    text_of,
)
from tests.fixtures.scripts import Bakery
from timeclock.company.clocks.assigning import unassign
from timeclock.compat.ids import IdKind, from_hex24, hex24
from timeclock.operations.verifying.checking import verify
from timeclock.worktime.corrections.reading.queries import corrections_of
from timeclock.worktime.shifts.queries import last_shift, open_shift
from timeclock.worktime.shifts.queries import shift as find_shift
from timeclock.worktime.shifts.record import UnconfirmedEnd

pytestmark = pytest.mark.databases("sqlite")
MINE = "time-entries"
A_DAY = 24 * 60


def body(start: float, end: float, **more: object) -> dict[str, object]:
    now = ago(0)
    times = {"start": now - timedelta(minutes=start), "end": now - timedelta(minutes=end)}
    return {name: text_of(moment) for name, moment in times.items()} | more


def test_an_hour_this_morning(app: Flask, clockify: Call, bakery: Bakery) -> None:
    project = hex24(IdKind.JOB, bakery.job)
    sent = body(90, 30, description="Rolls", billable="true", projectId=project)
    entry = entry_in(clockify("POST", MINE, sent), 201)
    assert entry["timeInterval"] == {
        "start": sent["start"],
        "end": sent["end"],
        "duration": "PT1H",
    }
    assert (entry["description"], entry["billable"], entry["projectId"]) == ("Rolls", True, project)
    number = from_hex24(IdKind.SHIFT, entry["id"]) or 0
    with app.app_context():
        stored = find_shift(bakery.workspace_id, number)
        assert stored is not None
        assert (stored.start_edited, stored.end_edited, stored.start_source) == (True, True, "api")
        assert verify(bakery.workspace_id).problems == ()
    rates = {"hourlyRate": None, "costRate": None}
    assert entry_in(clockify("GET", f"{MINE}/{entry['id']}")) == entry | rates


def test_the_running_one_goes_on(app: Flask, clockify: Call, bakery: Bakery) -> None:
    clockify("POST", MINE, {"start": text_of(ago(30))})
    entry_in(clockify("POST", MINE, body(90, 30)), 201)
    with app.app_context():
        assert open_shift(bakery.workspace_id, bakery.eli.member_id) is not None


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (30, 60, "Start time is greater than end time"),
        (30, -2, "That time is in the future."),
        (-2, -3, "That time is in the future."),
    ],
)
def test_times_that_cannot_be(clockify: Call, start: float, end: float, message: str) -> None:
    assert error(clockify("POST", MINE, body(start, end))) == (400, message, 501)


def test_without_a_start(clockify: Call) -> None:
    for missing in ({}, {"start": None}):
        answer = clockify("POST", MINE, {"end": text_of(ago(5))} | missing)
        assert error(answer) == (400, "must not be null", 501)


def test_inside_another_one(clockify: Call) -> None:
    entry_in(clockify("POST", MINE, body(90, 30)), 201)
    status, message, code = error(clockify("POST", MINE, body(60, 45)))
    assert (status, code) == (400, 501)
    assert message.startswith("start: That overlaps another shift, which began at ")


def test_a_project_that_is_none(clockify: Call) -> None:
    assert error(clockify("POST", MINE, body(90, 30, projectId="x"))) == NO_PROJECT


@pytest.mark.parametrize("name", ["olive", "edda", "maya"])
def test_what_is_older_is_a_correction(
    app: Flask, clockify: Call, bakery: Bakery, name: str
) -> None:
    by, project = getattr(bakery, name), hex24(IdKind.JOB, bakery.job)
    sent = body(A_DAY + 60, A_DAY, description="Rolls", billable=True, projectId=project)
    entry = entry_in(clockify("POST", of(bakery.eli), sent, by=by, Idempotency_Key="k"), 201)
    assert entry["timeInterval"]["duration"] == "PT1H"
    assert (entry["description"], entry["billable"], entry["projectId"]) == ("Rolls", True, project)
    with app.app_context():
        (correction,) = corrections_of(bakery.workspace_id, bakery.eli.member_id)
        assert correction.kind == "add"
        assert correction.shift_ids == (from_hex24(IdKind.SHIFT, entry["id"]),)
    again = clockify("POST", of(bakery.eli), sent, by=by, Idempotency_Key="k")
    assert entry_in(again, 201) == entry
    assert again.headers["Idempotent-Replayed"] == "true"
    other = clockify("POST", of(bakery.eli), body(60, 30), by=by, Idempotency_Key="k")
    assert error(other)[::2] == (422, 501)


def test_the_same_key_is_answered_as_at_first_whatever_has_happened_since(
    app: Flask, clockify: Call, bakery: Bakery
) -> None:
    sent = body(A_DAY + 60, A_DAY, description=" Rolls\u0301 ", billable=True)
    first = entry_in(
        clockify("POST", of(bakery.eli), sent, by=bakery.edda, Idempotency_Key="k"), 201
    )
    path = f"{MINE}/{first['id']}"

    def again() -> None:
        answer = clockify("POST", of(bakery.eli), sent, by=bakery.edda, Idempotency_Key="k")
        assert entry_in(answer, 201) == first
        assert answer.headers["Idempotent-Replayed"] == "true"

    later = body(A_DAY + 30, A_DAY + 10, description="Bread", billable=False)
    assert entry_in(clockify("PUT", path, later, by=bakery.edda)) != first
    again()
    assert clockify("DELETE", path, by=bakery.edda).status_code == 204
    again()
    with app.app_context():
        for clock in (bakery.shop, bakery.site):
            unassign(bakery.operator, clock_id=clock, member_id=bakery.eli.member_id)
    again()


def test_older_time_of_ones_own_waits_to_be_confirmed(
    app: Flask, clockify: Call, bakery: Bakery
) -> None:
    old = body(A_DAY + 60, A_DAY)
    entry_in(clockify("POST", MINE, old, by=bakery.maya), 201)
    with app.app_context():
        told = last_shift(bakery.workspace_id, bakery.maya.member_id)
        assert told is not None
        assert told.unconfirmed is UnconfirmedEnd.CLAIMED
    answer = clockify("POST", MINE, old, by=bakery.olive)
    assert error(answer) == (400, "You are not assigned to a time clock yet.", 501)


def test_older_time_that_cannot_be(clockify: Call, bakery: Bakery) -> None:
    eli, maya = of(bakery.eli), bakery.maya
    answer = clockify("POST", eli, body(A_DAY, A_DAY + 60), by=maya)
    assert error(answer) == (400, "Start time is greater than end time", 501)
    answer = clockify("POST", eli, body(A_DAY, -2), by=maya)
    assert error(answer) == (400, "That time is in the future.", 501)
    answer = clockify("POST", eli, body(A_DAY, 60, projectId="x"), by=maya)
    assert error(answer) == NO_PROJECT
    answer = clockify("POST", of(bakery.otto), body(A_DAY, 60), by=maya)
    assert error(answer) == DENIED


def test_the_same_key_adds_once(clockify: Call) -> None:
    sent = body(90, 30)
    first = clockify("POST", MINE, sent, Idempotency_Key="k")
    again = clockify("POST", MINE, sent, Idempotency_Key="k")
    assert (again.status_code, again.get_data()) == (201, first.get_data())
    assert again.headers["Idempotent-Replayed"] == "true"
