"""The server is killed while it writes an export: its process ends too, and leaves nothing."""

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from flask import Flask

from tests.faults.crew import PATIENCE
from tests.fixtures.cast import Cast
from tests.fixtures.live_server import LiveServer
from tests.fixtures.scripts import Bakery
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What


def writers(server: LiveServer) -> list[psutil.Process]:
    """The processes that write exports for the server."""
    workers = [psutil.Process(pid) for pid in server.workers()]
    children = [child for worker in workers for child in worker.children()]
    return [child for child in children if "timeclock.outgoing.exports.child" in child.cmdline()]


def wait_for(what: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until
        time.sleep(0.01)


def fetch(server: LiveServer, export_id: int, key: str) -> tuple[int, bytes]:
    """Status and body; 0 where there is no answer."""
    line = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=PATIENCE)
    try:
        path = f"/api/timeclock/v1/exports/{export_id}/file"
        line.request("GET", path, headers={"Authorization": f"Bearer {key}"})
        answer = line.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        line.close()


def test_its_process_ends_and_leaves_nothing(
    live_server: LiveServer, app: Flask, cast: Cast, bakery: Bakery
) -> None:
    with app.app_context():
        week = ExportQuestion(What.PUNCHES, date(2026, 3, 2), date(2026, 3, 8), FileFormat.XLSX)
        export_id = order(cast.edda.actor, week)
    asker = threading.Thread(target=fetch, args=(live_server, export_id, bakery.edda.key))
    asker.start()
    wait_for(lambda: writers(live_server))
    (writer,) = writers(live_server)
    parent = writer.ppid()
    os.kill(parent, signal.SIGKILL)
    wait_for(lambda: not writer.is_running() or writer.status() == psutil.STATUS_ZOMBIE)
    asker.join(PATIENCE)
    folder = Path(live_server.settings.instance) / "exports"
    assert [path.name for path in folder.iterdir()] == ["guard"]
    wait_for(lambda: live_server.workers() not in ([], [parent]))
    until = time.monotonic() + PATIENCE
    while (answer := fetch(live_server, export_id, bakery.edda.key))[0] != 200:
        assert answer[0] in {0, 503}
        assert time.monotonic() < until
        time.sleep(0.1)
    assert answer[1].startswith(b"PK")


def test_a_process_that_loses_its_parent_at_once_leaves_nothing(tmp_path: Path) -> None:
    part, scratch = tmp_path / "1.part", tmp_path / "1.scratch"
    part.touch()
    scratch.mkdir()
    command = [sys.executable, "-m", "timeclock.outgoing.exports.child", str(part), str(scratch)]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, check=False, timeout=PATIENCE)
    assert ended.returncode == 1
    assert list(tmp_path.iterdir()) == []
