"""The number beside the inbox: what needs a decision, in one statement."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.timesheets.at_work import wall, work
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.errors import NotAllowed
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve, dispute
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.forgetting import close_provisionally, confirm_end, propose_end
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.queries import shift as find_shift
from timeclock.worktime.timesheets.inbox.listing import cases
from timeclock.worktime.timesheets.inbox.waiting import waiting_count


def count(person: CompanyMember, watch: Watch) -> int:
    """As it is; it is what the inbox lists, less what only wants to be seen."""
    found = waiting_count(person.actor, watch.now)
    listed = [each for each in cases(person.actor, watch.now) if not each.may_be_acknowledged]
    assert found == len(listed)
    return found


def shorter(company: Company, shift_id: int) -> Draft:
    shift = find_shift(company.workspace_id, shift_id)
    assert shift is not None
    draft = Draft.of(shift)
    return replace(draft, ended_at=draft.ended_at - timedelta(hours=1))


def test_nothing_waits_at_first(company: Company, watch: Watch) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    assert count(company.maya, watch) == 0


def test_a_request_counts_until_it_is_decided(company: Company, watch: Watch) -> None:
    shift_id = work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    asked = ask(
        company.eli.actor, shift_id=shift_id, drafts=(shorter(company, shift_id),), reason="Left."
    )
    assert [count(who, watch) for who in (company.maya, company.edda, company.olive)] == [1, 1, 1]
    assert [count(who, watch) for who in (company.yann, company.nora)] == [0, 0]
    approve(company.maya.actor, correction_id=asked.id)
    assert count(company.maya, watch) == 0


def test_a_dispute_counts_and_an_edit_without_a_word_does_not(
    company: Company, watch: Watch
) -> None:
    shift_id = work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    edit = propose(
        company.maya.actor,
        member_id=company.eli.member_id,
        shift_id=shift_id,
        drafts=(shorter(company, shift_id),),
        reason="You left.",
    )
    assert count(company.maya, watch) == 0
    dispute(company.eli.actor, correction_id=edit.id, reason="No.")
    assert count(company.maya, watch) == 1


def test_a_shift_counts_once_it_is_forgotten(company: Company, watch: Watch) -> None:
    shift_id = work(watch, company.eli, company.shop, "2026-03-02 08:00", None)
    watch.at(wall("2026-03-02 22:00"))
    assert count(company.maya, watch) == 0
    watch.later(seconds=1)
    assert count(company.maya, watch) == 1
    watch.at(wall("2026-03-03 07:00"))
    propose_end(company.eli.actor, shift_id=shift_id, end=wall("2026-03-02 16:00"))
    assert count(company.maya, watch) == 1
    confirm_end(company.maya.actor, shift_id=shift_id)
    assert count(company.maya, watch) == 0


def test_what_the_clock_has_closed_counts(company: Company, watch: Watch) -> None:
    update_clock(
        company.operator,
        clock_id=company.shop,
        change=ClockSettings(
            name="Shop",
            zone="Europe/Berlin",
            job_required=False,
            limit_minutes=60,
            closes_forgotten=True,
        ),
    )
    shift_id = work(watch, company.eli, company.shop, "2026-03-02 08:00", None)
    watch.at(wall("2026-03-02 10:00"))
    close_provisionally(company.workspace_id, member_id=company.eli.member_id, shift_id=shift_id)
    assert count(company.maya, watch) == 1


def test_ones_own_does_not_count(company: Company, watch: Watch) -> None:
    shift_id = work(watch, company.maya, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    ask(company.maya.actor, shift_id=shift_id, drafts=(shorter(company, shift_id),), reason="Left.")
    assert count(company.maya, watch) == 0
    assert count(company.edda, watch) == 1


@pytest.mark.databases("sqlite")
def test_an_employee_has_no_count(company: Company, watch: Watch) -> None:
    with pytest.raises(NotAllowed):
        waiting_count(company.eli.actor, watch.now)


def test_it_is_one_statement(company: Company, watch: Watch) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:00", None)
    actor, sent = company.maya.actor, list[str]()
    db.session.rollback()

    def note(_c: Any, _k: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    waiting_count(actor, watch.now)
    event.remove(db.engine, "before_cursor_execute", note)
    assert len([each for each in sent if not each.startswith("BEGIN")]) == 1


def test_a_forgotten_shift_with_a_claimed_start_is_two_decisions(
    company: Company, watch: Watch
) -> None:
    watch.at(wall("2026-03-02 10:00"))
    clock_in(company.eli.actor, clock_id=company.shop, claimed=wall("2026-03-02 08:00"))
    assert count(company.maya, watch) == 1
    watch.at(wall("2026-03-03 07:00"))
    assert count(company.maya, watch) == 2
