"""In JSON too, hours are real elapsed hours when the clocks change in the night."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.company import Watch
from tests.fixtures.scripts import Bakery

pytestmark = pytest.mark.databases("sqlite")


@pytest.mark.parametrize(
    ("begins", "ends", "hours", "offsets"),
    [
        ("2026-10-24T20:00", "2026-10-25T05:00", 9, ("+02:00", "+01:00")),
        ("2027-03-27T21:00", "2027-03-28T04:00", 7, ("+01:00", "+02:00")),
    ],
    ids=["back", "forward"],
)
def test_a_berlin_night_from_22_to_6(
    watch: Watch,
    bakery: Bakery,
    call: Callable[..., TestResponse],
    begins: str,
    ends: str,
    hours: int,
    offsets: tuple[str, str],
) -> None:
    watch.at(datetime.fromisoformat(begins).replace(tzinfo=UTC))
    call("clock-in", {"clock_id": bakery.shop})
    watch.at(datetime.fromisoformat(ends).replace(tzinfo=UTC))
    running: Any = call("shifts/open", method="GET").json
    assert running["shifts"][0]["worked_seconds"] == hours * 3600
    answer: Any = call("clock-out").json
    shift = answer["shift"]
    assert shift["worked_seconds"] == hours * 3600
    assert (shift["started_at"][11:16], shift["ended_at"][11:16]) == ("22:00", "06:00")
    assert (shift["started_at"][-6:], shift["ended_at"][-6:]) == offsets
