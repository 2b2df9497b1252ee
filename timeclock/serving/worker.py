"""What one process of the server does: load the app, and answer its requests."""

import importlib
import logging
import os
import resource
import signal
import socket
from collections.abc import Callable
from typing import Any

from timeclock.serving.server import Server

CONNECTIONS = 4000
_OTHER_FILES = 256  # of the database, the log, and the app
_FILES_PER_CONNECTION = 2  # a socket, and an answer that waits for its reader
_OPEN_FILES_WITHOUT_LIMIT = 65_536
_LARGEST_BODY = 64 * 1024


def work(
    target: str,
    listening: socket.socket,
    *,
    threads: int,
    life: int,
    report_ready: Callable[[], None],
) -> None:
    """Serve `target`, as in `app:app`, until SIGTERM or until `life` becomes readable.

    That is the end of a pipe whose other end the supervisor holds, and nothing is written to it.
    """
    app = load(target)
    # One that is put into a queue is not worth a line.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = Server(
        app,
        listening,
        threads=threads,
        connections=connection_limit(raise_open_files()),
        largest_body=app.config.get("MAX_CONTENT_LENGTH") or _LARGEST_BODY,
    )
    server.when_readable(life, server.stop)
    signal.signal(signal.SIGTERM, lambda *_: server.stop())
    report_ready()
    server.run()


def load(target: str) -> Any:
    """The WSGI app that a module holds under a name."""
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def raise_open_files() -> int:
    """Raise the soft limit of open files to the hard one; returns it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES_WITHOUT_LIMIT if hard == resource.RLIM_INFINITY else hard
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted


def connection_limit(open_files: int) -> int:
    """How many connections fit into so many open files."""
    return max(min(CONNECTIONS, (open_files - _OTHER_FILES) // _FILES_PER_CONNECTION), 1)


def end_of_pipe(descriptor: int) -> Callable[[], None]:
    """Writes a byte to a pipe and closes it."""

    def write() -> None:
        os.write(descriptor, b".")
        os.close(descriptor)

    return write
