"""A line to PostgreSQL that can be cut at the one moment at which no one knows what happened."""

import select
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import cast

SOCKET = ".s.PGSQL.5432"
COMMIT = b"COMMIT\0"


class Cut(Enum):
    """Where the line breaks: on the way to the database, or on the way back."""

    BEFORE_COMMIT = "before"
    AFTER_COMMIT = "after"


class BreakingProxy(socketserver.ThreadingUnixStreamServer):
    """Hands on what either side says, until it is told to break at the next commit."""

    daemon_threads = True

    def __init__(self, folder: Path, database: Path) -> None:
        super().__init__(str(folder / SOCKET), _Call)
        self.database = str(database / SOCKET)
        self.cut: Cut | None = None

    def breaks_at(self, said: bytes) -> Cut | None:
        """Whether, and how, the line breaks at this; once."""
        cut = self.cut if COMMIT in said else None
        if cut is not None:
            self.cut = None
        return cut


class _Call(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        line, client = cast("BreakingProxy", self.server), cast("socket.socket", self.request)
        with socket.socket(socket.AF_UNIX) as database:
            database.connect(line.database)
            while True:
                ready, _, _ = select.select([client, database], [], [])
                for side in ready:
                    said = side.recv(65536)
                    cut = line.breaks_at(said) if side is client else None
                    if not said or cut is Cut.BEFORE_COMMIT:
                        return
                    (database if side is client else client).sendall(said)
                    if cut is Cut.AFTER_COMMIT:
                        database.recv(65536)
                        return


@contextmanager
def line_to(database: Path, folder: Path) -> Iterator[BreakingProxy]:
    """A line whose end is in `folder`, as long as the block lasts."""
    with BreakingProxy(folder, database) as line:
        thread = threading.Thread(target=line.serve_forever, args=(0.05,))
        thread.start()
        yield line
        line.shutdown()
        thread.join()
