"""A time given afterwards of a shift that runs can be refused; the shift goes on."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.scenes import assert_true, at, close_week, newest_entries, stored
from timeclock.authority.actor import Door, Scope
from timeclock.errors import Conflict, NotAllowed, NotFound, Outdated, ProductError
from timeclock.ledger.entry import Once
from timeclock.worktime.shifts.backdating import tell_rest, tell_worked
from timeclock.worktime.shifts.forgetting import confirm_end, undo_confirmation
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume, switch_job
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.refusing import refuse_claims


@pytest.fixture
def begun(company: Company, watch: Watch) -> ShiftRecord:
    """At ten Eli says that he began at eight, and works on."""
    watch.at("10:00")
    clock_in(company.eli.actor, clock_id=company.shop, claimed=at("08:00"))
    watch.at("10:30")
    found = switch_job(company.eli.actor, job_id=company.baking).shift
    assert found is not None
    assert found.unconfirmed is UnconfirmedEnd.CLAIMED
    return found


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(ProductError) as refused:
        act()
    return refused.value.code


@pytest.mark.parametrize("name", ["maya", "edda", "olive"])
def test_the_shift_counts_from_when_the_start_was_said(
    company: Company, begun: ShiftRecord, name: str
) -> None:
    refuse_claims(getattr(company, name).actor, shift_id=begun.id)
    found = stored(company, begun.id)
    assert (found.timeline.started_at, found.timeline.ended_at) == (at("10:00"), None)
    assert (found.unconfirmed, found.proposed_by_id, found.start_edited) == (None, None, False)
    assert (found.claims.given, found.claims.waits) == ((), ())
    assert found.claims.refused is not None
    assert found.timeline.stretches == begun.timeline.stretches
    (entry,) = newest_entries(company.eli, 1)
    assert entry.kind == "shift.claim_refused"
    assert_true(company)
    clock_out(company.eli.actor)
    assert_true(company)


def test_it_can_be_undone_for_a_minute(company: Company, watch: Watch, begun: ShiftRecord) -> None:
    refuse_claims(company.maya.actor, shift_id=begun.id)
    watch.later(seconds=60)
    assert code_of(lambda: undo_confirmation(company.edda.actor, shift_id=begun.id)) == (
        "nothing_to_undo"
    )
    undo_confirmation(company.maya.actor, shift_id=begun.id)
    found = stored(company, begun.id)
    assert found.timeline == begun.timeline
    assert (found.unconfirmed, found.claims) == (begun.unconfirmed, begun.claims)
    assert (found.proposed_by_id, found.start_edited) == (company.eli.member_id, True)
    assert_true(company)
    refuse_claims(company.maya.actor, shift_id=begun.id)
    watch.later(seconds=61)
    late = code_of(lambda: undo_confirmation(company.maya.actor, shift_id=begun.id))
    assert late == "undo_too_late"


def test_no_undo_once_the_person_has_punched(company: Company, begun: ShiftRecord) -> None:
    refuse_claims(company.maya.actor, shift_id=begun.id)
    pause(company.eli.actor)
    undo = lambda: undo_confirmation(company.maya.actor, shift_id=begun.id)  # noqa: E731
    assert code_of(undo) == "changed_since"


def test_no_undo_once_another_shift_takes_the_refused_time(
    company: Company, begun: ShiftRecord
) -> None:
    refuse_claims(company.maya.actor, shift_id=begun.id)
    told = {"member_id": company.eli.member_id, "start": at("08:00"), "end": at("09:00")}
    tell_worked(company.maya.actor, **told)
    undo = lambda: undo_confirmation(company.maya.actor, shift_id=begun.id)  # noqa: E731
    assert code_of(undo) == "overlaps"
    assert stored(company, begun.id).timeline.started_at == at("10:00")
    assert_true(company)


def test_what_is_before_the_new_start_goes_with_it(company: Company, watch: Watch) -> None:
    watch.at("10:00")
    begun = clock_in(company.eli.actor, clock_id=company.shop, claimed=at("08:00")).shift
    assert begun is not None
    tell_rest(company.eli.actor, start=at("09:00"), end=at("09:15"))
    before = stored(company, begun.id)
    refuse_claims(company.maya.actor, shift_id=begun.id)
    assert stored(company, begun.id).timeline.pauses == ()
    assert_true(company)
    undo_confirmation(company.maya.actor, shift_id=begun.id)
    assert stored(company, begun.id).timeline == before.timeline
    assert_true(company)


def test_a_break_that_was_shortened_lasts_until_that_was_said(
    company: Company, watch: Watch
) -> None:
    watch.at("08:00")
    begun = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert begun is not None
    watch.at("12:00")
    pause(company.eli.actor)
    watch.at("13:00")
    resume(company.eli.actor, claimed=at("12:20"))
    assert stored(company, begun.id).unconfirmed is UnconfirmedEnd.CLAIMED
    refuse_claims(company.maya.actor, shift_id=begun.id)
    found = stored(company, begun.id)
    assert found.timeline.started_at == at("08:00")
    assert found.timeline.pauses[0].ended_at == at("13:00")
    assert found.unconfirmed is None
    assert_true(company)


class TestRefusedTimes:
    @pytest.mark.parametrize(("name", "code"), [("eli", "not_allowed"), ("otto", "not_allowed")])
    def test_to_employees(self, company: Company, begun: ShiftRecord, name: str, code: str) -> None:
        with pytest.raises(NotAllowed) as refused:
            refuse_claims(getattr(company, name).actor, shift_id=begun.id)
        assert refused.value.code == code

    @pytest.mark.parametrize("name", ["yann", "nora"])
    def test_to_managers_of_other_clocks_and_companies(
        self, company: Company, begun: ShiftRecord, name: str
    ) -> None:
        with pytest.raises(NotFound):
            refuse_claims(getattr(company, name).actor, shift_id=begun.id)

    def test_to_a_manager_about_their_own(self, company: Company, watch: Watch) -> None:
        watch.at("10:00")
        begun = clock_in(company.maya.actor, clock_id=company.shop, claimed=at("08:00")).shift
        assert begun is not None
        assert code_of(lambda: refuse_claims(company.maya.actor, shift_id=begun.id)) == (
            "own_decision"
        )
        refuse_claims(company.edda.actor, shift_id=begun.id)

    def test_to_a_key_that_only_punches(self, company: Company, begun: ShiftRecord) -> None:
        with pytest.raises(NotAllowed):
            refuse_claims(company.maya.through(Door.NATIVE, Scope.PUNCH), shift_id=begun.id)

    def test_of_what_was_confirmed_or_has_ended(
        self, company: Company, watch: Watch, begun: ShiftRecord
    ) -> None:
        clock_out(company.eli.actor)
        act = lambda: refuse_claims(company.maya.actor, shift_id=begun.id)  # noqa: E731
        assert code_of(act) == "not_open"
        confirm_end(company.maya.actor, shift_id=begun.id)
        assert code_of(act) == "nothing_to_refuse"

    def test_of_another_version(self, company: Company, watch: Watch, begun: ShiftRecord) -> None:
        watch.later(minutes=1)
        pause(company.eli.actor)
        with pytest.raises(Outdated):
            refuse_claims(company.maya.actor, shift_id=begun.id, expected=(begun.version,))

    def test_on_a_closed_day(self, company: Company, watch: Watch, begun: ShiftRecord) -> None:
        watch.at(at("07:00") + timedelta(days=8))
        close_week(company)
        with pytest.raises(Conflict):
            refuse_claims(company.maya.actor, shift_id=begun.id)


def test_sent_again_is_the_first_answer(company: Company, begun: ShiftRecord) -> None:
    once = Once.of("a", {})
    first = refuse_claims(company.maya.actor, shift_id=begun.id, once=once)
    again = refuse_claims(company.maya.actor, shift_id=begun.id, once=once)
    assert (again.replayed, again.shift) == (True, first.shift)
