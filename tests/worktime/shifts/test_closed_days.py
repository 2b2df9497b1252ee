"""What was approved or closed is not changed by a time that is given afterwards."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.scenes import (
    approve_sheet,
    assert_true,
    at,
    close_week,
    reopen_week,
    set_rules,
    stored,
    worked,
)
from tests.worktime.kept.other_versions import newer_tz
from timeclock.company.pay_rules.choices import ClaimedTimes
from timeclock.company.pay_rules.rules import PayRules
from timeclock.errors import Conflict
from timeclock.storage.transactions import db
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.locked_shifts import read_locked_shifts
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.shifts.undoing import undo
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind, read_obstacles
from timeclock.worktime.timesheets.approval.unapproved import count_unapproved
from timeclock.worktime.timesheets.reading.basis import read_basis
from timeclock.worktime.timesheets.reading.sheets import sheet_of


def assert_closed(refused: pytest.ExceptionInfo[Conflict]) -> None:
    assert refused.value.code == "period_closed"
    assert refused.value.details == {
        "first_day": date(2026, 3, 2),
        "after_day": date(2026, 3, 9),
    }


def test_a_clock_in_with_a_time_on_a_closed_day(company: Company, watch: Watch) -> None:
    close_week(company)
    watch.at(at("06:00", 9))
    for person in (company.eli, company.olive):
        with pytest.raises(Conflict) as refused:
            clock_in(person.actor, clock_id=company.shop, claimed=at("22:00", 8))
        assert_closed(refused)
    begun = clock_in(company.eli.actor, clock_id=company.shop, claimed=at("23:00", 8)).shift
    assert begun is not None  # midnight of Monday in Berlin
    assert_true(company)


def test_live_punches_are_never_refused(company: Company, watch: Watch) -> None:
    """A clock refuses no truth; anyone who closed the running week has a shift too many in it."""
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    close_week(company)
    watch.at("12:00")
    pause(company.eli.actor)
    watch.at("12:30")
    resume(company.eli.actor)
    watch.at("16:00")
    clock_out(company.eli.actor)
    clock_in(company.eli.actor)
    assert_true(company)


@pytest.fixture
def in_over_sunday_night(company: Company, watch: Watch) -> None:
    watch.at(at("20:00", 8))
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at(at("06:00", 9))
    close_week(company)


@pytest.mark.usefixtures("in_over_sunday_night")
class TestAnOpenShiftOfAClosedDay:
    def test_is_not_stopped_at_an_earlier_time(self, company: Company) -> None:
        with pytest.raises(Conflict) as refused:
            stop(
                company.olive.actor,
                member_id=company.eli.member_id,
                reason="x",
                end=at("02:00", 9),
            )
        assert_closed(refused)
        with pytest.raises(Conflict):
            clock_out(company.eli.actor, end=at("02:00", 9))
        assert open_shift(company.workspace_id, company.eli.member_id) is not None

    def test_has_no_break_at_an_earlier_time(self, company: Company) -> None:
        with pytest.raises(Conflict) as refused:
            pause(company.eli.actor, claimed=at("05:00", 9))
        assert_closed(refused)
        pause(company.eli.actor)
        with pytest.raises(Conflict):
            resume(company.eli.actor, claimed=at("06:00", 9))

    def test_is_not_undone(self, company: Company, watch: Watch) -> None:
        clock_out(company.eli.actor)
        watch.later(seconds=5)
        with pytest.raises(Conflict) as refused:
            undo(company.eli.actor)
        assert_closed(refused)
        reopen_week(company)
        undo(company.eli.actor)
        assert_true(company)


def test_a_split_night_is_on_both_days(company: Company, watch: Watch) -> None:
    watch.at(at("20:00", 1))
    clock_in(company.eli.actor, clock_id=company.shop)
    close_week(company)
    watch.at(at("06:00", 2))
    clock_out(company.eli.actor, end=at("02:00", 2))  # it is all Sunday's
    watch.later(seconds=5)
    undo(company.eli.actor)
    set_rules(company, PayRules(split=True))
    with pytest.raises(Conflict) as refused:
        clock_out(company.eli.actor, end=at("02:00", 2))
    assert_closed(refused)


def test_a_workday_from_four_takes_the_night_with_it(company: Company, watch: Watch) -> None:
    set_rules(company, PayRules(day_begins=240))
    close_week(company)
    watch.at(at("06:00", 9))
    with pytest.raises(Conflict) as refused:  # 03:59 in Berlin is still Sunday's
        clock_in(company.eli.actor, clock_id=company.shop, claimed=at("02:59", 9))
    assert_closed(refused)
    clock_in(company.eli.actor, clock_id=company.shop, claimed=at("03:00", 9))


def test_an_approved_timesheet_holds_its_person_only(company: Company, watch: Watch) -> None:
    shift = worked(company, watch)
    approve_sheet(company.eli)
    watch.later(hours=1)
    claimed = watch.now - timedelta(minutes=30)
    with pytest.raises(Conflict) as refused:
        clock_in(company.eli.actor, clock_id=company.shop, claimed=claimed)
    assert_closed(refused)
    clock_in(company.maya.actor, clock_id=company.shop, claimed=claimed)
    assert stored(company, shift.id) == shift


def test_an_undo_that_would_run_on_over_closed_days(company: Company, watch: Watch) -> None:
    """Ended before the closed week, the shift would be open again through all of it."""
    set_rules(company, PayRules(split=True))
    watch.at(at("20:00", 1))
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at(at("00:00", 9))
    stop(company.maya.actor, member_id=company.eli.member_id, reason="", end=at("22:00", 1))
    close_week(company)
    with pytest.raises(Conflict) as refused:
        undo(company.maya.actor, member_id=company.eli.member_id)
    assert_closed(refused)
    assert open_shift(company.workspace_id, company.eli.member_id) is None
    assert_true(company)


@pytest.mark.parametrize("has_time", [True, False])
def test_days_begin_where_they_began_when_they_were_approved(
    company: Company, watch: Watch, tmp_path: Path, has_time: bool
) -> None:
    """The closed week ends at 23:00 UTC of 8 March, whatever a newer tz database says.

    One puts 22:30 on Monday, which is open, and another puts 23:30 on Sunday, which is closed.
    """
    set_rules(company, PayRules(claimed_times=ClaimedTimes.COUNT))
    if has_time:
        worked(company, watch)
    watch.at(at("06:00", 9))
    close_period(company.edda.actor, first_day=date(2026, 3, 2))
    with newer_tz(tmp_path / "east", "Europe/Berlin", "Africa/Nairobi"):
        with pytest.raises(Conflict) as refused:
            clock_in(company.eli.actor, clock_id=company.shop, claimed=at("22:30", 8))
        assert_closed(refused)
    with newer_tz(tmp_path / "west", "Europe/Berlin", "Africa/Abidjan"):
        clock_in(company.eli.actor, clock_id=company.shop, claimed=at("23:30", 8))
        clock_out(company.eli.actor)
        monday, after, now = date(2026, 3, 9), date(2026, 3, 16), at("06:00", 9)
        found = sheet_of(company.workspace_id, company.eli.member_id, monday, after, now)
    assert found.totals.worked == int(6.5 * 3600)


def test_lists_and_obstacles_say_the_day_on_which_sheets_count_a_shift(
    company: Company, watch: Watch, tmp_path: Path
) -> None:
    """A newer tz database puts 23:30 UTC on the closed Sunday; the sheets count it on Monday."""
    set_rules(company, PayRules(claimed_times=ClaimedTimes.COUNT))
    worked(company, watch)
    watch.at(at("06:00", 9))
    close_period(company.edda.actor, first_day=date(2026, 3, 2))
    with newer_tz(tmp_path, "Europe/Berlin", "Africa/Abidjan"):
        clock_in(company.eli.actor, clock_id=company.shop, claimed=at("23:30", 8))
        week, now = Period(date(2026, 3, 9), date(2026, 3, 16)), at("08:00", 9)
        connection, who = db.session.connection(), company.eli.member_id
        basis = read_basis(connection, company.workspace_id)
        found = read_obstacles(connection, company.workspace_id, (who,), week, now, basis)
        assert (ObstacleKind.OPEN_SHIFT, week.first) in {(each.kind, each.day) for each in found}
        assert count_unapproved(connection, company.workspace_id, week, now) == 1
        running = open_shift(company.workspace_id, who)
        assert running is not None
        clock_out(company.eli.actor, end=at("23:59", 8))
        ended = stored(company, running.id)
        assert not read_locked_shifts(company.workspace_id, [ended]).hold(ended)
