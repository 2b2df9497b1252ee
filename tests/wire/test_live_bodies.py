"""Bodies and keys as they arrive over a real connection, which no test client makes so."""

import http.client
import json
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.fixtures.scripts import Bakery
from tests.fixtures.shared_server import SharedServer

pytestmark = pytest.mark.databases("sqlite")
MEBIBYTE = 1024 * 1024


@pytest.fixture
def connection(shared_server: SharedServer) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(urlsplit(shared_server.url).netloc, timeout=20)
    yield connection
    connection.close()


def test_chunks_are_read_and_bounded(
    connection: http.client.HTTPConnection, bakery: Bakery
) -> None:
    path = f"/time-clock/v1/time-clocks/{bakery.shop}/clock-in"
    headers = {"X-API-KEY": bakery.eli.key, "Content-Type": "application/json"}

    def post(chunks: list[bytes]) -> tuple[int, dict[str, object]]:
        connection.request("POST", path, iter(chunks), headers, encode_chunked=True)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())

    status, said = post([b'{"userId":', b" %d}" % bakery.eli.user_id])
    assert (status, list(said)) == (200, ["requestId", "data"])
    for kibibytes in (80, 80, 80, 500, 1000):
        status, said = post([b'{"userId": 1}', *[b" " * 1024] * kibibytes])
        assert (status, said) == (413, {"detail": "Request Entity Too Large"})


def test_who_sends_too_much_is_told_so_and_goes_on(
    connection: http.client.HTTPConnection, bakery: Bakery
) -> None:
    headers = {"Authorization": f"Bearer {bakery.eli.key}", "Content-Type": "application/json"}
    for kibibytes in (65, 200, 900):
        body = b'{"note": "' + b"x" * 1024 * kibibytes + b'"}'
        connection.request("POST", "/api/timeclock/v1/clock-in", body, headers)
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())["status"]) == (413, 413)
        assert connection.sock is not None  # the same one serves the next call


def test_a_stated_length_beyond_the_limit_is_not_read(
    connection: http.client.HTTPConnection, bakery: Bakery
) -> None:
    connection.putrequest("POST", "/api/v1/me/timetracking/resume")
    connection.putheader("Authorization", f"Bearer {bakery.eli.key}")
    connection.putheader("Content-Length", str(100 * MEBIBYTE))
    connection.endheaders(b"x")
    answer = connection.getresponse()
    assert answer.status == 413
    assert json.loads(answer.read())["code"] == "payload-too-large"


@pytest.mark.parametrize(
    ("framing", "part"),
    [
        ("Content-Length: 40", b""),
        ("Content-Length: 40", b"{}"),
        ("Transfer-Encoding: chunked", b""),
        ("Transfer-Encoding: chunked", b"2\r\n  \r\n"),
    ],
)
def test_a_body_that_broke_off_is_no_empty_one(
    shared_server: SharedServer,
    connection: http.client.HTTPConnection,
    bakery: Bakery,
    framing: str,
    part: bytes,
) -> None:
    """It may have named someone else."""
    key = f"Authorization: Bearer {bakery.eli.key}"
    place = urlsplit(shared_server.url)
    head = ("POST /api/timeclock/v1/clock-in HTTP/1.1", f"Host: {place.netloc}", key, framing)
    with socket.create_connection((place.hostname, place.port), timeout=20) as wire:
        wire.sendall("\r\n".join((*head, "", "")).encode() + part)
        wire.shutdown(socket.SHUT_WR)
        assert wire.recv(12) == b"HTTP/1.1 400"
    name, _, value = key.partition(": ")
    connection.request("GET", "/api/timeclock/v1/shifts/open", headers={name: value})
    assert json.loads(connection.getresponse().read())["shifts"] == []


def test_nothing_at_all_is_a_body_too(
    connection: http.client.HTTPConnection, bakery: Bakery
) -> None:
    connection.putrequest("POST", "/api/v1/me/timetracking/resume/")
    connection.putheader("Authorization", f"Bearer {bakery.eli.key}")
    connection.endheaders()
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (204, b"")
    assert answer.getheader("Content-Type") is None


def test_the_connection_goes_on_after_a_refusal_before_the_body_was_read(
    connection: http.client.HTTPConnection, bakery: Bakery
) -> None:
    body = b'{"note": "%s"}' % (b"x" * 900)
    for _ in range(150):
        for key, path, status in (
            ("nope", "/api/timeclock/v1/clock-in", 401),
            (bakery.eli.key, "/api/timeclock/v1/nothing", 404),
        ):
            headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            assert (answer.status, bool(answer.read())) == (status, True)
            assert connection.sock is not None, "the server closed the connection"


def test_an_empty_object_is_no_body_whatever_it_calls_itself(
    connection: http.client.HTTPConnection, bakery: Bakery
) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        headers = {"Authorization": f"Bearer {bakery.eli.key}", "Content-Type": kind}
        connection.request("POST", "/api/v1/me/timetracking/resume", b" {} ", headers)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (204, b"")


def test_a_key_of_other_letters_is_refused_though_the_server_leaves_nothing_of_it(
    connection: http.client.HTTPConnection, bakery: Bakery
) -> None:
    """Each server has its own way with a header field that is no ASCII."""
    for key in ("é-1".encode(), b"", b" "):
        connection.putrequest("POST", "/api/timeclock/v1/jobs")
        connection.putheader("Authorization", f"Bearer {bakery.edda.key}")
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Idempotency-Key", key)
        connection.putheader("Content-Length", "14")
        connection.endheaders(b'{"name":"Rye"}')
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())["code"]) == (422, "invalid_header")
