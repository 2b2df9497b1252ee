"""How often each caller has called within a minute: one count for all processes of a machine.

A small file that is never on the way of a punch's commit: slots of fixed size, by the hash of who
calls. The lock on it ends with the process that holds it, and a slot counts only where its own
check is right and its minute is this one, so neither a killed process nor a half-written slot turns
anyone away.
"""

import fcntl
import logging
import os
import struct
import threading
import time
import weakref
import zlib
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from timeclock.wire.quotas import WINDOW

_WAYS, _BUCKETS = 8, 2048  # half a megabyte, for ever
_FACTS = struct.Struct("<16sdI")  # who, the end of the minute as Unix seconds, calls
_CHECK = struct.Struct("<I")
_SLOT = _FACTS.size + _CHECK.size
_BUCKET = _WAYS * _SLOT
_MOST_CALLS = 2**32 - 1
_PATIENCE, _ASK_AGAIN_AFTER = 0.25, 0.0002  # seconds
_IMPATIENT = 1.0  # seconds after someone was found who keeps the lock
_CLOCKS_APART = 1.0  # seconds that a clock may be set back in the middle of a minute
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Minute:
    """Calls since a caller's first one, in a minute that ends at `ends_at`, Unix seconds."""

    calls: int
    ends_at: float


class Counts:
    """Counts calls in a file, which is made at the first call and readable to its owner only.

    It holds keyed hashes of those who call, and room for 16,384 of them a minute; where it is too
    small, who called least is forgotten. A disk that fails counts nothing and turns no one away.
    """

    def __init__(self, path: Path, secret: str) -> None:
        self._path, self._secret = path, secret.encode()[:64]
        self._guard = threading.Lock()
        self._file: int | None = None
        self._waits_from = 0.0
        self._fails = False

    def add(self, caller: str, *, if_known: bool = False) -> Minute | None:
        """Count one call. With `if_known` none, and None, for a first one in its minute."""
        return self._counted(caller, 0 if if_known else 1, 1)

    def look(self, caller: str) -> Minute | None:
        """Calls so far, without counting; None where there were none."""
        return self._counted(caller, 0, 0)

    def _counted(self, caller: str, first: int, another: int) -> Minute | None:
        who = blake2b(caller.encode(), digest_size=16, key=self._secret).digest()
        start = int.from_bytes(who[:4], "little") % _BUCKETS * _BUCKET
        with self._guard:
            try:
                found = self._counted_in(self._opened(), start, who, first, another)
            except OSError as error:
                if not self._fails:
                    _log.warning("calls are not counted: %s", error)
                self._fails = True
                return None
            self._fails = False
            return found

    def _counted_in(
        self, file: int, start: int, who: bytes, first: int, another: int
    ) -> Minute | None:
        alone = self._locked(file)
        try:
            return _count(file, start, who, first, another)
        finally:
            if alone:
                fcntl.flock(file, fcntl.LOCK_UN)

    def _opened(self) -> int:
        if self._file is None:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            # Not at the end of the process: a thread that still counts would write elsewhere.
            weakref.finalize(self, os.close, file).atexit = False
            self._file = file
        return self._file

    def _locked(self, file: int) -> bool:
        """Whether no one else is at it; a process that was stopped in there holds no one up."""
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                now = time.monotonic()
                if now < self._waits_from:
                    return False
                if now >= until:
                    self._waits_from = now + _IMPATIENT
                    return False
                time.sleep(_ASK_AGAIN_AFTER)
            else:
                return True


def _count(file: int, start: int, who: bytes, first: int, another: int) -> Minute | None:
    """Add `another` to who has called within the minute, or begin one with `first`."""
    bucket, now = os.pread(file, _BUCKET, start).ljust(_BUCKET, b"\0"), time.time()
    place, known = _place_of(who, bucket, now)
    calls = min(known.calls + another, _MOST_CALLS) if known else first
    if calls == 0:
        return None
    minute = Minute(calls, known.ends_at if known else now + WINDOW)
    if known is None or another:
        facts = _FACTS.pack(who, minute.ends_at, calls)
        os.pwrite(file, facts + _CHECK.pack(zlib.crc32(facts)), start + place)
    return minute


def _place_of(who: bytes, bucket: bytes, now: float) -> tuple[int, Minute | None]:
    """Where in the bucket its slot is, or the one to take: an idle one, or of who called least."""
    fewest, found = _MOST_CALLS + 1, 0
    for place in range(0, _BUCKET, _SLOT):
        owner, ends_at, calls = _FACTS.unpack_from(bucket, place)
        if not (now < ends_at <= now + WINDOW + _CLOCKS_APART and _holds(bucket, place)):
            calls = 0
        elif owner == who:
            return place, Minute(calls, ends_at)
        if calls < fewest:
            fewest, found = calls, place
    return found, None


def _holds(bucket: bytes, place: int) -> bool:
    end = place + _FACTS.size
    check: int = _CHECK.unpack_from(bucket, end)[0]
    return zlib.crc32(bucket[place:end]) == check
