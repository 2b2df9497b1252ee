"""What no one can ask for, and how it is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.acts import approved, filed
from tests.worktime.corrections.scenes import (
    assert_true,
    at,
    draft,
    longer,
    stored,
    worked,
    worked_with_everything,
)
from timeclock.company.clocks.assigning import unassign
from timeclock.company.jobs.service import archive_job
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound, ProductError
from timeclock.worktime.corrections.approval.asking import ask
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak, DraftSwitch
from timeclock.worktime.shifts.punching import clock_in

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "an end before its start": ({"ended_at": at("07:59")}, "end_before_start"),
    "an end in the future": ({"ended_at": at("20:00:01")}, "end_in_future"),
    "a time of another century": (
        {"started_at": at("08:00").replace(year=1999), "ended_at": at("09:00").replace(year=1999)},
        "invalid_time",
    ),
    "more than a week": ({"started_at": at("14:59:59") - timedelta(days=7)}, "too_long_shift"),
    "a break before it": (
        {"breaks": (DraftBreak(at("07:00"), at("08:30")),)},
        "break_outside",
    ),
    "a break backwards": (
        {"breaks": (DraftBreak(at("12:00"), at("11:30")),)},
        "break_ends_early",
    ),
    "breaks over each other": (
        {"breaks": (DraftBreak(at("12:00"), at("13:00")), DraftBreak(at("12:59"), at("14:00")))},
        "breaks_overlap",
    ),
    "a switch after it": ({"switches": (DraftSwitch(at("16:00:01")),)}, "switch_outside"),
    "a break of no kind that there is": (
        {"breaks": (DraftBreak(at("12:00"), at("12:30"), 999_999),)},
        "break_kind_not_found",
    ),
    "no job that there is": ({"job_id": 999_999}, "job_not_found"),
    "no clock that there is": ({"clock_id": 999_999}, "clock_not_found"),
    "too long a note": ({"note": "x" * 2001}, "too_long"),
    "nothing new": ({}, "no_change"),
}


class TestRefused:
    @pytest.mark.parametrize("what", REFUSED)
    def test_what_cannot_be(self, company: Company, watch: Watch, what: str) -> None:
        shift = worked(company, watch, end="15:00")
        values, code = REFUSED[what]
        with pytest.raises(ProductError) as refused:
            filed(company, shift.id, replace(Draft.of(shift), **values))  # type: ignore[arg-type]
        assert refused.value.code == code
        assert stored(company, shift.id) == shift

    def test_parts_of_a_split_over_each_other(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        parts = (draft(company, "08:00", "12:01"), draft(company, "12:00", "16:00"))
        with pytest.raises(Invalid) as refused:
            filed(company, shift.id, *parts)
        assert refused.value.code == "parts_overlap"

    @pytest.mark.parametrize("count", [0, 2])
    def test_adding_none_or_two(self, company: Company, watch: Watch, count: int) -> None:
        watch.at("16:00")
        drafts = (draft(company, "08:00", "09:00"), draft(company, "10:00", "11:00"))
        with pytest.raises(Invalid) as refused:
            filed(company, None, *drafts[:count])
        assert refused.value.code == "no_shift"

    def test_a_shift_that_still_runs(self, company: Company, watch: Watch) -> None:
        watch.at("08:00")
        begun = clock_in(company.eli.actor, clock_id=company.shop).shift
        assert begun is not None
        watch.at("10:00")
        for drafts in ((), (draft(company, "08:00", "09:00"),)):
            with pytest.raises(Conflict) as refused:
                filed(company, begun.id, *drafts)
            assert refused.value.code == "still_open"

    def test_someone_elses_shift_and_one_of_another_company(
        self, company: Company, watch: Watch
    ) -> None:
        theirs = worked(company, watch, who=company.maya)
        for shift_id in (theirs.id, 999_999):
            with pytest.raises(NotFound) as refused:
                filed(company, shift_id, draft(company, "08:00", "09:00"))
            assert refused.value.code == "shift_not_found"
        with pytest.raises(NotFound):
            ask(company.nora.actor, shift_id=theirs.id, drafts=[], reason="x")

    def test_a_shift_that_was_removed(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        approved(company, shift.id)
        with pytest.raises(NotFound):
            filed(company, shift.id, longer(shift))

    def test_another_shift_in_the_way_is_named(self, company: Company, watch: Watch) -> None:
        morning = worked(company, watch, start="06:00", end="08:00")
        shift = worked(company, watch, start="09:00", end="16:00")
        early = replace(Draft.of(shift), started_at=at("07:59:59"))
        for shift_id, wanted in ((shift.id, early), (None, draft(company, "07:00", "07:30"))):
            with pytest.raises(Conflict) as refused:
                filed(company, shift_id, wanted)
            assert refused.value.code == "overlaps"
            assert refused.value.details["shift_id"] == morning.id
        touching = replace(Draft.of(shift), started_at=at("08:00"))
        approved(company, shift.id, touching)
        assert_true(company)

    def test_the_shift_under_way_is_in_the_way_too(self, company: Company, watch: Watch) -> None:
        watch.at("08:00")
        clock_in(company.eli.actor, clock_id=company.shop)
        watch.at("12:00")
        with pytest.raises(Conflict) as refused:
            filed(company, None, draft(company, "07:00", "08:30"))
        assert refused.value.code == "overlaps"
        filed(company, None, draft(company, "07:00", "08:00"))

    def test_a_clock_that_is_not_ones_own(self, company: Company, watch: Watch) -> None:
        watch.at("16:00")
        wanted = replace(draft(company, "08:00", "09:00"), clock_id=company.yard)
        with pytest.raises(NotAllowed) as refused:
            filed(company, None, wanted)
        assert refused.value.code == "not_assigned"
        with pytest.raises(NotFound):
            filed(company, None, replace(wanted, clock_id=company.furnace))

    def test_an_archived_clock_unless_the_shift_is_there(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        archive_clock(company.operator, clock_id=company.shop)
        with pytest.raises(NotFound):
            filed(company, None, draft(company, "17:00", "18:00"))
        unassign(company.operator, clock_id=company.shop, member_id=company.eli.member_id)
        approved(company, shift.id, replace(Draft.of(shift), ended_at=at("15:00")))
        assert_true(company)

    def test_no_job_where_one_is_needed(self, company: Company, watch: Watch) -> None:
        watch.at("16:00")
        wanted = replace(draft(company, "08:00", "09:00"), clock_id=company.site)
        with pytest.raises(Invalid) as refused:
            filed(company, None, wanted)
        assert refused.value.code == "job_required"

    def test_an_archived_job_unless_the_shift_had_it(self, company: Company, watch: Watch) -> None:
        shift = worked_with_everything(company, watch)
        archive_job(company.operator, job_id=company.baking)
        archive_job(company.operator, job_id=company.cleaning)
        with pytest.raises(NotFound):
            filed(company, shift.id, replace(Draft.of(shift), job_id=company.cleaning))
        approved(company, shift.id, replace(Draft.of(shift), ended_at=at("15:30")))
        assert_true(company)
