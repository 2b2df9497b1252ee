"""The machine's clock is set back between two punches, where SQLite has no other."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from tests.faults.crew import demand_sound, found_in_ledger
from tests.fixtures.scripts import Bakery, Script
from timeclock.timekeeping import utc_text
from timeclock.worktime.shifts.answering import Act

BASE = "/api/timeclock/v1"
PUNCHES = ("clock-in", "pause", "resume", "switch-job", "clock-out", "clock-in", "clock-out")

pytestmark = pytest.mark.databases("sqlite")


Punch = Callable[[str, str], TestResponse]


@pytest.fixture
def punch(bakery: Bakery, script: Script) -> Punch:
    """Sends one of Eli's punches while the machine's clock shows a time."""

    def at(time: str, path: str) -> TestResponse:
        moment = datetime.fromisoformat(f"2026-03-02T{time}").replace(tzinfo=UTC)
        bodies = {"clock-in": {"clock_id": bakery.shop}, "switch-job": {"job_id": bakery.job}}
        headers = {"Authorization": f"Bearer {bakery.eli.key}"}
        with time_machine.travel(moment, tick=False):
            return script.send("POST", f"{BASE}/{path}", bodies.get(path, {}), headers)

    return at


@pytest.mark.parametrize("number", range(1, len(PUNCHES)))
def test_no_shift_runs_backwards_and_no_punch_is_moved_wherever_the_clock_steps_back(
    app: Flask, punch: Punch, number: int
) -> None:
    for index, path in enumerate(PUNCHES):
        hour, minute = (8, index) if index < number else (7, index)
        answer = punch(f"{hour:02}:{minute:02}", path)
        assert answer.status_code == 200, answer.json
        shift = answer.json["shift"]
        assert shift["worked_seconds"] >= 0
    with app.app_context():
        told = found_in_ledger()
    moments = [utc_text(entry.at)[11:16] for entry in told if entry.act is not Act.DOUBTED]
    assert moments == [
        f"{8 if index < number else 7:02}:{index:02}" for index in range(len(PUNCHES))
    ]
    doubted = {entry.at for entry in told if entry.act is Act.DOUBTED}
    assert doubted == {datetime(2026, 3, 2, 7, number, tzinfo=UTC)}
    demand_sound(app)


@pytest.mark.parametrize("number", range(1, len(PUNCHES)))
def test_a_clock_that_steps_back_by_less_than_two_minutes_is_put_right_in_silence(
    app: Flask, punch: Punch, number: int
) -> None:
    for index, path in enumerate(PUNCHES):
        second = index * 10 if index < number else index * 10 - 60
        assert punch(f"08:{30 + second // 60:02}:{second % 60:02}", path).status_code == 200
    with app.app_context():
        told = found_in_ledger()
    moments = [entry.at for entry in told]
    assert len(moments) == len(PUNCHES)
    assert moments == sorted(moments)
    demand_sound(app)
