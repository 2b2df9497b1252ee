"""How often a key may call: a fixed window of a minute, counted in the memory of this process.

Nothing is written to the database. With several worker processes each of them counts for itself, so
a key gets at most the limit times the number of workers.
"""

import time
from threading import RLock

from flask import Flask, Response, current_app, g, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from timeclock.people.accounts import token_hash
from timeclock.wire.dress import quota_fields
from timeclock.wire.quotas import Quota

_KEY = "timeclock_limits"
_OF_KEY, _OF_ADDRESS = "key", "address"


class Counts(MemoryStorage):
    """Counts of the present windows, under one lock and swept once a window.

    The library's own way starts a thread for every hundredth of a second with calls in it.
    """

    def __init__(self) -> None:
        self._lock, self._swept_at = RLock(), time.time()
        super().__init__()

    def get(self, key: str) -> int:
        with self._lock:
            return super().get(key)

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        with self._lock:
            self._sweep(time.time(), expiry)
            self.storage[key] = count = self.get(key) + amount
            self.expirations.setdefault(key, time.time() + expiry)
        return count

    def _sweep(self, now: float, expiry: float) -> None:
        if now < self._swept_at + expiry:
            return
        self._swept_at = now
        for key in tuple(self.expirations):
            self.get(key)


class Limits:
    """Counts calls by key, and those without a good key by the address that they come from.

    Keys themselves are not kept, only their hashes.
    """

    def __init__(self, a_minute: int) -> None:
        self._item = RateLimitItemPerMinute(a_minute)
        self._counts = Counts()
        self._windows = FixedWindowRateLimiter(self._counts)

    def count(self, *whose: str) -> Quota:
        """Count one call. Raises TooManyRequests where none is left."""
        if self._windows.hit(self._item, *whose):
            return self.left(*whose)
        raise _too_many(self.left(*whose))

    def knows(self, *whose: str) -> bool:
        """Whether a call was counted in the present window."""
        return self._counts.get(self._item.key_for(*whose)) > 0

    def left(self, *whose: str) -> Quota:
        """What is left, without counting."""
        window, now = self._windows.get_window_stats(self._item, *whose), time.time()
        fresh = window.remaining == self._item.amount
        resets_at = now + self._item.get_expiry() if fresh else window.reset_time
        return Quota(self._item.amount, max(0, window.remaining), resets_at, now)


def prepare(app: Flask, a_minute: int | None) -> None:
    """Limit the JSON doors of an app, and tell each answer of theirs; None is no limit."""
    app.extensions[_KEY] = None if a_minute is None else Limits(a_minute)
    if a_minute is not None:
        app.after_request(_tell)


def knock(key: str | None) -> None:
    """Count a call before anybody looks the key up. Raises TooManyRequests.

    A key that was good within this minute has a count of its own. Whoever comes with another one
    has to have calls left at the address, or guessing would be free.
    """
    limits = _limits()
    if limits is None:
        return
    if key is not None and limits.knows(*_whose(key)):
        g.quota = limits.count(*_whose(key))
        g.counted = True
    elif not limits.left(*_address()).left:
        raise _too_many(limits.left(*_address()))


def welcome(key: str) -> None:
    """Count a call with a good key, unless `knock` has."""
    limits = _limits()
    if limits is not None and not g.get("counted"):
        g.quota = limits.count(*_whose(key))


def turn_away() -> None:
    """Count a call without a good key. Raises TooManyRequests."""
    limits = _limits()
    if limits is not None:
        g.quota = limits.count(*_address())


def _tell(answer: Response) -> Response:
    """Say in the door's own words what is left; to whom nobody asked for a key, by address."""
    limits = _limits()
    fields = quota_fields(request.path)
    if limits is not None and fields is not None:
        quota: Quota = g.get("quota") or limits.left(*_address())
        answer.headers.update(fields(quota))
    return answer


def _limits() -> Limits | None:
    found: Limits | None = current_app.extensions[_KEY]
    return found


def _whose(key: str) -> tuple[str, str]:
    return _OF_KEY, token_hash(key).hex()


def _address() -> tuple[str, str]:
    return _OF_ADDRESS, request.remote_addr or ""


def _too_many(quota: Quota) -> TooManyRequests:
    g.quota = quota
    return TooManyRequests(retry_after=quota.seconds)
