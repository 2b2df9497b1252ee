"""An entry is changed while it runs: the clock itself answers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from tests.compat.clockify.conftest import (
    DENIED,
    NO_ENTRY,
    NO_PROJECT,
    Call,
    ScriptEntries,
    ago,
    entry_in,
    error,
    text_of,
)
from tests.fixtures.scripts import Bakery
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.people.queries import member
from timeclock.compat.ids import IdKind, hex24
from timeclock.ledger.queries import last_entry
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.timesheets.inbox.listing import cases

pytestmark = [
    pytest.mark.databases("sqlite"),
    pytest.mark.usefixtures("the_ledger_tells_the_tables"),
]
MINE = "time-entries"


class TestWhatRuns:
    @pytest.fixture
    def running(self, clockify: Call, began: datetime) -> dict[str, Any]:
        return entry_in(clockify("POST", MINE, {"start": text_of(began)}), 201)

    def test_everything_of_it(
        self, entries: ScriptEntries, bakery: Bakery, running: dict[str, Any]
    ) -> None:
        project = hex24(IdKind.JOB, bakery.job)
        body = {
            "start": running["timeInterval"]["start"],
            "description": "Rolls",
            "billable": "true",
            "projectId": project,
            "tagIds": [],
            "taskId": None,
            "type": "REGULAR",
        }
        for by in (bakery.eli, bakery.maya, bakery.edda, bakery.olive):
            changed = entry_in(entries.put(running["id"], body, by=by))
            new = {"description": "Rolls", "billable": True, "projectId": project}
            assert changed == running | new

    def test_what_is_not_sent_stays(
        self, app: Flask, entries: ScriptEntries, bakery: Bakery, running: dict[str, Any]
    ) -> None:
        project = hex24(IdKind.JOB, bakery.job)
        said_of_it = {"description": "Rolls", "billable": True, "projectId": project}
        full = entry_in(entries.put(running["id"], said_of_it, by=bakery.eli))
        with app.app_context():
            chain = member(bakery.workspace_id, bakery.eli.member_id)
            assert chain is not None
            entry = last_entry(bakery.workspace_id, chain.chain_id)
        for body in ({}, None, {"start": None, "end": None, "billable": None}, said_of_it):
            assert entry_in(entries.put(running["id"], body, by=bakery.eli)) == full
        with app.app_context():
            assert last_entry(bakery.workspace_id, chain.chain_id) == entry
        bare = {"description": None, "projectId": None}
        emptied = entry_in(entries.put(running["id"], bare, by=bakery.eli))
        assert emptied == full | {"description": "", "projectId": None}

    def test_an_end_stops_it(
        self, entries: ScriptEntries, bakery: Bakery, running: dict[str, Any], began: datetime
    ) -> None:
        body = {
            "start": running["timeInterval"]["start"],
            "end": text_of(began + timedelta(hours=1)),
            "projectId": hex24(IdKind.JOB, bakery.job),
        }
        ended = entry_in(entries.put(running["id"], body, by=bakery.eli, Idempotency_Key="e"))
        assert ended["timeInterval"]["duration"] == "PT1H"
        assert ended["projectId"] == body["projectId"]
        again = entries.put(running["id"], body, by=bakery.eli, Idempotency_Key="e")
        assert entry_in(again) == ended
        assert again.headers["Idempotent-Replayed"] == "true"

    def test_an_end_is_answered_again_whatever_has_happened_since(
        self, entries: ScriptEntries, bakery: Bakery, running: dict[str, Any], began: datetime
    ) -> None:
        body = {"end": text_of(began + timedelta(hours=1)), "description": "Rolls"}
        ended = entries.put(running["id"], body, by=bakery.eli, Idempotency_Key="e")
        later = {"start": text_of(ago(20)), "end": text_of(ago(10))}
        changed = entries.put(running["id"], later)
        assert (ended.status_code, changed.status_code) == (200, 200)
        for _ in range(2):
            again = entries.put(running["id"], body, by=bakery.eli, Idempotency_Key="e")
            assert again.get_data() == ended.get_data()
            assert again.headers["Idempotent-Replayed"] == "true"
            entries.delete(running["id"])

    def test_a_missing_project_keeps_no_clock_from_stopping(
        self, app: Flask, entries: ScriptEntries, bakery: Bakery, running: dict[str, Any]
    ) -> None:
        booked = {"projectId": hex24(IdKind.JOB, bakery.job)}
        entry_in(entries.put(running["id"], booked, by=bakery.eli))
        with app.app_context():
            update_clock(
                bakery.operator, clock_id=bakery.shop, change=ClockSettings(job_required=True)
            )
        bare: dict[str, object] = {"description": None, "projectId": None}
        refused = error(entries.put(running["id"], bare, by=bakery.eli))
        assert refused == (400, "Choose a job: this clock needs one.", 501)
        bare["end"] = text_of(ago(300))
        ended = entries.put(running["id"], bare, by=bakery.eli, Idempotency_Key="e")
        assert entry_in(ended)["timeInterval"]["end"] == bare["end"]
        assert entry_in(ended)["projectId"] == booked["projectId"]
        again = entries.put(running["id"], bare, by=bakery.eli, Idempotency_Key="e")
        assert again.get_data() == ended.get_data()
        assert again.headers["Idempotent-Replayed"] == "true"

    def test_what_stopped_without_a_project_is_something_to_look_at(
        self, app: Flask, entries: ScriptEntries, bakery: Bakery, running: dict[str, Any]
    ) -> None:
        with app.app_context():
            update_clock(
                bakery.operator, clock_id=bakery.shop, change=ClockSettings(job_required=True)
            )
        ended = entries.put(running["id"], {"end": text_of(ago(0))}, by=bakery.eli)
        assert entry_in(ended)["projectId"] is None
        with app.app_context():
            found = {
                case.kind: case.member_id for case in cases(bakery.operator, datetime.now(UTC))
            }
        # The claimed start of this entry is another case.
        assert found == dict.fromkeys(
            (CaseKind.CLAIMED_TIME, CaseKind.NO_JOB), bakery.eli.member_id
        )

    def test_ends_that_cannot_be(
        self, entries: ScriptEntries, bakery: Bakery, running: dict[str, Any], began: datetime
    ) -> None:
        before = {"end": text_of(began - timedelta(minutes=1))}
        answer = entries.put(running["id"], before, by=bakery.eli)
        assert error(answer) == (400, "Start time is greater than end time", 501)
        answer = entries.put(running["id"], {"end": text_of(ago(-5))}, by=bakery.eli)
        assert error(answer) == (400, "That time is in the future.", 501)

    def test_its_start_and_what_came_before_a_break_wait_for_its_end(
        self, clockify: Call, entries: ScriptEntries, running: dict[str, Any]
    ) -> None:
        runs = (400, "This shift is still running. Clock out first.", 501)
        earlier = {"start": text_of(ago(401))}
        assert error(entries.put(running["id"], earlier)) == runs
        assert error(entries.delete(running["id"])) == runs
        rest = entry_in(clockify("POST", MINE, {"type": "BREAK"}), 201)
        assert error(entries.put(running["id"], {"end": text_of(ago(300))})) == runs
        assert error(entries.delete(running["id"])) == runs
        assert entry_in(entries.put(running["id"], {"description": "Rolls"}))["id"] == running["id"]
        # A shift that ends in the second in which a break began has no such break.
        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=2), tick=False):
            ended = entry_in(entries.put(rest["id"], {"end": text_of(ago(0))}))
        assert (ended["id"], ended["type"]) == (rest["id"], "BREAK")
        assert ended["timeInterval"]["end"] is not None

    def test_a_project_that_is_none(self, entries: ScriptEntries, running: dict[str, Any]) -> None:
        assert error(entries.put(running["id"], {"projectId": "x"})) == NO_PROJECT

    def test_anyone_who_may_not(
        self, entries: ScriptEntries, bakery: Bakery, running: dict[str, Any]
    ) -> None:
        assert error(entries.put(running["id"], b"{", by=bakery.otto)) == NO_ENTRY
        assert error(entries.put(running["id"], b"{", by=bakery.nora)) == DENIED
        assert error(entries.put(running["id"], b"{", key=bakery.eli.read_key)) == DENIED
        assert error(entries.put(running["id"], b"{", key=bakery.olive.read_key)) == DENIED
        assert error(entries.put(running["id"], b"{"))[::2] == (400, 501)

    def test_the_same_key_changes_once(
        self, entries: ScriptEntries, running: dict[str, Any]
    ) -> None:
        body = {"description": "Rolls"}
        first = entries.put(running["id"], body, Idempotency_Key="k")
        entries.put(running["id"], {"description": "Bread"})
        again = entries.put(running["id"], body, Idempotency_Key="k")
        assert again.get_data() == first.get_data()
        assert again.headers["Idempotent-Replayed"] == "true"
        other = entries.put(running["id"], {"description": "Cake"}, Idempotency_Key="k")
        assert error(other)[::2] == (422, 501)
