"""Looking a name up, and never for long: the machine's own look-up cannot be told a deadline."""

import queue
import socket
import threading
import time
from collections.abc import Sequence

AT_ONCE = 64  # look-ups that have not ended, also those that no one waits for any more
_free = threading.BoundedSemaphore(AT_ONCE)


def look_up(host: str, port: int, until: float) -> Sequence[str]:
    """The addresses of a name as texts, once each.

    Raises TimeoutError at the moment `until` of the monotonic clock, be it that all look-ups are
    taken by names that no one answers for; OSError and UnicodeError as the machine does. One that
    is given up on ends by itself, in a thread that a server which stops does not wait for.
    """
    if not _free.acquire(timeout=_left(until)):
        raise TimeoutError
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(each[4][0]) for each in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error)
        finally:
            _free.release()

    try:
        threading.Thread(target=ask, name="timeclock-look-up", daemon=True).start()
    except RuntimeError as error:  # the machine has no room for another one
        _free.release()
        raise OSError from error
    try:
        found = answers.get(timeout=_left(until))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, Exception):
        raise found
    return found


def _left(until: float) -> float:
    return max(until - time.monotonic(), 0)
