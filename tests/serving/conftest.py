"""The server in a thread of the tests, with short deadlines and an app of a few lines."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pytest

from timeclock.serving.deadlines import Deadlines
from timeclock.serving.server import Server

LARGEST_BODY = 1000
LARGE_ANSWER = 8 * 1024 * 1024
PATIENCE = 20
SHORT = Deadlines(
    idle=1.5, idle_when_crowded=0.4, head=0.5, body=1.2, farewell=0.5, window=0.4, tick=0.05
)


@dataclass
class ServedApp:
    """What the app has seen, and the door that a slow request waits for."""

    seen: list[dict[str, object]] = field(default_factory=list)
    door: threading.Event = field(default_factory=threading.Event)

    def __call__(
        self, environ: dict[str, object], start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()  # type: ignore[attr-defined]
        self.seen.append({**environ, "body": body})
        path = environ["PATH_INFO"]
        if path == "/wait":
            self.door.wait(PATIENCE)
        answer = b"x" * LARGE_ANSWER if path == "/large" else b"hello"
        if path == "/stream":
            start_response("200 OK", [])
            return iter([b"one", b"two"])
        if path == "/nothing":
            start_response("204 NO CONTENT", [])
            return []
        start_response("200 OK", [("Content-Length", str(len(answer)))])
        return [answer]


@dataclass
class Served:
    """A server that runs, and raw connections to it."""

    server: Server
    app: ServedApp
    thread: threading.Thread
    opened: list[socket.socket] = field(default_factory=list)

    def connect(self, sent: bytes = b"", receive_buffer: int | None = None) -> socket.socket:
        """A new connection that has sent these bytes."""
        client = socket.socket(self.server.family)
        if receive_buffer is not None:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        client.settimeout(PATIENCE)
        client.connect(self.server.socket.getsockname())
        client.sendall(sent)
        self.opened.append(client)
        return client

    def ask(self, sent: bytes) -> bytes:
        """The whole answer until the server closes."""
        return read_all(self.connect(sent))

    def open_connections(self) -> int:
        """How many the server holds."""
        return len(self.server.active_channels)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Fail unless it becomes so soon."""
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < deadline
            time.sleep(0.01)


def read_all(client: socket.socket) -> bytes:
    """Everything until the other side closes."""
    answer = b""
    with contextlib.suppress(ConnectionResetError):
        while part := client.recv(65536):
            answer += part
    return answer


@pytest.fixture
def make_served() -> Iterator[Callable[..., Served]]:
    """Runs servers; the address family and the most connections may be given."""
    made: list[Served] = []

    def make(
        family: socket.AddressFamily = socket.AF_INET,
        host: str = "127.0.0.1",
        connections: int = 100,
    ) -> Served:
        app = ServedApp()
        listening = socket.create_server((host, 0), family=family, dualstack_ipv6=host == "::")
        server = Server(
            app,
            listening,
            threads=2,
            connections=connections,
            largest_body=LARGEST_BODY,
            deadlines=SHORT,
        )
        thread = threading.Thread(target=server.run)
        thread.start()
        made.append(Served(server, app, thread))
        return made[-1]

    yield make
    for served in made:
        served.app.door.set()
        for client in served.opened:
            client.close()
        served.server.stop()
        served.thread.join(PATIENCE)
        assert not served.thread.is_alive()
        served.server.close()


@pytest.fixture
def served(make_served: Callable[[], Served]) -> Served:
    return make_served()
