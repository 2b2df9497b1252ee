"""One message: what is waited for, what is read, and how a receiver has to prove itself."""

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fixtures.receiver import Receiver
from timeclock.outgoing.webhooks import sending
from timeclock.outgoing.webhooks.sending import send


def test_what_the_receiver_said_is_kept_as_far_as_a_log_needs_it(receiver: Receiver) -> None:
    receiver.answer = "Nö\n\x00".encode() + b"x" * 100_000
    receiver.status = 422
    outcome = send(receiver.url, {}, b'{"user_id": 1}', private=True)
    assert (outcome.status, outcome.arrived) == (422, False)
    assert outcome.answer == ("Nö" + "x" * 300)[:300]


@pytest.fixture
def listening() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """Starts a listener that treats its one visitor so; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def start(treat: Callable[[socket.socket], None]) -> str:
            def serve() -> None:
                visitor, _ = door.accept()
                with visitor:
                    treat(visitor)

            threading.Thread(target=serve, daemon=True).start()
            return f"http://127.0.0.1:{door.getsockname()[1]}/"

        yield start


def drip(visitor: socket.socket) -> None:
    """A byte of a header now and then, for ever."""
    try:
        visitor.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while True:
            visitor.sendall(b"x")
            time.sleep(0.05)
    except OSError:
        return


def test_who_sends_a_byte_now_and_then_is_cut_off_at_the_deadline(
    listening: Callable[[Callable[[socket.socket], None]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "DEADLINE", 0.5)
    url, begun = listening(drip), time.monotonic()
    outcome = send(url, {}, b"{}", private=True)
    assert time.monotonic() - begun < 3
    assert outcome.status is None
    assert outcome.fault is not None
    assert outcome.fault.startswith("There was no answer within")


@pytest.mark.parametrize("said", [b"", b"hello\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000])
def test_what_is_no_answer_is_a_fault(
    said: bytes, listening: Callable[[Callable[[socket.socket], None]], str]
) -> None:
    def say(visitor: socket.socket) -> None:
        visitor.recv(65536)
        visitor.sendall(said)

    outcome = send(listening(say), {}, b"{}", private=True)
    assert outcome.status is None
    assert outcome.fault == "The connection ended without an answer."


def endless(visitor: socket.socket, head: bytes) -> None:
    """A megabyte after the other, until no one listens."""
    try:
        visitor.recv(65536)
        visitor.sendall(head)
        while True:
            visitor.sendall(b"x" * 1_000_000)
    except OSError:
        return


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n",
    ],
)
def test_of_an_answer_without_end_the_beginning_is_enough(
    head: bytes, listening: Callable[[Callable[[socket.socket], None]], str]
) -> None:
    outcome = send(listening(lambda visitor: endless(visitor, head)), {}, b"{}", private=True)
    assert (outcome.status, outcome.fault) == (200, None)
    assert outcome.milliseconds < 5000
    assert len(outcome.answer) <= 300


def test_who_only_ever_says_that_we_may_go_on_is_cut_off(
    listening: Callable[[Callable[[socket.socket], None]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "DEADLINE", 0.5)

    def go_on(visitor: socket.socket) -> None:
        try:
            while True:
                visitor.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        except OSError:
            return

    outcome = send(listening(go_on), {}, b"{}", private=True)
    assert outcome.status is None
    assert outcome.milliseconds < 3000


def certificate(folder: Path, name: str) -> Path:
    """A certificate for a name, which only those trust who are told to."""
    path = folder / "certificate.pem"
    subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    made = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-keyout", str(path), "-out", str(folder / "only.pem")]
    subprocess.run(["openssl", "req", *made, *subject, *files], check=True, capture_output=True)
    path.write_text(path.read_text() + (folder / "only.pem").read_text())
    return path


@pytest.mark.parametrize(
    ("trusted", "name", "status"),
    [(True, "localhost", 200), (False, "localhost", None), (True, "another.example", None)],
)
def test_a_receiver_has_to_have_a_good_certificate_for_its_name(
    trusted: bool,
    name: str,
    status: int | None,
    tmp_path: Path,
    listening: Callable[[Callable[[socket.socket], None]], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = certificate(tmp_path, name)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(path)

    def answer(visitor: socket.socket) -> None:
        try:
            with own.wrap_socket(visitor, server_side=True) as sure:
                while not sure.recv(65536).endswith(b"{}"):
                    pass
                sure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        except OSError:
            return

    if trusted:
        context = ssl.create_default_context(cafile=str(tmp_path / "only.pem"))
        monkeypatch.setattr(sending, "_tls", lambda: context)
    port = listening(answer).rpartition(":")[2]
    outcome = send(f"https://localhost:{port}", {}, b"{}", private=True)
    assert outcome.status == status
    assert (outcome.fault or "").startswith("" if status else "The certificate is not good")
