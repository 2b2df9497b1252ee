"""From the tables before them: a time given afterwards stays paid, and is marked as edited."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from tests.operations.migrations.conftest import upgrade_to
from tests.operations.migrations.test_hours import ROWS, spelled
from tests.operations.migrations.test_late_spans import COMPANY
from timeclock.operations.upgrading import upgrade
from timeclock.storage.transactions import db
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.queries import find_shift
from timeclock.worktime.timesheets.reading.sheets import read_sheets

NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)
*PEOPLE, SHIFT = ROWS
KIND = (
    "INSERT INTO break_kind (workspace_id, id, clock_id, name, paid) VALUES (1, 1, 1, 'Lunch',"
    " false)"
)
PAUSE = (
    "INSERT INTO shift_break (workspace_id, id, shift_id, kind_id, paid, started_at, ended_at, cut,"
    " changed_at, pays_beyond) VALUES (1, 1, 7, 1, false, '2026-02-02 10:00:00+00',"
    " '2026-02-02 10:30:00+00', false, '2026-02-02 12:00:00+00', false)"
)
PAID = int(timedelta(hours=7, minutes=30).total_seconds())
PUNCHED = (
    "SELECT s.started_at, s.ended_at, b.started_at AS paused, b.ended_at AS resumed,"
    " s.start_edited, s.end_edited FROM shift s"
    " JOIN shift_break b ON b.workspace_id = s.workspace_id AND b.shift_id = s.id AND NOT b.paid"
)


def moment(value: datetime | str) -> datetime:
    """An instant as either database gives it to a plain statement."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=found.tzinfo or UTC)


def paid_before() -> int:
    """What the shift is paid in the tables of before: all but its unpaid break."""
    with db.engine.connect() as connection:
        row = connection.execute(text(PUNCHED)).one()
    whole = moment(row.ended_at) - moment(row.started_at)
    return int((whole - (moment(row.resumed) - moment(row.paused))).total_seconds())


@pytest.mark.parametrize("end_edited", [False, True])
@pytest.mark.parametrize("start_edited", [False, True])
def test_what_was_paid_for_a_time_given_afterwards_is_still_paid(
    bare: Flask, *, start_edited: bool, end_edited: bool
) -> None:
    """Hours were given at eight in the evening, when such a time counted at once."""
    upgrade_to("0010")
    with db.engine.begin() as connection:
        for row in (COMPANY, *PEOPLE, SHIFT, KIND, PAUSE):
            connection.execute(text(spelled(row)))
        connection.execute(
            text(
                "UPDATE shift SET start_edited = :start, end_edited = :end, created_at = :given,"
                " changed_at = :given"
            ),
            {
                "start": start_edited,
                "end": end_edited,
                "given": spelled("'2026-02-02 20:00:00+00'").strip("'"),
            },
        )
    before = paid_before()
    assert before == PAID
    upgrade_to("0011")
    assert paid_before() == before
    upgrade()
    with db.engine.connect() as connection:
        shift = find_shift(connection, 1, 7)
        day = date(2026, 2, 2)
        sheet = read_sheets(connection, 1, (1,), day, day + timedelta(days=1), NOW)[1]
    assert shift is not None
    assert (shift.start_edited, shift.end_edited) == (start_edited, end_edited)
    assert (shift.claims.given, shift.unconfirmed, shift.is_unpaid) == ((), None, False)
    assert shift.timeline.worked(NOW) == timedelta(seconds=before)
    assert (sheet.totals.worked, sheet.totals.unconfirmed) == (before, 0)
    raised = {flag.kind for flag in sheet.days[0].flags}
    assert not raised & {CaseKind.CLAIMED_TIME, CaseKind.UNCONFIRMED_END}
