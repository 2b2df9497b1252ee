"""A page or a punch of a company costs the same after 188,000 more shifts: steps, not time."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.fixtures.at_the_clock import AtTheClock
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.long_history import LongHistory
from timeclock.storage.transactions import db

# Pages look back 62 days at most, and a pay period more: what is older must cost nothing.
LOOKED_BACK, DAYS = 100, 1_040
EVERY = 10  # steps of SQLite's machine for one count


def steps_of(app: Flask, act: Callable[[], object]) -> int:
    """How far SQLite's machine runs for it, after one to warm up."""
    act()
    counted, drivers = [0], []

    def count() -> int:
        counted[0] += EVERY
        return 0

    def watch(_connection: Any, cursor: Any, *_: Any) -> None:
        if cursor.connection not in drivers:
            drivers.append(cursor.connection)
            cursor.connection.set_progress_handler(count, EVERY)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", watch)
    act()
    event.remove(engine, "before_cursor_execute", watch)
    for driver in drivers:
        driver.set_progress_handler(None, 0)
    return counted[0]


@pytest.mark.databases("sqlite")
def test_what_was_closed_long_ago_costs_nothing(
    app: Flask,
    cast: Cast,
    browser_of: Callable[[CastMember], Browser],
    long_history: LongHistory,
) -> None:
    eli, olive = browser_of(cast.eli), browser_of(cast.olive)
    clock = AtTheClock(browser_of(cast.otto))  # or Eli's pages would show more the second time

    def punch() -> None:
        for button in ("clock-in", "pause", "resume", "clock-out"):
            assert clock.press(button).status_code == 200

    def get(browser: Browser, path: str) -> Callable[[], None]:
        def ask() -> None:
            assert browser.client.get(path).status_code in (200, 204), path

        return ask

    def measured() -> dict[str, int]:
        paths = ("/", "/clock/changes", "/clock/day", "/my/week", "/my/ledger", "/my/timesheet")
        found = {path: steps_of(app, get(eli, path)) for path in paths}
        for path in ("/board", "/board/live", "/inbox", "/timesheets", "/admin/people"):
            found[path] = steps_of(app, get(olive, path))
        return found | {"punch": steps_of(app, punch)}

    long_history.add(1, LOOKED_BACK)
    before = measured()
    long_history.add(LOOKED_BACK, DAYS)
    after = measured()
    more = {
        name: (before[name], now) for name, now in after.items() if now > before[name] * 1.1 + 200
    }
    assert more == {}
