"""Each phase of a connection has a deadline; connections that keep to it are served."""

import socket
import threading
import time
from collections.abc import Callable

import pytest

from tests.serving.conftest import LARGE_ANSWER, SHORT, Served, read_all

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\n"
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def drip(client: socket.socket, stop: threading.Event, part: bytes) -> None:
    """Send the part again and again until the server closes."""
    try:
        while not stop.wait(0.02):
            client.sendall(part)
    except OSError:
        pass


@pytest.mark.parametrize(
    ("sent", "dripped", "longest"),
    [
        (b"", b"", SHORT.idle),
        (b"GET / HT", b"", SHORT.head),
        (b"GET / HTTP/1.1\r\nA: ", b"x", SHORT.head),
        (HEAD + b"Content-Length: 900\r\n\r\nab", b"", SHORT.window),
        (HEAD + b"Content-Length: 900\r\n\r\nab", b"x", SHORT.window),
        (HEAD + b"Content-Length: 100000\r\n\r\nab", b"xxxxxxxx", SHORT.body),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"", SHORT.window),
    ],
    ids=["silent", "head", "head drips", "body", "body drips", "body is slow", "chunks"],
)
def test_a_client_that_is_too_slow_is_let_go(
    served: Served, sent: bytes, dripped: bytes, longest: float
) -> None:
    begun = time.monotonic()
    client, stop = served.connect(sent), threading.Event()
    thread = threading.Thread(target=drip, args=(client, stop, dripped))
    if dripped:
        thread.start()
    answer = read_all(client)
    took = time.monotonic() - begun
    stop.set()
    if dripped:
        thread.join()
    assert longest * 0.9 <= took < longest + 3
    if sent:
        assert b"408 Request Timeout" in answer.split(b"\r\n")[0]
    else:
        assert answer == b""
    assert served.app.seen == []
    served.wait_until(lambda: not served.open_connections())


def test_a_connection_between_two_requests_is_closed_after_a_while(served: Served) -> None:
    client = served.connect()
    for _ in range(3):  # longer than the deadline in all
        time.sleep(SHORT.idle * 0.5)
        client.sendall(GET)
        assert client.recv(4096).startswith(b"HTTP/1.1 200")
    begun = time.monotonic()
    assert client.recv(4096) == b""
    assert time.monotonic() - begun < SHORT.idle + 3


def test_a_reader_that_stalls_is_let_go_and_frees_its_thread(served: Served) -> None:
    for _ in range(6):  # three times as many as there are threads
        served.connect(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n" * 8, receive_buffer=4096)
    begun = time.monotonic()
    assert served.ask(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    assert time.monotonic() - begun < 3
    served.wait_until(lambda: not served.open_connections())


def test_a_reader_that_takes_its_time_gets_the_whole_answer(served: Served) -> None:
    client = served.connect(
        b"GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", receive_buffer=65536
    )
    received, deadline = 0, time.monotonic() + SHORT.window * 4
    while time.monotonic() < deadline:
        received += len(client.recv(8192))
        time.sleep(0.005)
    received += len(read_all(client))
    assert received > LARGE_ANSWER


def test_the_app_may_take_longer_than_any_client(served: Served) -> None:
    client = served.connect(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
    time.sleep(SHORT.idle + 0.3)
    served.app.door.set()
    assert client.recv(4096).startswith(b"HTTP/1.1 200")


def test_half_requests_take_no_thread(served: Served) -> None:
    for _ in range(20):
        served.connect(HEAD + b"Content-Length: 900\r\n\r\nab")
    begun = time.monotonic()
    client = served.connect(GET)
    assert client.recv(4096).startswith(b"HTTP/1.1 200")
    assert time.monotonic() - begun < SHORT.window


def test_idle_connections_make_room_when_it_is_crowded(
    make_served: Callable[..., Served],
) -> None:
    served = make_served(connections=8)
    for _ in range(8):
        served.connect()
    begun = time.monotonic()
    client = served.connect(GET)
    assert client.recv(4096).startswith(b"HTTP/1.1 200")
    assert time.monotonic() - begun < SHORT.idle


def test_a_stopping_server_answers_what_it_has_begun(served: Served) -> None:
    busy = served.connect(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
    idle = served.connect(GET)
    assert idle.recv(4096).startswith(b"HTTP/1.1 200")
    served.wait_until(lambda: len(served.app.seen) == 2)
    served.server.stop()
    assert idle.recv(4096) == b""
    served.app.door.set()
    answer = read_all(busy)
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"\r\nConnection: close\r\n" in answer
    served.thread.join(5)
    assert not served.thread.is_alive()
