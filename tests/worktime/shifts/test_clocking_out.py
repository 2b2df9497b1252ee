"""One's own clock-out: now, at an earlier instant, on a break, with a note."""

from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from timeclock.company.clocks.assigning import unassign
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.jobs.service import archive_job
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.errors import Conflict, Invalid
from timeclock.ledger.queries import last_entry
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause
from timeclock.worktime.shifts.queries import open_shift, shift
from timeclock.worktime.shifts.timeline import State


@pytest.fixture
def in_since_eight(company: Company, watch: Watch) -> None:
    watch.at("08:00")
    clock_in(
        company.eli.actor,
        clock_id=company.shop,
        job_id=company.baking,
        details=ShiftDetails(note="Rolls"),
    )


@pytest.mark.usefixtures("in_since_eight")
class TestClockingOut:
    def test_it_ends_the_shift(self, company: Company, watch: Watch) -> None:
        watch.at("16:00:10.9")
        out = clock_out(company.eli.actor)
        assert out.kind is Act.CLOCKED_OUT
        ended = out.shift
        assert ended is not None
        assert ended.timeline.ended_at == watch.now.replace(microsecond=0)
        assert (ended.ended_by_id, ended.stopped) == (company.eli.member_id, False)
        assert (ended.end_zone, ended.end_source, ended.end_edited) == (
            "Europe/Berlin",
            "pc",
            False,
        )
        assert ended.note == "Rolls"
        assert open_shift(company.workspace_id, company.eli.member_id) is None
        assert shift(company.workspace_id, ended.id) == ended

    def test_on_a_break_it_ends_both_at_one_instant(self, company: Company, watch: Watch) -> None:
        watch.at("15:00")
        pause(company.eli.actor)
        watch.at("16:00")
        ended = clock_out(company.eli.actor).shift
        assert ended is not None
        assert [p.ended_at for p in ended.timeline.pauses] == [watch.now]
        assert ended.timeline.worked(watch.now) == timedelta(hours=7)
        assert shift(company.workspace_id, ended.id) == ended

    def test_twice_it_is_refused(self, company: Company) -> None:
        clock_out(company.eli.actor)
        with pytest.raises(Conflict) as refused:
            clock_out(company.eli.actor)
        assert refused.value.code == "not_clocked_in"

    def test_it_may_replace_the_note(self, company: Company) -> None:
        ended = clock_out(company.eli.actor, note="Rolls and bread").shift
        assert ended is not None
        assert ended.note == "Rolls and bread"
        assert shift(company.workspace_id, ended.id) == ended

    def test_a_clock_that_is_named_has_to_be_the_shifts(self, company: Company) -> None:
        with pytest.raises(Conflict):
            clock_out(company.eli.actor, clock_id=company.site)
        assert clock_out(company.eli.actor, clock_id=company.shop).changed

    def test_nothing_keeps_a_person_from_stopping_work(self, company: Company) -> None:
        """Unassigned, the clock archived and wanting a job by now, the job archived: still out."""
        unassign(company.operator, clock_id=company.shop, member_id=company.eli.member_id)
        update_clock(
            company.operator,
            clock_id=company.shop,
            change=ClockSettings(
                name="Shop", zone="Europe/Berlin", job_required=True, limit_minutes=60
            ),
        )
        archive_clock(company.operator, clock_id=company.shop)
        archive_job(company.operator, job_id=company.baking)
        out = clock_out(company.eli.actor)
        assert out.shift is not None
        assert out.shift.timeline.state is State.ENDED

    def test_the_next_shift_is_another_one(self, company: Company, watch: Watch) -> None:
        first = clock_out(company.eli.actor).shift
        second = clock_in(company.eli.actor).shift  # in the very same second
        assert first is not None
        assert second is not None
        assert second.id > first.id
        assert second.timeline.started_at == first.timeline.ended_at == watch.now


@pytest.mark.usefixtures("in_since_eight")
class TestAtAnEarlierInstant:
    """`end` is a claim: it counts within bounds, and the ledger keeps it beside the receipt."""

    def test_it_counts_and_is_shown_as_edited(self, company: Company, watch: Watch) -> None:
        end = watch.at("15:00")
        watch.at("16:00")
        ended = clock_out(company.eli.actor, end=end).shift
        assert ended is not None
        assert (ended.timeline.ended_at, ended.end_edited) == (end, True)
        entry = last_entry(company.workspace_id, company.eli.chain_id)
        assert entry is not None
        assert (entry.at, entry.claimed, entry.received_at) == (end, end, watch.now)

    @pytest.mark.parametrize(("seconds", "edited"), [(0, False), (120, False), (121, True)])
    def test_within_the_tolerance_it_is_not_edited(
        self, company: Company, watch: Watch, seconds: int, edited: bool
    ) -> None:
        watch.at("16:00")
        end = watch.now - timedelta(seconds=seconds)
        ended = clock_out(company.eli.actor, end=end).shift
        assert ended is not None
        assert (ended.timeline.ended_at, ended.end_edited) == (end, edited)

    def test_a_minute_ahead_counts_as_now(self, company: Company, watch: Watch) -> None:
        watch.at("16:00")
        ended = clock_out(company.eli.actor, end=watch.now + timedelta(seconds=60)).shift
        assert ended is not None
        assert ended.timeline.ended_at == watch.now

    def test_further_ahead_it_is_refused(self, company: Company, watch: Watch) -> None:
        watch.at("16:00")
        with pytest.raises(Invalid) as refused:
            clock_out(company.eli.actor, end=watch.now + timedelta(seconds=61))
        assert (refused.value.code, refused.value.field) == ("end_in_future", "end")
        assert open_shift(company.workspace_id, company.eli.member_id) is not None

    def test_before_the_start_it_is_refused(self, company: Company, watch: Watch) -> None:
        start = watch.now
        watch.at("16:00")
        with pytest.raises(Invalid) as refused:
            clock_out(company.eli.actor, end=start - timedelta(microseconds=1))
        assert refused.value.code == "end_before_start"
        assert clock_out(company.eli.actor, end=start).changed

    def test_the_break_after_it_is_dropped_and_the_ledger_keeps_it(
        self, company: Company, watch: Watch
    ) -> None:
        watch.at("12:00")
        pause(company.eli.actor)
        watch.at("16:00")
        ended = clock_out(company.eli.actor, end=watch.now - timedelta(hours=5)).shift
        assert ended is not None
        assert ended.timeline.pauses == ()
        assert shift(company.workspace_id, ended.id) == ended
        entry = last_entry(company.workspace_id, company.eli.chain_id)
        assert entry is not None
        assert entry.before is not None
        assert entry.after is not None
        assert (len(entry.before["breaks"]), entry.after["breaks"]) == (1, [])
