"""What only someone with the whole server in hand can do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from timeclock.ledger import guards
from timeclock.storage.transactions import db

NAMES = {
    "sqlite": "SELECT name, '' FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname, ' ON entry' FROM pg_trigger"
        " WHERE tgrelid = 'entry'::regclass AND NOT tgisinternal"
    ),
}


@contextmanager
def rewritable_ledger() -> Iterator[Connection]:
    """A transaction in which entries can be changed; afterwards the guards stand again."""
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for name, table in connection.execute(text(NAMES[connection.dialect.name])).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}{table}")
        yield connection
        guards.put_up(connection)
