"""From the tables before it: a clock that asked for jobs does so from the migration on."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import text

from tests.operations.migrations.conftest import upgrade_to
from tests.operations.migrations.test_late_spans import COMPANY
from timeclock.company.clocks.models import TimeClock
from timeclock.operations.upgrading import upgrade
from timeclock.storage.transactions import db, transaction

CLOCK = (
    "INSERT INTO time_clock"
    " (workspace_id, id, name, zone, job_required, limit_minutes, created_at)"
    " VALUES (1, :id, 'Site', 'Europe/Berlin', :asks, 840, '2026-01-01')"
)


def test_earlier_shifts_are_not_held_against_a_clock_that_asks(bare: Flask) -> None:
    upgrade_to("0005")
    with db.engine.begin() as connection:
        connection.execute(text(COMPANY))
        for number, asks in ((1, True), (2, False)):
            connection.execute(text(CLOCK), {"id": number, "asks": asks})
    upgrade()
    rows = transaction(lambda tx: tx.session.query(TimeClock).order_by(TimeClock.id).all())()
    asking, other = rows
    assert (asking.job_required, other.job_required) == (True, False)
    assert other.job_required_since is None
    assert asking.job_required_since is not None
    assert abs(datetime.now(UTC) - asking.job_required_since) < timedelta(minutes=1)
