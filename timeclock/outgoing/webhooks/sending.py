"""One message to one receiver: to the addresses that were checked, and never for long."""

import functools
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from timeclock.errors import Invalid
from timeclock.outgoing.webhooks.reach import Address, Target, Unreachable, resolved, target_of

DEADLINE = 10.0  # seconds, for everything from the look-up to the end of the answer
_READ = 4096  # bytes of the answer; who says more is not listened to
_KEPT = 300  # characters


@dataclass(frozen=True, slots=True)
class DeliveryOutcome:
    """The outcome of a message: the receiver's status, or the fault that kept it from answering."""

    status: int | None
    fault: str | None
    answer: str
    milliseconds: int

    @property
    def arrived(self) -> bool:
        """Whether the receiver took it; where it redirects to is not asked."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """Whether the receiver wants nothing more, ever (410)."""
        return self.status == http.client.GONE


def send(url: str, headers: Mapping[str, str], body: bytes, *, private: bool) -> DeliveryOutcome:
    """POST it. Nothing is raised: what goes wrong is the outcome."""
    begun = time.monotonic()
    status, fault, answer = None, None, ""
    try:
        target = target_of(url, private=private)
        addresses = resolved(target, private=private, until=begun + DEADLINE)
        status, answer = _post(target, addresses, headers, body, begun + DEADLINE)
    except (Invalid, Unreachable) as refusal:
        fault = str(refusal)
    except ssl.SSLCertVerificationError as error:
        fault = f"The certificate is not good: {error.verify_message}."
    except (OSError, http.client.HTTPException) as error:
        fault = _fault_of(error, late=time.monotonic() >= begun + DEADLINE)
    return DeliveryOutcome(
        status, fault and fault[:200], answer, round((time.monotonic() - begun) * 1000)
    )


def _fault_of(error: Exception, *, late: bool) -> str:
    if late or isinstance(error, TimeoutError):
        return f"There was no answer within {DEADLINE:.0f} seconds."
    if isinstance(error, ConnectionRefusedError):
        return "The connection was refused."
    if isinstance(error, http.client.HTTPException | ConnectionError):
        return "The connection ended without an answer."
    return "The connection could not be made."


def _post(
    target: Target,
    addresses: Sequence[Address],
    headers: Mapping[str, str],
    body: bytes,
    until: float,
) -> tuple[int, str]:
    with _connected(target, addresses, until) as plain, _cut_off(plain, until):
        sock = plain
        if target.scheme == "https":
            sock = _tls().wrap_socket(plain, server_hostname=target.host.rstrip("."))
        with sock:
            connection = http.client.HTTPConnection(target.host, target.port)
            connection.sock = sock
            connection.request("POST", target.path, body, {**headers, "Host": target.netloc})
            answer = connection.getresponse()
            said = answer.read(_READ)
    if time.monotonic() >= until:
        raise TimeoutError  # what was cut off reads like an end
    return answer.status, "".join(c for c in said.decode(errors="replace") if c.isprintable())[
        :_KEPT
    ]


@functools.cache
def _tls() -> ssl.SSLContext:
    """Made once: reading the machine's authorities takes a while."""
    return ssl.create_default_context()


@contextmanager
def _connected(
    target: Target, addresses: Sequence[Address], until: float
) -> Iterator[socket.socket]:
    """A connection to the first address that takes one."""
    failure: OSError = TimeoutError()
    for address in addresses:
        left = until - time.monotonic()
        if left <= 0:
            break
        try:
            sock = socket.create_connection((str(address), target.port), left)
        except OSError as error:
            failure = error
            continue
        with sock:
            yield sock
        return
    raise failure


@contextmanager
def _cut_off(sock: socket.socket, until: float) -> Iterator[None]:
    """End the connection at the deadline, also of one who sends a byte now and then."""
    with sock.dup() as other:
        timer = threading.Timer(max(until - time.monotonic(), 0), _shut, [other])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself
