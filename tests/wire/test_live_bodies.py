"""Bodies as they arrive over a real connection, of a stated length or in chunks."""

import http.client
import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.fixtures.live_server import LiveServer
from tests.fixtures.scripts import Bakery

pytestmark = pytest.mark.databases("sqlite")
MEBIBYTE = 1024 * 1024


@pytest.fixture
def connection(live_server: LiveServer) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(urlsplit(live_server.url).netloc, timeout=20)
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
    status, said = post([b'{"userId": 1}', *[b" " * 1024] * 80])
    assert (status, said) == (413, {"detail": "Request Entity Too Large"})


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
