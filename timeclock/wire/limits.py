"""How often a key may call: a fixed window of a minute, the same for all processes of a machine.

Nothing is written to the database; several machines that serve together count each for itself.
"""

import time
from pathlib import Path

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import TooManyRequests

from timeclock.company.people.accounts import token_hash
from timeclock.wire.counting import Counts, Minute
from timeclock.wire.error_formats import quota_fields
from timeclock.wire.quotas import WINDOW, Quota

FILE = "api-calls"
_KEY = "timeclock_limits"


class Limits:
    """Counts calls by key, and those without a good key by the address that they come from.

    Keys themselves are not kept, only their hashes.
    """

    def __init__(self, a_minute: int, counts: Counts) -> None:
        self._a_minute = a_minute
        self._counts = counts

    def count(self, whose: str) -> Quota:
        """Count one call. Raises TooManyRequests where none is left."""
        return self._allowed(self._counts.add(whose))

    def count_again(self, whose: str) -> Quota | None:
        """Count one call unless it is the first in its window. Raises TooManyRequests."""
        minute = self._counts.add(whose, if_known=True)
        return self._allowed(minute) if minute else None

    def left(self, whose: str) -> Quota:
        """What is left, without counting."""
        return self._quota(self._counts.look(whose))

    def _allowed(self, minute: Minute | None) -> Quota:
        quota = self._quota(minute)
        if minute is not None and minute.calls > self._a_minute:
            raise _too_many(quota)
        return quota

    def _quota(self, minute: Minute | None) -> Quota:
        now = time.time()
        if minute is None:
            return Quota(self._a_minute, self._a_minute, now + WINDOW, now)
        return Quota(self._a_minute, max(0, self._a_minute - minute.calls), minute.ends_at, now)


def prepare(app: Flask, a_minute: int | None) -> None:
    """Limit the JSON doors of an app, and tell each answer of theirs; None is no limit.

    The counts lie in the instance folder, so that all processes that serve from it share them.
    """
    app.extensions[_KEY] = None
    if a_minute is not None:
        counts = Counts(Path(app.instance_path) / FILE, app.config["SECRET_KEY"])
        app.extensions[_KEY] = Limits(a_minute, counts)
        app.after_request(_add_quota_headers)


def count_before_look_up(key: str | None) -> None:
    """Count a call before anyone looks the key up. Raises TooManyRequests.

    Only a key that was good within this minute has a count already.
    """
    limits = _limits()
    quota = limits.count_again(_whose(key)) if limits is not None and key is not None else None
    if quota is not None:
        g.quota, g.counted = quota, True


def welcome(key: str) -> None:
    """Count a call with a good key, unless `count_before_look_up` has."""
    limits = _limits()
    if limits is not None and not g.get("counted"):
        g.quota = limits.count(_whose(key))


def turn_away() -> None:
    """Count a call without a good key, by its address. Raises TooManyRequests.

    Good keys at the same address are not kept waiting by it: a shop's scripts share one.
    """
    limits = _limits()
    if limits is not None:
        g.quota = limits.count(_address())


def _add_quota_headers(answer: Response) -> Response:
    """Say in the door's own words what is left; where no key was asked for, by address."""
    limits = _limits()
    fields = quota_fields(request.path)
    if limits is not None and fields is not None:
        quota: Quota = g.get("quota") or limits.left(_address())
        answer.headers.update(fields(quota))
    return answer


def _limits() -> Limits | None:
    found: Limits | None = current_app.extensions[_KEY]
    return found


def _whose(key: str) -> str:
    return f"key {token_hash(key).hex()}"


def _address() -> str:
    return f"address {request.remote_addr or ''}"


def _too_many(quota: Quota) -> TooManyRequests:
    g.quota = quota
    return TooManyRequests(retry_after=quota.seconds)
