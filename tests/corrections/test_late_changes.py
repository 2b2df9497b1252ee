"""A correction of closed days is refused, or lands in the open period: as the company has set."""

from dataclasses import replace
from datetime import date

import pytest

from tests.corrections.scenes import (
    NEXT_MONDAY,
    approve_sheet,
    assert_true,
    at,
    close_week,
    draft,
    longer,
    reopen_week,
    set_rules,
    stored,
    told,
    worked,
)
from tests.fixtures.company import Company, Person, Watch
from timeclock.corrections.asking import ask, propose
from timeclock.corrections.deciding import approve, confirm, dispute, settle
from timeclock.corrections.drafts import Draft, DraftBreak
from timeclock.corrections.queries import (
    AdjustmentView,
    CorrectionView,
    adjustments,
    adjustments_of,
)
from timeclock.corrections.rules import CorrectionState
from timeclock.database import db
from timeclock.errors import Conflict
from timeclock.workspaces.pay_rules import EditsCount, LateChanges, PayRules

ADJUST = PayRules(late_changes=LateChanges.ADJUST)
HOUR, HALF = 3600, 1800
MON_2, TUE_3, WED_4, TUE_10 = (date(2026, 3, day) for day in (2, 3, 4, 10))


def proposed(
    company: Company, shift_id: int | None, *drafts: Draft, by: Person | None = None
) -> CorrectionView:
    return propose(
        (by or company.maya).actor,
        member_id=company.eli.member_id,
        shift_id=shift_id,
        drafts=drafts,
        reason="The door says so",
    )


def booked(company: Company) -> list[tuple[date, date, int]]:
    """What is booked for Eli, as (on which day, for which day, seconds)."""
    found = views(company)
    return [(each.day, each.for_day, each.seconds) for each in found]


def views(company: Company) -> list[AdjustmentView]:
    connection = db.session.connection()
    first, after = date(2026, 1, 1), date(2027, 1, 1)
    found = adjustments(connection, company.workspace_id, None, first, after)
    assert set(found) <= {company.eli.member_id}
    db.session.rollback()
    return found.get(company.eli.member_id, [])


def total(company: Company) -> int:
    return sum(seconds for _, _, seconds in booked(company))


