"""Another job without clocking out, and what is noted with it."""

import pytest

from tests.fixtures.company import Company, Watch
from timeclock.company.jobs.service import archive_job
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.ledger.queries import last_entry
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, pause, resume, switch_job
from timeclock.worktime.shifts.queries import open_shift


@pytest.fixture
def baking_since_eight(company: Company, watch: Watch) -> None:
    watch.at("08:00")
    clock_in(
        company.eli.actor,
        clock_id=company.shop,
        job_id=company.baking,
        details=ShiftDetails(note="Rolls"),
    )


def stretches(company: Company) -> list[tuple[int | None, str]]:
    running = open_shift(company.workspace_id, company.eli.member_id)
    assert running is not None
    return [(s.job_id, f"{s.started_at:%H:%M}") for s in running.timeline.stretches]


@pytest.mark.usefixtures("baking_since_eight")
class TestSwitching:
    def test_it_begins_a_segment_of_the_same_shift(self, company: Company, watch: Watch) -> None:
        before = open_shift(company.workspace_id, company.eli.member_id)
        watch.at("10:00")
        switched = switch_job(company.eli.actor, job_id=company.delivering)
        assert switched.kind is Act.JOB_SWITCHED
        assert switched.shift is not None
        assert before is not None
        assert switched.shift.id == before.id
        assert stretches(company) == [(company.delivering, "10:00")]
        assert switched.shift.note == "Rolls"

    def test_to_the_same_job_it_changes_nothing(self, company: Company) -> None:
        entry = last_entry(company.workspace_id, company.eli.chain_id)
        assert not switch_job(company.eli.actor, job_id=company.baking).changed
        assert not switch_job(company.eli.actor, job_id=company.baking, note="Rolls").changed
        assert last_entry(company.workspace_id, company.eli.chain_id) == entry

    def test_to_the_same_job_with_another_note_it_notes(self, company: Company) -> None:
        noted = switch_job(company.eli.actor, job_id=company.baking, note="Bread")
        assert (noted.kind, noted.changed) == (Act.NOTED, True)
        assert noted.shift is not None
        assert noted.shift.note == "Bread"
        entry = last_entry(company.workspace_id, company.eli.chain_id)
        assert entry is not None
        assert entry.payload == {"note": "Bread", "note_before": "Rolls"}

    def test_on_a_break_it_begins_with_the_resume(self, company: Company, watch: Watch) -> None:
        watch.at("12:00")
        pause(company.eli.actor)
        watch.at("12:10")
        switch_job(company.eli.actor, job_id=company.delivering)
        watch.at("12:20")
        switch_job(company.eli.actor, job_id=company.cleaning)
        watch.at("12:30")
        resume(company.eli.actor)
        assert stretches(company) == [(company.cleaning, "12:30")]

    def test_back_on_a_break_it_leaves_no_trace_but_in_the_ledger(
        self, company: Company, watch: Watch
    ) -> None:
        watch.at("12:00")
        pause(company.eli.actor)
        watch.at("12:10")
        switch_job(company.eli.actor, job_id=company.delivering)
        watch.at("12:20")
        back = switch_job(company.eli.actor, job_id=company.baking)
        assert back.changed
        assert back.at == watch.now  # and not the moment at which the break began
        assert stretches(company) == []
        entry = last_entry(company.workspace_id, company.eli.chain_id)
        assert entry is not None
        assert entry.at == watch.now

    def test_missing_foreign_and_archived_jobs_read_alike(self, company: Company) -> None:
        archive_job(company.operator, job_id=company.cleaning)
        for job_id in (company.cleaning, company.casting, 999_999):
            with pytest.raises(NotFound) as refused:
                switch_job(company.eli.actor, job_id=job_id)
            assert refused.value.code == "job_not_found"

    def test_a_job_archived_under_way_can_be_kept_and_left(self, company: Company) -> None:
        archive_job(company.operator, job_id=company.baking)
        assert not switch_job(company.eli.actor, job_id=company.baking).changed
        assert switch_job(company.eli.actor, job_id=company.delivering).changed

    def test_the_job_may_be_laid_down_where_none_is_needed(self, company: Company) -> None:
        assert switch_job(company.eli.actor, job_id=None).changed
        running = open_shift(company.workspace_id, company.eli.member_id)
        assert running is not None
        assert running.timeline.current_job_id is None

    def test_colleagues_cannot(self, company: Company) -> None:
        for name in ("otto", "yann"):
            with pytest.raises(NotAllowed):
                switch_job(
                    getattr(company, name).actor,
                    member_id=company.eli.member_id,
                    job_id=company.delivering,
                )


def test_where_a_job_is_needed_it_cannot_be_laid_down(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.site, job_id=company.baking)
    with pytest.raises(Invalid) as refused:
        switch_job(company.eli.actor, job_id=None)
    assert refused.value.code == "job_required"


def test_who_is_off_has_no_job_to_switch(company: Company) -> None:
    with pytest.raises(Conflict):
        switch_job(company.eli.actor, job_id=company.baking)
