"""One connection: what it waits for, and how it ends when it waits too long."""

import fcntl
import selectors
import socket
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from waitress.buffers import ReadOnlyFileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.task import WSGITask
from waitress.utilities import BadRequest, Error

from timeclock.serving.deadlines import Phase, PhaseWatch
from timeclock.serving.parsing import StrictParser


class RequestTimeout(Error):
    """The client takes too long to send a request."""

    code = 408
    reason = "Request Timeout"


class AnswerTask(WSGITask):
    """One answer of the app."""

    def build_response_header(self) -> bytes:
        """The head of the answer. The last one on a server that stops closes the connection."""
        if self.channel.server.is_stopping:
            self.set_close_on_finish()
        head: bytes = super().build_response_header()
        if self.request.command == "HEAD":
            self.chunked_response = False  # not even the last chunk follows
        return head

    def set_close_on_finish(self) -> None:
        """Close after this answer, where the client or the server wants it.

        waitress also closes after an answer without a length. One that has no body, as with 204 and
        304, ends with its head: the connection can serve the next request.
        """
        wanted = (
            self.channel.server.is_stopping
            or self.request.headers.get("CONNECTION", "").lower() == "close"
        )
        if wanted or self.has_body or self.version != "1.1":
            super().set_close_on_finish()

    def write(self, data: bytes) -> None:
        """Write a part of the answer; the head goes together with the first one."""
        if self.request.command == "HEAD":
            data = b""
        if self.wrote_header:
            super().write(data)
        else:
            with self.channel.written_together():
                super().write(data)


class Channel(HTTPChannel):
    """waitress's connection, whose phases the server watches.

    `watched` is what the selector waits for: selectors.EVENT_READ, EVENT_WRITE, both or 0.
    """

    task_class = AnswerTask
    parser_class = StrictParser
    request: StrictParser | None
    will_close: bool
    watched = 0
    sent_bytes = 0
    is_blocked = False
    is_lingering = False
    _parts: list[bytes] | None = None

    def __init__(self, *arguments: object, **named: object) -> None:
        self.watch = PhaseWatch(time.monotonic())
        super().__init__(*arguments, **named)

    def add_channel(self, map: object = None) -> None:  # noqa: A002 (waitress's name)
        """Register with the server."""
        super().add_channel(map)
        self.server.watch_channel(self)

    def del_channel(self, map: object = None) -> None:  # noqa: A002 (waitress's name)
        """Withdraw from the server; the socket is still open."""
        self.server.forget_channel(self)
        super().del_channel(map)

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send as much as the client takes, and count."""
        sent: int = super().send(data, do_close=do_close)
        self.sent_bytes += sent
        self.is_blocked = sent < len(data)
        return sent

    def delivered_bytes(self) -> int:
        """How many bytes the client's side has confirmed; the system holds the others for it."""
        held = bytearray(4)
        with suppress(OSError):
            fcntl.ioctl(self.socket.fileno(), termios.TIOCOUTQ, held)
        return self.sent_bytes - int.from_bytes(held, sys.byteorder)

    def writable(self) -> bool:
        """Whether there is something to send that no thread of the app is just sending itself."""
        return bool((self.is_blocked or not self.requests) and super().writable())

    def readable(self) -> bool:
        """Whether bytes of the client are wanted."""
        return self.is_lingering or bool(super().readable())

    def handle_read(self) -> None:
        """Take in what the client has sent. A request that ends before it is whole gets 400."""
        try:
            data = self.socket.recv(self.adj.recv_bytes)
        except BlockingIOError:
            return
        except OSError:
            self.handle_close()
            return
        if data and not self.is_lingering:
            self.last_activity = time.time()
            self.received(data)
        elif not data and self.request is not None and not self.is_lingering:
            self.refuse(BadRequest("The request broke off."))
        elif not data:
            self.handle_close()

    def handle_close(self) -> None:
        """Close, but read on for a moment where the client may still be sending.

        The system throws an answer away that the client has not read yet when a connection closes
        with bytes that the server has not read.
        """
        if self.will_close and self.connected and not self.is_lingering:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
                self.is_lingering = True
                self.will_close = False
                return
        self.drop()

    def drop(self) -> None:
        """Close at once."""
        super().handle_close()

    @contextmanager
    def written_together(self) -> Iterator[None]:
        """Send what is written inside the block at once; each call of the system costs time."""
        parts: list[bytes] = []
        self._parts = parts
        try:
            yield
        finally:
            self._parts = None
        self.write_soon(b"".join(parts))

    def write_soon(self, data: bytes | ReadOnlyFileBasedBuffer) -> int:
        """Send, or keep what the client does not take yet. Raises ClientDisconnected."""
        if self._parts is None:
            written: int = super().write_soon(data)
            return written
        self._parts.append(data)
        return len(data)

    def service(self) -> None:
        """Answer one request, in a thread of its own."""
        self.server.at_work.channel = self
        super().service()
        self.server.at_work.channel = None

    def needs_server(self) -> bool:
        """Whether more is to be done than to wait for the next request, as the server does."""
        is_idle = not (self.requests or self.writable())
        return not (is_idle and self.watched == selectors.EVENT_READ)

    def refuse(self, error: Error) -> None:
        """Answer the unfinished request with an error, and close."""
        with self.requests_lock:
            request, self.request = self.request, None
            if request is None:
                return
            request.error = error
            request.completed = True
            self.requests.append(request)
            if len(self.requests) == 1:
                self.server.add_task(self)

    def phase(self) -> Phase:
        """What the connection is waiting for."""
        if self.is_lingering:
            return Phase.FAREWELL
        if self.total_outbufs_len:
            return Phase.ANSWER
        if self.requests:
            return Phase.WORK
        if self.request is None:
            return Phase.IDLE
        return Phase.BODY if self.request.headers_finished else Phase.HEAD
