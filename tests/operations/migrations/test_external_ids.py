"""From the tables before them: no one has an id elsewhere, and what is there stays."""

import pytest
from flask import Flask
from sqlalchemy import text

from tests.operations.migrations.conftest import upgrade_to
from tests.operations.migrations.test_hours import COMPANIES, ROWS, spelled
from tests.operations.migrations.test_late_spans import COMPANY
from timeclock.operations.upgrading import upgrade
from timeclock.storage.transactions import db


@pytest.mark.parametrize("revision", ["0001", "0003", "0011", "0019", "0021"])
def test_no_one_has_one_yet(bare: Flask, revision: str) -> None:
    upgrade_to(revision)
    with db.engine.begin() as connection:
        for row in (COMPANIES if revision == "0001" else COMPANY, *ROWS):
            connection.execute(text(spelled(row)))
    upgrade()
    with db.engine.connect() as connection:
        for table in ("member", "job", "time_clock"):
            found = connection.execute(text(f"SELECT external_id FROM {table}")).scalars()
            assert set(found) <= {None}
        assert connection.execute(text("SELECT count(*) FROM time_clock")).scalar()
