"""From the tables before it: the index of decisions is made, and it is the one that is asked."""

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from tests.operations.migrations.conftest import upgrade_to
from timeclock.ledger.models import IS_DECISION, Entry
from timeclock.operations.upgrading import upgrade
from timeclock.storage.transactions import db

INDEX = "ix_entry_decision"


@pytest.mark.parametrize("revision", [f"{number:04}" for number in range(1, 15)])
def test_the_index_is_made_from_every_earlier_revision(bare: Flask, revision: str) -> None:
    upgrade_to(revision)
    assert INDEX not in {index["name"] for index in inspect(db.engine).get_indexes("entry")}
    db.engine.dispose()
    upgrade()
    assert INDEX in {index["name"] for index in inspect(db.engine).get_indexes("entry")}


@pytest.mark.databases("sqlite")
def test_a_question_for_decisions_uses_it(app: Flask) -> None:
    query = select(Entry.position).where(
        Entry.workspace_id == 1, Entry.actor_id == 2, Entry.received_at > "2026-01-01", IS_DECISION
    )
    with app.app_context(), db.engine.connect() as connection:
        asked = query.compile(connection, compile_kwargs={"literal_binds": False})
        plan = connection.execute(text(f"EXPLAIN QUERY PLAN {asked!s}".replace("?", "1"))).all()
    assert any(INDEX in row[-1] for row in plan), plan
