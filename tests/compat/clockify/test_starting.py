"""A POST without an end starts the clock, or a break."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.compat.clockify.conftest import (
    DENIED,
    NO_PROJECT,
    NOTHING_RUNS,
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
from timeclock.wire.notices import NOTICE
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.shifts.record import ShiftRecord

pytestmark = pytest.mark.databases("sqlite")
MINE, REST = "time-entries", {"type": "BREAK"}


def running(app: Flask, bakery: Bakery) -> ShiftRecord:
    with app.app_context():
        found = open_shift(bakery.workspace_id, bakery.eli.member_id)
    assert found is not None
    return found


@pytest.mark.parametrize("base", ["/api/v1", "/v1"])
def test_both_addresses_under_both_bases(clockify: Call, bakery: Bakery, base: str) -> None:
    began = ago(30)
    for path in (MINE, of(bakery.eli), f"{MINE}/"):
        body = {
            "start": text_of(began),
            "description": "Rolls",
            "billable": True,
            "projectId": hex24(IdKind.JOB, bakery.job),
        }
        entry = entry_in(clockify("POST", path, body, base=base), 201)
        assert from_hex24(IdKind.SHIFT, entry["id"])
        assert entry == {
            "id": entry["id"],
            "description": "Rolls",
            "tagIds": [],
            "userId": hex24(IdKind.USER, bakery.eli.user_id),
            "billable": True,
            "taskId": None,
            "projectId": hex24(IdKind.JOB, bakery.job),
            "workspaceId": hex24(IdKind.WORKSPACE, bakery.workspace_id),
            "timeInterval": {"start": text_of(began), "end": None, "duration": None},
            "customFieldValues": [],
            "type": "REGULAR",
            "kioskId": None,
            "isLocked": False,
        }


def test_what_clients_really_send(app: Flask, clockify: Call, bakery: Bakery) -> None:
    began = ago(30)
    for number, body in enumerate(
        (
            {"billable": "false", "start": began.strftime("%Y-%m-%dT%H:%M:%S.123Z")},
            {"billable": "true", "start": began.strftime("%Y-%m-%dT%H:%M:%S.123456Z")},
            {
                "start": text_of(began),
                "end": None,
                "description": None,
                "billable": None,
                "projectId": None,
                "taskId": None,
                "tagIds": None,
                "type": None,
                "customFields": None,
            },
            {"start": text_of(began), "projectId": "", "tagIds": ["64c777ddd3fcab07cfbb210c"]},
            {"start": text_of(began), "taskId": "54m377ddd3fcab07cfbb432w", "tagIds": "x"},
            {"start": text_of(began), "type": "REGULAR", "description": 7},
        )
    ):
        answer = clockify("POST", MINE, body)
        entry = entry_in(answer, 201)
        assert entry["timeInterval"]["start"] == text_of(began)
        assert answer.headers.get(NOTICE, "").partition(":")[0] == DROPPED.get(number, "")
        assert entry["billable"] is (number == 1)
        assert (entry["taskId"], entry["tagIds"], entry["projectId"]) == (None, [], None)
    assert running(app, bakery).note == "7"


# By the number of the body, which fields it is said that nothing is kept of.
DROPPED = {3: "tagIds", 4: "tagIds, taskId"}


@pytest.mark.parametrize("body", [None, {}, b"", {"start": None}])
def test_without_a_start_it_is_now(
    app: Flask, clockify: Call, bakery: Bakery, body: dict[str, object] | bytes | None
) -> None:
    before = ago(0)
    entry = entry_in(clockify("POST", MINE, body), 201)
    assert text_of(before) <= entry["timeInterval"]["start"] <= text_of(ago(0))
    assert not running(app, bakery).start_edited


def test_one_that_runs_ends_at_the_new_start(clockify: Call, bakery: Bakery) -> None:
    came = ago(60)
    first = entry_in(clockify("POST", MINE, {"start": text_of(came)}), 201)
    began = text_of(came + timedelta(minutes=40))
    second = entry_in(clockify("POST", MINE, {"start": began}), 201)
    ended = entry_in(clockify("GET", f"{MINE}/{first['id']}"))
    assert ended["timeInterval"]["end"] == second["timeInterval"]["start"] == began
    assert ended["timeInterval"]["duration"] == "PT40M"


def test_a_past_start_is_as_given_and_edited(app: Flask, clockify: Call, bakery: Bakery) -> None:
    entry_in(clockify("POST", MINE, {"start": text_of(ago(11 * 60))}), 201)
    assert running(app, bakery).start_edited


def test_a_start_a_little_ahead_is_now(clockify: Call) -> None:
    entry = entry_in(clockify("POST", MINE, {"start": text_of(ago(-0.8))}), 201)
    assert entry["timeInterval"]["start"] <= text_of(ago(0))


def test_starts_that_are_refused(clockify: Call, bakery: Bakery) -> None:
    early = {"start": text_of(ago(12 * 60 + 1))}
    assert error(clockify("POST", MINE, {"start": text_of(ago(-2))}))[::2] == (400, 501)
    entry_in(clockify("POST", of(bakery.eli), early, by=bakery.maya), 201)
    before = {"start": text_of(ago(13 * 60))}
    answer = clockify("POST", of(bakery.eli), before, by=bakery.maya)
    assert error(answer) == (400, "That is before the current shift began.", 501)


def test_a_start_inside_another_shift(clockify: Call, bakery: Bakery) -> None:
    entry_in(clockify("POST", MINE, {"start": text_of(ago(60))}), 201)
    entry_in(clockify("PATCH", of(bakery.eli), {"end": text_of(ago(30))}))
    answer = clockify("POST", MINE, {"start": text_of(ago(45))})
    assert error(answer) == (400, "That overlaps another shift.", 501)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"start": "yesterday"}, "start: "),
        ({"start": 1}, "start: "),
        ({"billable": "perhaps"}, "billable: "),
        ({"type": "HOLIDAY"}, "type: Give one of: REGULAR, BREAK."),
        ({"description": []}, "description: "),
        (b"[]", "Give "),
        (b"{", "The body is not JSON."),
    ],
)
def test_bodies_that_cannot_be_read(clockify: Call, body: object, message: str) -> None:
    status, told, code = error(clockify("POST", MINE, body))
    assert (status, code) == (400, 501)
    assert told.startswith(message) or body == b"[]"


def test_unknown_and_foreign_and_archived_projects(clockify: Call, bakery: Bakery) -> None:
    for project in (
        hex24(IdKind.JOB, 999_999),
        hex24(IdKind.SHIFT, bakery.job),
        str(bakery.job),
        "25b687e29ae1f428e7ebe123",
        hex24(IdKind.JOB, bakery.archived_job),
    ):
        assert error(clockify("POST", MINE, {"projectId": project})) == NO_PROJECT


@pytest.mark.parametrize("name", ["olive", "edda", "maya"])
def test_managers_start_for_others(clockify: Call, bakery: Bakery, name: str) -> None:
    by = getattr(bakery, name)
    entry = entry_in(clockify("POST", of(bakery.eli), {}, by=by), 201)
    assert entry["userId"] == hex24(IdKind.USER, bakery.eli.user_id)


def test_anyone_who_may_not_reads_the_same(app: Flask, clockify: Call, bakery: Bakery) -> None:
    eli = bakery.eli
    refused = [
        clockify("POST", of(eli), b"{", by=bakery.otto),
        clockify("POST", of(bakery.otto), {}, by=bakery.maya),
        clockify("POST", of(eli), {}, key=eli.read_key),
        clockify("POST", MINE, b"{", key=eli.read_key),
        clockify("POST", MINE, {}, by=bakery.nora),
        clockify("POST", MINE, {}, workspace=hex24(IdKind.WORKSPACE, 999)),
        clockify("POST", MINE, {}, workspace=hex24(IdKind.WORKSPACE, bakery.foreign_workspace_id)),
        clockify("POST", of(bakery.nora), {}, by=bakery.olive),
        clockify("POST", "user/x/time-entries", {}),
    ]
    assert [error(answer) for answer in refused] == [DENIED] * len(refused)
    assert len({answer.get_data() for answer in refused}) == 1
    with app.app_context():
        for clock in (bakery.shop, bakery.site):
            unassign(bakery.operator, clock_id=clock, member_id=eli.member_id)
    answer = clockify("POST", MINE, {})
    assert error(answer) == (400, "You are not assigned to a time clock yet.", 501)


def test_the_same_key_starts_once(clockify: Call) -> None:
    body = {"description": "Rolls"}
    first = clockify("POST", MINE, body, Idempotency_Key="a")
    again = clockify("POST", MINE, body, Idempotency_Key="a")
    assert (again.status_code, again.get_data()) == (201, first.get_data())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    other = clockify("POST", MINE, {"description": "Bread"}, Idempotency_Key="a")
    assert error(other)[::2] == (422, 501)


class TestStartingABreak:
    def test_without_an_end_it_pauses(self, app: Flask, clockify: Call, bakery: Bakery) -> None:
        came = ago(60)
        work = entry_in(clockify("POST", MINE, {"start": text_of(came)}), 201)
        began = text_of(came + timedelta(minutes=50))
        rest = entry_in(clockify("POST", MINE, REST | {"start": began}), 201)
        assert (rest["type"], rest["projectId"], rest["billable"]) == ("BREAK", None, False)
        assert rest["timeInterval"] == {"start": began, "end": None, "duration": None}
        assert from_hex24(IdKind.BREAK, rest["id"])
        ended = entry_in(clockify("GET", f"{MINE}/{work['id']}"))
        assert ended["timeInterval"]["duration"] == "PT50M"
        assert running(app, bakery).timeline.open_pause is not None

    def test_another_one_is_the_same(self, clockify: Call) -> None:
        clockify("POST", MINE, {"start": text_of(ago(60))})
        rest = entry_in(clockify("POST", MINE, REST), 201)
        assert entry_in(clockify("POST", MINE, REST), 201) == rest

    def test_work_after_it_is_another_shift(self, clockify: Call) -> None:
        clockify("POST", MINE, {"start": text_of(ago(60))})
        rest = entry_in(clockify("POST", MINE, REST | {"start": text_of(ago(30))}), 201)
        began = text_of(ago(15))
        work = entry_in(clockify("POST", MINE, {"start": began}), 201)
        assert from_hex24(IdKind.SHIFT, work["id"])
        ended = entry_in(clockify("GET", f"{MINE}/{rest['id']}"))
        assert ended["timeInterval"]["end"] == began

    def test_one_that_has_ended(self, clockify: Call) -> None:
        clockify("POST", MINE, {"start": text_of(ago(60))})
        paused = ago(30)
        times = {"start": text_of(paused), "end": text_of(paused + timedelta(minutes=10))}
        body = REST | times
        rest = clockify("POST", MINE, body, Idempotency_Key="b")
        assert entry_in(rest, 201)["timeInterval"] == times | {"duration": "PT10M"}
        again = clockify("POST", MINE, body, Idempotency_Key="b")
        assert (again.get_data(), again.status_code) == (rest.get_data(), 201)
        assert error(clockify("POST", MINE, body))[::2] == (400, 501)

    def test_without_anything_that_runs(self, clockify: Call) -> None:
        ended = {"start": text_of(ago(30)), "end": text_of(ago(20))}
        assert error(clockify("POST", MINE, REST)) == NOTHING_RUNS
        assert error(clockify("POST", MINE, REST | ended)) == NOTHING_RUNS

    def test_before_the_shift_began(self, clockify: Call) -> None:
        clockify("POST", MINE, {"start": text_of(ago(60))})
        early = {"start": text_of(ago(61))}
        assert error(clockify("POST", MINE, REST | early))[::2] == (400, 501)
        missing = {"end": text_of(ago(1))}
        assert error(clockify("POST", MINE, REST | missing)) == (400, "must not be null", 501)
