"""Where a clock wants it, a forgotten shift is closed at the limit, once, and waits for a word."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.scenes import assert_true, at, kinds, newest_entries, stored
from tests.worktime.shifts.forgotten import answer, close, closes_forgotten, forget
from tests.worktime.shifts.races.at_once import at_once, refusals
from timeclock.ledger.queries import entries
from timeclock.ledger.recording import history_at
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.forgetting import confirm_end
from timeclock.worktime.shifts.punching import clock_in, resume
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd


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
        (entry,) = newest_entries(company.eli, 1)
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

    def test_the_persons_answer_is_no_matter_who_comes_first(
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