class TestRefused:
    def test_of_a_closed_period_for_everybody(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        for drafts in ((longer(shift),), (), (draft(company, "08:00", "09:00"),)):
            with pytest.raises(Conflict) as refused:
                ask(company.eli.actor, shift_id=shift.id, drafts=drafts, reason="x")
            assert refused.value.code == "period_closed"
            for person in (company.maya, company.edda, company.olive):
                with pytest.raises(Conflict) as refused:
                    proposed(company, shift.id, *drafts, by=person)
                assert refused.value.code == "period_closed"
        assert stored(company, shift.id) == shift
        assert booked(company) == []

    def test_of_an_approved_timesheet_of_that_person_only(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        theirs = worked(company, watch, who=company.edda)
        approve_sheet(company.eli)
        with pytest.raises(Conflict) as refused:
            proposed(company, shift.id, longer(shift))
        assert refused.value.code == "period_closed"
        assert "timesheet is approved" in refused.value.sentence
        ask(company.edda.actor, shift_id=theirs.id, drafts=[longer(theirs)], reason="x")

    def test_where_only_the_new_time_is_closed(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch, day=9)
        close_week(company)
        with pytest.raises(Conflict) as refused:
            proposed(company, shift.id, draft(company, "08:00", "16:00", day=8))
        assert refused.value.code == "period_closed"
        with pytest.raises(Conflict):
            proposed(company, None, draft(company, "08:00", "16:00", day=8))

    def test_when_it_was_asked_before_the_days_were_closed(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        request = ask(company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason="x")
        close_week(company)
        with pytest.raises(Conflict) as refused:
            approve(company.olive.actor, correction_id=request.id)
        assert refused.value.code == "period_closed"
        reopen_week(company)
        approve(company.olive.actor, correction_id=request.id)
        assert stored(company, shift.id).end_edited
        assert_true(company)

    def test_when_the_edit_was_made_before_and_is_to_be_taken_back(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, longer(shift))
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        close_week(company)
        with pytest.raises(Conflict) as refused:
            settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Right")
        assert refused.value.code == "period_closed"
        settle(company.edda.actor, correction_id=edit.id, keep=True, reason="Closed")
        assert_true(company)

    def test_not_where_the_neighbouring_day_is_closed(self, company: Company, watch: Watch) -> None:
        """A night belongs to the day of its start, though it ends on a closed one."""
        watch.at(at("06:00", 9))
        close_week(company, first=NEXT_MONDAY, after=date(2026, 3, 16))
        night = Draft(company.shop, at("20:00", 8), at("04:00", 9))
        assert proposed(company, None, night).state is CorrectionState.APPLIED
        with pytest.raises(Conflict):
            proposed(company, None, Draft(company.shop, at("23:00", 8), at("23:30", 8)))


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
        (view,) = adjustments_of(company.workspace_id, [edit.id])[edit.id]
        assert (view.reason, view.correction_id) == ("The door says so", edit.id)
        (entry,) = told(company.eli, 1)
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

    def test_taken_back_is_booked_off_again(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        edit = proposed(company, shift.id, longer(shift))
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        watch.at(at("09:00", 17))
        settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Wrong door")
        assert booked(company) == [(TUE_10, MON_2, HOUR), (TUE_10, MON_2, -HOUR)]
        assert [each.reason for each in views(company)] == ["The door says so", "Wrong door"]
        assert_true(company)

    def test_taken_back_on_an_open_day_where_its_own_is_closed_by_now(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        edit = proposed(company, shift.id, longer(shift))
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        watch.at(at("09:00", 17))
        close_week(company, first=NEXT_MONDAY, after=date(2026, 3, 16))
        settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Wrong door")
        assert booked(company) == [(TUE_10, MON_2, HOUR), (date(2026, 3, 17), MON_2, -HOUR)]

    def test_takes_back_an_edit_of_days_that_were_closed_since(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        edit = proposed(
            company, shift.id, draft(company, "08:00", "09:00"), draft(company, "10:00", "12:00")
        )
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        close_week(company)
        watch.at(at("09:00", 10))
        settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Right")
        # Eight hours where one is in the rows now, and none where the other part is.
        assert booked(company) == [(TUE_10, MON_2, 7 * HOUR), (TUE_10, MON_2, -2 * HOUR)]
        assert stored(company, shift.id).timeline.ended_at == at("09:00")
        assert_true(company)

    @pytest.mark.parametrize("what", ["added", "removed", "split"])
    def test_of_an_edit_taken_back_late_is_what_the_next_change_counts_from(
        self, company: Company, watch: Watch, what: str
    ) -> None:
        shift = worked(company, watch)
        parts = (draft(company, "08:00", "09:00"), draft(company, "10:00", "12:00"))
        wanted = {"added": (draft(company, "05:00", "07:00"),), "removed": (), "split": parts}
        asked_about = None if what == "added" else shift.id
        edit = proposed(company, asked_about, *wanted[what])
        close_week(company)
        watch.at(at("09:00", 10))
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Right")
        assert total(company) == {"added": -2, "removed": 8, "split": 5}[what] * HOUR
        assert_true(company)
        if what == "removed":  # it counts, so nothing else is added in its place
            with pytest.raises(Conflict) as refused:
                proposed(company, None, draft(company, "15:00", "17:00"))
            assert refused.value.details["correction_id"] == edit.id
            return
        # The rows of a shift that does not count any more are not in the way, and add nothing.
        reopen_week(company)
        made = edit.shift_ids[-1]
        proposed(company, made)
        assert stored(company, made).voided
        assert total(company) == {"added": 0, "split": 7}[what] * HOUR
        assert_true(company)

    def test_of_a_second_change_counts_from_the_first(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id, longer(shift, "17:00"))
        watch.later(hours=1)
        proposed(company, shift.id, longer(shift, "18:00"))
        assert [seconds for _, _, seconds in booked(company)] == [HOUR, HOUR]
        watch.later(hours=1)
        proposed(company, shift.id, Draft.of(shift))
        assert total(company) == 0
        with pytest.raises(Conflict):  # it says that again by now, and nothing is left to book
            proposed(company, shift.id, replace(Draft.of(shift), note="x"))
        assert_true(company)

    def test_of_a_request_that_another_has_overtaken_is_stale(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        request = ask(company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason="x")
        watch.later(hours=1)
        edit = proposed(company, shift.id, longer(shift, "18:00"))
        with pytest.raises(Conflict) as refused:
            approve(company.maya.actor, correction_id=request.id)
        assert refused.value.code == "changed_since"
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Right")
        approve(company.maya.actor, correction_id=request.id)
        assert total(company) == HOUR

    def test_of_a_shift_that_another_has_overtaken_is_not_taken_back(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        first = proposed(company, shift.id, longer(shift))
        watch.later(hours=1)
        proposed(company, shift.id, longer(shift, "18:00"))
        dispute(company.eli.actor, correction_id=first.id, reason="No")
        with pytest.raises(Conflict) as refused:
            settle(company.edda.actor, correction_id=first.id, keep=False, reason="Right")
        assert refused.value.code == "changed_since"
        assert total(company) == 2 * HOUR

    def test_is_booked_off_once_the_reopened_shift_says_it_itself(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id, longer(shift))
        reopen_week(company)
        watch.later(hours=1)
        edit = proposed(company, shift.id, longer(shift, "18:00"))
        assert stored(company, shift.id).timeline.ended_at == at("18:00")
        assert booked(company) == [(TUE_10, MON_2, HOUR), (TUE_10, MON_2, -HOUR)]
        assert_true(company)
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Right")
        assert stored(company, shift.id).timeline.ended_at == at("16:00")
        assert total(company) == HOUR
        assert_true(company)

    def test_can_be_replaced_by_what_the_reopened_shift_says_already(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id, longer(shift))
        reopen_week(company)
        watch.later(hours=1)
        edit = proposed(company, shift.id, Draft.of(shift))
        assert (edit.shift_ids, stored(company, shift.id), total(company)) == ((), shift, 0)
        assert_true(company)

    def test_is_in_the_way_of_another_shift(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        added = proposed(company, None, draft(company, "08:00", "10:00", day=3))
        edit = proposed(company, shift.id, longer(shift, "18:00"))
        for wanted, by in (
            (draft(company, "09:59", "11:00", day=3), added),
            (draft(company, "17:00", "17:30"), edit),
        ):
            with pytest.raises(Conflict) as refused:
                proposed(company, None, wanted)
            assert refused.value.code == "overlaps"
            assert refused.value.details["correction_id"] == by.id
        dispute(company.eli.actor, correction_id=added.id, reason="No")
        settle(company.edda.actor, correction_id=added.id, keep=False, reason="Right")
        proposed(company, None, draft(company, "09:59", "11:00", day=3))

    def test_makes_room_where_it_took_a_shift_away(self, company: Company, watch: Watch) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id)
        proposed(company, None, draft(company, "09:00", "12:00"))
        assert total(company) == -5 * HOUR

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

    def test_that_would_pay_what_the_rows_do_at_another_time_is_refused(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        proposed(company, shift.id, longer(shift))
        watch.later(hours=1)
        with pytest.raises(Conflict) as refused:
            proposed(company, shift.id, draft(company, "09:00", "17:00"))
        assert refused.value.code == "period_closed"
        proposed(company, shift.id, Draft.of(shift))
        assert total(company) == 0

    def test_taken_back_there_has_to_be_room_for_what_was(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        close_week(company)
        watch.at(at("09:00", 10))
        gone = proposed(company, shift.id)
        proposed(company, None, draft(company, "08:00", "09:00"))
        dispute(company.eli.actor, correction_id=gone.id, reason="No")
        with pytest.raises(Conflict) as refused:
            settle(company.edda.actor, correction_id=gone.id, keep=False, reason="Right")
        assert refused.value.code == "overlaps"
        assert total(company) == -7 * HOUR

    def test_cannot_take_back_an_edit_that_only_moved_what_is_closed_by_now(
        self, company: Company, watch: Watch
    ) -> None:
        shift = worked(company, watch)
        edit = proposed(company, shift.id, draft(company, "09:00", "17:00"))
        dispute(company.eli.actor, correction_id=edit.id, reason="No")
        close_week(company)
        watch.at(at("09:00", 10))
        with pytest.raises(Conflict) as refused:
            settle(company.edda.actor, correction_id=edit.id, keep=False, reason="Right")
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
