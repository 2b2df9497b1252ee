"""start.py run as an operator meets it: real processes, from an empty folder or database."""

import http.client
import os
import re
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
from tests.fixtures.postgres import PostgresCluster
from timeclock.config import ROOT
from timeclock.starting.serving import EXIT_UNAVAILABLE

PATIENCE = 60


@dataclass
class Operator:
    """A terminal in which start.py runs; what it printed is in `said`."""

    process: "subprocess.Popen[bytes]"
    log: Path
    port: int

    @property
    def said(self) -> str:
        return self.log.read_text()

    def wait_until_served(self, times: int = 1) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.said.count("Ctrl-C ends it.") < times:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)

    def status(self, path: str = "/healthz") -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def status_in_the_end(self) -> int:
        """The first answer, though no one listens while a new worker starts."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.status()
            except (ConnectionError, TimeoutError):
                assert time.monotonic() < deadline, self.said
                time.sleep(0.05)

    def workers(self) -> list[psutil.Process]:
        (server,) = psutil.Process(self.process.pid).children()
        return server.children()


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Operator]]:
    """Starts it on a free port with an instance folder of its own."""
    begun: list[Operator] = []

    def begin(port: int | None = None, **environ: str) -> Operator:
        port = port or free_port()
        inherited = {name: value for name, value in os.environ.items() if "TIMECLOCK" not in name}
        own = {"TIMECLOCK_PORT": str(port), "TIMECLOCK_INSTANCE": str(tmp_path / "instance")}
        log = tmp_path / f"run-{len(begun)}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "start.py", "run"],
                cwd=ROOT,
                env=inherited | own | environ,
                stdout=out,
                stderr=out,
            )
        begun.append(Operator(process, log, port))
        return begun[-1]

    yield begin
    for operator in begun:
        operator.process.terminate()
        operator.process.wait(PATIENCE)


def test_the_first_start_prints_the_address_and_how_to_sign_in(
    run: Callable[..., Operator],
) -> None:
    operator = run()
    operator.wait_until_served()
    assert f"Timeclock is at http://127.0.0.1:{operator.port}\n" in operator.said
    link = re.search(rf"http://127\.0\.0\.1:{operator.port}(/setup\S+)", operator.said)
    assert link, operator.said
    assert operator.status(link[1]) == 200


@pytest.mark.parametrize(
    "number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.repetition)]
)
def test_it_ends_cleanly_when_told_to_though_a_browser_is_connected(
    run: Callable[..., Operator], number: signal.Signals
) -> None:
    operator = run()
    operator.wait_until_served()
    connection = http.client.HTTPConnection("127.0.0.1", operator.port, timeout=10)
    connection.request("GET", "/healthz")
    connection.getresponse().read()
    operator.process.send_signal(number)
    assert operator.process.wait(PATIENCE) == 0
    connection.close()
    assert "Traceback" not in operator.said


def test_a_second_start_on_the_same_port_says_who_is_in_the_way(
    run: Callable[..., Operator],
) -> None:
    first = run()
    first.wait_until_served()
    second = run(port=first.port)
    assert second.process.wait(PATIENCE) == EXIT_UNAVAILABLE
    assert second.said == (
        f"Port {first.port} on 127.0.0.1 is taken. Stop what uses it, or set TIMECLOCK_PORT.\n"
    )


def test_a_killed_worker_is_replaced(run: Callable[..., Operator]) -> None:
    operator = run()
    operator.wait_until_served()
    (worker,) = operator.workers()
    worker.kill()
    worker.wait(PATIENCE)
    assert operator.status_in_the_end() == 200
    assert [other.pid for other in operator.workers()] != [worker.pid]


def test_a_server_killed_twice_in_a_row_is_started_again(run: Callable[..., Operator]) -> None:
    operator = run()
    operator.wait_until_served()
    for start in (2, 3):
        (server,) = psutil.Process(operator.process.pid).children()
        server.kill()
        server.wait(PATIENCE)
        # A worker that has not noticed yet would answer too, so this waits for the next start.
        operator.wait_until_served(times=start)
        assert operator.status_in_the_end() == 200
    assert operator.said.count("The server was killed by signal 9; it starts again.\n") == 2
    assert operator.said.count("No one can sign in yet.") == 1


def test_two_servers_that_start_at_once_on_an_empty_postgresql_both_serve(
    run: Callable[..., Operator], postgres: PostgresCluster
) -> None:
    environ = {
        "TIMECLOCK_DATABASE_URL": postgres.create("started_twice"),
        "TIMECLOCK_SECRET_KEY": "the same secret on both of the servers",
    }
    servers = [run(**environ), run(**environ)]
    for server in servers:
        server.wait_until_served()
        assert server.status() == 200
        assert len(server.workers()) >= 2
