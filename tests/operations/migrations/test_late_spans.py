"""From the tables before it: punches know of the late changes that were made already."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import text

from tests.operations.migrations.conftest import upgrade_to
from tests.operations.migrations.test_hours import ROWS, spelled
from timeclock.operations.upgrading import upgrade
from timeclock.storage.transactions import db, transaction
from timeclock.worktime.shifts.models import LateSpan

COMPANY = (
    "INSERT INTO workspace (id, name, zone, location_on, tolerance, created_at)"
    " VALUES (1, 'Bakery', 'Europe/Berlin', false, 120, '2026-01-01')"
)
CORRECTION = """
INSERT INTO correction (workspace_id, id, member_id, clock_id, shift_id, kind, state, drafts,
    reason, asked_at, decision, applied_at, shift_ids, position)
VALUES (1, :id, 1, 1, :shift, 'change', :state, :drafts, '', '2026-02-10', '', :applied, :shifts, 1)
"""
ADJUSTMENT = """
INSERT INTO adjustment (workspace_id, id, member_id, correction_id, shift_id, day, for_day, seconds,
    created_at) VALUES (1, :id, 1, :id, :shift, '2026-02-10', '2026-02-02', 3600, '2026-02-10')
"""


def add(
    number: int, *hours: tuple[int, int], shift: int | None = None, state: str = "applied"
) -> None:
    drafts = ", ".join(
        f'{{"start": "2026-02-02T{start:02}:00:00Z", "end": "2026-02-02T{end:02}:00:00Z"}}'
        for start, end in hours
    )
    values: dict[str, object] = {
        "id": number,
        "shift": shift,
        "state": state,
        "drafts": f"[{drafts}]",
    }
    values |= {"applied": f"2026-02-1{number} 00:00:00", "shifts": "[]"}
    if db.engine.dialect.name == "postgresql":
        values["applied"] = datetime.fromisoformat(str(values["applied"])).replace(tzinfo=UTC)
    with db.engine.begin() as connection:
        connection.execute(text(CORRECTION), values)
        connection.execute(text(ADJUSTMENT), {"id": number, "shift": shift})


@pytest.fixture
def before(bare: Flask) -> None:
    upgrade_to("0003")
    with db.engine.begin() as connection:
        for row in (COMPANY, *ROWS):
            connection.execute(text(spelled(row)))


@pytest.mark.usefixtures("before")
def test_the_newest_late_change_of_each_shift_and_every_added_one_is_known() -> None:
    add(1, (6, 15), shift=7)
    add(2, (6, 16), shift=7)
    add(3, (18, 19), (20, 21))
    add(4, (22, 23), state="taken_back")
    upgrade()
    with db.engine.connect() as connection:
        found = connection.execute(
            text("SELECT id, correction_id, shift_id FROM late_span ORDER BY id")
        ).all()
    assert [tuple(row) for row in found] == [(1, 2, 7), (2, 3, None), (3, 3, None)]
    spans = transaction(lambda tx: tx.session.query(LateSpan).order_by(LateSpan.id).all())()
    first = spans[0]
    assert (first.started_at, first.ended_at) == (moment(6), moment(16))


@pytest.mark.usefixtures("before")
def test_new_ones_get_ids_of_their_own() -> None:
    add(1, (6, 15), shift=7)
    upgrade()
    span = LateSpan(
        workspace_id=1, member_id=1, correction_id=1, started_at=moment(1), ended_at=moment(2)
    )
    db.session.add(span)
    db.session.commit()
    assert span.id == 2


def moment(hour: int) -> datetime:
    return datetime(2026, 2, 2, hour, tzinfo=UTC)
