"""Every door to a shift of Eli's that has run since Friday, on Monday morning."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, KeyHolder, Script
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.compat.ids import IdKind, hex24
from timeclock.operations.background import one_round
from timeclock.worktime.shifts.punching import clock_in, pause
from timeclock.worktime.shifts.queries import shift
from timeclock.worktime.shifts.record import ShiftRecord

FRIDAY = datetime(2026, 2, 27, 8, 2, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, 7, 14, tzinfo=UTC)
EARLIER = MONDAY - timedelta(hours=11)


@dataclass(frozen=True)
class ForgottenShiftDoors:
    """Every door to Eli's shift, which has run since Friday, on Monday morning."""

    app: Flask
    cast: Cast
    bakery: Bakery
    script: Script
    browser_of: Callable[[CastMember], Browser]
    shift_id: int

    def native(self, path: str, by: KeyHolder, **body: object) -> TestResponse:
        headers = {"X-API-KEY": by.key}
        return self.script.send("POST", f"/api/timeclock/v1/{path}", body, headers)

    def clockify(self, method: str, path: str, by: KeyHolder, **body: object) -> TestResponse:
        workspace = hex24(IdKind.WORKSPACE, self.bakery.workspace_id)
        whole = f"/api/v1/workspaces/{workspace}/{path}"
        return self.script.send(method, whole, body, {"X-Api-Key": by.key})

    def of_eli(self) -> str:
        return f"user/{hex24(IdKind.USER, self.bakery.eli.user_id)}/time-entries"

    def entry(self) -> str:
        return f"time-entries/{hex24(IdKind.SHIFT, self.shift_id)}"

    def awork(self, verb: str, **body: object) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.bakery.eli.key}"}
        return self.script.send("POST", f"/api/v1/me/timetracking/{verb}", body, headers)

    def connecteam(self, path: str, by: KeyHolder, **body: object) -> TestResponse:
        whole = f"/time-clock/v1/time-clocks/{self.bakery.shop}/{path}"
        sent = {"userId": self.bakery.eli.user_id} | body
        return self.script.send("POST", whole, sent, {"X-API-KEY": by.key})

    def webwork(self) -> TestResponse:
        body = {"workspace_id": self.bakery.workspace_id, "user_id": self.bakery.eli.user_id}
        headers = {"Authorization": f"Bearer {self.bakery.edda.key}"}
        return self.script.send("POST", "/time-tracking/stop", body, headers)

    def page(self, who: CastMember, path: str, **values: object) -> TestResponse:
        return self.browser_of(who).post(path, **values)

    def terminal(self, *words: str) -> int:
        company = ("--workspace", "Lindner Bakery", "--email", self.cast.eli.email)
        return self.app.test_cli_runner().invoke(args=[*words, *company]).exit_code

    def background(self) -> int:
        """The clock's own close, where the company wants it."""
        with self.app.app_context():
            update_clock(
                self.bakery.operator,
                clock_id=self.bakery.shop,
                change=ClockSettings(
                    name="Shop Kreuzberg",
                    zone="Europe/Berlin",
                    job_required=False,
                    limit_minutes=14 * 60,
                    closes_forgotten=True,
                ),
            )
            return one_round()


def status(answer: TestResponse) -> int:
    return answer.status_code


def left_shift(doors: ForgottenShiftDoors) -> ShiftRecord:
    """The shift as it is now."""
    found = shift(doors.bakery.workspace_id, doors.shift_id)
    assert found is not None
    return found


def state_of(left: ShiftRecord) -> str | None:
    """Why it is not paid, `open` while it runs."""
    if left.timeline.ended_at is None:
        return "open"
    return left.unconfirmed.value if left.unconfirmed else None


@pytest.fixture
def doors(
    app: Flask,
    watch: Watch,
    cast: Cast,
    bakery: Bakery,
    script: Script,
    browser_of: Callable[[CastMember], Browser],
) -> ForgottenShiftDoors:
    watch.at(FRIDAY)
    with app.app_context():
        clock_in(cast.eli.actor, clock_id=cast.shop)
        watch.at(FRIDAY.replace(hour=11))
        begun = pause(cast.eli.actor).shift
    assert begun is not None
    watch.at(MONDAY)
    return ForgottenShiftDoors(app, cast, bakery, script, browser_of, begun.id)
