"""SQLite's statistics are refreshed by a writer like any other, in bounded time."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.fixtures.cast import Cast
from tests.fixtures.long_history import LongHistory
from timeclock.errors import Busy
from timeclock.operations import background
from timeclock.storage.statistics import ROWS_LOOKED_AT, refresh_statistics
from timeclock.storage.transactions import briefly, db, reading, write_lock

COUNTED = "SELECT stat FROM sqlite_stat1 WHERE tbl = 'shift' AND idx = 'ix_shift_started'"


def sent_while_refreshing() -> list[str]:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        refresh_statistics()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return sent


@pytest.mark.databases("sqlite")
def test_the_planner_learns_how_large_the_tables_are(
    app: Flask, cast: Cast, long_history: LongHistory
) -> None:
    long_history.add(1, 10)
    with app.app_context():
        sent = sent_while_refreshing()
        with reading() as connection:
            rows = int(str(connection.exec_driver_sql(COUNTED).scalar_one()).split()[0])
    assert rows >= 1_000
    assert sent[0] == f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}"
    assert not any(each.startswith("BEGIN") for each in sent)


@pytest.mark.databases("sqlite")
def test_it_waits_for_its_turn_among_the_writers(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context(), write_lock(), briefly():
        with pytest.raises(Busy):
            refresh_statistics()
        background.statistics_round()
    assert "statistics of the tables wait for the next round" in caplog.text


@pytest.mark.databases("postgresql")
def test_postgresql_does_it_by_itself(app: Flask) -> None:
    with app.app_context():
        assert sent_while_refreshing() == []
