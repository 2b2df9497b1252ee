"""Forgotten clock-outs: the answer of the person, and its confirmation."""

from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.scenes import (
    approve_sheet,
    assert_true,
    at,
    close_week,
    kinds,
    newest_entries,
    stored,
)
from tests.worktime.shifts.forgotten import answer, close, closes_forgotten, forget
from timeclock.authority.actor import Door, Scope
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.forgetting import confirm_end, propose_end
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.shifts.record import UnconfirmedEnd
from timeclock.worktime.shifts.undoing import undo


class TestTheAnswer:
    def test_ends_the_shift_there_and_waits_for_a_word(
        self, company: Company, watch: Watch
    ) -> None:
        shift = forget(company, watch)
        said = answer(company, shift, at("12:30"))
        assert said == stored(company, shift.id)
        assert said.timeline.ended_at == said.timeline.pauses[0].ended_at == at("12:30")
        assert said.timeline.pauses[0].cut
        assert (said.unconfirmed, said.proposed_by_id) == (
            UnconfirmedEnd.PROPOSED,
            company.eli.member_id,
        )
        assert (said.end_edited, said.stopped) == (True, False)
        (entry,) = newest_entries(company.eli, 1)
        assert (entry.kind, entry.at) == ("shift.end_proposed", at("12:30"))
        assert_true(company)

    def test_lets_the_person_clock_in_again(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        answer(company, shift, at("12:30"))
        begun = clock_in(company.eli.actor).shift
        assert begun is not None
        assert begun.timeline.started_at == watch.now
        assert_true(company)

    def test_may_be_given_again_until_it_is_confirmed(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        answer(company, shift, at("11:00"))
        again = answer(company, shift, at("16:00"))
        assert again.timeline.ended_at == at("16:00")
        confirm_end(company.maya.actor, shift_id=shift.id)
        with pytest.raises(Conflict) as refused:
            answer(company, shift, at("17:00"))
        assert refused.value.code == "not_forgotten"
        assert_true(company)

    def test_drops_what_came_after(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        said = answer(company, shift, at("09:00"))
        assert (said.timeline.pauses, said.timeline.stretches) == ((), ())
        assert_true(company)

    def test_counts_at_once_where_no_one_else_could_confirm_it(
        self, company: Company, watch: Watch
    ) -> None:
        shift = forget(company, watch, company.olive)
        for person in (company.edda, company.maya):
            deactivate_member(company.olive.actor, member_id=person.member_id)
        said = propose_end(company.olive.actor, shift_id=shift.id, end=at("16:00")).shift
        assert said is not None
        assert (said.unconfirmed, said.proposed_by_id) == (None, None)
        assert_true(company)

    def test_is_between_the_start_and_now(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        for end, code in (
            (at("07:59:59"), "end_before_start"),
            (watch.now + timedelta(seconds=1), "end_in_future"),
        ):
            with pytest.raises(Invalid) as refused:
                answer(company, shift, end)
            assert refused.value.code == code
        answer(company, shift, watch.now)

    def test_is_for_a_shift_that_is_forgotten(self, company: Company, watch: Watch) -> None:
        watch.at("08:00")
        begun = clock_in(company.eli.actor, clock_id=company.shop).shift
        assert begun is not None
        watch.at("22:00")  # just the limit
        with pytest.raises(Conflict) as refused:
            answer(company, begun, at("12:00"))
        assert refused.value.code == "not_forgotten"
        clock_out(company.eli.actor)
        with pytest.raises(Conflict):
            answer(company, begun, at("12:00"))

    def test_is_for_ones_own_shift(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        for actor in (company.maya.actor, company.olive.actor, company.nora.actor):
            with pytest.raises(NotFound) as refused:
                propose_end(actor, shift_id=shift.id, end=at("12:00"))
            assert refused.value.code == "shift_not_found"
        with pytest.raises(NotFound):
            propose_end(company.eli.actor, shift_id=999_999, end=at("12:00"))

    def test_does_not_run_into_the_next_shift(self, company: Company, watch: Watch) -> None:
        closes_forgotten(company)
        shift = forget(company, watch)
        close(company, shift)
        next_one = clock_in(company.eli.actor).shift
        assert next_one is not None
        watch.at(at("09:00", 3))
        with pytest.raises(Conflict) as refused:
            answer(company, shift, at("07:00:01", 3))
        assert refused.value.code == "overlaps"
        assert refused.value.details["shift_id"] == next_one.id
        answer(company, shift, at("07:00", 3))
        assert_true(company)

    def test_sent_again_is_the_first_answer_whatever_has_happened_since(
        self, company: Company, watch: Watch
    ) -> None:
        shift = forget(company, watch)
        said = answer(company, shift, at("12:30"), key="a")
        propose(
            company.maya.actor,
            member_id=company.eli.member_id,
            shift_id=shift.id,
            drafts=[],
            reason="Was not here",
        )
        assert stored(company, shift.id).voided
        assert answer(company, shift, at("12:30"), key="a") == said

    def test_is_nothing_to_undo(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        answer(company, shift, at("12:30"))
        with pytest.raises(Conflict) as refused:
            undo(company.eli.actor)
        assert refused.value.code == "nothing_to_undo"

    def test_touches_no_closed_day(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        close_week(company)
        with pytest.raises(Conflict) as refused:
            answer(company, shift, at("12:30"))
        assert refused.value.code == "period_closed"


class TestTheConfirmation:
    @pytest.mark.parametrize("name", ["maya", "edda", "olive"])
    def test_of_an_answer_is_for_anyone_who_decides(
        self, company: Company, watch: Watch, name: str
    ) -> None:
        shift = forget(company, watch)
        answer(company, shift, at("12:30"))
        done = confirm_end(getattr(company, name).actor, shift_id=shift.id)
        assert done.kind is Act.END_CONFIRMED
        found = stored(company, shift.id)
        assert (found.unconfirmed, found.proposed_by_id) == (None, None)
        assert found.timeline.ended_at == at("12:30")
        with pytest.raises(Conflict) as refused:
            confirm_end(company.maya.actor, shift_id=shift.id)
        assert refused.value.code == "nothing_to_confirm"
        assert_true(company)

    def test_not_for_who_gave_it(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        answer(company, shift, at("12:30"))
        with pytest.raises(NotAllowed) as refused:
            confirm_end(company.eli.actor, shift_id=shift.id)
        assert refused.value.code == "own_decision"

    def test_of_a_managers_own_answer_is_for_another(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch, company.maya)
        propose_end(company.maya.actor, shift_id=shift.id, end=at("12:30"))
        with pytest.raises(NotAllowed) as refused:
            confirm_end(company.maya.actor, shift_id=shift.id)
        assert refused.value.code == "own_decision"
        confirm_end(company.edda.actor, shift_id=shift.id)

    @pytest.mark.parametrize(("name", "state"), [("eli", UnconfirmedEnd.PROPOSED), ("maya", None)])
    def test_of_the_clocks_close_by_the_person_gives_that_end(
        self, company: Company, watch: Watch, name: str, state: UnconfirmedEnd | None
    ) -> None:
        closes_forgotten(company)
        shift = forget(company, watch)
        close(company, shift)
        confirm_end(getattr(company, name).actor, shift_id=shift.id)
        found = stored(company, shift.id)
        assert found.unconfirmed is state
        assert found.timeline.ended_at == at("22:00")
        if state is not None:
            confirm_end(company.maya.actor, shift_id=shift.id)
            assert stored(company, shift.id).unconfirmed is None
        assert_true(company)

    @pytest.mark.parametrize("name", ["yann", "otto", "nora"])
    def test_is_for_no_one_else(self, company: Company, watch: Watch, name: str) -> None:
        shift = forget(company, watch)
        answer(company, shift, at("12:30"))
        for shift_id in (shift.id, 999_999):
            with pytest.raises(NotFound) as refused:
                confirm_end(getattr(company, name).actor, shift_id=shift_id)
            assert refused.value.code == "shift_not_found"

    def test_takes_a_key_that_reaches_that_far(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        answer(company, shift, at("12:30"))
        with pytest.raises(NotAllowed):
            confirm_end(company.maya.through(Door.NATIVE, Scope.PUNCH), shift_id=shift.id)

    def test_of_a_shift_under_way_is_nothing(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        with pytest.raises(Conflict) as refused:
            confirm_end(company.maya.actor, shift_id=shift.id)
        assert refused.value.code == "nothing_to_confirm"

    def test_sent_again_is_the_first_answer(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        answer(company, shift, at("12:30"))
        once = Once.of("c", {})
        first = confirm_end(company.maya.actor, shift_id=shift.id, once=once)
        again = confirm_end(company.maya.actor, shift_id=shift.id, once=once)
        assert (again.shift, again.replayed) == (first.shift, True)
        assert kinds(company.eli, 2) == ["shift.end_proposed", "shift.end_confirmed"]

    def test_touches_no_closed_day(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        answer(company, shift, at("12:30"))
        approve_sheet(company.eli)
        with pytest.raises(Conflict) as refused:
            confirm_end(company.maya.actor, shift_id=shift.id)
        assert refused.value.code == "period_closed"

    def test_is_also_given_by_correcting_the_shift(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        answer(company, shift, at("12:30"))
        waits = stored(company, shift.id)
        propose(
            company.maya.actor,
            member_id=company.eli.member_id,
            shift_id=shift.id,
            drafts=[],
            reason="x",
        )
        assert waits.unconfirmed is not None
        assert_true(company)
