"""Entries of the ledger cannot be changed, and a database where they could is not served."""

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from sqlalchemy import Connection, String, text
from sqlalchemy.exc import DBAPIError

from timeclock.ledger import guards
from timeclock.ledger.guards import GuardsMissing
from timeclock.operations.upgrading import connection_for_migrations, demand_ready, upgrade
from timeclock.storage.transactions import db

CHANGES = (
    "UPDATE entry SET body = 'other'",
    "UPDATE entry SET key = NULL",
    "DELETE FROM entry",
    "DELETE FROM chain",
)
ROW = (
    "INTO entry (workspace_id, chain_id, position, kind, at, received_at, body, link)"
    " VALUES (1, 1, 1, 'shift.clocked_in', '2026-01-01', '2026-01-01', '{}', 'x')"
)


@pytest.fixture
def written(bare: Flask) -> None:
    upgrade()
    with db.engine.begin() as connection:
        _write(connection)


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("change", CHANGES)
def test_a_written_entry_is_neither_changed_nor_removed(change: str) -> None:
    with pytest.raises(DBAPIError), db.engine.begin() as connection:
        connection.exec_driver_sql(change)
    assert _bodies() == ["{}"]


@pytest.mark.usefixtures("written")
def test_a_written_entry_is_not_replaced_on_sqlite() -> None:
    if db.engine.dialect.name == "sqlite":
        with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
            connection.exec_driver_sql(f"INSERT OR REPLACE {ROW}".replace("'{}'", "'other'"))
        assert _bodies() == ["{}"]


@pytest.mark.usefixtures("written")
def test_the_ledger_is_not_truncated_on_postgresql() -> None:
    if db.engine.dialect.name == "postgresql":
        with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
            connection.exec_driver_sql("TRUNCATE workspace CASCADE")
        assert _bodies() == ["{}"]


def test_a_guarded_database_may_be_served(bare: Flask) -> None:
    upgrade()
    demand_ready()


def test_the_start_refuses_a_database_without_a_guard(bare: Flask) -> None:
    upgrade()
    for name in _guards():
        with db.engine.connect() as connection:
            _drop(connection, name)
            with pytest.raises(GuardsMissing, match=name):
                guards.demand(connection)
            connection.rollback()
    with db.engine.begin() as connection:
        _drop(connection, _guards()[0])
    with pytest.raises(GuardsMissing):
        demand_ready()
    with pytest.raises(GuardsMissing):
        upgrade()


def test_the_start_refuses_a_guard_that_lets_everything_pass(bare: Flask) -> None:
    upgrade()
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            _drop(connection, "entry_refuses_update")
            connection.exec_driver_sql(
                "CREATE TRIGGER entry_refuses_update BEFORE UPDATE ON entry BEGIN SELECT 1; END"
            )
        else:
            connection.exec_driver_sql(
                "CREATE OR REPLACE FUNCTION refuse_change_of_entry() RETURNS trigger"
                " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
            )
    with pytest.raises(GuardsMissing):
        demand_ready()


def test_the_start_refuses_a_guard_that_is_switched_off(bare: Flask) -> None:
    upgrade()
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE entry DISABLE TRIGGER ALL")
        with pytest.raises(GuardsMissing):
            demand_ready()


def test_guards_can_be_put_up_again_after_a_copy_of_the_table(bare: Flask) -> None:
    upgrade()
    with db.engine.begin() as connection:
        for name in _guards():
            _drop(connection, name)
        guards.put_up(connection)
        guards.put_up(connection)
    demand_ready()


@pytest.mark.usefixtures("written")
def test_a_migration_that_copies_the_table_loses_the_guards_and_nothing_else() -> None:
    """How SQLite changes a column; anyone who forgets to put them up again cannot start."""
    if db.engine.dialect.name == "sqlite":
        with connection_for_migrations(db.engine) as connection:
            operations = Operations(MigrationContext.configure(connection))
            with operations.batch_alter_table("entry", recreate="always") as entry:
                entry.alter_column("kind", existing_type=String(40), type_=String(50))
        assert _bodies() == ["{}"]
        with pytest.raises(GuardsMissing):
            demand_ready()
        with connection_for_migrations(db.engine) as connection:
            guards.put_up(connection)
        demand_ready()


def _write(connection: Connection) -> None:
    connection.exec_driver_sql(
        "INSERT INTO workspace"
        " (id, name, zone, location_on, tolerance, created_at)"
        " VALUES (1, 'A', 'UTC', false, 120, '2026-01-01')"
    )
    connection.exec_driver_sql(
        "INSERT INTO chain (workspace_id, id, pseudonym, position) VALUES (1, 1, 'p', 1)"
    )
    connection.exec_driver_sql(f"INSERT {ROW}")


def _bodies() -> list[str]:
    with db.engine.connect() as connection:
        return list(connection.scalars(text("SELECT body FROM entry")))


def _guards() -> list[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if db.engine.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgrelid = 'entry'::regclass AND NOT tgisinternal"
    )
    with db.engine.connect() as connection:
        return sorted(connection.scalars(text(query)))


def _drop(connection: Connection, name: str) -> None:
    table = " ON entry" if connection.dialect.name == "postgresql" else ""
    connection.exec_driver_sql(f"DROP TRIGGER {name}{table}")
