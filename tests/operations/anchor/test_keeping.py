"""The anchor follows the database: at most a second behind, and never in the way of a punch."""

import logging
import threading
import time
from pathlib import Path

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from tests.fixtures.database import settings_for
from tests.operations.anchor.conftest import anchored, heads
from timeclock.factory import create_app
from timeclock.operations import background
from timeclock.operations.anchor import keeping
from timeclock.operations.anchor.file import AnchorFile
from timeclock.operations.anchor.installed import keeper
from timeclock.operations.anchor.keeping import Keeper
from timeclock.operations.background import Background, anchor_round
from timeclock.storage.transactions import db, writes
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause

PATIENCE = 20  # seconds


def punch(cast: Cast) -> None:
    clock_in(cast.eli.actor, clock_id=cast.shop)
    clock_out(cast.eli.actor)


def test_the_first_round_makes_it_from_what_is_there(anchor: Keeper, cast: Cast) -> None:
    punch(cast)
    anchor.round()
    assert anchored(anchor) == heads()
    assert anchor.loss is None


def test_a_punch_is_written_down_without_a_look_at_the_database(
    anchor: Keeper, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchor.round()
    punch(cast)
    expected = heads()
    monkeypatch.setattr(keeping, "snapshot", None)
    anchor.round()
    assert anchored(anchor) == expected


def test_a_round_without_news_writes_nothing(anchor: Keeper, cast: Cast) -> None:
    anchor.round()
    before = anchor.file.path.stat()
    anchor.round()
    after = anchor.file.path.stat()
    assert (after.st_mtime_ns, after.st_size) == (before.st_mtime_ns, before.st_size)


def test_what_was_rolled_back_is_not_noted(anchor: Keeper, cast: Cast) -> None:
    anchor.round()
    with pytest.raises(Exception, match="not clocked in"):
        pause(cast.eli.actor)
    assert list(writes().committed) == []


def test_what_another_process_records_is_there_after_a_minute(
    anchor: Keeper, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchor.round()
    punch(cast)
    writes().committed.clear()  # as if it had been another one
    anchor.round()
    assert anchored(anchor) != heads()
    monkeypatch.setattr(keeping, "SWEEP_EVERY", 0.0)
    anchor.round()
    assert anchored(anchor) == heads()


def test_two_processes_share_the_file(anchor: Keeper, cast: Cast, tmp_path: Path) -> None:
    """Each writes what it has recorded, and the later one may come first."""
    other = create_app(settings_for(str(db.engine.url.render_as_string(False)), tmp_path))
    anchor.round()
    with other.app_context():
        keeper().file = AnchorFile(anchor.file.path)
        keeper().round()
        clock_in(cast.eli.actor, clock_id=cast.shop)
    clock_out(cast.eli.actor)
    anchor.round()
    with other.app_context():
        keeper().round()
        assert keeper().loss is None
        db.engine.dispose()
    assert anchored(anchor) == heads()


def test_notes_that_no_one_took_do_not_fill_the_memory(
    anchor: Keeper, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchor.round()
    note = next(iter(heads().values()))
    writes().committed.extend([note] * (keeping.NOTES_KEPT + 5))
    assert len(writes().committed) == keeping.NOTES_KEPT
    punch(cast)
    anchor.round()
    assert anchored(anchor) == heads()


def test_an_anchor_of_another_database_is_kept_and_is_no_loss(
    anchor: Keeper, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    others = [
        head._replace(pseudonym=f"{number:032x}", position=900)
        for number, head in enumerate(heads().values())
    ]
    anchor.file.replace(others)
    anchor.round()
    assert anchor.loss is None
    assert anchored(anchor) == heads()
    (kept,) = anchor.file.path.parent.glob(f"{anchor.file.path.name}.2*")
    assert str(kept) in caplog.text
    assert b" 900 " in kept.read_bytes()


def test_a_file_that_cannot_be_written_does_not_stop_the_clock(
    anchor: Keeper, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    anchor.round()
    anchor.file.path.unlink()
    anchor.file.path.mkdir()
    for _ in range(3):
        punch(cast)
        anchor_round()
    assert caplog.text.count("the anchor waits for the next round") == 1
    anchor.file.path.rmdir()
    anchor_round()
    assert anchored(anchor) == heads()


def test_no_write_before_the_first_look(anchor: Keeper, cast: Cast) -> None:
    anchor.refuse_until_compared()
    with pytest.raises(Exception, match="not compared the database with its anchor yet"):
        punch(cast)
    anchor.round()
    punch(cast)


def test_the_log_says_how_much_there_is(
    anchor: Keeper, cast: Cast, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "timeclock.operations.anchor")
    monkeypatch.setattr(keeping, "SWEEP_EVERY", 0.0)
    for _ in range(3):
        punch(cast)
        anchor.round()
    (line,) = [line for line in caplog.messages if line.startswith("Ledger at ")]
    assert f": entries {sum(head.position for head in anchored(anchor).values()) - 4}," in line
    monkeypatch.setattr(keeping, "LOG_EVERY", 0.0)
    anchor.round()
    lines = [line for line in caplog.messages if line.startswith("Ledger at ")]
    assert len(lines) == 2
    assert lines[0].rsplit(" ", 1)[1] != lines[1].rsplit(" ", 1)[1]


def test_a_serving_process_is_at_most_a_second_behind(
    app: Flask, anchor: Keeper, cast: Cast
) -> None:
    anchor.round()
    thread = Background(app, every=background.OFTEN, work=anchor_round, in_read_only=True)
    thread.start()
    punch(cast)
    expected, until = heads(), time.monotonic() + PATIENCE
    while anchored(anchor) != expected:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert thread.stop(PATIENCE)
    db.session.remove()


def test_a_punch_waits_for_nothing_that_the_anchor_does(
    app: Flask, anchor: Keeper, cast: Cast
) -> None:
    """Another process holds the anchor's lock; a flush is waiting for it."""
    anchor.round()
    punch(cast)

    def flush() -> None:
        with app.app_context():
            anchor.round()

    other = type(anchor.file)(anchor.file.path)
    with other.lock():
        thread = threading.Thread(target=flush)
        thread.start()
        begun = time.monotonic()
        punch(cast)
        assert time.monotonic() - begun < 5
        assert thread.is_alive()
    thread.join(PATIENCE)
    anchor.round()
    assert anchored(anchor) == heads()
