"""Whatever is decided in the same moment: one word counts, and the ledger stays whole."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.scenes import assert_true, draft, kinds, longer, stored, worked
from tests.worktime.shifts.races.at_once import at_once, refusals
from timeclock.ledger.entry import Once
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import (
    approve,
    confirm,
    dispute,
    refuse,
    settle,
    withdraw,
)
from timeclock.worktime.corrections.reading.queries import CorrectionView, corrections_of
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause
from timeclock.worktime.shifts.queries import shifts_between
from timeclock.worktime.shifts.record import ShiftRecord


@pytest.fixture
def shift(company: Company, watch: Watch) -> ShiftRecord:
    """Worked a while ago; from here on it is the time of the machine."""
    found = worked(company, watch)
    watch.stop()
    return found


def whole_day(company: Company) -> list[ShiftRecord]:
    moment = datetime(2026, 3, 2).astimezone()
    return shifts_between(
        company.workspace_id, company.eli.member_id, moment, moment + timedelta(days=2)
    )


def test_one_request_has_one_decision(
    company_app: Flask, company: Company, shift: ShiftRecord
) -> None:
    request = ask(company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason="x").id
    eli, maya, edda = company.eli.actor, company.maya.actor, company.edda.actor
    acts: list[Callable[[], object]] = [
        lambda: approve(maya, correction_id=request),
        lambda: approve(edda, correction_id=request),
        lambda: refuse(maya, correction_id=request, reason="x"),
        lambda: withdraw(eli, correction_id=request),
    ]
    outcomes = at_once(company_app, acts * 3)
    assert refusals(outcomes) == ["already_decided"] * 11
    (done,) = (each for each in outcomes if isinstance(each, CorrectionView))
    assert stored(company, shift.id).end_edited == (done.state == "approved")
    assert_true(company)


@pytest.mark.usefixtures("shift")
def test_two_requests_for_the_same_time_add_one_shift(company_app: Flask, company: Company) -> None:
    wanted = [draft(company, "05:00", "07:00")]
    requests = [
        ask(company.eli.actor, shift_id=None, drafts=wanted, reason="x").id for _ in range(6)
    ]
    maya = company.maya.actor
    outcomes = at_once(company_app, [lambda r=r: approve(maya, correction_id=r) for r in requests])
    assert refusals(outcomes) == ["overlaps"] * 5
    assert len(whole_day(company)) == 2
    assert_true(company)


def test_one_key_sent_twelve_times_is_one_request(
    company_app: Flask, company: Company, shift: ShiftRecord
) -> None:
    eli, once = company.eli.actor, Once.of("k", {})
    outcomes = at_once(
        company_app,
        [lambda: ask(eli, shift_id=shift.id, drafts=[longer(shift)], reason="x", once=once)] * 12,
    )
    assert refusals(outcomes) == []
    assert len({each.id for each in outcomes if isinstance(each, CorrectionView)}) == 1
    assert len(corrections_of(company.workspace_id, company.eli.member_id)) == 1
    assert kinds(company.eli, 1) == ["correction.asked"]


def test_a_word_and_its_opposite(company_app: Flask, company: Company, shift: ShiftRecord) -> None:
    edit = propose(
        company.maya.actor,
        member_id=company.eli.member_id,
        shift_id=shift.id,
        drafts=[],
        reason="x",
    ).id
    eli, edda = company.eli.actor, company.edda.actor
    outcomes = at_once(
        company_app,
        [
            lambda: confirm(eli, correction_id=edit),
            lambda: dispute(eli, correction_id=edit, reason="x"),
        ]
        * 3,
    )
    assert refusals(outcomes) == ["already_decided"] * 5
    if any(isinstance(each, CorrectionView) and each.state == "disputed" for each in outcomes):
        outcomes = at_once(
            company_app,
            [
                lambda: settle(edda, correction_id=edit, keep=True, reason="x"),
                lambda: settle(edda, correction_id=edit, keep=False, reason="x"),
            ]
            * 3,
        )
        assert refusals(outcomes) == ["already_decided"] * 5
    assert_true(company)


def test_punches_go_on_beside_corrections(
    company_app: Flask, company: Company, shift: ShiftRecord
) -> None:
    eli, maya = company.eli.actor, company.maya.actor
    request = ask(eli, shift_id=shift.id, drafts=[longer(shift)], reason="x").id
    outcomes = at_once(
        company_app,
        [
            lambda: clock_in(eli, clock_id=company.shop),
            lambda: approve(maya, correction_id=request),
            lambda: pause(eli),
            lambda: clock_out(eli),
            lambda: propose(
                maya,
                member_id=eli.member_id or 0,
                shift_id=None,
                drafts=[draft(company, "05:00", "06:00")],
                reason="x",
            ),
        ],
    )
    assert set(refusals(outcomes)) <= {"not_clocked_in"}
    assert stored(company, shift.id).end_edited
    assert_true(company)
