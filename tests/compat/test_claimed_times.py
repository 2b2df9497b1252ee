"""A time given afterwards through the doors that take one: its mark, its refusal, its case.

tests/worktime/paid_time has the table of what it pays, through every channel.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, KeyHolder, Script
from timeclock.company.pay_rules.choices import ClaimedTimes
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.compat.ids import IdKind, hex24
from timeclock.timekeeping import utc_text
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.shifts.queries import last_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.reading.sheets import sheet_of
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NINE, TEN = NOON.replace(hour=9), NOON.replace(hour=10)
HOUR = 3600
API = "/api/timeclock/v1"


@dataclass(frozen=True)
class ClaimDoors:
    """Every door that takes a time, at noon."""

    app: Flask
    cast: Cast
    bakery: Bakery
    script: Script
    watch: Watch
    browser_of: Callable[[CastMember], Browser]

    def native(self, path: str, by: KeyHolder, **body: object) -> TestResponse:
        return self.script.send("POST", f"{API}/{path}", body, {"X-API-KEY": by.key})

    def clockify(self, method: str, path: str, by: KeyHolder, **body: object) -> TestResponse:
        workspace = hex24(IdKind.WORKSPACE, self.bakery.workspace_id)
        whole = f"/api/v1/workspaces/{workspace}/{path}"
        return self.script.send(method, whole, body, {"X-Api-Key": by.key})

    def connecteam(self, path: str, by: KeyHolder, **body: object) -> TestResponse:
        whole = f"/time-clock/v1/time-clocks/{self.bakery.shop}/{path}"
        sent = {"userId": self.bakery.eli.user_id} | body
        return self.script.send("POST", whole, sent, {"X-API-KEY": by.key})

    def read(self, path: str, by: KeyHolder) -> Any:
        answer = self.script.send("GET", f"{API}/{path}", None, {"X-API-KEY": by.key})
        assert answer.status_code == 200, answer.text
        return answer.json

    def newest(self) -> ShiftRecord:
        """Eli's newest shift."""
        with self.app.app_context():
            found = last_shift(self.bakery.workspace_id, self.cast.eli.member_id)
        assert found is not None
        return found

    def paid(self) -> tuple[int, int]:
        """Eli's seconds worked and unconfirmed of the day."""
        with self.app.app_context():
            workspace_id, after = self.bakery.workspace_id, DAY + timedelta(days=1)
            who = self.cast.eli.member_id
            totals = sheet_of(workspace_id, who, DAY, after, self.watch.now).totals
        return totals.worked, totals.unconfirmed


def working(doors: ClaimDoors) -> None:
    """In since eight."""
    doors.watch.at("08:00")
    with doors.app.app_context():
        clock_in(doors.cast.eli.actor, clock_id=doors.cast.shop)


# The same start, given afterwards, in the words of each door.
START: dict[str, Callable[[ClaimDoors, KeyHolder], TestResponse]] = {
    "API": lambda d, by: d.native("clock-in", by, clock_id=d.bakery.shop, at=utc_text(NINE)),
    "Clockify": lambda d, by: d.clockify("POST", "time-entries", by, start=utc_text(NINE)),
    "Connecteam": lambda d, by: d.connecteam("clock-in", by, timestamp=int(NINE.timestamp())),
}


@pytest.fixture
def doors(
    app: Flask,
    watch: Watch,
    cast: Cast,
    bakery: Bakery,
    script: Script,
    browser_of: Callable[[CastMember], Browser],
) -> ClaimDoors:
    watch.at(NOON)
    return ClaimDoors(app, cast, bakery, script, watch, browser_of)


def finish(doors: ClaimDoors) -> None:
    doors.watch.at("17:00")
    if doors.newest().timeline.ended_at is None:
        with doors.app.app_context():
            clock_out(doors.cast.eli.actor)


@pytest.mark.parametrize("door", START)
def test_a_start_is_marked(doors: ClaimDoors, door: str) -> None:
    assert START[door](doors, doors.bakery.eli).status_code < 300
    finish(doors)
    assert_marked(doors, doors.bakery.eli)


