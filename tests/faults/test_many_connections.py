"""Thousands of connections that ask for nothing, or never finish: people punch as before."""

import contextlib
import http.client
import re
import resource
import socket
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from typing import Self

import psutil
import pytest

from tests.faults.crew import Crew
from tests.faults.employee import Employee
from tests.faults.oracle import PunchKnowledge
from tests.fixtures.live_server import LiveServer

SECONDS_FOR_A_PUNCH = 1.0
SECONDS_TO_RELEASE = 60
MEBIBYTE = 1024 * 1024
MOST_MEMORY = 512 * MEBIBYTE
POST = b"POST /sign-in HTTP/1.1\r\nHost: %s\r\n"


class Flood:
    """Connections of every kind that takes and gives nothing."""

    def __init__(self, server: LiveServer, large: bytes, share: float) -> None:
        self.place = server.settings.host, server.settings.port
        self.host = b"%s:%d" % (self.place[0].encode(), self.place[1])
        self.large = large
        self.share = share
        self.opened: list[socket.socket] = []
        self.dripping: list[socket.socket] = []

    def open_all(self) -> None:
        """All kinds at once; in each kind one tenth of the number, or all of it."""
        large = b"GET %s HTTP/1.1\r\nHost: %s\r\n\r\n" % (self.large, self.host)
        self._open(50, large * 32, receive_buffer=4096)
        self._open(1000, b"")
        self._open(1000, (POST % self.host)[:-4])
        for client in self._open(1000, b""):
            # One after the other, as browsers come: a thousand requests at once are work to do.
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: %s\r\n\r\n" % self.host)
            assert client.recv(4096).startswith(b"HTTP/1.1 200")
        body = POST % self.host + b"Content-Length: 40000\r\n\r\n" + b"x" * 20000
        self._open(100, body)
        self.dripping = self._open(100, body)

    def drip(self, stop: threading.Event) -> None:
        """A byte a second on each connection that drips."""
        while not stop.wait(1):
            for client in self.dripping:
                with contextlib.suppress(OSError):
                    client.sendall(b"x")

    def _open(
        self, number: int, sent: bytes, receive_buffer: int | None = None
    ) -> list[socket.socket]:
        clients = []
        for _ in range(round(number * self.share)):
            client = socket.socket()
            if receive_buffer is not None:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            client.settimeout(30)
            client.connect(self.place)
            client.sendall(sent)
            clients.append(client)
        self.opened += clients
        return clients


class Punching:
    """An employee who punches again and again, each time on a new connection."""

    def __init__(self, person: Employee) -> None:
        self.person = person
        self.seconds: list[float] = []
        self.told: set[PunchKnowledge] = set()
        self.begun = time.monotonic()
        self.slowest = (0.0, 0.0)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(0.1):
            self.person.hang_up()
            begun = time.monotonic()
            self.told.add(self.person.punch().told)
            self.seconds.append(time.monotonic() - begun)
            self.slowest = max(self.slowest, (self.seconds[-1], begun - self.begun))


@pytest.fixture
def many_files() -> Iterator[None]:
    """As many open files as the system lets the tests have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("many_files")
def test_people_punch_while_thousands_of_connections_hold_on(
    live_server: LiveServer, crew: Crew, thorough: bool
) -> None:
    crew.go_to(live_server.url)
    large = find_large_file(live_server)
    before = busy_before(crew)
    flood, stop = Flood(live_server, large, 1 if thorough else 0.1), threading.Event()
    dripping = threading.Thread(target=flood.drip, args=(stop,))
    with Punching(crew.people[0]) as punching:
        flood.open_all()
        dripping.start()
        memory, released = watch(live_server, flood, SECONDS_TO_RELEASE if thorough else 15)
    stop.set()
    dripping.join()
    for client in flood.opened:
        client.close()
    worst = max(punching.seconds)
    sys.stdout.write(
        f"{len(flood.opened)} connections, {len(punching.seconds)} punches, before at most"
        f" {before:.3f} s, then at most {worst:.3f} s (begun after {punching.slowest[1]:.1f} s),"
        f" half within {statistics.median(punching.seconds):.3f} s, {memory / MEBIBYTE:.0f} MiB,"
        f" released after {released} s\n"
    )
    assert (punching.told, len(punching.seconds) >= 10) == ({PunchKnowledge.OK}, True)
    assert worst < SECONDS_FOR_A_PUNCH + before  # what the machine takes without them
    assert memory < MOST_MEMORY
    crew.demand_truth()


def find_large_file(server: LiveServer) -> bytes:
    """The path of the stylesheet, the largest answer that a stranger gets."""
    line = http.client.HTTPConnection(server.settings.host, server.settings.port, timeout=30)
    line.request("GET", "/sign-in")
    (path,) = re.findall(rb'href="(/static/timeclock[^"]+css)"', line.getresponse().read())
    line.request("GET", path.decode())
    assert len(line.getresponse().read()) > 200_000
    line.close()
    return bytes(path)


def busy_before(crew: Crew) -> float:
    """The longest that a punch takes while nothing else happens."""
    with Punching(crew.people[1]) as punching:
        time.sleep(2)
    return max(punching.seconds)


def watch(server: LiveServer, flood: Flood, longest: float) -> tuple[int, dict[str, float]]:
    """The most memory that the server took, and after how many seconds what was let go.

    The heads that never end have to go first; with enough time everything has to.
    """
    begun, memory, released = time.monotonic(), 0, {}
    wanted = {"heads": 0.7, "all": 0.0} if longest >= SECONDS_TO_RELEASE else {"heads": 0.7}
    while wanted.keys() - released.keys():
        (worker,) = (psutil.Process(pid) for pid in server.workers())
        memory = max(memory, worker.memory_info().rss)
        held = sum(one.status == psutil.CONN_ESTABLISHED for one in worker.net_connections("tcp"))
        seconds = round(time.monotonic() - begun, 1)
        assert seconds < longest, f"{held} connections are still open after {seconds} s"
        for name, share in wanted.items():
            # The person who punches and a webhook or two have connections of their own.
            if seconds >= 5 and name not in released and held <= len(flood.opened) * share + 5:
                released[name] = seconds
        time.sleep(0.25)
    return memory, released
