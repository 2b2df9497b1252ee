"""A forgotten shift through every door: each answers as its contract says, and no end is paid."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery, KeyHolder, Script
from timeclock.company.clocks.service import update_clock
from timeclock.compat.ids import IdKind, hex24, uuid8
from timeclock.operations.background import one_round
from timeclock.operations.verifying.checking import verify
from timeclock.timekeeping import utc_text
from timeclock.worktime.shifts.punching import clock_in, pause
from timeclock.worktime.shifts.queries import shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.reading.sheets import sheet_of

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
                name="Shop Kreuzberg",
                zone="Europe/Berlin",
                job_required=False,
                limit_minutes=14 * 60,
                closes_forgotten=True,
            )
            return one_round()


def status(answer: TestResponse) -> int:
    return answer.status_code


# What is done, what the door answers, and the state in which the shift is left.
Way = tuple[Callable[[ForgottenShiftDoors], int], int, str | None]
FORGOTTEN: dict[str, Way] = {
    "API clock-out": (lambda d: status(d.native("clock-out", d.bakery.eli)), 200, "forgotten"),
    "API clock-out by a manager": (
        lambda d: status(d.native("clock-out", d.bakery.maya, user_id=d.bakery.eli.user_id)),
        200,
        "forgotten",
    ),
    "API clock-out with the time": (
        lambda d: status(d.native("clock-out", d.bakery.eli, at=utc_text(EARLIER))),
        200,
        "proposed",
    ),
    "API stop": (
        lambda d: status(
            d.native("stop", d.bakery.maya, user_id=d.bakery.eli.user_id, reason="Forgot")
        ),
        200,
        "forgotten",
    ),
    "API stop with the time": (
        lambda d: status(
            d.native(
                "stop",
                d.bakery.maya,
                user_id=d.bakery.eli.user_id,
                reason="Forgot",
                at=utc_text(EARLIER),
            )
        ),
        200,
        None,
    ),
    "Clockify start": (
        lambda d: status(d.clockify("POST", "time-entries", d.bakery.eli)),
        201,
        "forgotten",
    ),
    "Clockify stop": (
        lambda d: status(d.clockify("PATCH", d.of_eli(), d.bakery.eli, end=utc_text(MONDAY))),
        200,
        "forgotten",
    ),
    "Clockify stop by a manager": (
        lambda d: status(d.clockify("PATCH", d.of_eli(), d.bakery.maya, end=utc_text(MONDAY))),
        200,
        "forgotten",
    ),
    "Clockify stop with the time": (
        lambda d: status(d.clockify("PATCH", d.of_eli(), d.bakery.eli, end=utc_text(EARLIER))),
        200,
        "proposed",
    ),
    "awork start": (
        lambda d: status(
            d.awork(
                "start",
                typeOfWorkId=uuid8(IdKind.TYPE_OF_WORK, d.bakery.workspace_id),
                timezone="UTC",
            )
        ),
        200,
        "forgotten",
    ),
    "awork stop": (lambda d: status(d.awork("stop")), 200, "forgotten"),
    "Connecteam clock-out": (
        lambda d: status(d.connecteam("clock-out", d.bakery.eli)),
        200,
        "forgotten",
    ),
    "Connecteam clock-out by an owner": (
        lambda d: status(
            d.connecteam("clock-out", d.bakery.olive, timestamp=int(MONDAY.timestamp()))
        ),
        200,
        "forgotten",
    ),
    "Connecteam end of the break": (
        lambda d: status(
            d.connecteam("manual-breaks/clock-out", d.bakery.eli, isResumeShift=False)
        ),
        200,
        "forgotten",
    ),
    "WebWork stop": (lambda d: status(d.webwork()), 200, "forgotten"),
    "the page's clock-out": (
        lambda d: status(d.page(d.cast.eli, "/punch/clock-out")),
        409,
        "open",
    ),
    "the page's end now": (
        lambda d: status(d.page(d.cast.eli, "/punch/left/now", shift=d.shift_id)),
        303,
        "proposed",
    ),
    "the page's end at a time": (
        lambda d: status(d.page(d.cast.eli, "/punch/left", shift=d.shift_id, at=utc_text(EARLIER))),
        303,
        "proposed",
    ),
    "the board": (
        lambda d: status(
            d.page(d.cast.maya, f"/board/stop/{d.cast.eli.member_id}", reason="forgot", end="")
        ),
        303,
        "forgotten",
    ),
    "the board with the time": (
        lambda d: status(
            d.page(d.cast.maya, f"/board/stop/{d.cast.eli.member_id}", reason="forgot", end="20:00")
        ),
        303,
        None,
    ),
    "the page of people": (
        lambda d: status(d.page(d.cast.olive, f"/admin/people/{d.cast.eli.member_id}/deactivate")),
        303,
        "forgotten",
    ),
    "API deactivation": (
        lambda d: status(d.native(f"members/{d.bakery.eli.user_id}/deactivate", d.bakery.olive)),
        200,
        "forgotten",
    ),
    "the terminal's clock-out": (lambda d: d.terminal("shifts", "clock-out"), 0, "forgotten"),
    "the terminal's stop": (lambda d: d.terminal("shifts", "stop"), 0, "forgotten"),
    "the terminal's stop with the time": (
        lambda d: d.terminal("shifts", "stop", "--end", utc_text(EARLIER)),
        0,
        None,
    ),
    "the terminal's deactivation": (
        lambda d: d.terminal("members", "deactivate"),
        0,
        "forgotten",
    ),
    "the server's clock": (lambda d: d.background(), 1, "provisional"),
}


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


@pytest.mark.parametrize("way", FORGOTTEN)
def test_a_forgotten_shift_through_every_door(doors: ForgottenShiftDoors, way: str) -> None:
    act, answer, state = FORGOTTEN[way]
    assert act(doors) == answer
    with doors.app.app_context():
        left = _left(doors)
        ended, worked = _state(left), _worked(doors, left)
        assert (ended, worked > 0) == (state, state is None)
        assert verify(doors.bakery.workspace_id).problems == ()


def _left(doors: ForgottenShiftDoors) -> ShiftRecord:
    found = shift(doors.bakery.workspace_id, doors.shift_id)
    assert found is not None
    return found


def _state(left: ShiftRecord) -> str | None:
    if left.timeline.ended_at is None:
        return "open"
    return left.unconfirmed.value if left.unconfirmed else None


def _worked(doors: ForgottenShiftDoors, left: ShiftRecord) -> int:
    day = left.timeline.started_at.date()
    after = day + timedelta(days=1)
    return sheet_of(doors.bakery.workspace_id, left.member_id, day, after, MONDAY).totals.worked


def test_a_note_for_a_shift_does_not_confirm_its_end(doors: ForgottenShiftDoors) -> None:
    """Maya changes the description of Eli's entry through Clockify, and no time."""
    doors.native("clock-out", doors.bakery.eli)
    answer = doors.clockify("PUT", doors.entry(), doors.bakery.maya, description="Rolls")
    assert answer.status_code == 200
    with doors.app.app_context():
        left = _left(doors)
        assert (left.note, _state(left)) == ("Rolls", "forgotten")


def test_the_api_offers_the_suggested_end_before_a_stop(doors: ForgottenShiftDoors) -> None:
    headers = {"X-API-KEY": doors.bakery.maya.key}
    path = f"/api/timeclock/v1/shifts/open?user_id={doors.bakery.eli.user_id}"
    listed: Any = doors.script.send("GET", path, None, headers).json
    (found,) = listed["shifts"]
    assert found["suggested_end"] == {
        "at": "2026-02-27T12:02:00+01:00",
        "ground": "break_start",
        "sentence": "The beginning of a break that never ended.",
    }
    stopped: Any = doors.native(
        "stop",
        doors.bakery.maya,
        user_id=doors.bakery.eli.user_id,
        reason="Forgot to clock out",
        at=found["suggested_end"]["at"],
    ).json
    assert stopped["shift"]["unconfirmed"] is None
    assert stopped["shift"]["worked_seconds"] == 3 * 3600
