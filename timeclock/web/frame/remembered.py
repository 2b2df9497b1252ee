"""What a company has set, kept in this process for as long as nothing of it changes.

The workspace's own chain has a new link after every change of clocks, breaks, jobs, people and
settings, and it comes along with the session's look-up; so a punch need not read them again. Not
the position: where a copy is put back under a server that runs, positions are given a second time.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from flask import Flask, current_app

T = TypeVar("T")
_MOST = 4096
_NAME = "timeclock_remembered"


class Remembered:
    """The values asked for last; the ones not asked for any more go first."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, key: Hashable, read: Callable[[], T]) -> T:
        """The value under a key that names everything it depends on; read where it is not known."""
        with self._guard:
            if key in self._values:
                self._values.move_to_end(key)
                return cast(T, self._values[key])
        value = read()
        with self._guard:
            self._values[key] = value
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


def attach(app: Flask) -> None:
    """Each app remembers for itself: two of them may serve two databases."""
    app.extensions[_NAME] = Remembered()


def remembered(workspace_id: int, settings: bytes, what: Hashable, read: Callable[[], T]) -> T:
    """What the workspace has set, as of the link `settings` of its own chain.

    Without a link nothing is remembered: it would never be read again.
    """
    if not settings:
        return read()
    memory = cast(Remembered, current_app.extensions[_NAME])
    return memory.get((workspace_id, settings, what), read)
