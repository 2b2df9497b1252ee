"""From the tables before them: no job has a client, and no shift has a tag."""

import pytest
from flask import Flask
from sqlalchemy import text

from tests.operations.migrations.conftest import upgrade_to
from tests.operations.migrations.test_hours import ROWS, spelled
from tests.operations.migrations.test_late_spans import COMPANY
from timeclock.operations.upgrading import upgrade
from timeclock.storage.transactions import db


@pytest.mark.parametrize("revision", ["0003", "0011"])
def test_shifts_stay_as_they_are(bare: Flask, revision: str) -> None:
    upgrade_to("0003")
    with db.engine.begin() as connection:
        for row in (COMPANY, *ROWS):
            connection.execute(text(spelled(row)))
    upgrade_to(revision)
    upgrade()
    with db.engine.connect() as connection:
        tags = connection.execute(text("SELECT tag_ids FROM shift")).scalars().all()
        clients = connection.execute(text("SELECT client_id FROM job")).scalars().all()
    assert tags
    assert set(tags) == {None}
    assert set(clients) <= {None}
