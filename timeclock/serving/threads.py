"""The threads that run the app."""

import threading
from collections import deque
from typing import Protocol


class ThreadWork(Protocol):
    """What a thread does next."""

    def service(self) -> None:
        """Do it."""


class Threads:
    """waitress's task dispatcher with the thread first that has become idle last.

    Such a thread finds its memory still in the processor's cache, and waking it takes one lock.
    """

    def __init__(self, count: int) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[ThreadWork] = deque()
        self._idle: list[_Idle] = []
        for _ in range(count):
            self._start()

    def add_task(self, task: ThreadWork) -> None:
        """Have a thread do this as soon as one is idle."""
        with self._lock:
            if not self._idle:
                self._waiting.append(task)
                return
            idle = self._idle.pop()
        idle.task = task
        idle.wake.release()

    def _start(self) -> None:
        threading.Thread(target=self._run, name="timeclock-answers", daemon=True).start()

    def _run(self) -> None:
        me = _Idle()
        try:
            while True:
                self._next(me).service()
        finally:
            self._start()  # the error is in the log; there have to be as many threads as before

    def _next(self, me: "_Idle") -> ThreadWork:
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._idle.append(me)
        me.wake.acquire()
        return me.task


class _Idle:
    """A thread without work. `wake` is locked until `task` is set."""

    task: ThreadWork

    def __init__(self) -> None:
        self.wake = threading.Lock()
        self.wake.acquire()
