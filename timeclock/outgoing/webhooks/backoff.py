"""When a delivery that failed is tried again, and when no more. Pure."""

import random
from datetime import datetime, timedelta

GIVES_UP_AFTER = timedelta(hours=24)
_DELAYS = (5, 30, 120, 300, 900, 1800, 3600, 7200, 10800)  # seconds; then the last one again
_JITTER = 0.2
LONGEST_WAIT = timedelta(seconds=_DELAYS[-1] * (1 + _JITTER))
LONGEST_REST = timedelta(minutes=1)


def is_over(failing_since: datetime, now: datetime) -> bool:
    """Whether a day has passed since the first failure: no one is there any more."""
    return now - failing_since >= GIVES_UP_AFTER


def next_try(tries: int, failing_since: datetime, now: datetime) -> datetime:
    """When to try again after so many failures.

    Up to a fifth earlier or later, so that those who failed together do not come back together;
    the last try is at the end of the day.
    """
    delay = _DELAYS[min(tries, len(_DELAYS)) - 1]
    spread = random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311  (nothing secret)
    due = now + timedelta(seconds=delay * spread)
    return due if is_over(failing_since, now) else min(due, failing_since + GIVES_UP_AFTER)


def rest(silences: int, now: datetime) -> datetime:
    """Until when a receiver is left alone that did not answer so many times in a row."""
    return now + min(timedelta(seconds=2.0 ** min(silences, 10)), LONGEST_REST)
