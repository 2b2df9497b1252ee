"""Sheets that a version approved which kept only their totals."""

from sqlalchemy import delete, update

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.week import MONDAY, NEXT_MONDAY, OVER, assert_whole, on, works
from timeclock.company.locks.kept_models import KeptTimesheet
from timeclock.company.locks.models import ClosedPeriod, Timesheet
from timeclock.storage.transactions import Transaction, db, transaction
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.approval.earlier import any_not_kept, keep_earlier
from timeclock.worktime.timesheets.reading.sheets import sheet_of


@transaction
def as_before(tx: Transaction, workspace_id: int) -> None:
    """The rows of a company as the migration leaves them."""
    for change in (
        delete(KeptTimesheet).where(KeptTimesheet.workspace_id == workspace_id),
        update(Timesheet).where(Timesheet.workspace_id == workspace_id).values(is_kept=False),
        update(ClosedPeriod).where(ClosedPeriod.workspace_id == workspace_id).values(begins=None),
    ):
        tx.connection.execute(change)


def test_what_was_approved_before_is_kept_as_it_adds_up(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(3, "08:00"), 8)
    watch.at(OVER)
    close_period(company.edda.actor, first_day=MONDAY)
    whose = (company.workspace_id, company.eli.member_id, MONDAY, NEXT_MONDAY, OVER)
    before = sheet_of(*whose)
    as_before(company.workspace_id)
    assert any_not_kept()
    assert keep_earlier(0) == 0, "no time, nothing kept"
    assert keep_earlier(60) == 1
    assert keep_earlier(60) == 0
    assert not any_not_kept()
    db.session.rollback()
    row = db.session.query(KeptTimesheet).filter_by(workspace_id=company.workspace_id).one()
    assert (row.at_upgrade, row.in_force, row.difference) == (True, True, None)
    assert (
        db.session.query(ClosedPeriod).filter_by(workspace_id=company.workspace_id).one().begins
        is not None
    )
    assert sheet_of(*whose).totals == before.totals


def test_other_totals_than_were_approved_are_a_difference(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(3, "08:00"), 8)
    watch.at(OVER)
    close_period(company.edda.actor, first_day=MONDAY)
    assert_whole(company)
    as_before(company.workspace_id)
    totals = db.session.query(Timesheet).filter_by(workspace_id=company.workspace_id).one().totals
    assert totals is not None
    db.session.rollback()
    change_totals(company.workspace_id, dict(totals) | {"worked": 7 * 3600})
    keep_earlier(60)
    db.session.rollback()
    row = db.session.query(KeptTimesheet).filter_by(workspace_id=company.workspace_id).one()
    assert row.difference == {
        "reasons": ["before_keeping"],
        "days": {MONDAY.isoformat(): {"worked": 3600}},
    }


@transaction
def change_totals(tx: Transaction, workspace_id: int, totals: dict[str, int]) -> None:
    mine = Timesheet.workspace_id == workspace_id
    tx.connection.execute(update(Timesheet).where(mine).values(totals=totals))
