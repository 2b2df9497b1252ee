"""Entries that have ended are changed and deleted: corrections in our ledger."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
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
    of,
    text_of,
)
from tests.fixtures.scripts import Bakery
from tests.fixtures.stored_objects import StoredObjects
from timeclock.company.clocks.assigning import assign
from timeclock.company.pay_rules.choices import EditsCount
from timeclock.company.pay_rules.rules import PayRules
from timeclock.compat.ids import IdKind, from_hex24, hex24
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import corrections_of
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.shifts.queries import shift as find_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

pytestmark = [
    pytest.mark.databases("sqlite"),
    pytest.mark.usefixtures("the_ledger_tells_the_tables"),
]
MINE = "time-entries"


def stored(app: Flask, bakery: Bakery, entry: str) -> ShiftRecord:
    with app.app_context():
        found = find_shift(bakery.workspace_id, from_hex24(IdKind.SHIFT, entry) or 0)
    assert found is not None
    return found


class TestWhatHasEnded:
    @pytest.fixture
    def day(
        self, clockify: Call, entries: ScriptEntries, bakery: Bakery, began: datetime
    ) -> list[str]:
        """Two hours of work, half an hour of rest, an hour of work; the ids in order."""

        def after(minutes: int) -> str:
            return text_of(began + timedelta(minutes=minutes))

        clockify("POST", MINE, {"start": after(0), "description": "Rolls"})
        clockify("POST", MINE, {"type": "BREAK", "start": after(120), "end": after(150)})
        clockify("PATCH", of(bakery.eli), {"end": after(210)})
        assert entries.spans() == ["R 0-120", "B 120-150", "R 150-210"]
        found: Any = clockify("GET", of(bakery.eli)).json
        return [each["id"] for each in reversed(found)]

    def test_a_manager_changes_what_is_said_of_it(
        self, app: Flask, entries: ScriptEntries, bakery: Bakery, day: list[str]
    ) -> None:
        project = hex24(IdKind.JOB, bakery.job)
        body = {"description": "Bread", "billable": True, "projectId": project}
        for number, by in enumerate((bakery.maya, bakery.edda, bakery.olive)):
            body["description"] = f"Bread {number}"
            changed = entry_in(entries.put(day[2], body, by=by))
            assert (changed["id"], changed["type"]) == (day[2], "REGULAR")
            assert {name: changed[name] for name in body} == body
        assert entries.spans() == ["R 0-120", "B 120-150", "R 150-210"]
        record = stored(app, bakery, day[0])
        assert (record.note, record.billable) == ("Bread 2", True)
        assert [part.job_id for part in record.timeline.parts()] == [None, None, bakery.job]

    def test_its_times_move(self, entries: ScriptEntries, day: list[str], began: datetime) -> None:
        def after(minutes: int) -> str:
            return text_of(began + timedelta(minutes=minutes))

        changed = entry_in(entries.put(day[2], {"start": after(150), "end": after(240)}))
        assert (changed["id"], changed["timeInterval"]["duration"]) == (day[2], "PT1H30M")
        changed = entry_in(entries.put(day[0], {"start": after(-30), "end": after(120)}))
        assert (changed["id"], changed["timeInterval"]["duration"]) == (day[0], "PT2H30M")
        assert entries.spans() == ["R 0-150", "B 150-180", "R 180-270"]
        changed = entry_in(entries.put(day[1], {"start": after(130)}))
        assert changed["type"] == "BREAK"
        assert entries.spans() == ["R 0-150", "R 160-160", "B 160-180", "R 180-270"]
        assert changed["timeInterval"]["start"] == after(130)

    def test_nothing_new_is_no_correction(
        self, app: Flask, clockify: Call, entries: ScriptEntries, bakery: Bakery, day: list[str]
    ) -> None:
        for entry in day:
            found = entry_in(clockify("GET", f"{MINE}/{entry}"))
            body = {name: found[name] for name in ("description", "projectId", "billable", "type")}
            times = {name: found["timeInterval"][name] for name in ("start", "end")}
            rates = {"hourlyRate": None, "costRate": None}
            assert entry_in(entries.put(entry, body | times)) | rates == found
        with app.app_context():
            assert not corrections_of(bakery.workspace_id, bakery.eli.member_id)

    def test_what_cannot_be(
        self, clockify: Call, entries: ScriptEntries, day: list[str], began: datetime
    ) -> None:
        def after(minutes: float) -> str:
            return text_of(began + timedelta(minutes=minutes))

        entry_in(clockify("POST", MINE, {"start": after(220), "end": after(230)}), 201)
        for entry, body, message in (
            (day[0], {"end": after(-1)}, "Start time is greater than end time"),
            (day[2], {"end": after(500)}, "That time is in the future."),
            (day[0], {"end": after(121)}, "That overlaps another entry."),
            (day[1], {"start": after(100)}, "That overlaps another entry."),
            (day[0], {"type": "BREAK"}, "Work cannot become a break, nor a break work."),
            (day[1], {"type": "REGULAR"}, "Work cannot become a break, nor a break work."),
            (day[0], {"projectId": hex24(IdKind.JOB, 999_999)}, NO_PROJECT[1]),
            (day[0], {"start": "x"}, "start: "),
        ):
            status, told, code = error(entries.put(entry, body))
            assert (status, code) == (400, 501)
            assert told.startswith(message), told
        status, told, _ = error(entries.put(day[2], {"end": after(225)}))
        assert status == 400
        assert told.startswith("start: That overlaps another shift, which began at ")
        assert entries.spans() == ["R 0-120", "B 120-150", "R 150-210", "R 220-230"]

    def test_one_deleted_leaves_what_is_beside_it(
        self, app: Flask, entries: ScriptEntries, bakery: Bakery, day: list[str]
    ) -> None:
        answer = entries.delete(day[1])
        assert (answer.status_code, answer.get_data()) == (204, b"")
        assert entries.spans() == ["R 0-120", "R 150-210"]
        assert error(entries.delete(day[1])) == NO_ENTRY
        assert entries.delete(day[0], base="/v1").status_code == 204
        assert entries.spans() == ["R 0-60"]
        with app.app_context():
            told = corrections_of(bakery.workspace_id, bakery.eli.member_id)
        assert [each.kind for each in told] == ["remove", "split"]

    @pytest.mark.parametrize("order", [(2, 1, 0), (1, 0), (0, 2, 1)])
    def test_all_of_them_deleted(
        self,
        app: Flask,
        clockify: Call,
        entries: ScriptEntries,
        bakery: Bakery,
        day: list[str],
        order: tuple[int, ...],
    ) -> None:
        for number in order:
            assert entries.delete(f"{day[number]}/").status_code == 204
            assert error(clockify("GET", f"{MINE}/{day[number]}")) == NO_ENTRY
            assert error(entries.delete(day[number])) == NO_ENTRY
        if len(order) == 2:  # what followed the break is a shift of its own by now
            assert entries.spans() == ["R 0-60"]
            return
        assert entries.spans() == []
        assert error(clockify("GET", f"{MINE}/{day[0]}")) == NO_ENTRY
        assert stored(app, bakery, day[0]).voided

    def test_the_same_key_deletes_once(self, entries: ScriptEntries, day: list[str]) -> None:
        first = entries.delete(day[2], Idempotency_Key="d")
        again = entries.delete(day[2], Idempotency_Key="d")
        assert (first.status_code, again.status_code) == (204, 204)
        assert "Idempotent-Replayed" not in first.headers
        assert again.headers["Idempotent-Replayed"] == "true"
        assert error(entries.delete(day[0], Idempotency_Key="d"))[::2] == (422, 501)
        assert entries.spans() == ["R 0-120", "B 120-150"]

    def test_the_same_key_changes_once(
        self, entries: ScriptEntries, day: list[str], began: datetime
    ) -> None:
        body = {"end": text_of(began + timedelta(minutes=200))}
        first = entries.put(day[2], body, Idempotency_Key="c")
        again = entries.put(day[2], body, Idempotency_Key="c")
        assert (again.status_code, again.get_data()) == (200, first.get_data())
        assert again.headers["Idempotent-Replayed"] == "true"
        assert entries.spans()[-1] == "R 150-200"

    def test_a_key_is_for_one_change_even_where_another_would_change_nothing(
        self, entries: ScriptEntries, day: list[str]
    ) -> None:
        assert entries.put(day[0], {"description": "Bread"}, Idempotency_Key="c").status_code == 200
        for other in ({}, {"description": None}, {"type": "BREAK"}):
            assert error(entries.put(day[0], other, Idempotency_Key="c"))[::2] == (422, 501)

    def test_the_same_key_is_answered_whatever_has_happened_since(
        self, entries: ScriptEntries, day: list[str], began: datetime
    ) -> None:
        body = {"end": text_of(began + timedelta(minutes=200)), "type": "REGULAR"}
        assert entries.put(day[2], body, Idempotency_Key="c").status_code == 200
        later = {"end": text_of(ago(10)), "start": text_of(ago(15))}
        assert entries.put(day[2], later).status_code == 200
        for _ in range(2):
            again = entries.put(day[2], body, Idempotency_Key="c")
            assert (again.status_code, again.headers["Idempotent-Replayed"]) == (200, "true")
            for each in day[1:]:
                entries.delete(each)

    def test_time_of_ones_own_is_for_someone_else_to_decide(
        self, app: Flask, entries: ScriptEntries, bakery: Bakery, day: list[str]
    ) -> None:
        later = {"start": text_of(ago(1)), "end": text_of(ago(0))}
        assert error(entries.put(day[0], later, by=bakery.eli)) == DENIED
        assert error(entries.delete(day[0], by=bakery.eli)) == DENIED
        with app.app_context():
            assert not corrections_of(bakery.workspace_id, bakery.eli.member_id)

    def test_the_description_of_ones_own_changes_at_once(
        self, app: Flask, entries: ScriptEntries, bakery: Bakery, day: list[str]
    ) -> None:
        changed = entry_in(entries.put(day[0], {"description": "Cake"}, by=bakery.eli))
        assert changed["description"] == "Cake"
        with app.app_context():
            (correction,) = corrections_of(bakery.workspace_id, bakery.eli.member_id)
            assert (correction.asked_by_id, correction.state) == (
                bakery.eli.member_id,
                CorrectionState.APPROVED,
            )

    def test_anyone_who_may_not(
        self, entries: ScriptEntries, bakery: Bakery, day: list[str]
    ) -> None:
        for act in (partial(entries.put, day[0], b"{"), partial(entries.delete, day[0])):
            assert error(act(by=bakery.otto)) == NO_ENTRY
            assert error(act(by=bakery.nora)) == DENIED
            assert error(act(key=bakery.maya.read_key)) == DENIED
            assert error(act(workspace="x")) == DENIED

    def test_one_at_a_clock_that_is_not_the_managers(
        self, app: Flask, clockify: Call, entries: ScriptEntries, bakery: Bakery
    ) -> None:
        """Eli is at the site as well, which Maya does not manage."""
        with app.app_context():
            eli = bakery.eli.member_id
            clock_in(
                bakery.operator,
                member_id=eli,
                clock_id=bakery.site,
                job_id=bakery.job,
                claimed=ago(60),
            )
            clock_out(bakery.operator, member_id=eli)
        found: Any = clockify("GET", of(bakery.eli)).json
        assert error(entries.put(found[0]["id"], {})) == DENIED
        assert error(entries.delete(found[0]["id"])) == DENIED
        assert entries.delete(found[0]["id"], by=bakery.edda).status_code == 204


def test_where_edits_have_to_be_confirmed_they_are_no_scripts_business(
    app: Flask, entries: ScriptEntries, bakery: Bakery, stored: StoredObjects
) -> None:
    with app.app_context():
        change_rules(
            bakery.operator,
            first_day=stored.first,
            rules=PayRules(edits=EditsCount.ON_CONFIRMATION),
        )
    entry = hex24(IdKind.SHIFT, stored.shift)
    assert error(entries.put(entry, {"description": "Cake"})) == DENIED
    assert error(entries.delete(entry)) == DENIED


def test_the_only_one_who_decides_changes_their_own(
    app: Flask, clockify: Call, entries: ScriptEntries, bakery: Bakery
) -> None:
    olive = bakery.olive
    with app.app_context():
        assign(bakery.operator, clock_id=bakery.shop, member_id=olive.member_id)
    began = {"start": text_of(ago(90)), "end": text_of(ago(30))}
    entry = entry_in(clockify("POST", MINE, began, by=olive), 201)["id"]
    assert error(entries.delete(entry, by=olive)) == DENIED
    with app.app_context():
        for who in (bakery.maya, bakery.edda):
            deactivate_member(bakery.operator, member_id=who.member_id)
    changed = entry_in(entries.put(entry, {"description": "Cake"}, by=olive))
    assert changed["description"] == "Cake"
    assert entries.delete(entry, by=olive).status_code == 204
    assert error(clockify("GET", f"{MINE}/{entry}", by=olive)) == NO_ENTRY
