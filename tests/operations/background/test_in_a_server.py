"""The server as it is started: it closes forgotten shifts while no one asks it for anything."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from tests.fixtures.live_server import LiveServer
from tests.operations.background.forgotten import (
    LIMIT,
    clocked_in_at,
    closed,
    let_the_shop_close,
    wait_for,
    yesterday,
)
from timeclock.worktime.shifts.queries import shift
from timeclock.worktime.shifts.record import UnconfirmedEnd
from timeclock.worktime.timesheets.inbox.listing import cases, own_cases

OF_THE_ANCHOR = ("Ledger at ", "Made the anchor file ")


@pytest.fixture
def left_open(app: Flask, cast: Cast) -> int:
    """Eli's shift since yesterday, at a shop that closes."""
    with app.app_context():
        let_the_shop_close(cast)
        return clocked_in_at(yesterday(), cast.eli, cast.shop).id


def test_a_forgotten_shift_is_closed_without_a_request_and_waits_to_be_confirmed(
    app: Flask, cast: Cast, left_open: int, make_live_server: Callable[[], LiveServer]
) -> None:
    """Two nodes, on PostgreSQL of several processes each: it is closed once."""
    servers = [make_live_server(), make_live_server()]
    wait_for(lambda: closed(app, cast.eli))
    with app.app_context():
        found = shift(cast.workspace_id, left_open)
        assert found is not None
        assert found.timeline.ended_at == found.timeline.started_at + LIMIT
        assert found.unconfirmed is UnconfirmedEnd.PROVISIONAL
        now = datetime.now(UTC)
        (case,) = cases(cast.maya.actor, now)
        assert own_cases(cast.workspace_id, cast.eli.member_id, now) == (case,)
    for server in servers:
        server.stop()
        lines = server.log.read_text().splitlines()
        assert [line for line in lines if not line.startswith(OF_THE_ANCHOR)] == []
    assert closed(app, cast.eli) == 1
