"""Finding corrections: a person's, those that wait, those of a shift, and what was adjusted."""

from datetime import date

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.scenes import at, close_week, draft, longer, set_rules, worked
from timeclock.company.pay_rules.choices import LateChanges
from timeclock.company.pay_rules.rules import PayRules
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve, refuse
from timeclock.worktime.corrections.drafts.rules import WAITING_FOR_MANAGERS
from timeclock.worktime.corrections.reading.adjustments import adjustments
from timeclock.worktime.corrections.reading.queries import (
    correction,
    corrections_of,
    corrections_of_shifts,
    waiting,
)


def test_a_persons_newest_come_first_and_go_on_below(company: Company, watch: Watch) -> None:
    watch.at("20:00")
    ids = [
        ask(
            company.eli.actor,
            shift_id=None,
            drafts=[draft(company, f"0{hour}:00", f"0{hour}:30")],
            reason="x",
        ).id
        for hour in range(5)
    ]
    eli = company.eli.member_id
    found = corrections_of(company.workspace_id, eli, limit=2)
    assert [each.id for each in found] == [ids[4], ids[3]]
    rest = corrections_of(company.workspace_id, eli, limit=9, before_id=found[-1].id)
    assert [each.id for each in rest] == [ids[2], ids[1], ids[0]]
    assert corrections_of(company.workspace_id, company.maya.member_id) == []
    assert correction(company.nora.workspace_id, ids[0]) is None


def test_what_waits_is_found_by_state_clock_and_person(company: Company, watch: Watch) -> None:
    shift = worked(company, watch)
    theirs = worked(company, watch, who=company.otto, clock_id=company.yard)
    refused, first = (
        ask(company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason="x")
        for _ in range(2)
    )
    refuse(company.maya.actor, correction_id=refused.id, reason="x")
    watch.later(minutes=1)
    second = ask(company.otto.actor, shift_id=theirs.id, drafts=[longer(theirs)], reason="x")

    def found(**given: object) -> list[int]:
        states = WAITING_FOR_MANAGERS
        each = waiting(company.workspace_id, states=states, **given)  # type: ignore[arg-type]
        return [one.id for one in each]

    assert found() == [first.id, second.id]
    assert found(clock_ids=frozenset({company.yard})) == [second.id]
    assert found(clock_ids=frozenset()) == []
    assert found(member_ids=[company.eli.member_id]) == [first.id]
    assert waiting(company.nora.workspace_id, states=WAITING_FOR_MANAGERS) == []


def test_of_a_shift_is_what_was_asked_about_it_and_what_made_it(
    company: Company, watch: Watch
) -> None:
    shift = worked(company, watch)
    other = worked(company, watch, start="17:00", end="18:00")
    request = ask(company.eli.actor, shift_id=shift.id, drafts=[], reason="x")
    split = propose(
        company.maya.actor,
        member_id=company.eli.member_id,
        shift_id=shift.id,
        drafts=[draft(company, "08:00", "09:00"), draft(company, "10:00", "11:00")],
        reason="x",
    )
    added = ask(
        company.eli.actor, shift_id=None, drafts=[draft(company, "06:00", "07:00")], reason="x"
    )
    added = approve(company.maya.actor, correction_id=added.id)

    def of(*shift_ids: int) -> list[int]:
        return [each.id for each in corrections_of_shifts(company.workspace_id, shift_ids)]

    assert of(shift.id) == [request.id, split.id]
    assert of(split.shift_ids[1]) == [split.id]
    assert of(*added.shift_ids) == [added.id]
    assert of(shift.id, *added.shift_ids, other.id) == [request.id, split.id, added.id]
    assert of(other.id) == of() == []


def test_adjustments_are_found_by_their_day_and_person(company: Company, watch: Watch) -> None:
    set_rules(company, PayRules(late_changes=LateChanges.ADJUST))
    shift = worked(company, watch)
    close_week(company)
    watch.at(at("09:00", 10))
    edit = propose(
        company.maya.actor,
        member_id=company.eli.member_id,
        shift_id=shift.id,
        drafts=[longer(shift)],
        reason="The door says so",
    )
    eli = company.eli.member_id

    def found(members: list[int] | None, first: int, after: int) -> list[int]:
        days = date(2026, 3, first), date(2026, 3, after)
        each = adjustments(db.session.connection(), company.workspace_id, members, *days)
        return [one.correction_id for ones in each.values() for one in ones]

    assert found(None, 10, 11) == found([eli], 9, 16) == [edit.id]
    assert found(None, 2, 10) == found(None, 11, 16) == []
    assert found([company.maya.member_id], 9, 16) == found([], 9, 16) == []
