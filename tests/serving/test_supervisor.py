"""The processes of the server: replaced when they are killed, and ended without a lost answer."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.fixtures.live_server import free_port
from timeclock.config import ROOT
from timeclock.serving.pausing import LONG_LIFE, LONGEST, GrowingPause

PATIENCE = 60
APP = """
import os, time
class App:
    config = {}
    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/slow":
            time.sleep(1.5)
        body = str(os.getpid()).encode()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]
app = App()
"""


@dataclass
class Supervised:
    """A supervisor that runs, and its port."""

    process: "subprocess.Popen[str]"
    port: int

    def workers(self) -> list[int]:
        return [child.pid for child in psutil.Process(self.process.pid).children()]

    def get(self, path: str = "/") -> int:
        """Ask until there is an answer: the number of the process that gave it."""
        deadline = time.monotonic() + PATIENCE
        while True:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            try:
                line.request("GET", path)
                return int(line.getresponse().read())
            except (OSError, http.client.HTTPException):
                assert time.monotonic() < deadline
                time.sleep(0.05)
            finally:
                line.close()


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Callable[..., Supervised]]:
    """Runs an app of a few lines."""
    begun: list[Supervised] = []

    def start(text: str = APP, workers: int = 2) -> Supervised:
        (tmp_path / "small.py").write_text(text)
        port = free_port()
        command = [sys.executable, "-m", "timeclock.serving", "--host", "127.0.0.1"]
        words = ["--port", str(port), "--workers", str(workers), "--threads", "2", "small:app"]
        process = subprocess.Popen(
            [*command, *words],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(tmp_path)},
            stderr=subprocess.PIPE,
            text=True,
        )
        begun.append(Supervised(process, port))
        return begun[-1]

    yield start
    for supervised in begun:
        supervised.process.terminate()
        supervised.process.communicate(timeout=PATIENCE)


def test_processes_killed_again_and_again_are_replaced_with_a_growing_pause(
    supervise: Callable[..., Supervised],
) -> None:
    supervised = supervise(workers=1)
    for _ in range(4):
        pid = supervised.get()
        os.kill(pid, signal.SIGKILL)
    assert supervised.get() in supervised.workers()
    supervised.process.terminate()
    _, said = supervised.process.communicate(timeout=PATIENCE)
    lines = said.splitlines()
    begin = "A process of the server was killed by signal 9; another one starts"
    assert lines == [f"{begin} {when}." for when in ("now", "in 0.5 s", "in 1 s", "in 2 s")]
    assert supervised.process.returncode == 0


def test_one_process_goes_on_while_another_is_replaced(
    supervise: Callable[..., Supervised],
) -> None:
    supervised = supervise(workers=2)
    supervised.get()
    deadline = time.monotonic() + PATIENCE
    while len(supervised.workers()) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    first, second = supervised.workers()
    os.kill(first, signal.SIGKILL)
    for _ in range(20):
        assert supervised.get() != first
    assert second in supervised.workers()


def test_an_app_that_cannot_be_loaded_ends_the_server_with_its_sentence(
    supervise: Callable[..., Supervised],
) -> None:
    supervised = supervise("import sys\nsys.exit('A setting is wrong.')")
    _, said = supervised.process.communicate(timeout=PATIENCE)
    assert supervised.process.returncode == 1
    assert said == "A setting is wrong.\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_an_answer_under_way_is_finished_before_the_end(
    supervise: Callable[..., Supervised], number: signal.Signals
) -> None:
    supervised = supervise()
    supervised.get()
    line = http.client.HTTPConnection("127.0.0.1", supervised.port, timeout=PATIENCE)
    line.request("GET", "/slow")
    time.sleep(0.3)
    supervised.process.send_signal(number)
    assert line.getresponse().status == 200
    line.close()
    assert supervised.process.wait(PATIENCE) == 0


def test_processes_end_when_their_supervisor_is_killed(
    supervise: Callable[..., Supervised],
) -> None:
    supervised = supervise()
    supervised.get()
    workers = [psutil.Process(pid) for pid in supervised.workers()]
    supervised.process.kill()
    _, alive = psutil.wait_procs(workers, PATIENCE)
    assert alive == []


def test_the_pause_grows_to_a_bound_and_is_forgotten_after_a_long_life() -> None:
    pause = GrowingPause()
    pauses = [pause.after(lived=0.1) for _ in range(10)]
    assert pauses[:4] == [0.0, 0.5, 1.0, 2.0]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST
    assert pause.after(lived=LONG_LIFE) == 0.0
