"""The thread of a serving process: it goes on whatever the database does, and ends with it."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.faults.test_locked_database import held
from tests.fixtures.cast import Cast
from tests.operations.background.forgotten import (
    PATIENCE,
    clocked_in_at,
    closed,
    let_the_shop_close,
    wait_for,
    yesterday,
)
from timeclock.config import ROOT
from timeclock.operations import background
from timeclock.operations.background import Background

SHORT = 0.05  # seconds


@pytest.fixture
def begin(app: Flask) -> Iterator[Callable[[], Background]]:
    """Starts the background of a server, with short minutes."""
    begun: list[Background] = []

    def start() -> Background:
        begun.append(Background(app, every=SHORT, soon=SHORT))
        begun[-1].start()
        return begun[-1]

    yield start
    for each in begun:
        assert each.stop(PATIENCE)


@pytest.fixture
def shop(app: Flask, cast: Cast) -> Cast:
    """A shop that closes; Eli has been in since yesterday, by the time of the machine."""
    with app.app_context():
        let_the_shop_close(cast)
        clocked_in_at(yesterday(), cast.eli, cast.shop)
    return cast


def test_it_closes_what_is_due_and_goes_on(
    app: Flask, shop: Cast, begin: Callable[[], Background]
) -> None:
    begin()
    wait_for(lambda: closed(app, shop.eli) == 1)
    with app.app_context():
        clocked_in_at(yesterday(), shop.maya, shop.shop)
    wait_for(lambda: closed(app, shop.maya) == 1)
    assert closed(app, shop.eli) == 1


def test_several_at_once_close_each_shift_once(
    app: Flask, shop: Cast, begin: Callable[[], Background]
) -> None:
    with app.app_context():
        clocked_in_at(yesterday(), shop.maya, shop.shop)
    for _ in range(4):
        begin()
    wait_for(lambda: closed(app, shop.eli) and closed(app, shop.maya))
    time.sleep(4 * SHORT)
    assert (closed(app, shop.eli), closed(app, shop.maya)) == (1, 1)


@pytest.mark.databases("sqlite")
def test_a_database_that_someone_holds_is_waited_for_without_holding_anything_up(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    database_url: str,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.setattr("timeclock.storage.connecting.LOCK_DEADLINE", 0.2)
    app: Flask = request.getfixturevalue("app")
    shop: Cast = request.getfixturevalue("shop")
    begin: Callable[[], Background] = request.getfixturevalue("begin")
    with held(database_url, "a command of ours at its work"):
        begin()
        wait_for(lambda: "forgotten shifts wait for the next round" in caplog.text)
    wait_for(lambda: closed(app, shop.eli) == 1)


def test_it_begins_only_when_the_database_is_ready(
    app: Flask,
    shop: Cast,
    begin: Callable[[], Background],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("timeclock.operations.upgrading.newest_revision", lambda: "9999")
    begin()
    wait_for(lambda: "the database is not ready" in caplog.text)
    assert closed(app, shop.eli) == 0
    monkeypatch.undo()
    wait_for(lambda: closed(app, shop.eli) == 1)


def test_a_fault_that_no_one_foresaw_is_told_and_is_not_the_end(
    app: Flask,
    shop: Cast,
    begin: Callable[[], Background],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", told.append)
    real = background.one_round

    def break_down() -> int:
        monkeypatch.setattr(background, "one_round", real)
        raise KeyError("unforeseen")

    monkeypatch.setattr(background, "one_round", break_down)
    begin()
    wait_for(lambda: closed(app, shop.eli) == 1)
    assert [str(each.exc_value) for each in told] == ["'unforeseen'"]


@pytest.mark.databases("sqlite")
def test_it_stops_at_once_when_it_is_told_to(app: Flask) -> None:
    idle = Background(app, every=3600, soon=3600)
    idle.start()
    begun = time.monotonic()
    assert idle.stop(PATIENCE)
    assert time.monotonic() - begun < 5


PROCESS = """
import sys
from pathlib import Path
from tests.fixtures.database import settings_for
from timeclock.operations.background import Background
from timeclock.factory import create_app

url, folder = sys.argv[1:]
Background(create_app(settings_for(url, Path(folder))), every=3600, soon=3600).start()
print("begun", flush=True)
"""


@pytest.mark.databases("sqlite")
def test_it_does_not_keep_its_process_alive(database_url: str, tmp_path: object) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROCESS, database_url, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "begun\n", "")
