"""A deadline for reading: a snapshot that is held for too long is stopped."""

import math
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError

from timeclock.errors import Busy

_STEPS = 10_000  # of SQLite's virtual machine, some tens of microseconds
_LIMITS = (
    "SELECT set_config('statement_timeout', %s, true),"
    " set_config('idle_in_transaction_session_timeout', %s, true)"
)


@contextmanager
def limited(connection: Connection, seconds: float) -> Iterator[None]:
    """Stop everything that reads on `connection` after `seconds`. Raises Busy then.

    The limits end with the transaction; no setting of the session is changed.
    """
    until = time.monotonic() + seconds
    sqlite = connection.dialect.name == "sqlite"
    try:
        with (_sqlite if sqlite else _postgresql)(connection, until):
            yield
    except DBAPIError as error:
        if time.monotonic() < until:
            raise
        if not sqlite:
            connection.invalidate()
        raise _too_long() from error
    if time.monotonic() >= until:
        raise _too_long()


@contextmanager
def _sqlite(connection: Connection, until: float) -> Iterator[None]:
    driver: Any = connection.connection.driver_connection

    def check(*_: object) -> None:
        if time.monotonic() >= until:
            raise _too_long()

    event.listen(connection, "before_cursor_execute", check)
    driver.set_progress_handler(lambda: time.monotonic() >= until, _STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


@contextmanager
def _postgresql(connection: Connection, until: float) -> Iterator[None]:
    """The server stops a statement, and ends a transaction in which nothing happens.

    Neither stops a long result that is fetched part by part, so the connection is cut as well.
    """
    driver: Any = connection.connection.driver_connection
    guard, ended = threading.Lock(), threading.Event()
    told = math.inf

    def limit(*_: object) -> None:
        nonlocal told
        left = until - time.monotonic()
        if left <= 0:
            raise _too_long()
        if told - left >= 1:
            told = left
            text = str(math.ceil(left * 1000))
            driver.cursor().execute(_LIMITS, (text, text), prepare=False)

    def cut() -> None:
        with guard, suppress(OSError):
            if not ended.is_set():
                with socket.socket(fileno=os.dup(driver.fileno())) as line:
                    line.shutdown(socket.SHUT_RDWR)

    event.listen(connection, "before_cursor_execute", limit)
    # After the server's own limits, which leave a whole connection behind.
    timer = threading.Timer(until - time.monotonic() + 1, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with guard:
            ended.set()


def _too_long() -> Busy:
    return Busy("took_too_long", "Reading took too long and was stopped. Ask for less, or later.")
