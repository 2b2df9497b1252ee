"""The database: the shared instance, and the one way to write."""

import contextvars
import functools
import logging
import random
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from flask import current_app, has_app_context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    TimeoutError,
)
from sqlalchemy.orm import DeclarativeBase, Session

from timeclock.errors import Busy, ReadOnly, Unconfirmed
from timeclock.messages import Sentence
from timeclock.storage.causes import UNREACHABLE, cause_of
from timeclock.storage.deadline import limited
from timeclock.storage.write_lock import WriteLock

P = ParamSpec("P")
R = TypeVar("R")

NOTES_KEPT = 20_000
_TRIES = 4
LONGEST_READ = 900.0  # seconds
_PAUSE = 0.1  # seconds at most, before who lost a race begins again
_RETRIED_STATES = frozenset({"40001", "40P01"})  # serialization failure, deadlock
_log = logging.getLogger(__name__)
_writing: contextvars.ContextVar[bool] = contextvars.ContextVar("writing", default=False)
_patience: contextvars.ContextVar[float | None] = contextvars.ContextVar("patience", default=None)


class Base(DeclarativeBase):
    """What every table has: names of constraints that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

if TYPE_CHECKING:

    class Model(Base):
        """A table of the product."""

        __abstract__ = True

else:
    Model = db.Model


class Writes:
    """What one process knows about its writes.

    `refusal` says why there can be none at present, if that is so. `committed` holds the notes of
    transactions that are on the disk, for a thread that takes them away; the newest ones only,
    where none does.
    """

    def __init__(self) -> None:
        self.refusal: str | None = None
        self.committed: deque[object] = deque(maxlen=NOTES_KEPT)


class Transaction:
    """A write under way: a Core connection that holds the lock, an ORM session on it if asked.

    `notes` are added to `Writes.committed` after the commit.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.discarded = False
        self.notes: list[object] = []

    @property
    def on_sqlite(self) -> bool:
        """Whether the embedded database is in use."""
        return self.connection.dialect.name == "sqlite"

    @functools.cached_property
    def session(self) -> Session:
        """An ORM session that shares this transaction."""
        return Session(bind=self.connection, expire_on_commit=False)

    def discard(self) -> None:
        """Let go of everything written so far: the use case found that nothing was to be done."""
        self.discarded = True

    def _finish(self) -> None:
        if "session" in self.__dict__ and not self.discarded:
            self.session.flush()

    def _close(self) -> None:
        if "session" in self.__dict__:
            self.session.close()


def transaction(
    use_case: Callable[Concatenate[Transaction, P], R],
) -> Callable[P, R]:
    """Make a use case one transaction: when it returns all of it is durable, or none happened.

    The write lock is held before the first read. Any exception rolls back; lost races (a
    serialization failure, a deadlock, a unique index that someone else met first) run the use case
    again a bounded number of times, so that it sees what won and says so. Refuses to nest. Raises
    Busy when nothing could be recorded (ReadOnly where no try will help) and Unconfirmed when the
    commit's answer was lost.
    """
    return _transactional(use_case, in_read_only=False)


def transaction_in_read_only(
    use_case: Callable[Concatenate[Transaction, P], R],
) -> Callable[P, R]:
    """As `transaction`, also while the server is read-only.

    It is for signing in and for confirming a loss; nothing that people are paid by is written so.
    """
    return _transactional(use_case, in_read_only=True)


def _transactional(
    use_case: Callable[Concatenate[Transaction, P], R], *, in_read_only: bool
) -> Callable[P, R]:
    @functools.wraps(use_case)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _writing.get():
            raise RuntimeError(f"{use_case.__name__} was called inside another transaction")
        known = writes()
        if known.refusal is not None and not in_read_only:
            raise ReadOnly(known.refusal)
        mark = _writing.set(True)
        try:
            for left in reversed(range(_TRIES)):
                try:
                    result, notes = _attempt(use_case, *args, **kwargs)
                except IntegrityError:
                    if not left:
                        raise
                except (DBAPIError, TimeoutError) as error:
                    _wait_after(error, may_try_again=left > 0)
                else:
                    known.committed.extend(notes)
                    return result
            raise AssertionError("unreachable")
        finally:
            _writing.reset(mark)

    return run


