"""A forgotten shift in scripts: the suggested end, and a note that confirms nothing.

tests/worktime/paid_time has the table of every way to end one, through every channel.
"""

from typing import Any

from tests.compat.forgotten_doors import (
    ForgottenShiftDoors,
    left_shift,
    state_of,
)


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
