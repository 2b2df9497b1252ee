"""The database itself refuses to change what was written."""

import pytest
from sqlalchemy.exc import DBAPIError

from tests.fixtures.company import Company
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.punching import clock_in

CHANGES = [
    "UPDATE entry SET kind = 'shift.clocked_out' WHERE workspace_id = {w}",
    "UPDATE entry SET body = body WHERE workspace_id = {w}",
    "DELETE FROM entry WHERE workspace_id = {w}",
]


@pytest.mark.parametrize("change", CHANGES)
def test_no_update_and_no_delete(company: Company, change: str) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    before = verify(company.workspace_id)
    with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
        connection.exec_driver_sql(change.format(w=company.workspace_id))
    assert verify(company.workspace_id) == before


def test_a_change_that_touches_nothing_is_none(company: Company) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM entry WHERE workspace_id = -1")
    assert verify(company.workspace_id).problems == ()
