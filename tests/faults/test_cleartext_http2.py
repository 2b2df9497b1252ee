"""HTTP/2 without TLS: the server refuses it, and streams without an end cost it nothing."""

import contextlib
import http.client
import socket
import struct
import time

import psutil
import pytest

from tests.fixtures.live_server import LiveServer

pytestmark = pytest.mark.databases("sqlite")

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SETTINGS, HEADERS = 0x4, 0x1
END_HEADERS = 0x4
STREAMS = 8  # as many as the server has threads


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    """A frame of RFC 9113, section 4.1."""
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def literal(name: bytes, value: bytes) -> bytes:
    """A header field without indexing and without Huffman coding (RFC 7541, section 6.2.2)."""
    return b"\x00" + bytes([len(name)]) + name + bytes([len(value)]) + value


def unfinished_posts(host: bytes) -> bytes:
    """A connection's start and several requests whose bodies never end."""
    fields = {b":method": b"POST", b":scheme": b"http", b":path": b"/sign-in", b":authority": host}
    block = b"".join(literal(name, value) for name, value in fields.items())
    posts = (frame(HEADERS, END_HEADERS, 2 * n + 1, block) for n in range(STREAMS))
    return PREFACE + frame(SETTINGS, 0, 0, b"") + b"".join(posts)


def processor_seconds(server: LiveServer) -> float:
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in server.workers())


def test_streams_without_an_end_are_refused_and_cost_no_processor_time(
    live_server: LiveServer,
) -> None:
    host, port = live_server.settings.host, live_server.settings.port
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall(unfinished_posts(f"{host}:{port}".encode()))
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while part := connection.recv(4096):  # ends: the server closes the connection
                answer += part
    # An HTTP/2 server answers with a SETTINGS frame; this one at most with a refusal in HTTP/1.1.
    assert answer[3:4] != bytes([SETTINGS])
    assert not answer or b" 400 " in answer.split(b"\r\n")[0]
    before = processor_seconds(live_server)
    time.sleep(2)
    assert processor_seconds(live_server) - before < 0.5
    again = http.client.HTTPConnection(host, port, timeout=10)
    again.request("GET", "/healthz")
    assert again.getresponse().status == 200
    again.close()
