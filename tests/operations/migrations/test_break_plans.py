"""From the tables before them: a break that has begun is paid as it was."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from tests.operations.migrations.conftest import upgrade_to
from tests.operations.migrations.test_hours import COMPANIES, ROWS, spelled
from tests.operations.migrations.test_late_spans import COMPANY
from timeclock.company.clocks.models import BreakKind
from timeclock.operations.upgrading import upgrade
from timeclock.storage.transactions import db, transaction
from timeclock.worktime.shifts.queries import find_shift

KIND = (
    "INSERT INTO break_kind (workspace_id, id, clock_id, name, paid, minutes)"
    " VALUES (1, 1, 1, 'Coffee', true, 15)"
)
PAUSE = (
    "INSERT INTO shift_break (workspace_id, id, shift_id, kind_id, paid, started_at, ended_at, cut,"
    " changed_at) SELECT 1, 1, id, 1, true, started_at, ended_at, true, started_at"
    " FROM shift WHERE workspace_id = 1 AND id = 7"
)


@pytest.mark.parametrize("revision", [f"{number:04}" for number in range(1, 10)])
def test_a_paid_break_from_before_is_paid_in_full(bare: Flask, revision: str) -> None:
    upgrade_to(revision)
    with db.engine.begin() as connection:
        company = COMPANIES if revision == "0001" else COMPANY
        for row in (company, *ROWS, KIND, PAUSE):
            connection.execute(text(spelled(row)))
    upgrade()
    with db.engine.connect() as connection:
        shift = find_shift(connection, 1, 7)
    assert shift is not None
    ended = shift.timeline.ended_at
    assert ended is not None
    length = ended - shift.timeline.started_at
    assert length > timedelta(minutes=15)
    (pause,) = shift.timeline.pauses
    assert pause.plan is None
    assert shift.timeline.worked(ended) == length
    kind = transaction(lambda tx: tx.session.get_one(BreakKind, (1, 1)))()
    assert (kind.minutes, kind.pays_beyond) == (15, False)