@pytest.mark.parametrize("door", START)
def test_a_refusal_says_why(doors: ClaimDoors, door: str) -> None:
    rules = PayRules(claimed_times=ClaimedTimes.REFUSE)
    with doors.app.app_context():
        change_rules(doors.cast.olive.actor, first_day=ALWAYS, rules=rules)
    answer = START[door](doors, doors.bakery.eli)
    assert answer.status_code >= 400
    assert "given afterwards" in json.dumps(answer.json)


def assert_marked(doors: ClaimDoors, giver: KeyHolder) -> None:
    """The API says which time was given afterwards, when, and by whom."""
    shift: Any = doors.read(f"shifts/{doors.newest().id}", doors.bakery.maya)["shift"]
    member_id = {
        doors.bakery.eli.user_id: doors.cast.eli.member_id,
        doors.bakery.maya.user_id: doors.cast.maya.member_id,
    }[giver.user_id]
    assert shift["given_afterwards"]
    for each in shift["given_afterwards"]:
        assert datetime.fromisoformat(each["given_at"]) == NOON
        assert each["by_member_id"] == member_id
        assert datetime.fromisoformat(each["time"]) in (NINE, TEN)


def test_a_manager_confirms_it_in_the_inbox(doors: ClaimDoors) -> None:
    doors.clockify("POST", "time-entries", doors.bakery.eli, start=utc_text(NINE))
    browser = doors.browser_of(doors.cast.maya)
    page = browser.client.get("/inbox").text
    assert "Gave times of Monday 2 March afterwards" in page
    assert "10:00 to 13:00" in page
    version = doors.newest().version
    answer = browser.post(f"/inbox/ends/{doors.newest().id}/confirm", version=version)
    assert answer.status_code in (200, 303)
    doors.watch.at("13:00")
    assert doors.paid() == (4 * HOUR, 0)
    assert "Gave times" not in browser.client.get("/inbox").text


def test_a_manager_confirms_it_through_the_api(doors: ClaimDoors) -> None:
    doors.native("clock-in", doors.bakery.eli, clock_id=doors.bakery.shop, at=utc_text(NINE))
    listed = doors.read("cases", doors.bakery.maya)
    assert [each["kind"] for each in listed["cases"]] == ["claimed_time"]
    path = f"shifts/{doors.newest().id}/confirm-end"
    assert doors.native(path, doors.bakery.eli).status_code == 403
    answer: Any = doors.native(path, doors.bakery.maya)
    assert answer.status_code == 200, answer.text
    assert answer.json["shift"]["unconfirmed"] is None
    assert answer.json["shift"]["unconfirmed_spans"] == []


def test_an_importer_adds_entries_of_any_open_day(doors: ClaimDoors) -> None:
    start = NOON - timedelta(days=6)
    answer = doors.clockify(
        "POST",
        "time-entries",
        doors.bakery.eli,
        start=utc_text(start),
        end=utc_text(start + timedelta(hours=2)),
    )
    assert answer.status_code == 201, answer.text
    with doors.app.app_context():
        day = start.date()
        after = day + timedelta(days=1)
        who = doors.cast.eli.member_id
        totals = sheet_of(doors.bakery.workspace_id, who, day, after, NOON).totals
    assert (totals.worked, totals.unconfirmed) == (0, 2 * HOUR)


def test_the_author_changes_a_description_on_an_open_day(doors: ClaimDoors) -> None:
    working(doors)
    finish(doors)
    entry = f"time-entries/{hex24(IdKind.SHIFT, doors.newest().id)}"
    line = doors.newest().timeline
    answer = doors.clockify(
        "PUT",
        entry,
        doors.bakery.eli,
        start=utc_text(line.started_at),
        end=utc_text(line.ended_at or NOON),
        description="Rolls",
    )
    assert answer.status_code == 200, answer.text
    assert (doors.newest().note, doors.newest().timeline) == ("Rolls", line)
    moved = doors.clockify("PUT", entry, doors.bakery.eli, start=utc_text(NINE))
    assert moved.status_code == 403
