"""Time that a late change paid is not taken again by a punch whose time is given afterwards."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.acts import approved, disputed, proposed, settled
from tests.worktime.corrections.adjusted import ADJUST, HOUR, booked
from tests.worktime.corrections.scenes import assert_true, at, close_week, set_rules, worked
from tests.worktime.shifts.forgotten import closes_forgotten
from timeclock.errors import Conflict, Invalid
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.shifts.forgetting import close_provisionally, propose_end
from timeclock.worktime.shifts.punching import clock_in, clock_out


@pytest.fixture(autouse=True)
def adjusts(company: Company) -> None:
    set_rules(company, replace(ADJUST, split=True))


def a_late_night(company: Company, watch: Watch) -> CorrectionView:
    """Maya adds the night from the closed Sunday to the open Monday, at 06:00."""
    close_week(company)
    watch.at(at("06:00", 9))
    return proposed(company, None, Draft(company.shop, at("20:00", 8), at("05:00", 9)))


class TestANightThatExistsInALateChangeAlone:
    def test_is_not_clocked_in_over(self, company: Company, watch: Watch) -> None:
        a_late_night(company, watch)
        with pytest.raises(Invalid) as refused:
            clock_in(company.eli.actor, clock_id=company.shop, claimed=at("00:00", 9))
        assert refused.value.code == "overlaps"
        assert sum(seconds for _, _, seconds in booked(company)) == 9 * HOUR
        assert_true(company)

    def test_may_be_followed_at_once(self, company: Company, watch: Watch) -> None:
        a_late_night(company, watch)
        begun = clock_in(company.eli.actor, clock_id=company.shop, claimed=at("05:00", 9)).shift
        assert begun is not None
        assert begun.timeline.started_at == at("05:00", 9)

    def test_leaves_the_hours_free_again_once_it_is_taken_back(
        self, company: Company, watch: Watch
    ) -> None:
        night = a_late_night(company, watch)
        settled(company, disputed(company, night), keep=False)
        begun = clock_in(company.eli.actor, clock_id=company.shop, claimed=at("00:00", 9)).shift
        assert begun is not None
        watch.at(at("07:00", 9))
        ended = clock_out(company.eli.actor, end=at("05:00", 9)).shift
        assert ended is not None
        assert ended.timeline.ended_at == at("05:00", 9)
        assert sum(seconds for _, _, seconds in booked(company)) == 0

    def test_is_not_reached_by_the_end_of_a_forgotten_shift(
        self, company: Company, watch: Watch
    ) -> None:
        close_week(company, date(2026, 3, 10), date(2026, 3, 11))
        closes_forgotten(company)
        watch.at(at("08:00", 9))
        begun = clock_in(company.eli.actor, clock_id=company.shop).shift
        assert begun is not None
        watch.at(at("09:00", 11))
        close_provisionally(
            company.workspace_id, member_id=company.eli.member_id, shift_id=begun.id
        )
        night = approved(company, None, Draft(company.shop, at("22:00", 9), at("02:00", 10)))
        with pytest.raises(Conflict) as refused:
            propose_end(company.eli.actor, shift_id=begun.id, end=at("23:00", 9))
        assert refused.value.code == "overlaps"
        assert refused.value.details == {"shift_id": None, "correction_id": night.id}
        propose_end(company.eli.actor, shift_id=begun.id, end=at("21:00", 9))


def test_a_shift_that_a_late_change_moved_is_not_clocked_in_over(
    company: Company, watch: Watch
) -> None:
    shift = worked(company, watch, day=8)
    close_week(company)
    watch.at(at("06:00", 9))
    moved = Draft(company.shop, at("21:00", 8), at("05:00", 9))
    proposed(company, shift.id, moved)
    with pytest.raises(Invalid) as refused:
        clock_in(company.eli.actor, clock_id=company.shop, claimed=at("04:59", 9))
    assert refused.value.code == "overlaps"
