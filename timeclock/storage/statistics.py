"""What SQLite's planner knows about the sizes of tables."""

import sqlite3

from timeclock.storage.transactions import db, write_lock

ROWS_LOOKED_AT = 400  # of each index, as SQLite advises: so it takes milliseconds at any size
# From 3.46 on `optimize` looks at all tables; before, at those that this connection has queried.
_REFRESH = "PRAGMA optimize = 0x10002" if sqlite3.sqlite_version_info >= (3, 46) else "ANALYZE main"


def refresh_statistics() -> None:
    """Bring SQLite's statistics up to date, as a writer like any other.

    SQLite advises it after the tables have changed, when a connection that lives long is opened,
    and from time to time. PostgreSQL does it by itself: there nothing happens. Raises Busy.
    """
    engine = db.engine
    if engine.dialect.name != "sqlite":
        return
    with write_lock(), engine.connect() as pooled:
        connection = pooled.execution_options(timeclock_autocommit=True)
        connection.exec_driver_sql(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        connection.exec_driver_sql(_REFRESH)
