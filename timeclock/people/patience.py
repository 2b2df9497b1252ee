"""Growing delays after failed tries, kept in the database so that a restart forgives nothing."""

import hashlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete

from timeclock.database import Transaction, db, transaction_in_read_only
from timeclock.errors import NotAllowed
from timeclock.people.models import Delay

_FREE_TRIES = {"account": 5, "address": 20}
# One failure is forgotten in that time: a whole office behind one address mistypes now and then.
_FORGETS = {"account": timedelta(minutes=15), "address": timedelta(minutes=1)}
_LONGEST = timedelta(minutes=15)
_FORGIVEN_AFTER = timedelta(days=1)


class WaitLonger(NotAllowed):
    """Too many failed tries; `details["seconds"]` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "wait_longer",
            f"Too many tries. Please wait {_in_words(seconds)} and try again.",
            details={"seconds": seconds},
        )


def demand_patience(kind: str, origin: str) -> None:
    """Raise WaitLonger while that origin (an account, an address) has to wait."""
    delay = db.session.get(Delay, _subject(kind, origin))
    left = (delay.blocked_until - datetime.now(UTC)) if delay else timedelta(0)
    if left > timedelta(0):
        raise WaitLonger(int(left.total_seconds()) + 1)


@transaction_in_read_only
def note_failure(tx: Transaction, kind: str, origin: str) -> None:
    """Count a failed try; from the sixth (twentieth per address) on, each doubles the wait.

    Time forgets: a failure in a quarter of an hour for an account, in a minute for an address.
    """
    now, subject = datetime.now(UTC), _subject(kind, origin)
    tx.session.execute(delete(Delay).where(Delay.last_failed_at < now - _FORGIVEN_AFTER))
    delay = tx.session.get(Delay, subject, with_for_update=True)
    if delay is None:
        delay = Delay(subject=subject, failures=0, last_failed_at=now, blocked_until=now)
        tx.session.add(delay)
    forgotten = (now - delay.last_failed_at) // _FORGETS.get(kind, _LONGEST)
    delay.failures = max(delay.failures - max(forgotten, 0), 0) + 1
    delay.last_failed_at = now
    over = delay.failures - _FREE_TRIES.get(kind, 20)
    if over >= 0:
        delay.blocked_until = now + min(timedelta(seconds=2 ** min(over, 20)), _LONGEST)


@transaction_in_read_only
def forgive(tx: Transaction, kind: str, origin: str) -> None:
    """Forget the failed tries of an account that has now proved itself."""
    delay = tx.session.get(Delay, _subject(kind, origin))
    if delay is None:
        tx.discard()
    else:
        tx.session.delete(delay)


def _subject(kind: str, origin: str) -> str:
    # Hashed: the table must not become a list of who tried what from where.
    return f"{kind}:{hashlib.sha256(origin.encode('utf-8', 'replace')).hexdigest()[:48]}"


def _in_words(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} seconds" if seconds != 1 else "1 second"
    minutes = -(-seconds // 60)
    return f"{minutes} minutes" if minutes != 1 else "1 minute"