def _wait_after(error: DBAPIError | TimeoutError, *, may_try_again: bool) -> None:
    """Wait a moment after a lost race; raise what anything else means."""
    if not may_try_again or not _lost_race(error):
        refusal = _not_recorded(error)
        if refusal is None:
            raise error
        raise refusal from error
    # Two that continue in step meet again.
    time.sleep(random.uniform(0, _PAUSE))  # noqa: S311  (no secret)


def _attempt(
    use_case: Callable[Concatenate[Transaction, P], R], /, *args: P.args, **kwargs: P.kwargs
) -> tuple[R, list[object]]:
    if has_app_context() and db.session.registry.has():
        db.session.rollback()  # a read left open would keep showing the state before this write
    engine = db.engine
    with _write_lock(engine), engine.connect() as connection:
        connection = connection.execution_options(timeclock_writes=True)
        tx = Transaction(connection)
        try:
            result = use_case(tx, *args, **kwargs)
            tx._finish()
            if tx.discarded:
                connection.rollback()
            else:
                _commit(connection)
        finally:
            tx._close()
        return result, [] if tx.discarded else tx.notes


def _commit(connection: Connection) -> None:
    try:
        connection.commit()
    except DBAPIError as error:
        if connection.dialect.name == "sqlite" and "disk I/O" not in str(error.orig):
            raise  # SQLite has rolled back or will on close: nothing was recorded
        if getattr(error.orig, "sqlstate", None):
            raise  # PostgreSQL itself answered, so it did not commit
        raise Unconfirmed(
            "unconfirmed",
            "The connection was lost while saving. Try again: it will not count twice.",
        ) from error


def writes() -> Writes:
    """What this process knows about its writes."""
    found: Writes = current_app.extensions["timeclock_writes"]
    return found


def _lost_race(error: Exception) -> bool:
    return getattr(getattr(error, "orig", None), "sqlstate", None) in _RETRIED_STATES


def _not_recorded(error: Exception) -> Busy | None:
    """Busy with its cause; None for a wrong statement, which is a fault of the program."""
    cause = cause_of(error)
    if cause is None:
        if not isinstance(error, OperationalError | InterfaceError | TimeoutError):
            return None
        cause = UNREACHABLE
    _log.error("a write was not recorded. %s (%s)", cause, error)
    return Busy(
        "busy",
        "%(fact)s Nothing was recorded; try again.",
        fact=Sentence(cause.fact),
        tells_outcome=True,
    )


@contextmanager
def reading() -> Iterator[Connection]:
    """A Core connection for one look-up, each statement on its own."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            yield connection.execution_options(timeclock_autocommit=True)
        else:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")


@contextmanager
def snapshot(seconds: float = LONGEST_READ) -> Iterator[Session]:
    """A session that sees the database as it is at one instant, for that many seconds at most.

    While it is open SQLite's log cannot be shortened, and PostgreSQL cannot clean up. Raises Busy
    when the time is up.
    """
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with limited(connection, seconds), Session(connection) as session:
            yield session


def _write_lock(engine: Engine) -> AbstractContextManager[None]:
    lock: WriteLock | None = current_app.extensions["timeclock_write_lock"]
    return lock(_patience.get()) if lock else nullcontext()


@contextmanager
def briefly() -> Iterator[None]:
    """What is written inside waits for its turn a moment only: for notes that can be left out."""
    mark = _patience.set(0.05)
    try:
        yield
    finally:
        _patience.reset(mark)


@contextmanager
def write_lock() -> Iterator[None]:
    """Keep every other writer out, for work on the database file itself (a backup, a restore)."""
    with _write_lock(db.engine):
        yield
