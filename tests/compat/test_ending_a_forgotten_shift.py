"""A forgotten shift through every door: each answers as its contract says, and no end is paid."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.compat.forgotten_doors import (
    EARLIER,
    MONDAY,
    ForgottenShiftDoors,
    left_shift,
    state_of,
    status,
)
from timeclock.compat.ids import IdKind, uuid8
from timeclock.operations.verifying.checking import verify
from timeclock.timekeeping import utc_text
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.reading.sheets import sheet_of

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


@pytest.mark.parametrize("way", FORGOTTEN)
def test_a_forgotten_shift_through_every_door(doors: ForgottenShiftDoors, way: str) -> None:
    act, answer, state = FORGOTTEN[way]
    assert act(doors) == answer
    with doors.app.app_context():
        left = left_shift(doors)
        ended, worked = state_of(left), _worked(doors, left)
        assert (ended, worked > 0) == (state, state is None)
        assert verify(doors.bakery.workspace_id).problems == ()


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
        left = left_shift(doors)
        assert (left.note, state_of(left)) == ("Rolls", "forgotten")


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
