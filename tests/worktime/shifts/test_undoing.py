"""Taking back the last act, for a minute, by who did it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from timeclock.company.people.membership import reactivate
from timeclock.errors import Conflict, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import last_entry
from timeclock.operations.verifying.checking import verify
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume, switch_job
from timeclock.worktime.shifts.queries import open_shift, shift, shifts_between
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.shifts.undoing import undo


def running(company: Company) -> ShiftRecord | None:
    found = open_shift(company.workspace_id, company.eli.member_id)
    return replace(found, changed_at=found.created_at) if found else None


def refused(company: Company, **asked: object) -> str:
    with pytest.raises(Conflict) as refusal:
        undo(company.eli.actor, **asked)  # type: ignore[arg-type]
    return refusal.value.code


@pytest.fixture
def busy_day(company: Company, watch: Watch) -> None:
    """In since 08:00 baking, a break at 10:00, on a break since 12:00 with a job waiting."""
    watch.at("08:00")
    clock_in(
        company.eli.actor,
        clock_id=company.shop,
        job_id=company.baking,
        details=ShiftDetails(note="Rolls"),
    )
    watch.at("10:00")
    pause(company.eli.actor)
    watch.at("10:15")
    resume(company.eli.actor)
    watch.at("12:00")
    pause(company.eli.actor, kind_id=company.lunch)
    watch.at("12:10")
    switch_job(company.eli.actor, job_id=company.delivering)


class TestRestoring:
    def test_a_clock_in_undone_is_void_and_its_id_is_never_used_again(
        self, company: Company, watch: Watch
    ) -> None:
        begun = clock_in(company.eli.actor, clock_id=company.shop).shift
        watch.later(seconds=30)
        undone = undo(company.eli.actor)
        assert begun is not None
        assert undone.kind is Act.UNDONE
        assert undone.shift is not None
        assert (undone.shift.id, undone.shift.voided) == (begun.id, True)
        assert running(company) is None
        day = (watch.now - timedelta(days=1), watch.now + timedelta(days=1))
        assert shifts_between(company.workspace_id, company.eli.member_id, *day) == []
        assert shift(company.workspace_id, begun.id) == undone.shift
        again = clock_in(company.eli.actor, clock_id=company.shop).shift
        assert again is not None
        assert again.id > begun.id

    @pytest.mark.usefixtures("busy_day")
    @pytest.mark.parametrize("act", ["resume", "switch", "clock_out", "clock_out_earlier"])
    def test_every_act_on_a_shift_is_taken_back_whole(
        self, company: Company, watch: Watch, act: str
    ) -> None:
        watch.at("12:20")
        before = running(company)
        if act == "resume":
            resume(company.eli.actor)
        elif act == "switch":
            switch_job(company.eli.actor, job_id=company.cleaning, note="Mop")
        elif act == "clock_out":
            clock_out(company.eli.actor, note="Left")
        else:
            clock_out(company.eli.actor, end=watch.now - timedelta(hours=2, minutes=15))
        assert running(company) != before
        watch.later(seconds=60)
        undo(company.eli.actor)
        assert running(company) == before

    @pytest.mark.usefixtures("busy_day")
    def test_a_pause_is_taken_back(self, company: Company, watch: Watch) -> None:
        watch.at("12:30")
        resume(company.eli.actor)
        before = running(company)
        pause(company.eli.actor)
        undo(company.eli.actor)
        assert running(company) == before

    def test_a_note_is_taken_back(self, company: Company) -> None:
        clock_in(company.eli.actor, clock_id=company.shop, job_id=company.baking)
        for said in ("Rolls", "Bread"):
            before = running(company)
            switch_job(company.eli.actor, job_id=company.baking, note=said)
            undone = undo(company.eli.actor)
            assert running(company) == before
            assert undone.shift is not None
            switch_job(company.eli.actor, job_id=company.baking, note=said)

    def test_a_stop_is_taken_back_by_who_stopped(self, company: Company, watch: Watch) -> None:
        clock_in(company.eli.actor, clock_id=company.shop, details=ShiftDetails(note="Rolls"))
        before = running(company)
        stop(company.maya.actor, member_id=company.eli.member_id, reason="Oops")
        watch.later(seconds=10)
        undo(company.maya.actor, member_id=company.eli.member_id)
        assert running(company) == before

    @pytest.mark.usefixtures("busy_day")
    def test_work_goes_on_after_it(self, company: Company, watch: Watch) -> None:
        clock_out(company.eli.actor)
        undo(company.eli.actor)
        watch.at("12:30")
        resume(company.eli.actor)
        watch.at("16:00")
        ended = clock_out(company.eli.actor).shift
        assert ended is not None
        assert ended.timeline.worked(watch.now) == timedelta(hours=7, minutes=15)
        assert [s.job_id for s in ended.timeline.stretches] == [company.delivering]
        assert shift(company.workspace_id, ended.id) == ended

    def test_it_is_an_entry_of_its_own(self, company: Company) -> None:
        begun = clock_in(company.eli.actor, clock_id=company.shop)
        undone = undo(company.eli.actor)
        entry = last_entry(company.workspace_id, company.eli.chain_id)
        assert entry is not None
        assert begun.position is not None
        assert entry.kind == "shift.undone"
        assert (entry.position, entry.undoes) == (undone.position, begun.position)
        assert (entry.position, entry.undoes) == (begun.position + 1, begun.position)
        assert verify(company.workspace_id).problems == ()


class TestRefusing:
    def test_after_a_minute_it_is_too_late(self, company: Company, watch: Watch) -> None:
        clock_in(company.eli.actor, clock_id=company.shop)
        watch.later(seconds=60, microseconds=1)
        assert refused(company) == "undo_too_late"
        assert running(company) is not None

    def test_within_the_minute_it_is_not(self, company: Company, watch: Watch) -> None:
        clock_in(company.eli.actor, clock_id=company.shop)
        watch.later(seconds=60)
        assert undo(company.eli.actor).changed

    def test_the_minute_counts_from_the_receipt_and_not_from_the_claim(
        self, company: Company, watch: Watch
    ) -> None:
        clock_in(company.eli.actor, clock_id=company.shop, claimed=watch.now - timedelta(hours=1))
        watch.later(seconds=50)
        assert undo(company.eli.actor).changed

    def test_an_undo_cannot_be_undone(self, company: Company) -> None:
        clock_in(company.eli.actor, clock_id=company.shop)
        undo(company.eli.actor)
        assert refused(company) == "nothing_to_undo"

    def test_only_the_last_act_can_be(self, company: Company) -> None:
        first = clock_in(company.eli.actor, clock_id=company.shop)
        second = pause(company.eli.actor)
        assert refused(company, position=first.position) == "nothing_to_undo"
        assert undo(company.eli.actor, position=second.position).changed

    def test_a_member_cannot_undo_a_managers_stop(self, company: Company) -> None:
        clock_in(company.eli.actor, clock_id=company.shop)
        stop(company.maya.actor, member_id=company.eli.member_id, reason="Sent home")
        assert refused(company) == "nothing_to_undo"
        assert running(company) is None

    def test_nor_a_manager_a_members_punch(self, company: Company) -> None:
        clock_in(company.eli.actor, clock_id=company.shop)
        with pytest.raises(Conflict):
            undo(company.maya.actor, member_id=company.eli.member_id)

    def test_with_nothing_done_there_is_nothing_to_undo(self, company: Company) -> None:
        assert refused(company) == "nothing_to_undo"

    def test_colleagues_and_strangers_cannot(self, company: Company) -> None:
        clock_in(company.eli.actor, clock_id=company.shop)
        with pytest.raises(NotAllowed):
            undo(company.otto.actor, member_id=company.eli.member_id)
        with pytest.raises(NotFound):
            undo(company.nora.actor, member_id=company.eli.member_id)

    def test_who_was_deactivated_is_not_put_back_on_the_clock(self, company: Company) -> None:
        clock_in(company.eli.actor, clock_id=company.shop)
        deactivate_member(company.olive.actor, member_id=company.eli.member_id)
        with pytest.raises(Conflict):
            undo(company.olive.actor, member_id=company.eli.member_id)
        assert running(company) is None
        reactivate(company.olive.actor, member_id=company.eli.member_id)


def test_an_undo_sent_twice_counts_once(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    pause(company.eli.actor)
    once = Once.of("u1", {"undo": True})
    first = undo(company.eli.actor, once=once)
    again = undo(company.eli.actor, once=once)
    assert (again.replayed, again.position, again.shift) == (True, first.position, first.shift)
    still = running(company)
    assert still is not None
    assert still.timeline.pauses == ()
