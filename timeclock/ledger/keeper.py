"""The keeper: watches the clock that gives entries their moment, in a process that serves."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import Connection, and_, func, select
from sqlalchemy.exc import SQLAlchemyError

from timeclock.ledger.entry import CLOCK_OFF_BY
from timeclock.ledger.models import Chain, Entry
from timeclock.steadiness import TOLERANCE, ClockKnowledge, Sample, begin, observe
from timeclock.storage.connecting import DurabilityOff
from timeclock.storage.transactions import db, reading

EXTENSION = "timeclock_clock_keeper"
# Time goes on while a machine sleeps; where there is no such count, without that.
_COUNT = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_log = logging.getLogger(__name__)

_chain, _entry = Chain.__table__.c, Entry.__table__.c
# The last entry of each chain, by its key; one written in doubt proves nothing.
_NEWEST = select(func.max(_entry.received_at)).join_from(
    Chain.__table__,
    Entry.__table__,
    and_(
        _entry.workspace_id == _chain.workspace_id,
        _entry.chain_id == _chain.id,
        _entry.position == _chain.position,
        _entry.body.not_like(f'%"{CLOCK_OFF_BY}":%'),
    ),
)


class ClockKeeper:
    """Compares each moment that an entry gets with the seconds since the last one that agreed.

    On PostgreSQL the moments are the database's own; `apart` is how far this machine's clock is
    ahead of it, zero within the tolerance. `count` gives seconds that no setting of a clock moves.
    """

    def __init__(self, count: Callable[[], float] | None = None) -> None:
        self._count = count or _seconds
        self._standing: ClockKnowledge | None = None
        self._saying = threading.Lock()
        self._said = self._said_apart = False
        self.apart = timedelta(0)

    @property
    def off_by(self) -> timedelta:
        """How far the clock is ahead of what was expected; zero while it can be believed."""
        return self._standing.off_by if self._standing else timedelta(0)

    def judge(self, moment: datetime) -> ClockKnowledge:
        """How the clock is, which has just given this moment. No statement, no waiting."""
        sample, known = Sample(moment, self._count()), self._standing
        standing = observe(known, sample) if known else begin(sample)
        if standing is not known:
            self._standing = standing
        if standing.in_doubt is not self._said:
            self._log_change(standing)
        return standing

    def look(self, connection: Connection, *, newest: datetime | None = None) -> None:
        """Read the clock although nothing is recorded, and compare this machine's with it."""
        here = datetime.now(UTC)
        moment = here
        if connection.dialect.name != "sqlite":
            moment = connection.execute(select(func.clock_timestamp())).scalar_one().astimezone(UTC)
            self._compare(here - moment)
        if self._standing is None:
            self._standing = begin(Sample(moment, self._count()), newest)
        self.judge(moment)

    def _compare(self, apart: timedelta) -> None:
        self.apart = apart if abs(apart) > TOLERANCE else timedelta(0)
        if bool(self.apart) is not self._said_apart:
            self._said_apart = bool(self.apart)
            if self.apart:
                _log.error(
                    "this machine's clock is %s s ahead of the database's; "
                    "entries carry the database's time",
                    round(self.apart.total_seconds()),
                )
            else:
                _log.warning("this machine's clock agrees with the database's again")

    def _log_change(self, standing: ClockKnowledge) -> None:
        """Once when doubt begins and once when it ends."""
        with self._saying:
            if standing.in_doubt is self._said:
                return
            self._said = standing.in_doubt
        if standing.in_doubt:
            _log.error(
                "the clock is in doubt: it is %s s ahead of what was expected; "
                "what is recorded is marked, and its time waits to be confirmed",
                round(standing.off_by.total_seconds()),
            )
        else:
            _log.warning("the clock is not in doubt any more")


def attach(app: Flask, keeper: ClockKeeper | None = None) -> ClockKeeper:
    """Let a keeper watch from here on; called where a process serves, never for a command.

    A database that cannot be reached yet is looked at with the first moment that it gives.
    """
    keeper = keeper or ClockKeeper()
    with app.app_context():
        try:
            with reading() as connection:
                keeper.look(connection, newest=connection.execute(_NEWEST).scalar())
        except (SQLAlchemyError, DurabilityOff, OSError) as error:
            _log.warning("the clock is compared later: %s", error)
        finally:
            # A server may fork after this, and two processes must not share a connection.
            db.engine.dispose()
    app.extensions[EXTENSION] = keeper
    return keeper


def present_keeper() -> ClockKeeper | None:
    """The keeper of this process, where there is one."""
    keeper: ClockKeeper | None = current_app.extensions.get(EXTENSION)
    return keeper


def look_at_the_clock() -> bool:
    """What is due each minute; whether the clock can be believed, as where no one watches it."""
    keeper = present_keeper()
    if keeper is None:
        return True
    with reading() as connection:
        keeper.look(connection)
    return not keeper.off_by and not keeper.apart


def _seconds() -> float:
    return time.clock_gettime(_COUNT)
