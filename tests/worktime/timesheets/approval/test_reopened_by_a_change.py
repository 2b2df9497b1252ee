"""A change of time in a submitted period reopens its sheet, whatever made the change."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.week import (
    MONDAY,
    WEEK,
    approves,
    assert_whole,
    on,
    rules,
    state_of,
    works,
)
from timeclock.errors import Conflict
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve as approve_request
from timeclock.worktime.corrections.approval.deciding import refuse
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.backdating import tell_worked
from timeclock.worktime.shifts.meals import set_worked_through
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.undoing import undo
from timeclock.worktime.timesheets.approval.approving import submit
from timeclock.worktime.timesheets.approval.standing import SheetState, standing


@dataclass(frozen=True)
class SubmittedMonday:
    """Eli's Monday of eight hours, in a week that he submitted on the same evening."""

    company: Company
    watch: Watch
    shift: ShiftRecord


@pytest.fixture
def scene(company: Company, watch: Watch) -> SubmittedMonday:
    shift = works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    submit(company.eli.actor, first_day=MONDAY, early=True)
    watch.later(seconds=20)
    return SubmittedMonday(company, watch, shift)


def _shorter(shift: ShiftRecord) -> Draft:
    draft = Draft.of(shift)
    return replace(draft, ended_at=draft.ended_at - timedelta(hours=1))


def _clocks_in_later(scene: SubmittedMonday) -> None:
    scene.watch.at(on(4, "08:00"))
    clock_in(scene.company.eli.actor, clock_id=scene.company.shop)


def _tells_an_earlier_shift(scene: SubmittedMonday) -> None:
    scene.watch.at(on(3, "12:00"))
    tell_worked(scene.company.eli.actor, start=on(3, "08:00"), end=on(3, "10:00"))


def _manager_adds(scene: SubmittedMonday) -> None:
    scene.watch.at(on(4, "08:00"))
    company = scene.company
    propose(
        company.maya.actor,
        member_id=company.eli.member_id,
        shift_id=None,
        drafts=[Draft(company.shop, on(3, "08:00"), on(3, "12:00"))],
        reason="It was missing",
    )


def _request_is_approved(scene: SubmittedMonday) -> None:
    company = scene.company
    asked = ask(
        company.eli.actor,
        shift_id=scene.shift.id,
        drafts=[_shorter(scene.shift)],
        reason="I left early",
    )
    assert state_of(company, company.eli) is SheetState.SUBMITTED  # a request changes nothing yet
    approve_request(company.maya.actor, correction_id=asked.id)


def _works_through_the_meal(scene: SubmittedMonday) -> None:
    set_worked_through(scene.company.eli.actor, shift_id=scene.shift.id, worked_through=True)


def _edit(scene: SubmittedMonday, draft: Draft) -> None:
    propose(
        scene.company.maya.actor,
        member_id=scene.company.eli.member_id,
        shift_id=scene.shift.id,
        drafts=[draft],
        reason="As it was",
    )


WAYS: dict[str, Callable[[SubmittedMonday], None]] = {
    "a later clock-in": _clocks_in_later,
    "a shift told afterwards": _tells_an_earlier_shift,
    "a manager's edit": lambda scene: _edit(scene, _shorter(scene.shift)),
    "a shift that a manager adds": _manager_adds,
    "a request that is approved": _request_is_approved,
    "a meal worked through": _works_through_the_meal,
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_change_time_reopens_the_sheet(scene: SubmittedMonday, way: str) -> None:
    company = scene.company
    WAYS[way](scene)
    found = standing(company.workspace_id, company.eli.member_id, WEEK)
    assert found.state is SheetState.OPEN
    assert found.reopened_by_change
    assert found.totals is None
    told = entries(company.workspace_id, company.eli.chain_id)
    (entry,) = [each for each in told if each.kind == "timesheet.reopened"]
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["state"], entry.after["state"]) == ("submitted", "open")
    assert entry.before["totals"]["worked"] == 8 * 3600
    assert_whole(company)


def test_a_note_changes_no_time_and_reopens_nothing(scene: SubmittedMonday) -> None:
    _edit(scene, replace(Draft.of(scene.shift), note="Rolls"))
    assert state_of(scene.company, scene.company.eli) is SheetState.SUBMITTED


def test_a_refused_request_reopens_nothing(scene: SubmittedMonday) -> None:
    company = scene.company
    asked = ask(
        company.eli.actor,
        shift_id=scene.shift.id,
        drafts=[_shorter(scene.shift)],
        reason="I left early",
    )
    refuse(company.maya.actor, correction_id=asked.id, reason="No")
    assert state_of(company, company.eli) is SheetState.SUBMITTED


def test_a_punch_of_the_next_week_reopens_nothing(scene: SubmittedMonday) -> None:
    company = scene.company
    scene.watch.at(on(9, "08:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    scene.watch.later(hours=1)
    clock_out(company.eli.actor)
    assert state_of(company, company.eli) is SheetState.SUBMITTED
    assert_whole(company)


def test_a_punch_after_midnight_counts_on_the_day_before_where_days_begin_later(
    company: Company, watch: Watch
) -> None:
    rules(company, day_begins=240)
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    submit(company.eli.actor, first_day=MONDAY, early=True)
    watch.at(on(9, "02:30"))  # half past three in Berlin: still Sunday's
    clock_in(company.eli.actor, clock_id=company.shop)
    assert state_of(company, company.eli) is SheetState.OPEN
    assert_whole(company)


def test_the_punch_stays_the_last_entry_and_can_be_undone(scene: SubmittedMonday) -> None:
    company, once = scene.company, Once.of("k", {"in": 1})
    scene.watch.at(on(4, "08:00"))
    first = clock_in(company.eli.actor, clock_id=company.shop, once=once)
    again = clock_in(company.eli.actor, clock_id=company.shop, once=once)
    assert (again.replayed, again.position) == (True, first.position)
    assert undo(company.eli.actor, position=first.position).changed
    assert_whole(company)


def test_it_is_submitted_again_and_approved(scene: SubmittedMonday) -> None:
    company = scene.company
    works(scene.watch, company.eli, company.shop, on(3, "08:00"), 2)
    assert state_of(company, company.eli) is SheetState.OPEN
    scene.watch.at(on(9, "05:00"))
    again = submit(company.eli.actor, first_day=MONDAY).standing
    assert (again.state, again.reopened_by_change) == (SheetState.SUBMITTED, False)
    assert approves(company.maya, company.eli).standing.submitted_at == again.submitted_at
    assert_whole(company)


def test_before_the_last_day_it_asks(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    with pytest.raises(Conflict, match="until Sunday 8 March") as refused:
        submit(company.eli.actor, first_day=MONDAY)
    assert refused.value.code == "period_runs"
    assert state_of(company, company.eli) is SheetState.OPEN
    watch.at(on(8, "12:00"))
    assert submit(company.eli.actor, first_day=MONDAY).changed
