"""Where a request ends is never in doubt, and what is too large is refused."""

import socket
from collections.abc import Callable

import pytest

from tests.serving.conftest import LARGEST_BODY, Served, read_all

POST = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\nHost: x\n\n", 400),
        (b"GET / HTTP/1.1\r\nHost: x\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nA: " + b"x" * 33_000 + b"\r\n\r\n", 431),
        (b"GET /" + b"x" * 33_000 + b" HTTP/1.1\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nA: " + b"x" * 2_000_000, 431),
        (b"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 400),
        (b"GET http://[a/ HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (POST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", 400),
        (POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc", 400),
        (POST + b"Content-Length: 2, 2\r\n\r\nab", 400),
        (POST + b"Content-Length: +2\r\n\r\nab", 400),
        (POST + b"Content-Length: -2\r\n\r\nab", 400),
        (POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400),
        (POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501),
        (POST + b"Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 501),
        (POST.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (CHUNKED + b"2\n\r\nab\r\n0\r\n\r\n", 400),
        (CHUNKED + b"2\r\nabc\r\n0\r\n\r\n", 400),
        (CHUNKED + b"0x2\r\nab\r\n0\r\n\r\n", 400),
        (CHUNKED + b"-2\r\nab\r\n0\r\n\r\n", 400),
    ],
)
def test_a_request_that_two_servers_could_read_differently_is_refused(
    served: Served, sent: bytes, status: int
) -> None:
    assert served.ask(sent).split(b" ")[1] == b"%d" % status
    assert served.app.seen == []


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_chunks_are_joined_however_they_arrive(served: Served, size: int) -> None:
    sent = CHUNKED + b"2\r\nab\r\n10;note=1\r\n" + b"c" * 16 + b"\r\n0\r\n\r\n"
    client = served.connect()
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for start in range(0, len(sent), size):
        client.sendall(sent[start : start + size])
    assert b" 200 " in read_all(client)
    (seen,) = served.app.seen
    assert (seen["body"], seen["CONTENT_LENGTH"]) == (b"ab" + b"c" * 16, "18")


@pytest.mark.parametrize("sent", [b"GET / HT", POST + b"Content-Length: 9\r\n\r\nab", CHUNKED])
def test_a_request_that_breaks_off_is_refused(served: Served, sent: bytes) -> None:
    client = served.connect(sent)
    client.shutdown(socket.SHUT_WR)
    assert b" 400 " in read_all(client)
    assert served.app.seen == []


@pytest.mark.parametrize("length", [LARGEST_BODY + 1, 500_000, 5_000_000, 10**15])
def test_the_app_refuses_what_is_too_large_and_never_gets_it(served: Served, length: int) -> None:
    client = served.connect(POST + b"Content-Length: %d\r\n\r\n" % length)
    if length < 1_000_000:
        client.sendall(b"x" * length)
    assert b" 200 " in read_all(client)
    (seen,) = served.app.seen
    assert seen["CONTENT_LENGTH"] == str(length)
    assert len(seen["body"]) <= LARGEST_BODY


def test_chunks_without_an_end_are_not_read_for_ever(served: Served) -> None:
    client = served.connect(CHUNKED + b"ffffff\r\n" + b"x" * 1_300_000)
    assert b" 200 " in read_all(client)
    (seen,) = served.app.seen
    assert int(str(seen["CONTENT_LENGTH"])) >= 1_200_000
    assert len(seen["body"]) == LARGEST_BODY


def test_two_requests_in_one_packet_get_two_answers(served: Served) -> None:
    first = b"HEAD /stream HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n"
    answer = served.ask(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n" + first)
    assert answer.count(b"HTTP/1.") == 2
    assert b"hello" not in answer
    assert answer.endswith(b"\r\n\r\n")


def test_a_connection_goes_on_after_an_answer_without_a_body(served: Served) -> None:
    get = b"GET /nothing HTTP/1.1\r\nHost: x\r\n"
    answers = served.ask(2 * (get + b"\r\n") + get + b"Connection: close\r\n\r\n")
    assert answers.count(b"HTTP/1.1 204 NO CONTENT\r\n") == 3
    assert answers.lower().count(b"connection: close") == 1
    assert b"content-length" not in answers.lower()


def test_the_answer_to_head_has_no_body_even_when_it_is_streamed(served: Served) -> None:
    answer = served.ask(b"HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"\r\n\r\n")
    assert answer.count(b"\r\n\r\n") == 1


def test_the_answer_does_not_name_the_server(served: Served) -> None:
    answer = served.ask(POST + b"\r\n").lower()
    assert b"\r\nserver:" not in answer
    assert b"waitress" not in answer + served.ask(b"nonsense\r\n\r\n").lower()


@pytest.mark.parametrize(
    ("family", "host", "target", "address"),
    [
        (socket.AF_INET, "127.0.0.1", "127.0.0.1", "127.0.0.1"),
        (socket.AF_INET6, "::1", "::1", "::1"),
        (socket.AF_INET6, "::", "127.0.0.1", "127.0.0.1"),
    ],
)
def test_the_app_hears_the_address_of_the_client_and_what_proxies_say(
    make_served: Callable[..., Served],
    family: socket.AddressFamily,
    host: str,
    target: str,
    address: str,
) -> None:
    if family is socket.AF_INET6 and not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    served = make_served(family, host)
    port = served.server.socket.getsockname()[1]
    with socket.create_connection((target, port), timeout=20) as client:
        client.sendall(POST + b"X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n\r\n")
        read_all(client)
    (seen,) = served.app.seen
    assert (seen["REMOTE_ADDR"], seen["HTTP_X_FORWARDED_FOR"]) == (address, "192.0.2.7")
    assert (seen["wsgi.url_scheme"], seen["HTTP_X_FORWARDED_PROTO"]) == ("http", "https")


@pytest.mark.parametrize("method", ["handle_read", "phase"])
def test_a_fault_closes_its_connection_and_no_other(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    other = served.connect()
    served.wait_until(lambda: served.open_connections() == 1)

    def fail(*_: object) -> None:
        raise RuntimeError("unforeseen")

    with monkeypatch.context() as faulty:
        victim = served.connect()
        served.wait_until(lambda: served.open_connections() == 2)
        newest = max(served.server.active_channels)
        faulty.setattr(served.server.active_channels[newest], method, fail)
        victim.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        served.wait_until(lambda: served.open_connections() == 1)
    assert "A connection is closed because of a fault." in caplog.text
    other.sendall(POST + b"Content-Length: 2\r\n\r\nab")
    assert b" 200 " in read_all(other)
