"""One writer at a time on SQLite: first among this process's threads, then among processes."""

import fcntl
import os
import threading
import time
import weakref
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timeclock.errors import Busy

_ASK_AGAIN_AFTER = 0.005  # seconds


class WriteLock:
    """A fair lock with a deadline, over a file beside the database.

    SQLite's own waiting is a lottery (its busy handler sleeps and tries again), so under a shift
    change someone would wait for seconds; here who came first goes first. The file keeps the
    terminal's commands and the server apart, checkpoints included.
    """

    def __init__(self, path: Path, deadline: float) -> None:
        self._path = path
        self._file: int | None = None
        self._deadline = deadline
        self._guard = threading.Lock()
        self._held = False
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def __call__(self, patience: float | None = None) -> Iterator[None]:
        """Hold it. Raises Busy when it is not available before the deadline, or in `patience` s."""
        until = time.monotonic() + (self._deadline if patience is None else patience)
        self._enter(until)
        try:
            # Opened by the one thread that is in, and kept: opening costs more than locking.
            if self._file is None:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                weakref.finalize(self, os.close, self._file)
            _lock_file(self._file, until)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        finally:
            self._leave()

    def _enter(self, until: float) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(max(until - time.monotonic(), 0)):
            return
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
                raise _busy()
        # The turn came in the very moment the deadline passed: it is ours and has to be used.

    def _leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False


def _lock_file(file: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise _busy() from None
            time.sleep(_ASK_AGAIN_AFTER)
        else:
            return


def _busy() -> Busy:
    return Busy(
        "busy", "The clock is busy. Nothing was recorded; please try again.", tells_outcome=True
    )
