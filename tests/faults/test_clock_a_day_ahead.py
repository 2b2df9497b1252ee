"""The machine's clock is a day ahead when Eli comes and right when he goes, through every door."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.faults.crew import demand_sound
from tests.fixtures.at_the_clock import AtTheClock
from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.machine import Machine
from tests.fixtures.scripts import Bakery, Body, KeyHolder, Script
from timeclock.compat.ids import IdKind, hex24, uuid8
from timeclock.worktime.shifts.queries import last_shift
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd

EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)
DOORS = ("page", "native", "connecteam", "clockify", "awork", "webwork", "terminal")
Press = Callable[[], int]
Door = tuple[Press, Press]


class Doors:
    """How Eli comes and goes through each door; each press tells the status of its answer."""

    def __init__(
        self, app: Flask, bakery: Bakery, sign_in: Callable[[], AtTheClock], email: str
    ) -> None:
        self._bakery, self._script, self._sign_in, self._email = bakery, Script(app), sign_in, email
        self._run = app.test_cli_runner().invoke

    def through(self, name: str) -> Door:
        found: Door = getattr(self, name)()
        return found

    def page(self) -> Door:
        """Each time signed in anew: a cookie from the future is not believed."""
        return (
            lambda: self._sign_in().press("clock-in", clock=self._bakery.shop).status_code,
            lambda: self._sign_in().press("clock-out").status_code,
        )

    def native(self) -> Door:
        base, body = "/api/timeclock/v1", {"clock_id": self._bakery.shop}
        return self._sends(f"{base}/clock-in", lambda: body), self._sends(f"{base}/clock-out", dict)

    def connecteam(self) -> Door:
        base, body = (
            f"/time-clock/v1/time-clocks/{self._bakery.shop}",
            {"userId": self._bakery.eli.user_id},
        )
        return (
            self._sends(f"{base}/clock-in", lambda: body),
            self._sends(f"{base}/clock-out", lambda: body),
        )

    def clockify(self) -> Door:
        company = f"/api/v1/workspaces/{hex24(IdKind.WORKSPACE, self._bakery.workspace_id)}"
        user = f"user/{hex24(IdKind.USER, self._bakery.eli.user_id)}"
        return (
            self._sends(f"{company}/time-entries", lambda: {"start": shown()}),
            self._sends(f"{company}/{user}/time-entries", lambda: {"end": shown()}, "PATCH"),
        )

    def awork(self) -> Door:
        kind = uuid8(IdKind.TYPE_OF_WORK, self._bakery.workspace_id)
        base, body = "/api/v1/me/timetracking", {"typeOfWorkId": kind, "timezone": "UTC"}
        return self._sends(f"{base}/start", lambda: body), self._sends(f"{base}/stop", lambda: None)

    def webwork(self) -> Door:
        """There only those above the managers end a tracker."""
        ids = {"workspace_id": self._bakery.workspace_id, "user_id": self._bakery.eli.user_id}
        return (
            self._sends("/time-tracking/start", lambda: ids),
            self._sends("/time-tracking/stop", lambda: ids, by=self._bakery.edda),
        )

    def terminal(self) -> Door:
        return self._types("clock-in", "--clock", str(self._bakery.shop)), self._types("clock-out")

    def _sends(
        self,
        path: str,
        body: Callable[[], Body],
        method: str = "POST",
        by: KeyHolder | None = None,
    ) -> Press:
        key = (by or self._bakery.eli).key
        headers = {"Authorization": f"Bearer {key}"}
        if path.startswith(("/time-clock", "/api/v1/workspaces")):
            headers = {"X-Api-Key": key}
        return lambda: self._script.send(method, path, body(), headers).status_code

    def _types(self, *words: str) -> Press:
        him = ("--workspace", str(self._bakery.workspace_id), "--email", self._email)
        return lambda: 500 if self._run(args=("shifts", *words, *him)).exit_code else 200


@pytest.fixture
def doors(
    app: Flask, cast: Cast, bakery: Bakery, at_the_clock: Callable[[CastMember], AtTheClock]
) -> Doors:
    return Doors(app, bakery, lambda: at_the_clock(cast.eli), cast.eli.email)


def shown() -> str:
    """What the machine's clock shows, as Clockify writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def newest(app: Flask, bakery: Bakery) -> ShiftRecord:
    with app.app_context():
        found = last_shift(bakery.workspace_id, bakery.eli.member_id)
    assert found is not None
    return found


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("name", DOORS)
def test_who_goes_then_goes_at_the_true_time_and_is_paid_when_that_is_confirmed(
    app: Flask,
    bakery: Bakery,
    machine: Machine,
    doors: Doors,
    name: str,
    kept: bool,
) -> None:
    comes, goes = doors.through(name)
    if kept:
        machine.keep(app)
    machine.at(EIGHT, DAY)
    assert comes() in (200, 201)
    began = newest(app, bakery)
    assert began.timeline.started_at == EIGHT + DAY
    assert (began.unconfirmed is UnconfirmedEnd.DOUBTFUL) is kept
    machine.at(EIGHT + timedelta(hours=8))
    assert goes() == 200
    ended = newest(app, bakery)
    assert (ended.id, ended.timeline.ended_at) == (began.id, EIGHT + timedelta(hours=8))
    assert ended.timeline.started_at == ended.timeline.ended_at
    assert ended.unconfirmed is UnconfirmedEnd.DOUBTFUL
    assert comes() in (200, 201)
    again = newest(app, bakery)
    assert (again.timeline.started_at, again.unconfirmed) == (ended.timeline.ended_at, None)
    demand_sound(app)
