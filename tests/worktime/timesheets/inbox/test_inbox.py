"""The inbox: what waits for whom, with a suggestion, and what settles it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.worktime.timesheets.at_work import wall, work
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.errors import NotAllowed
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve, confirm, dispute, refuse
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.forgetting import close_provisionally, confirm_end, propose_end
from timeclock.worktime.shifts.queries import shift as find_shift
from timeclock.worktime.timesheets.inbox.cases import Case
from timeclock.worktime.timesheets.inbox.decided import settled_today
from timeclock.worktime.timesheets.inbox.listing import cases, own_cases
from timeclock.worktime.timesheets.inbox.suggesting import Ground

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def waiting_for(person: CompanyMember, watch: Watch) -> list[tuple[CaseKind, int]]:
    return [(case.kind, case.member_id) for case in cases(person.actor, watch.now)]


def only(person: CompanyMember, watch: Watch) -> Case:
    (case,) = cases(person.actor, watch.now)
    return case


def draft_of(company: Company, shift_id: int, end: str) -> Draft:
    """The shift with another end."""
    shift = find_shift(company.workspace_id, shift_id)
    assert shift is not None
    return replace(Draft.of(shift), ended_at=wall(end))


def forget(company: Company, watch: Watch) -> int:
    """Eli clocks in at eight on Monday and goes home without a word; it is Tuesday morning."""
    forgotten = work(watch, company.eli, company.shop, "2026-03-02 08:00", None)
    watch.at(wall("2026-03-03 07:00"))
    return forgotten


@pytest.mark.databases("sqlite")
def test_an_employee_has_no_inbox(company: Company, watch: Watch) -> None:
    for act in (cases, lambda actor, now: settled_today(actor, now, "UTC")):
        with pytest.raises(NotAllowed):
            act(company.eli.actor, watch.now)


def test_who_has_nothing_to_decide_finds_nothing(company: Company, watch: Watch) -> None:
    assert cases(company.maya.actor, watch.now) == ()
    assert own_cases(company.workspace_id, company.eli.member_id, watch.now) == ()


# Ends that no one gave


def test_a_missed_clock_out_waits_for_the_clocks_managers_since_the_limit(
    company: Company, watch: Watch
) -> None:
    forgotten = forget(company, watch)
    case = only(company.maya, watch)
    assert (case.kind, case.member_id) == (CaseKind.MISSED_CLOCK_OUT, company.eli.member_id)
    assert (case.shift_id, case.clock_id, case.day) == (forgotten, company.shop, MONDAY)
    assert case.since == wall("2026-03-02 22:00")
    assert (case.measured, case.limit) == (23 * 3600, 14 * 3600)
    assert case.suggestion is None
    assert not case.may_be_acknowledged
    assert waiting_for(company.edda, watch) == waiting_for(company.olive, watch) != []
    assert waiting_for(company.yann, watch) == []
    assert waiting_for(company.nora, watch) == []


def test_within_the_limit_nothing_is_missed(company: Company, watch: Watch) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:00", None)
    watch.at(wall("2026-03-02 22:00"))
    assert waiting_for(company.maya, watch) == []
    watch.later(seconds=1)
    assert waiting_for(company.maya, watch) != []


def test_it_comes_with_the_usual_end(company: Company, watch: Watch) -> None:
    for day in range(23, 27):
        work(watch, company.eli, company.shop, f"2026-02-{day} 08:10", f"2026-02-{day} 16:30")
    forget(company, watch)
    suggestion = only(company.maya, watch).suggestion
    assert suggestion is not None
    assert (suggestion.end, suggestion.ground) == (wall("2026-03-02 16:30"), Ground.USUAL_END)
    (own,) = own_cases(company.workspace_id, company.eli.member_id, watch.now)
    assert own.suggestion == suggestion


def test_the_persons_answer_waits_for_yes_or_no(company: Company, watch: Watch) -> None:
    forgotten = forget(company, watch)
    propose_end(company.eli.actor, shift_id=forgotten, end=wall("2026-03-02 16:00"))
    case = only(company.maya, watch)
    assert (case.kind, case.suggestion, case.since) == (
        CaseKind.UNCONFIRMED_END,
        None,
        watch.now,
    )
    assert case.shift is not None
    assert case.shift.timeline.ended_at == wall("2026-03-02 16:00")
    assert own_cases(company.workspace_id, company.eli.member_id, watch.now) == ()
    confirm_end(company.maya.actor, shift_id=forgotten)
    assert waiting_for(company.maya, watch) == []


def test_what_the_clock_closed_waits_for_both(company: Company, watch: Watch) -> None:
    update_clock(
        company.operator,
        clock_id=company.shop,
        change=ClockSettings(
            name="Shop",
            zone="Europe/Berlin",
            job_required=False,
            limit_minutes=600,
            closes_forgotten=True,
        ),
    )
    forgotten = work(
        watch,
        company.eli,
        company.shop,
        "2026-03-02 08:00",
        None,
        ("2026-03-02 12:00", "2026-03-02 12:30"),
    )
    watch.at(wall("2026-03-03 07:00"))
    close_provisionally(company.workspace_id, member_id=company.eli.member_id, shift_id=forgotten)
    (own,) = own_cases(company.workspace_id, company.eli.member_id, watch.now)
    case = only(company.maya, watch)
    assert own == case
    assert case.kind is CaseKind.UNCONFIRMED_END
    assert case.suggestion is not None
    assert (case.suggestion.end, case.suggestion.ground) == (
        wall("2026-03-02 12:30"),
        Ground.BREAK_END,
    )


def test_no_one_decides_about_their_own(company: Company, watch: Watch) -> None:
    work(watch, company.maya, company.shop, "2026-03-02 08:00", None)
    watch.at(wall("2026-03-03 07:00"))
    assert waiting_for(company.maya, watch) == []
    assert waiting_for(company.edda, watch) == [(CaseKind.MISSED_CLOCK_OUT, company.maya.member_id)]


def test_a_shift_at_another_managers_clock_is_not_hers(company: Company, watch: Watch) -> None:
    assign(company.operator, clock_id=company.yard, member_id=company.eli.member_id)
    work(watch, company.eli, company.yard, "2026-03-02 08:00", None)
    watch.at(wall("2026-03-03 07:00"))
    assert waiting_for(company.maya, watch) == []
    assert waiting_for(company.yann, watch) == [(CaseKind.MISSED_CLOCK_OUT, company.eli.member_id)]


def test_what_no_one_ended_does_not_grow_old(company: Company, watch: Watch) -> None:
    forget(company, watch)
    watch.at(wall("2026-08-03 07:00"))
    assert waiting_for(company.maya, watch) == [(CaseKind.MISSED_CLOCK_OUT, company.eli.member_id)]


# Requests, edits and disputes


def test_requests_wait_oldest_first_until_they_are_decided(company: Company, watch: Watch) -> None:
    eli, maya = company.eli, company.maya
    first = work(watch, eli, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    second = work(watch, eli, company.shop, "2026-03-03 08:00", "2026-03-03 16:00")
    watch.later(hours=1)
    later = ask(
        eli.actor,
        shift_id=second,
        drafts=[draft_of(company, second, "2026-03-03 15:00")],
        reason="I left early",
    )
    watch.later(hours=1)
    removed = ask(eli.actor, shift_id=first, drafts=[], reason="I was ill")
    found = cases(maya.actor, watch.now)
    assert [(case.kind, case.correction_id, case.day) for case in found] == [
        (CaseKind.REQUEST, later.id, TUESDAY),
        (CaseKind.REQUEST, removed.id, MONDAY),
    ]
    assert [case.sentence for case in found] == [
        "Asks to change a shift.",
        "Asks to remove a shift.",
    ]
    assert found[0].correction == later
    assert cases(company.yann.actor, watch.now) == ()
    assert settled_today(maya.actor, watch.now, "Europe/Berlin") == 0
    approve(maya.actor, correction_id=later.id)
    refuse(maya.actor, correction_id=removed.id, reason="You were here")
    assert cases(maya.actor, watch.now) == ()
    assert settled_today(maya.actor, watch.now, "Europe/Berlin") == 2
    assert settled_today(company.edda.actor, watch.now, "Europe/Berlin") == 0
    watch.at(wall("2026-03-04 00:00"))
    assert settled_today(maya.actor, watch.now, "Europe/Berlin") == 0


def test_an_edit_waits_for_the_person_and_its_dispute_for_the_managers(
    company: Company, watch: Watch
) -> None:
    eli, maya = company.eli, company.maya
    shift = work(watch, eli, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    edit = propose(
        maya.actor,
        member_id=eli.member_id,
        shift_id=shift,
        drafts=[draft_of(company, shift, "2026-03-02 15:00")],
        reason="The shop was closed",
    )
    (own,) = own_cases(company.workspace_id, eli.member_id, watch.now)
    assert (own.kind, own.correction_id) == (CaseKind.EDIT, edit.id)
    assert "counts already" in own.sentence
    assert cases(maya.actor, watch.now) == ()
    watch.later(minutes=5)
    dispute(eli.actor, correction_id=edit.id, reason="I cleaned up")
    assert own_cases(company.workspace_id, eli.member_id, watch.now) == ()
    case = only(maya, watch)
    assert (case.kind, case.correction_id, case.since) == (CaseKind.DISPUTE, edit.id, watch.now)


def test_a_confirmed_edit_waits_for_no_one(company: Company, watch: Watch) -> None:
    shift = work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    edit = propose(
        company.maya.actor,
        member_id=company.eli.member_id,
        shift_id=shift,
        drafts=[draft_of(company, shift, "2026-03-02 15:00")],
        reason="The shop was closed",
    )
    confirm(company.eli.actor, correction_id=edit.id)
    assert own_cases(company.workspace_id, company.eli.member_id, watch.now) == ()
