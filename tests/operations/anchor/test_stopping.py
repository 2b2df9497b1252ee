"""What the server's stop leaves: a log without anything in it, and an anchor up to date."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.fixtures.cast import Cast
from tests.operations.anchor.conftest import anchored, heads
from timeclock.errors import Busy
from timeclock.ledger.heads import combined
from timeclock.operations.anchor import stopping
from timeclock.operations.anchor.keeping import Keeper
from timeclock.operations.anchor.stopping import close_down
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.punching import clock_in, clock_out

COUNT = "SELECT count(*) FROM entry WHERE kind LIKE 'shift.%'"


def test_the_anchor_and_the_line_have_everything(anchor: Keeper, cast: Cast) -> None:
    clock_in(cast.eli.actor, clock_id=cast.shop)
    line = close_down()
    assert anchored(anchor) == heads()
    assert line.endswith(f"combined head {combined(heads().values())}.")


@pytest.mark.databases("sqlite")
def test_a_reader_keeps_the_log_and_the_operator_is_told(
    anchor: Keeper, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stopping, "_PATIENCE", 0.2)
    file = Path(db.engine.url.database or "")
    clock_in(cast.eli.actor, clock_id=cast.shop)
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute(COUNT).fetchone()
        clock_out(cast.eli.actor)
        with pytest.raises(Busy, match="-wal"):
            close_down()
        clock_in(cast.eli.actor, clock_id=cast.shop)  # the lock is free again
    close_down()
    alone = shutil.copy(file, tmp_path / "alone.sqlite3")
    with closing(sqlite3.connect(alone)) as copy:
        assert copy.execute(COUNT).fetchone() == (3,)


def test_an_anchor_that_cannot_be_written_does_not_stop_the_stop(
    anchor: Keeper, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    anchor.file.path.mkdir()
    assert close_down().startswith("Ledger at ")
    assert "cannot be used" in caplog.text
