"""From the tables before them: clocks keep the 60 minutes that held for all of them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from tests.operations.migrations.conftest import upgrade_to
from tests.operations.migrations.test_hours import COMPANIES, ROWS, spelled
from tests.operations.migrations.test_late_spans import COMPANY
from timeclock.company.clocks.models import TimeClock
from timeclock.operations.upgrading import upgrade
from timeclock.storage.transactions import db, transaction
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.timesheets.reading.sheets import read_sheets

NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)
KIND = (
    "INSERT INTO break_kind (workspace_id, id, clock_id, name, paid) VALUES (1, 1, 1, 'B', false)"
)
PAUSE = (
    "INSERT INTO shift_break (workspace_id, id, shift_id, kind_id, paid, started_at, ended_at, cut,"
    " changed_at, pays_beyond) VALUES (1, 1, 7, 1, false, '2026-02-02 10:00:00+00',"
    " '2026-02-02 11:{minutes}:00+00', false, '2026-02-02 12:00:00+00', false)"
)


@pytest.mark.parametrize("revision", [f"{number:04}" for number in range(1, 21)])
def test_a_clock_from_before_has_60_minutes(bare: Flask, revision: str) -> None:
    upgrade_to(revision)
    with db.engine.begin() as connection:
        company = COMPANIES if revision == "0001" else COMPANY
        for row in (company, *ROWS):
            connection.execute(text(spelled(row)))
    upgrade()
    clock = transaction(lambda tx: tx.session.get_one(TimeClock, (1, 1)))()
    assert clock.break_limit_minutes == 60


@pytest.mark.parametrize(("minutes", "is_case"), [("00", False), ("01", True)])
def test_the_same_breaks_are_cases(bare: Flask, minutes: str, *, is_case: bool) -> None:
    upgrade_to("0020")
    with db.engine.begin() as connection:
        for row in (COMPANY, *ROWS, KIND, PAUSE.format(minutes=minutes)):
            connection.execute(text(spelled(row)))
    upgrade()
    day = date(2026, 2, 2)
    with db.engine.connect() as connection:
        sheet = read_sheets(connection, 1, (1,), day, day + timedelta(days=1), NOW)[1]
    found = [flag.kind for flag in sheet.days[0].flags]
    assert found == [CaseKind.LONG_BREAK] * is_case
