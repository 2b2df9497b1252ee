"""Paid is only what was punched or confirmed, whichever way the time came about."""

from datetime import UTC, date, datetime

import pytest

from tests.fixtures.company import Watch
from tests.fixtures.company_pool import CompanyPool
from tests.worktime.corrections.scenes import assert_true, set_rules
from tests.worktime.paid_time.channels import TimeScene, Who
from tests.worktime.paid_time.rows import Gives, PaidRow, RefusedWith
from tests.worktime.paid_time.table import ROWS
from timeclock.company.pay_rules.rules import PayRules
from timeclock.storage.transactions import db
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.punching import clock_out
from timeclock.worktime.shifts.queries import every_shift, open_shift
from timeclock.worktime.timesheets.inbox.listing import cases
from timeclock.worktime.timesheets.reading.sheets import sheet_of

HOUR = 3600
FIRST, AFTER = date(2026, 2, 23), date(2026, 3, 9)
EVENING = datetime(2026, 3, 2, 17, tzinfo=UTC)
# What other tests are about: that a day is long, or that it has no break.
WAITING = {
    CaseKind.REQUEST,
    CaseKind.DISPUTE,
    CaseKind.MISSED_CLOCK_OUT,
    CaseKind.UNCONFIRMED_END,
    CaseKind.CLAIMED_TIME,
    CaseKind.LONG_BREAK,
}
# The ledger is compared with the tables once for each way through a channel and each rule.
VERIFIED = {
    str(row)
    for row in {
        (row.way, row.channel, row.rule): row for row in ROWS if isinstance(row.result, Gives)
    }.values()
}
both = pytest.mark.databases("sqlite", "postgresql")


@both
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_is_paid(company_pool: CompanyPool, watch: Watch, row: PaidRow) -> None:
    scene = TimeScene(company_pool.app, company_pool.next(), watch, row.channel, row.who)
    with scene.app.app_context():
        if row.rule is not PayRules().claimed_times:
            set_rules(scene.company, PayRules(claimed_times=row.rule))
        row.situation(scene)
    before = scene.told()
    answer = row.call.send(scene)
    if isinstance(row.result, RefusedWith):
        assert (answer, scene.told()) == (row.result.status, before)
        return
    assert answer == row.call.ok
    if row.marked:
        assert_marked(scene)
    finish(scene)
    assert given(scene) == row.result
    if str(row) in VERIFIED:
        with scene.app.app_context():
            assert_true(scene.company)


def assert_marked(scene: TimeScene) -> None:
    """The shift says which time was given afterwards, when and by whom."""
    with scene.app.app_context():
        connection = db.session.connection()
        shifts = every_shift(connection, scene.company.workspace_id, scene.eli.member_id)
    marks = [mark for each in shifts for mark in each.claims.given]
    giver = None if scene.who is Who.OPERATOR else scene.person.member_id
    assert {(each.given_at, each.given_by_id) for each in marks} == {(scene.watch.now, giver)}


def finish(scene: TimeScene) -> None:
    """Clock a shift of this day out at five."""
    with scene.app.app_context():
        running = open_shift(scene.company.workspace_id, scene.eli.member_id)
        if running is not None and running.timeline.started_at.date() == EVENING.date():
            scene.watch.at(EVENING)
            clock_out(scene.eli.actor)


def given(scene: TimeScene) -> Gives:
    """What is paid and what waits, and the cases in the inbox of Eli's manager."""
    workspace_id, now = scene.company.workspace_id, scene.watch.now
    with scene.app.app_context():
        totals = sheet_of(workspace_id, scene.eli.member_id, FIRST, AFTER, now).totals
        inbox = {each.kind for each in cases(scene.company.maya.actor, now)} & WAITING
    return Gives(totals.worked / HOUR, totals.unconfirmed / HOUR, frozenset(inbox))
