"""Forgotten clock-outs: the answer, the clock's provisional close, the confirmation."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.corrections.scenes import approve_sheet, assert_true, at, close_week, kinds, stored, told
from tests.fixtures.company import Company, Person, Watch
from tests.shifts.races.at_once import at_once, refusals
from timeclock.authority.actor import Door, Scope
from timeclock.clocks.service import update_clock
from timeclock.corrections.asking import propose
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries
from timeclock.ledger.recording import history_at
from timeclock.shifts.answering import Act, Punched
from timeclock.shifts.forgetting import close_provisionally, confirm_end, propose_end
from timeclock.shifts.leaving import deactivate_member
from timeclock.shifts.punching import clock_in, clock_out, pause, resume, switch_job
from timeclock.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.shifts.undoing import undo


def closes_forgotten(company: Company, *, closes: bool = True) -> None:
    update_clock(
        company.operator,
        clock_id=company.shop,
        name="Shop",
        zone="Europe/Berlin",
        job_required=False,
        limit_minutes=14 * 60,
        closes_forgotten=closes,
    )


def forget(company: Company, watch: Watch, who: Person | None = None) -> ShiftRecord:
    """In since Monday 08:00, on a break since 12:00, and now it is Tuesday morning."""
    actor = (who or company.eli).actor
    watch.at("08:00")
    clock_in(actor, clock_id=company.shop)
    watch.at("10:00")
    switch_job(actor, job_id=company.baking)
    watch.at("12:00")
    begun = pause(actor).shift
    assert begun is not None
    watch.at(at("07:00", 3))
    return begun


def answer(company: Company, shift: ShiftRecord, end: datetime, *, key: str = "") -> ShiftRecord:
    once = Once.of(key, {}) if key else None
    said = propose_end(company.eli.actor, shift_id=shift.id, end=end, once=once).shift
    assert said is not None
    return said


def close(company: Company, shift: ShiftRecord) -> Punched | None:
    return close_provisionally(company.workspace_id, member_id=shift.member_id, shift_id=shift.id)


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
        (entry,) = told(company.eli, 1)
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

    def test_counts_at_once_where_nobody_else_could_confirm_it(
        self, company: Company, watch: Watch
    ) -> None:
        shift = forget(company, watch, company.olive)
        for person in (company.edda, company.maya):
            deactivate_member(company.olive.actor, member_id=person.member_id)
        said = propose_end(company.olive.actor, shift_id=shift.id, end=at("16:00")).shift
        assert said is not None
        assert (said.unconfirmed, said.proposed_by_id) == (None, None)
        assert_true(company)

    def test_lies_between_the_start_and_now(self, company: Company, watch: Watch) -> None:
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


class TestTheProvisionalClose:
    def test_ends_the_shift_at_the_limit_and_says_so(self, company: Company, watch: Watch) -> None:
        closes_forgotten(company)
        shift = forget(company, watch)
        done = close(company, shift)
        assert done is not None
        assert done.shift == stored(company, shift.id)
        found = stored(company, shift.id)
        assert found.timeline.ended_at == at("22:00")
        assert (found.unconfirmed, found.proposed_by_id) == (UnconfirmedEnd.PROVISIONAL, None)
        assert (found.stopped, found.ended_by_id, found.end_source) == (True, None, "autoClockOut")
        (entry,) = told(company.eli, 1)
        assert (entry.kind, entry.actor_pseudonym, entry.door) == (
            "shift.closed_provisionally",
            "clock",
            "background",
        )
        assert_true(company)

    def test_is_for_clocks_that_want_it(self, company: Company, watch: Watch) -> None:
        shift = forget(company, watch)
        assert close(company, shift) is None
        assert stored(company, shift.id) == shift

    def test_drops_nothing_that_was_pressed_after_the_limit(
        self, company: Company, watch: Watch
    ) -> None:
        closes_forgotten(company)
        shift = forget(company, watch)
        watch.at("23:00")
        resume(company.eli.actor)
        watch.at(at("07:00", 3))
        closed = close(company, shift)
        assert closed is not None
        assert closed.shift is not None
        assert closed.shift.timeline.ended_at == at("23:00")
        assert [p.ended_at for p in closed.shift.timeline.pauses] == [at("23:00")]
        assert_true(company)

    def test_waits_for_the_limit(self, company: Company, watch: Watch) -> None:
        closes_forgotten(company)
        shift = forget(company, watch)
        watch.at("22:00")
        assert close(company, shift) is None
        watch.later(seconds=1)
        assert close(company, shift) is not None
        assert_true(company)

    def test_comes_once(self, company: Company, watch: Watch) -> None:
        closes_forgotten(company)
        shift = forget(company, watch)
        close(company, shift)
        before = len(entries(company.workspace_id, company.eli.chain_id))
        assert close(company, shift) is None
        begun = clock_in(company.eli.actor).shift
        assert begun is not None
        assert close(company, shift) is None  # an old look at the shifts is no harm to the new one
        assert len(entries(company.workspace_id, company.eli.chain_id)) == before + 1

    def test_may_be_answered_otherwise(self, company: Company, watch: Watch) -> None:
        """A break that only the close has cut goes on to the end that the person gives."""
        closes_forgotten(company)
        shift = forget(company, watch)
        close(company, shift)
        said = answer(company, shift, at("23:00"))
        assert (said.unconfirmed, said.proposed_by_id) == (
            UnconfirmedEnd.PROPOSED,
            company.eli.member_id,
        )
        assert (said.stopped, said.ended_by_id) == (False, company.eli.member_id)
        assert said.timeline.pauses[0].ended_at == at("23:00")
        assert_true(company)


class TestTheConfirmation:
    @pytest.mark.parametrize("name", ["maya", "edda", "olive"])
    def test_of_an_answer_is_for_whoever_decides(
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

    @pytest.mark.parametrize("name", ["eli", "maya"])
    def test_of_the_clocks_close_is_for_the_person_too(
        self, company: Company, watch: Watch, name: str
    ) -> None:
        closes_forgotten(company)
        shift = forget(company, watch)
        close(company, shift)
        confirm_end(getattr(company, name).actor, shift_id=shift.id)
        assert stored(company, shift.id).unconfirmed is None
        assert_true(company)

    @pytest.mark.parametrize("name", ["yann", "otto", "nora"])
    def test_is_for_nobody_else(self, company: Company, watch: Watch, name: str) -> None:
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


class TestAtTheSameMoment:
    """In the time of the machine: threads do not see one that a test has moved."""

    @pytest.fixture
    def forgotten(self, company: Company, watch: Watch) -> ShiftRecord:
        closes_forgotten(company)
        watch.stop()
        with history_at(datetime.now(at("08:00").tzinfo) - timedelta(days=1)):
            begun = clock_in(company.eli.actor, clock_id=company.shop).shift
        assert begun is not None
        return begun

    def test_however_many_servers_close_it_there_is_one_entry(
        self, company_app: Flask, company: Company, forgotten: ShiftRecord
    ) -> None:
        outcomes = at_once(company_app, [lambda: close(company, forgotten)] * 12)
        assert sum(isinstance(each, Punched) for each in outcomes) == 1
        assert refusals(outcomes) == []
        assert kinds(company.eli, 9) == ["shift.clocked_in", "shift.closed_provisionally"]
        assert_true(company)

    def test_the_persons_answer_stands_whoever_comes_first(
        self, company_app: Flask, company: Company, forgotten: ShiftRecord
    ) -> None:
        end = forgotten.timeline.started_at + timedelta(hours=8)
        outcomes = at_once(
            company_app,
            [
                *[lambda: close(company, forgotten)] * 4,
                lambda: answer(company, forgotten, end),
                *[lambda: close(company, forgotten)] * 4,
            ],
        )
        assert refusals(outcomes) == []
        found = stored(company, forgotten.id)
        assert (found.timeline.ended_at, found.unconfirmed) == (end, UnconfirmedEnd.PROPOSED)
        told_kinds = kinds(company.eli, 9)
        assert told_kinds[-1] == "shift.end_proposed"
        assert told_kinds.count("shift.closed_provisionally") <= 1
        assert_true(company)

    def test_confirmed_twice_it_is_confirmed_once(
        self, company_app: Flask, company: Company, forgotten: ShiftRecord
    ) -> None:
        close(company, forgotten)
        eli, maya = company.eli.actor, company.maya.actor
        outcomes = at_once(
            company_app,
            [lambda a=a: confirm_end(a, shift_id=forgotten.id) for a in (eli, maya, eli, maya)],
        )
        assert refusals(outcomes) == ["nothing_to_confirm"] * 3
        assert kinds(company.eli, 9).count("shift.end_confirmed") == 1
        assert_true(company)
