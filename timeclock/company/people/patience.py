"""Waits after wrong tries, counted in the database so that a restart forgives nothing.

A try is counted before it is checked, so that tries at the same moment all count. Each counter is
one row: the moment at which it is empty again, and the moment until which the next try waits.
"""

import hashlib
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from sqlalchemy import BigInteger, case, delete, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from timeclock.company.people.models import Delay
from timeclock.errors import NotAllowed
from timeclock.messages import N_, Length
from timeclock.storage.transactions import Transaction, transaction_in_read_only

_CLEANED_AT_ONCE = 100
_delay = Delay.__table__.c
_SECOND = timedelta(seconds=1)


class TryLimit(Enum):
    """A kind of counter.

    Each has the number of tries without a wait, the time that forgets one try, the longest wait and
    the first one.
    """

    # An account from one address, and from all addresses together: a stranger has both.
    PAIR = (5, timedelta(minutes=15), timedelta(minutes=15), _SECOND)
    ACCOUNT = (100, timedelta(minutes=15), timedelta(minutes=15), _SECOND)
    # All that comes from one address: an office shares one, and people mistype.
    ADDRESS = (20, timedelta(minutes=1), timedelta(minutes=15), _SECOND)
    LINK = (20, timedelta(minutes=1), timedelta(minutes=15), _SECOND)
    # A browser that has signed in to the account before has this counter alone.
    BROWSER = (10, timedelta(minutes=15), timedelta(minutes=1), _SECOND)
    SESSION = (5, timedelta(minutes=15), timedelta(minutes=15), _SECOND)
    # A PIN at any kiosk; all PINs at one kiosk, which is locked in place of a wait.
    PIN = (5, timedelta(minutes=15), timedelta(hours=1), timedelta(minutes=1))
    # Badges at one kiosk: they are long, and a stranger must not keep others from theirs.
    BADGE = (20, _SECOND, timedelta(seconds=5), _SECOND)
    KIOSK = (20, timedelta(seconds=30), timedelta(minutes=10), timedelta(minutes=10))

    @property
    def free(self) -> int:
        """How many tries have no wait."""
        return self.value[0]

    @property
    def forgets(self) -> int:
        """Milliseconds after which one try is forgotten."""
        return self.value[1] // timedelta(milliseconds=1)

    @property
    def waits(self) -> dict[int, int]:
        """Milliseconds to wait by the number of tries: each doubles the wait up to the longest."""
        longest, found = self.value[2] // timedelta(milliseconds=1), {}
        first = self.value[3] // timedelta(milliseconds=1)
        for over in range(20):
            found[self.free + over] = min(first * 2**over, longest)
            if found[self.free + over] == longest:
                break
        return found

    @property
    def most(self) -> int:
        """The number of tries at which counting stops: the wait is the longest there."""
        return max(self.waits)


_OF_MANY = (TryLimit.ACCOUNT, TryLimit.ADDRESS, TryLimit.LINK, TryLimit.BADGE, TryLimit.KIOSK)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where tries come from, as far as one counter looks."""

    limit: TryLimit
    name: str

    @property
    def subject(self) -> str:
        """The key of the row. Hashed: the table must not list who tried what from where."""
        digest = hashlib.sha256(self.name.encode("utf-8", "replace")).hexdigest()
        return f"{self.limit.name.lower()}:{digest[:48]}"


class WaitLonger(NotAllowed):
    """Too many wrong tries; `details["seconds"]` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "wait_longer",
            N_("Too many tries. Please wait %(wait)s and try again."),
            wait=_rounded(seconds),
            details={"seconds": seconds},
        )


def network_of(address: str) -> str:
    """The address, or the /64 network of an IPv6 address, which one household has to itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.IPv6Network((int(found) >> 64 << 64, 64)))


@transaction_in_read_only
def count_try(tx: Transaction, *origins: Origin) -> None:
    """Count one try on every counter. Raises WaitLonger, and counts nothing, if one has to wait."""
    now = _milliseconds()
    ordered = sorted(origins, key=lambda origin: origin.subject)  # the same order everywhere
    if not all(_is_counted(tx, origin, now) for origin in ordered):
        raise WaitLonger(_seconds_left(tx, ordered, now))
    _clean_up(tx, now)


@transaction_in_read_only
def forgive(tx: Transaction, *origins: Origin) -> None:
    """Take back a try that was right: no one waits because of it.

    Counters of many people lose this one try, those of one person all tries.
    """
    for origin in sorted(origins, key=lambda origin: origin.subject):
        mine = _delay.subject == origin.subject
        if origin.limit in _OF_MANY:
            earlier = {"forgotten_at": _delay.forgotten_at - origin.limit.forgets}
            tx.connection.execute(update(Delay).where(mine).values(**earlier, blocked_until=0))
        else:
            tx.connection.execute(delete(Delay).where(mine))


def clear(tx: Transaction, *origins: Origin) -> None:
    """Forget all tries of these counters, in a transaction under way."""
    for origin in origins:
        tx.connection.execute(delete(Delay).where(_delay.subject == origin.subject))


def _is_counted(tx: Transaction, origin: Origin, now: int) -> bool:
    """Count the try in one statement, unless the counter has to wait."""
    limit, insert = origin.limit, sqlite.insert if tx.on_sqlite else postgresql.insert
    begun = case((_delay.forgotten_at > now, _delay.forgotten_at), else_=now) + limit.forgets
    latest = now + limit.most * limit.forgets
    filled = case((begun > latest, latest), else_=begun)
    tries = (filled - now + limit.forgets - 1) // limit.forgets
    statement = insert(Delay).values(
        subject=origin.subject,
        forgotten_at=now + limit.forgets,
        blocked_until=now + limit.waits.get(1, 0),
    )
    statement = statement.on_conflict_do_update(
        index_elements=[_delay.subject],
        set_={
            "forgotten_at": filled,
            "blocked_until": literal(now, BigInteger) + case(limit.waits, value=tries, else_=0),
        },
        # A wait beyond the longest was counted before the machine's clock was set back.
        where=or_(
            _delay.blocked_until <= now,
            _delay.blocked_until > now + limit.waits[limit.most],
        ),
    )
    return tx.connection.execute(statement.returning(_delay.subject)).first() is not None


def _seconds_left(tx: Transaction, origins: Iterable[Origin], now: int) -> int:
    subjects = [origin.subject for origin in origins]
    until = tx.connection.execute(
        select(_delay.blocked_until).where(_delay.subject.in_(subjects))
    ).scalars()
    return max(1, -(-(max(until, default=now) - now) // 1000))


def _clean_up(tx: Transaction, now: int) -> None:
    """Remove some of the rows that say nothing any more; never waits for another try."""
    empty = (
        select(_delay.subject)
        .where(_delay.forgotten_at < now, _delay.blocked_until < now)
        .limit(_CLEANED_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    tx.connection.execute(delete(Delay).where(_delay.subject.in_(empty)))


def _milliseconds() -> int:
    return int(datetime.now(UTC).timestamp() * 1000)


def _rounded(seconds: int) -> Length:
    return Length(seconds, "second") if seconds < 60 else Length(-(-seconds // 60), "minute")
