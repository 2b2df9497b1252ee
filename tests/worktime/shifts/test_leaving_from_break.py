"""Going home from a break."""

from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from timeclock.errors import Conflict, Invalid, NotAllowed
from timeclock.ledger.entry import Once
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.punching import clock_in, pause, resume
from timeclock.worktime.shifts.queries import open_shift, shift
from timeclock.worktime.shifts.stopping import leave_from_break
from timeclock.worktime.shifts.timeline import State


@pytest.fixture
def on_break(company: Company, watch: Watch) -> None:
    """Eli is in at the shop since 08:00, and on a break since 12:00."""
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at("12:00")
    pause(company.eli.actor)
    watch.at("12:30")


@pytest.mark.usefixtures("on_break")
class TestLeaving:
    def test_the_shift_ends_with_the_break(self, company: Company, watch: Watch) -> None:
        done = leave_from_break(company.eli.actor, clock_id=company.shop)
        ended = done.shift
        assert ended is not None
        assert done.kind is Act.CLOCKED_OUT
        (rest,) = ended.timeline.pauses
        assert (ended.timeline.ended_at, rest.ended_at, rest.cut) == (watch.now, watch.now, True)
        assert ended.timeline.worked(watch.now) == timedelta(hours=4)
        assert open_shift(company.workspace_id, company.eli.member_id) is None
        assert shift(company.workspace_id, ended.id) == ended

    def test_at_an_instant_within_the_break(self, company: Company, watch: Watch) -> None:
        earlier = watch.now - timedelta(minutes=10)
        ended = leave_from_break(company.eli.actor, claimed=earlier).shift
        assert ended is not None
        assert ended.timeline.ended_at == earlier
        assert ended.timeline.pauses[0].ended_at == earlier

    def test_not_before_the_break_began(self, company: Company, watch: Watch) -> None:
        began = watch.now - timedelta(minutes=30)
        for moment in (began, began - timedelta(hours=1)):
            with pytest.raises(Invalid) as refused:
                leave_from_break(company.eli.actor, claimed=moment)
            assert (refused.value.code, refused.value.field) == ("overlaps", "timestamp")
        assert self.state_of(company) is State.ON_BREAK

    def test_who_works_goes_on_working(self, company: Company) -> None:
        resume(company.eli.actor)
        with pytest.raises(Conflict) as refused:
            leave_from_break(company.eli.actor)
        assert refused.value.code == "not_on_break"
        assert self.state_of(company) is State.WORKING

    def test_at_another_clock(self, company: Company) -> None:
        with pytest.raises(Conflict) as refused:
            leave_from_break(company.eli.actor, clock_id=company.site)
        assert refused.value.code == "not_clocked_in"

    def test_who_may(self, company: Company) -> None:
        for person in (company.otto, company.yann):
            with pytest.raises(NotAllowed):
                leave_from_break(person.actor, member_id=company.eli.member_id)
        done = leave_from_break(company.maya.actor, member_id=company.eli.member_id)
        assert done.kind is Act.STOPPED

    def test_the_same_request_counts_once(self, company: Company) -> None:
        once = Once.of("key", {"body": ""})
        first = leave_from_break(company.eli.actor, once=once)
        clock_in(company.eli.actor, clock_id=company.shop)
        again = leave_from_break(company.eli.actor, once=once)
        assert (again.replayed, again.shift) == (True, first.shift)

    @staticmethod
    def state_of(company: Company) -> State | None:
        found = open_shift(company.workspace_id, company.eli.member_id)
        return None if found is None else found.timeline.state


def test_who_is_off(company: Company) -> None:
    with pytest.raises(Conflict) as refused:
        leave_from_break(company.eli.actor)
    assert refused.value.code == "not_clocked_in"
