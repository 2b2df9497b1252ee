"""The migrations make exactly the tables that the models describe, on both databases."""

import importlib
import pkgutil

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.schema import CreateIndex

import timeclock
from timeclock.operations.upgrading import upgrade
from timeclock.storage.columns import OfWorkspace
from timeclock.storage.transactions import Base, db

for found in pkgutil.walk_packages(timeclock.__path__, "timeclock."):
    if found.name.endswith(".models"):
        importlib.import_module(found.name)


def test_nothing_differs_between_the_models_and_the_migrated_database(bare: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_each_index_covers_the_rows_that_the_model_says(bare: Flask) -> None:
    """Alembic compares neither conditions nor names of partial indexes in full."""
    upgrade()
    wanted = {
        index.name: _plain(str(CreateIndex(index).compile(db.engine)))
        for table in Base.metadata.tables.values()
        for index in table.indexes
    }
    assert {name: _plain(sql) for name, sql in _index_texts().items() if name in wanted} == wanted


def test_on_postgresql_every_numbered_table_has_its_sequence(bare: Flask) -> None:
    upgrade()
    if db.engine.dialect.name != "postgresql":
        return
    numbered = {t.name for t in Base.metadata.tables.values() if "id" in t.columns}
    assert set(inspect(db.engine).get_sequence_names()) == {f"{name}_id_seq" for name in numbered}


def test_every_reference_between_rows_of_a_company_carries_the_company(bare: Flask) -> None:
    tenants = {m.local_table for m in Base.registry.mappers if issubclass(m.class_, OfWorkspace)}
    assert tenants
    loose = [
        f"{table.name}.{constraint.name}"
        for table in Base.metadata.tables.values()
        for constraint in table.foreign_key_constraints
        if constraint.referred_table in tenants and "workspace_id" not in constraint.column_keys
    ]
    assert loose == []


def _index_texts() -> dict[str, str]:
    query = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        if db.engine.dialect.name == "sqlite"
        else "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    )
    with db.engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(text(query))}


def _plain(sql: str) -> str:
    """The same statement in the same words, however a database keeps it."""
    for noise in ("(", ")", '"', "public.", "USING btree ", "::text"):
        sql = sql.replace(noise, " ")
    return " ".join(sql.replace(",", " , ").split())
