"""A correction of closed days lands in the open period, where the company has it so."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.acts import proposed
from tests.worktime.corrections.adjusted import (
    ADJUST,
    HALF,
    HOUR,
    MON_2,
    TUE_3,
    TUE_10,
    WED_4,
    booked,
    total,
    views,
)
from tests.worktime.corrections.scenes import (
    NEXT_MONDAY,
    approve_sheet,
    assert_true,
    at,
    close_week,
    draft,
    longer,
    newest_entries,
    set_rules,
    stored,
    worked,
)
from timeclock.company.pay_rules.choices import EditsCount
from timeclock.errors import Conflict
from timeclock.worktime.corrections.approval.asking import ask
from timeclock.worktime.corrections.approval.deciding import approve, confirm
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.adjustments import adjustments_of


class TestAnAdjustment:
    @pytest.fixture(autouse=True)
    def adjusts(self, company: Company) -> None:
        set_rules(company, ADJUST)

    def test_of_a_longer_shift(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        edit = proposed(company, shift.id, longer(shift))
        assert (edit.state, edit.shift_ids) == (CorrectionState.APPLIED, ())
        assert stored(company, shift.id) == shift
        assert booked(company) == [(TUE_10, MON_2, HOUR)]
        (view,) = adjustments_of(company.workspace_id, [edit])[edit.id]
        assert (view.reason, view.correction_id) == ("The door says so", edit.id)
        (entry,) = newest_entries(company.eli, 1)
        assert entry.after is not None
        assert entry.after["adjustments"] == [
            {
                "day": "2026-03-10",
                "for_day": "2026-03-02",
                "seconds": HOUR,
                "of_shift": shift.id,
            }
        ]
        assert_true(company)

    def test_less_and_more_unpaid_break(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        lunch = DraftBreak(at("12:00"), at("12:30"), company.lunch)
        rest = DraftBreak(at("14:00"), at("14:30"), company.rest)
        proposed(company, shift.id, replace(Draft.of(shift), breaks=(lunch, rest)))
        assert total(company) == -HALF

    def test_of_a_shift_that_was_not_worked(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id)
        assert booked(company) == [(TUE_10, MON_2, -8 * HOUR)]
        assert not stored(company, shift.id).voided

    def test_of_a_shift_that_was_forgotten(self, company: Company, watch: Watch) -> None:
        close_week(company)
        watch.at(at("09:00", 10))
        edit = proposed(company, None, draft(company, "08:00", "16:00", day=3))
        assert booked(company) == [(TUE_10, TUE_3, 8 * HOUR)]
        assert edit.shift_ids == ()

    def test_of_a_split(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        parts = (draft(company, "08:00", "10:00"), draft(company, "11:00", "15:30"))
        proposed(company, shift.id, *parts)
        assert booked(company) == [(TUE_10, MON_2, -HOUR - HALF)]

    def test_of_a_shift_that_moves_to_another_closed_day(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id, draft(company, "08:00", "17:00", day=4))
        assert booked(company) == [(TUE_10, MON_2, -8 * HOUR), (TUE_10, WED_4, 9 * HOUR)]

    def test_of_an_open_day_stays_on_that_day(self, company: Company, watch: Watch) -> None:
        """Moved out of a closed week: what is worked on Monday is paid with Monday."""
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id, draft(company, "08:00", "17:00", day=9))
        assert booked(company) == [
            (NEXT_MONDAY, NEXT_MONDAY, 9 * HOUR),
            (TUE_10, MON_2, -8 * HOUR),
        ]

    def test_goes_to_the_first_open_day_where_today_is_closed(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        watch.at(at("09:00", 10))
        close_week(company)
        close_week(company, first=NEXT_MONDAY, after=date(2026, 3, 16))
        approve_sheet(company.eli, first=date(2026, 3, 16), after=date(2026, 3, 23))
        proposed(company, shift.id, longer(shift))
        assert booked(company) == [(date(2026, 3, 23), MON_2, HOUR)]

    def test_today_is_that_of_the_clock(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("23:30", 9))  # half past midnight on the 10th in Berlin
        proposed(company, shift.id, longer(shift))
        assert booked(company) == [(TUE_10, MON_2, HOUR)]

    def test_counts_when_a_request_is_approved(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        request = ask(company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason="Oven")
        assert booked(company) == []
        approve(company.maya.actor, correction_id=request.id)
        assert [each.reason for each in views(company)] == ["Oven"]
        assert_true(company)

    def test_counts_when_a_proposal_is_confirmed(self, company: Company, watch: Watch) -> None:
        set_rules(company, replace(ADJUST, edits=EditsCount.ON_CONFIRMATION))
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        edit = proposed(company, shift.id, longer(shift))
        assert booked(company) == []
        confirm(company.eli.actor, correction_id=edit.id)
        assert total(company) == HOUR
        assert_true(company)

    def test_of_nothing_that_is_paid_is_refused(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        for wanted in (
            replace(Draft.of(shift), note="Oven"),
            replace(Draft.of(shift), job_id=company.baking),
            draft(company, "09:00", "17:00"),
        ):
            with pytest.raises(Conflict) as refused:
                proposed(company, shift.id, wanted)
            assert refused.value.code == "period_closed"

    def test_of_a_split_night_goes_by_its_days(self, company: Company, watch: Watch) -> None:
        """Sunday is closed, Monday is not: each has its part of what changed."""
        set_rules(company, replace(ADJUST, split=True))
        night = worked(company, watch, start="19:00", end="23:59", day=8)  # Berlin: from 20:00
        close_week(company)
        watch.at(at("09:00", 10))
        wanted = replace(Draft.of(night), started_at=at("18:00", 8), ended_at=at("01:00", 9))
        proposed(company, night.id, wanted)
        sunday = date(2026, 3, 8)
        assert booked(company) == [(NEXT_MONDAY, NEXT_MONDAY, 61 * 60), (TUE_10, sunday, HOUR)]

    def test_knows_the_meal_that_was_deducted(self, company: Company, watch: Watch) -> None:
        set_rules(company, replace(ADJUST, meal_after=360, meal_minutes=30))
        shift = worked(company, watch)
        short = worked(company, watch, end="13:00", day=3)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id)  # 7 h 30 min had been paid
        assert total(company) == -7 * HOUR - HALF
        proposed(company, short.id, longer(short, "15:00", day=3))  # 5 h become 6 h 30 min
        assert total(company) == -6 * HOUR
        watch.later(hours=1)
        through = replace(longer(short, "15:00", day=3), worked_through=True)
        proposed(company, short.id, through)
        assert total(company) == -5 * HOUR - HALF
