"""Sending sheets back, and reopening approved ones."""

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.week import (
    MONDAY,
    OVER,
    WEEK,
    approves,
    assert_whole,
    on,
    state_of,
    stored,
    works,
)
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.ledger.queries import last_entry
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.timesheets.approval.approving import reopen, send_back, submit
from timeclock.worktime.timesheets.approval.closing import close_period, reopen_period
from timeclock.worktime.timesheets.approval.standing import SheetState, standing


def test_a_sheet_is_sent_back_with_a_reason_and_submitted_again(
    company: Company, watch: Watch
) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    submit(company.eli.actor, first_day=MONDAY, early=True)
    asked = {"member_id": company.eli.member_id, "first_day": MONDAY}
    decided = send_back(company.maya.actor, **asked, reason=" Tuesday is missing ")  # type: ignore[arg-type]
    assert decided.standing.state is SheetState.OPEN
    assert decided.standing.reason == "Tuesday is missing"
    assert decided.standing.totals is None
    assert standing(company.workspace_id, company.eli.member_id, WEEK) == decided.standing
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert entry is not None
    assert (entry.kind, entry.payload) == (
        "timesheet.sent_back",
        {"reason": "Tuesday is missing"},
    )
    again = submit(company.eli.actor, first_day=MONDAY, early=True)
    assert (again.standing.reason, again.standing.decided_at) == ("", None)
    assert_whole(company)


def test_sending_back_takes_a_reason_and_a_sheet_that_was_submitted(
    company: Company, watch: Watch
) -> None:
    asked = {"member_id": company.eli.member_id, "first_day": MONDAY}
    with pytest.raises(Invalid):
        send_back(company.maya.actor, **asked, reason=" ")  # type: ignore[arg-type]
    with pytest.raises(Conflict, match="not submitted"):
        send_back(company.maya.actor, **asked, reason="x")  # type: ignore[arg-type]
    submit(company.eli.actor, first_day=MONDAY, early=True)
    watch.at(OVER)
    approves(company.maya, company.eli)
    with pytest.raises(Conflict, match="approved already"):
        send_back(company.maya.actor, **asked, reason="x")  # type: ignore[arg-type]


def test_an_approved_sheet_is_reopened_with_a_reason_and_can_change_again(
    company: Company, watch: Watch
) -> None:
    watch.at(on(9, "06:00"))
    approves(company.maya, company.eli)
    asked = {"member_id": company.eli.member_id, "first_day": MONDAY}
    with pytest.raises(Invalid):
        reopen(company.maya.actor, **asked, reason="")  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        reopen(company.yann.actor, **asked, reason="x")  # type: ignore[arg-type]
    decided = reopen(company.maya.actor, **asked, reason="Sunday is missing")  # type: ignore[arg-type]
    assert (decided.standing.state, decided.standing.reason) == (
        SheetState.OPEN,
        "Sunday is missing",
    )
    row = stored(company, company.eli)
    assert row is not None
    assert row.totals is None
    assert clock_in(company.eli.actor, clock_id=company.shop, claimed=on(8, "20:00")).changed
    with pytest.raises(Conflict, match="not approved"):
        reopen(company.maya.actor, **asked, reason="x")  # type: ignore[arg-type]
    assert_whole(company)


def test_no_one_reopens_their_own_while_another_may(company: Company, watch: Watch) -> None:
    watch.at(OVER)
    approves(company.edda, company.maya)
    with pytest.raises(NotAllowed):
        reopen(company.maya.actor, member_id=company.maya.member_id, first_day=MONDAY, reason="x")


def test_a_closed_period_is_reopened_first(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    watch.at(OVER)
    close_period(company.edda.actor, first_day=MONDAY)
    asked = {"member_id": company.eli.member_id, "first_day": MONDAY}
    for act in (reopen, send_back):
        with pytest.raises(Conflict) as refused:
            act(company.olive.actor, **asked, reason="x")  # type: ignore[arg-type]
        assert refused.value.code == "period_closed"
    with pytest.raises(Conflict) as refused:
        approves(company.olive, company.eli)
    assert refused.value.code == "period_closed"
    reopen_period(company.edda.actor, first_day=MONDAY, reason="One is wrong")
    assert state_of(company, company.eli) is SheetState.APPROVED
    assert reopen(company.maya.actor, **asked, reason="x").changed  # type: ignore[arg-type]
