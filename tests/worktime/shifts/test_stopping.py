"""A clock-out made by someone else: who may, what is kept, what the person sees."""

from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from timeclock.authority.actor import Door, Scope
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.ledger.queries import last_entry
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, switch_job
from timeclock.worktime.shifts.queries import last_stop, open_shift, shift
from timeclock.worktime.shifts.stopping import stop


@pytest.fixture
def eli_in_since_eight(company: Company, watch: Watch) -> None:
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop, job_id=company.baking)


@pytest.mark.usefixtures("eli_in_since_eight")
class TestWhoMayStop:
    @pytest.mark.parametrize("name", ["maya", "edda", "olive"])
    def test_the_manager_of_the_clock_and_everyone_above(self, company: Company, name: str) -> None:
        person = getattr(company, name)
        stopped = stop(person.actor, member_id=company.eli.member_id, reason="Sent home")
        assert stopped.kind is Act.STOPPED
        assert stopped.shift is not None
        assert stopped.shift.stopped
        assert stopped.shift.ended_by_id == person.member_id

    @pytest.mark.parametrize("name", ["otto", "yann"])
    def test_no_one_else(self, company: Company, name: str) -> None:
        actor = getattr(company, name).actor
        with pytest.raises(NotAllowed):
            stop(actor, member_id=company.eli.member_id, reason="")
        with pytest.raises(NotAllowed):
            clock_out(actor, member_id=company.eli.member_id)
        assert open_shift(company.workspace_id, company.eli.member_id) is not None

    def test_not_another_companys_owner(self, company: Company) -> None:
        for member_id in (company.eli.member_id, 999_999):
            with pytest.raises(NotFound) as refused:
                stop(company.nora.actor, member_id=member_id, reason="")
            assert refused.value.code == "member_not_found"

    def test_not_a_manager_with_a_key_to_punch(self, company: Company) -> None:
        with pytest.raises(NotAllowed):
            stop(
                company.maya.through(Door.NATIVE, Scope.PUNCH),
                member_id=company.eli.member_id,
                reason="",
            )

    def test_the_operator(self, company: Company) -> None:
        stopped = stop(company.operator, member_id=company.eli.member_id, reason="Fire drill").shift
        assert stopped is not None
        assert (stopped.stopped, stopped.ended_by_id, stopped.end_source) == (True, None, "admin")


@pytest.mark.usefixtures("eli_in_since_eight")
class TestWhatIsKept:
    def test_shift_and_break_end_at_the_moment_with_who_and_why(
        self, company: Company, watch: Watch
    ) -> None:
        watch.at("12:00")
        pause(company.eli.actor)
        watch.at("12:20")
        punched = stop(company.maya.actor, member_id=company.eli.member_id, reason=" Sent home ")
        ended = punched.shift
        assert ended is not None
        assert ended.timeline.ended_at == ended.timeline.pauses[0].ended_at == watch.now
        assert (ended.stop_reason, ended.end_source) == ("Sent home", "admin")
        assert shift(company.workspace_id, ended.id) == ended
        entry = last_entry(company.workspace_id, company.eli.chain_id)
        assert entry is not None
        assert entry.kind == "shift.stopped"
        assert entry.actor_id == company.maya.member_id
        assert entry.payload == {"reason": "Sent home"}

    def test_the_member_sees_that_it_happened(self, company: Company, watch: Watch) -> None:
        since = watch.now
        assert last_stop(company.workspace_id, company.eli.member_id, since) is None
        watch.at("12:00")
        stop(company.maya.actor, member_id=company.eli.member_id, reason="Sent home")
        seen = last_stop(company.workspace_id, company.eli.member_id, since)
        assert seen is not None
        assert (seen.stop_reason, seen.ended_by_id) == ("Sent home", company.maya.member_id)
        assert last_stop(company.workspace_id, company.eli.member_id, watch.later(hours=1)) is None

    def test_the_next_clock_in_ends_the_notice(self, company: Company, watch: Watch) -> None:
        since = watch.now
        stop(company.maya.actor, member_id=company.eli.member_id, reason="Sent home")
        watch.at("13:00")
        clock_in(company.eli.actor)
        assert last_stop(company.workspace_id, company.eli.member_id, since) is None

    def test_a_clock_out_of_a_managed_member_is_a_stop(self, company: Company) -> None:
        assert clock_out(company.maya.actor, member_id=company.eli.member_id).kind is Act.STOPPED

    def test_stopping_oneself_is_a_clock_out(self, company: Company) -> None:
        own = stop(company.eli.actor, member_id=company.eli.member_id, reason="Ill")
        assert own.kind is Act.CLOCKED_OUT
        assert own.shift is not None
        assert not own.shift.stopped
        assert shift(company.workspace_id, own.shift.id) == own.shift

    def test_a_reason_beyond_the_limit_is_refused(self, company: Company) -> None:
        with pytest.raises(Invalid) as refused:
            stop(company.maya.actor, member_id=company.eli.member_id, reason="x" * 2001)
        assert (refused.value.code, refused.value.field) == ("too_long", "reason")


@pytest.mark.usefixtures("eli_in_since_eight")
class TestStoppingAtAnEarlierInstant:
    def test_breaks_and_segments_are_cut_or_dropped(self, company: Company, watch: Watch) -> None:
        watch.at("10:00")
        switch_job(company.eli.actor, job_id=company.delivering)
        watch.at("12:00")
        pause(company.eli.actor)
        end = watch.at("11:00")
        watch.at("16:00")
        stopped = stop(company.maya.actor, member_id=company.eli.member_id, reason="Left", end=end)
        ended = stopped.shift
        assert ended is not None
        assert (ended.timeline.ended_at, ended.timeline.pauses) == (end, ())
        assert ended.timeline.current_job_id == company.delivering
        assert ended.end_edited
        assert shift(company.workspace_id, ended.id) == ended

    def test_who_may_correct_may_go_back_further_than_half_a_day(
        self, company: Company, watch: Watch
    ) -> None:
        end = watch.now + timedelta(hours=8)
        watch.later(days=3)
        stopped = stop(company.maya.actor, member_id=company.eli.member_id, reason="Fri", end=end)
        assert stopped.shift is not None
        assert stopped.shift.timeline.worked(watch.now) == timedelta(hours=8)

    def test_before_the_start_or_in_the_future_it_is_refused(
        self, company: Company, watch: Watch
    ) -> None:
        start = watch.now
        watch.at("16:00")
        for end, code in (
            (start - timedelta(seconds=1), "end_before_start"),
            (watch.now + timedelta(seconds=61), "end_in_future"),
        ):
            with pytest.raises(Invalid) as refused:
                stop(company.maya.actor, member_id=company.eli.member_id, reason="", end=end)
            assert refused.value.code == code
        assert open_shift(company.workspace_id, company.eli.member_id) is not None


def test_who_is_off_cannot_be_stopped(company: Company) -> None:
    with pytest.raises(Conflict) as refused:
        stop(company.maya.actor, member_id=company.eli.member_id, reason="")
    assert refused.value.code == "not_clocked_in"


def test_a_manager_cannot_stop_who_is_in_at_another_clock(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.site, job_id=company.baking)
    with pytest.raises(NotAllowed):
        stop(company.maya.actor, member_id=company.eli.member_id, reason="")
