"""The server of one process: accepts, watches every connection, and stops gracefully."""

import contextlib
import logging
import selectors
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from timeclock.serving.channel import Channel, RequestTimeout
from timeclock.serving.deadlines import Deadlines, Phase
from timeclock.serving.parsing import LARGEST_BODY, LARGEST_HEAD
from timeclock.serving.threads import Threads

_log = logging.getLogger(__name__)
READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
SECONDS_TO_FINISH = 12.0  # two more than a writer waits for its turn
_TICK_WHEN_STOPPING = 0.05  # seconds
_CROWDED = 0.75  # of the connections that are possible
# An answer above this waits in a file for its reader, above that the app waits too.
_ANSWER_IN_MEMORY = 256 * 1024
_ANSWER_IN_FILE = 16 * 1024 * 1024


class Server(TcpWSGIServer):
    """waitress on a socket that already listens, with a selector instead of its loop.

    waitress looks at every connection whenever one of them does something. Here the work grows with
    the connections that do something: `_busy` are those whose state another thread may change.
    """

    channel_class = Channel

    def __init__(
        self,
        app: Callable[..., Any],
        listening: socket.socket,
        *,
        threads: int,
        connections: int,
        largest_body: int,
        deadlines: Deadlines | None = None,
    ) -> None:
        self.is_stopping = False
        self.at_work = threading.local()
        self._deadlines = deadlines or Deadlines()
        self._selector = selectors.DefaultSelector()
        self._busy: set[Channel] = set()
        self._next_tick = 0.0
        self._accepts = False
        super().__init__(
            app,
            {},
            _start=False,
            _sock=listening,
            dispatcher=Threads(threads),
            adj=_adjustments(threads, connections, largest_body),
            sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
            bind_socket=False,
        )
        self._selector.register(self.trigger.socket, READ, self.trigger)

    def run(self) -> None:
        """Serve until `stop` is called and the requests under way are answered."""
        deadline = None
        while deadline is None or (self.active_channels and time.monotonic() < deadline):
            if self.is_stopping and deadline is None:
                deadline = time.monotonic() + SECONDS_TO_FINISH
                self._next_tick = 0.0
                self._accept(wanted=False)
                self.socket.close()
            elif not self.is_stopping:
                self._accept(wanted=len(self.active_channels) < self.adj.connection_limit)
            for channel in tuple(self._busy):
                self._attend(channel, self._rewatch)
            self._handle_events()
            self._look_at_all()

    def stop(self) -> None:
        """Stop accepting, and let `run` return soon. Signal handlers may call this."""
        self.is_stopping = True
        self.pull_trigger()

    def close(self) -> None:
        """Free everything, once `run` has returned and no thread is at work."""
        super().close()
        self._selector.close()

    def pull_trigger(self) -> None:
        """Wake the thread of `run`, unless the thread that calls has left it nothing to do.

        Two threads that want to run Python at the same time cost an answer more than all the rest.
        """
        channel = getattr(self.at_work, "channel", None)
        if channel is None or channel.needs_server():
            super().pull_trigger()

    def when_readable(self, descriptor: int, act: Callable[[], None]) -> None:
        """Call `act`, once, when the descriptor becomes readable."""

        def act_once() -> None:
            self._selector.unregister(descriptor)
            act()

        self._selector.register(descriptor, READ, act_once)

    def watch_channel(self, channel: Channel) -> None:
        """Wait for the first request of a new connection."""
        self._selector.register(channel.socket, READ, channel)
        channel.watched = READ

    def forget_channel(self, channel: Channel) -> None:
        """Forget a connection that is about to close."""
        self._watch(channel, 0)
        self._busy.discard(channel)

    def fix_addr(self, addr: tuple[Any, ...]) -> tuple[Any, ...]:
        """The client's address; an IPv4 client of an IPv6 socket has its IPv4 address."""
        return (addr[0].removeprefix("::ffff:") if "." in addr[0] else addr[0], *addr[1:])

    def _accept(self, *, wanted: bool) -> None:
        if wanted and not self._accepts:
            self._selector.register(self.socket, READ, self)
        elif self._accepts and not wanted:
            self._selector.unregister(self.socket)
        self._accepts = wanted

    def _handle_events(self) -> None:
        wait = max(self._next_tick - time.monotonic(), 0)
        for key, events in self._selector.select(wait):
            subject = key.data
            if isinstance(subject, Channel):
                self._attend(subject, self._handle, events)
            elif subject is self:
                self.handle_accept()
            elif subject is self.trigger:
                self.trigger.handle_read()
            else:
                subject()

    def _attend(self, channel: Channel, act: Callable[..., None], *arguments: object) -> None:
        """Do something for one connection. A fault closes this connection and harms no other."""
        try:
            act(channel, *arguments)
        except Exception:  # noqa: BLE001  (any: the connection ends, the server does not)
            _log.exception("A connection is closed because of a fault.")
            with contextlib.suppress(OSError):
                channel.drop()
            self._busy.discard(channel)

    def _handle(self, channel: Channel, events: int) -> None:
        if channel.socket is None:
            return  # another event of this round has closed it
        if events & WRITE and channel.writable():
            channel.handle_write()
        elif events & READ and channel.readable():
            channel.handle_read()
        else:
            # Nothing is wanted of it for now, and the selector would report it again and again.
            self._watch(channel, 0)
        if channel.socket is not None:
            self._busy.add(channel)

    def _rewatch(self, channel: Channel) -> None:
        # In this order: a thread that is done empties the requests last.
        is_at_work = bool(channel.requests)
        is_writable, is_readable = bool(channel.writable()), channel.readable()
        wanted = (WRITE if is_writable else 0) | (READ if is_readable else 0)
        # Most answers leave nothing to wait for but the next request: no call is needed for these.
        if wanted or channel.watched & WRITE:
            self._watch(channel, wanted)
        if not is_at_work and not is_writable:
            self._busy.discard(channel)

    def _watch(self, channel: Channel, events: int) -> None:
        if events == channel.watched:
            return
        if not events:
            self._selector.unregister(channel.socket)
        elif channel.watched:
            self._selector.modify(channel.socket, events, channel)
        else:
            self._selector.register(channel.socket, events, channel)
        channel.watched = events

    def _look_at_all(self) -> None:
        now = time.monotonic()
        if now < self._next_tick:
            return
        self._next_tick = now + (_TICK_WHEN_STOPPING if self.is_stopping else self._deadlines.tick)
        crowded = len(self.active_channels) >= self.adj.connection_limit * _CROWDED
        for channel in tuple(self.active_channels.values()):
            self._attend(channel, self._look_at, now, crowded)

    def _look_at(self, channel: Channel, now: float, crowded: bool) -> None:
        phase, request = channel.phase(), channel.request
        if phase is Phase.IDLE and self.is_stopping:
            channel.drop()
            return
        if phase is Phase.ANSWER:
            self._busy.add(channel)
            transferred = channel.delivered_bytes()
        else:
            transferred = request.body_bytes_received if request is not None else 0
        subject = channel.last_activity if phase is Phase.IDLE else request
        if not channel.watch.is_late(
            phase, subject, transferred, now, self._deadlines, crowded=crowded
        ):
            return
        if phase in (Phase.HEAD, Phase.BODY):
            channel.refuse(RequestTimeout("The request takes too long to arrive."))
            self._busy.add(channel)
        else:
            channel.drop()


def _adjustments(threads: int, connections: int, largest_body: int) -> Adjustments:
    return Adjustments(
        threads=threads,
        connection_limit=connections,
        max_request_header_size=LARGEST_HEAD,
        max_request_body_size=LARGEST_BODY,
        inbuf_overflow=largest_body,
        outbuf_overflow=_ANSWER_IN_MEMORY,
        outbuf_high_watermark=_ANSWER_IN_FILE,
        log_socket_errors=False,
        ident=None,
        # The app decides which proxies it trusts.
        clear_untrusted_proxy_headers=False,
    )
