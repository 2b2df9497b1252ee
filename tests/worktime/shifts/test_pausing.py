"""Breaks as the use cases keep them: kinds, no-ops, labels, rights."""

from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from timeclock.company.clocks.break_kinds import archive_break_kind, update_break_kind
from timeclock.company.clocks.queries import break_kinds
from timeclock.errors import Conflict, NotAllowed, NotFound
from timeclock.ledger.queries import last_entry
from timeclock.worktime.shifts.details import Whereabouts
from timeclock.worktime.shifts.punching import clock_in, pause, resume
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.shifts.timeline import State


@pytest.fixture
def in_since_eight(company: Company, watch: Watch) -> None:
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)


@pytest.mark.usefixtures("in_since_eight")
class TestPausing:
    def test_it_begins_a_break_of_the_clocks_oldest_kind(
        self, company: Company, watch: Watch
    ) -> None:
        watch.at("12:00")
        paused = pause(company.eli.actor).shift
        assert paused is not None
        begun = paused.timeline.open_pause
        assert begun is not None
        assert (begun.started_at, begun.paid) == (watch.now, False)
        assert begun.kind_id not in {None, company.lunch, company.rest}
        assert open_shift(company.workspace_id, company.eli.member_id) == paused

    def test_it_begins_one_of_the_kind_asked_for(self, company: Company, watch: Watch) -> None:
        watch.at("12:00")
        paused = pause(company.eli.actor, kind_id=company.rest).shift
        assert paused is not None
        assert paused.timeline.open_pause is not None
        assert paused.timeline.open_pause.kind_id == company.rest
        assert paused.timeline.open_pause.paid
        watch.at("13:00")
        assert paused.timeline.worked(watch.now) == timedelta(hours=5)

    def test_twice_it_answers_with_the_open_break_and_records_nothing(
        self, company: Company, watch: Watch
    ) -> None:
        watch.at("12:00")
        first = pause(company.eli.actor, kind_id=company.lunch)
        entry = last_entry(company.workspace_id, company.eli.chain_id)
        watch.at("12:10")
        again = pause(company.eli.actor, kind_id=company.rest)
        assert (again.changed, again.position, again.shift) == (False, None, first.shift)
        assert last_entry(company.workspace_id, company.eli.chain_id) == entry

    def test_a_missing_an_archived_and_another_clocks_kind_read_alike(
        self, company: Company
    ) -> None:
        archive_break_kind(company.operator, kind_id=company.rest)
        running = open_shift(company.workspace_id, company.eli.member_id)
        (others,) = break_kinds(company.workspace_id, company.yard)
        for kind_id in (company.rest, 999_999, others.id):
            with pytest.raises(NotFound) as refused:
                pause(company.eli.actor, kind_id=kind_id)
            assert refused.value.code == "break_kind_not_found"
        assert open_shift(company.workspace_id, company.eli.member_id) == running

    def test_a_break_keeps_what_it_was_when_it_began(self, company: Company, watch: Watch) -> None:
        pause(company.eli.actor, kind_id=company.lunch)
        update_break_kind(
            company.operator, kind_id=company.lunch, name="Lunch", paid=True, minutes=None
        )
        watch.at("09:00")
        resumed = resume(company.eli.actor).shift
        assert resumed is not None
        assert not resumed.timeline.pauses[0].paid

    def test_a_clock_without_kinds_still_lets_people_rest(self, company: Company) -> None:
        for kind in break_kinds(company.workspace_id, company.shop):
            archive_break_kind(company.operator, kind_id=kind.id)
        paused = pause(company.eli.actor).shift
        assert paused is not None
        assert paused.timeline.state is State.ON_BREAK


def test_who_is_off_has_nothing_to_pause(company: Company) -> None:
    with pytest.raises(Conflict) as refused:
        pause(company.eli.actor)
    assert refused.value.code == "not_clocked_in"
    assert refused.value.sentence == "You are not clocked in."


def test_of_someone_else_it_says_so(company: Company) -> None:
    with pytest.raises(Conflict, match="This person is not clocked in"):
        pause(company.olive.actor, member_id=company.eli.member_id)


@pytest.mark.usefixtures("in_since_eight")
def test_resuming_ends_the_break(company: Company, watch: Watch) -> None:
    watch.at("12:00")
    pause(company.eli.actor)
    watch.at("12:30")
    resumed = resume(company.eli.actor).shift
    assert resumed is not None
    assert resumed.timeline.state is State.WORKING
    assert resumed.timeline.pauses[0].ended_at == watch.now
    watch.at("16:00")
    assert resumed.timeline.worked(watch.now) == timedelta(hours=7, minutes=30)


@pytest.mark.usefixtures("in_since_eight")
def test_resuming_while_working_answers_with_the_running_shift(company: Company) -> None:
    running = open_shift(company.workspace_id, company.eli.member_id)
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    resumed = resume(company.eli.actor)
    assert (resumed.changed, resumed.position, resumed.shift) == (False, None, running)
    assert last_entry(company.workspace_id, company.eli.chain_id) == entry


def test_resuming_while_off_answers_with_nothing(company: Company) -> None:
    resumed = resume(company.eli.actor)
    assert (resumed.changed, resumed.shift) == (False, None)
    assert last_entry(company.workspace_id, company.eli.chain_id) is None


@pytest.mark.usefixtures("in_since_eight")
def test_a_clock_that_is_named_has_to_be_the_shifts(company: Company) -> None:
    with pytest.raises(Conflict):
        pause(company.eli.actor, clock_id=company.site)
    pause(company.eli.actor, clock_id=company.shop)
    assert resume(company.eli.actor, clock_id=company.site).shift is None
    assert resume(company.eli.actor, clock_id=company.shop).changed


@pytest.mark.usefixtures("in_since_eight")
def test_the_zone_of_a_pause_is_its_own(company: Company) -> None:
    """Eli clocked in in Berlin and takes the break on a train through Lisbon's time."""
    for act, zone, label in (
        (pause, "Europe/Lisbon", "Europe/Lisbon"),
        (resume, None, "Europe/Berlin"),
    ):
        act(company.eli.actor, whereabouts=Whereabouts(zone))
        entry = last_entry(company.workspace_id, company.eli.chain_id)
        assert entry is not None
        assert entry.tz == label


@pytest.mark.usefixtures("in_since_eight")
def test_who_may_pause_whom(company: Company) -> None:
    eli = company.eli.member_id
    for name in ("otto", "yann"):
        for act in (pause, resume):
            with pytest.raises(NotAllowed):
                act(getattr(company, name).actor, member_id=eli)
    for name in ("maya", "edda", "olive"):
        assert pause(getattr(company, name).actor, member_id=eli).changed
        assert resume(getattr(company, name).actor, member_id=eli).changed
    with pytest.raises(NotFound):
        pause(company.nora.actor, member_id=eli)
