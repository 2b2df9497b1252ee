"""Brings a database to the tables of this version, one process at a time."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError

from timeclock.errors import StartRefused
from timeclock.ledger import guards
from timeclock.messages import ENGLISH
from timeclock.operations.verifying.at_start import glance
from timeclock.storage.causes import UNREACHABLE, cause_of
from timeclock.storage.transactions import db, write_lock

FOLDER = Path(__file__).parent / "migrations"
# "timecloc" as eight bytes: whatever else takes advisory locks there will hardly take this one.
_LOCK = int.from_bytes(b"timecloc")
_log = logging.getLogger(__name__)


class NotReady(StartRefused):
    """The database is not one that this version may serve; the text says what to do."""


def upgrade(engine: Engine | None = None) -> tuple[str | None, str]:
    """Run what is missing, in the application's database unless another is given.

    Returns the revisions before and after, equal when nothing was to do. Raises NotReady for a
    database of a newer version, GuardsMissing for one without guards.
    """
    engine = engine or db.engine
    before, newest = current_revision(engine), newest_revision()
    if before != newest:
        _refuse_newer(before, newest)
        config = Config(attributes={"engine": engine})
        config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
        command.upgrade(config, "head")
    demand_ready(engine)
    return before, newest


def demand_ready(engine: Engine | None = None) -> None:
    """Raise NotReady or GuardsMissing unless tables and guards are those of this version."""
    engine = engine or db.engine
    found, newest = current_revision(engine), newest_revision()
    _refuse_newer(found, newest)
    if found != newest:
        raise NotReady(
            "The database is not up to date. Run: .venv/bin/flask --app app database upgrade"
        )
    with engine.connect() as connection:
        guards.demand(connection)


def demand_servable() -> None:
    """`demand_ready` for a server; one that finds no database starts and says so to each request.

    A worker that is started again while PostgreSQL restarts has to come up. What a glance at the
    ledger finds is logged: people have to be able to clock in meanwhile.
    """
    try:
        demand_ready()
        for problem in glance():
            words = problem.in_words(ENGLISH)
            _log.error("%s. Run: .venv/bin/flask --app app ledger verify", words)
    except DBAPIError as error:
        cause = cause_of(error)
        if not isinstance(error, OperationalError):
            if cause is None:
                raise
            raise NotReady(cause.message) from error
        _log.warning(
            "the database could not be reached at the start. %s (%s)",
            cause or UNREACHABLE,
            error.orig,
        )
    finally:
        # A server may fork after this, and two processes must not share a connection.
        db.engine.dispose()


def current_revision(engine: Engine) -> str | None:
    """What the tables of a database are at; None where there are none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
        return found


def newest_revision() -> str:
    """The last revision of this version; each file begins with its own, of four digits."""
    return max(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*.py"))


@contextmanager
def connection_for_migrations(engine: Engine) -> Iterator[Connection]:
    """One transaction that no other migration shares: all of the revisions, or none.

    On SQLite without foreign keys, which a table that is copied to change it would trip over; they
    are checked before the commit, and the connection does not go back to the pool.
    """
    with write_lock(), engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.detach()
            _driver_sql(connection, "PRAGMA foreign_keys = OFF")
            connection = connection.execution_options(timeclock_writes=True)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                # Anyone who starts second waits for the first, however long its migrations take.
                connection.execute(text("SET LOCAL lock_timeout = 0"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection
            if connection.dialect.name == "sqlite":
                _check_foreign_keys(connection)


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        raise NotReady(
            "A row of %(table)s points to a row of %(other)s that is not there.",
            table=broken[0],
            other=broken[2],
        )


def _driver_sql(connection: Connection, statement: str) -> None:
    # Past SQLAlchemy, which would begin a transaction first: inside of one the PRAGMA does nothing.
    driver = connection.connection.dbapi_connection
    if driver is not None:
        driver.cursor().execute(statement)


def _refuse_newer(found: str | None, newest: str) -> None:
    if found is not None and found > newest:
        raise NotReady(
            "The database was made by a newer Timeclock (revision %(found)s; this one knows"
            " %(newest)s). Start that version, or restore a backup made by this one.",
            found=found,
            newest=newest,
        )
