"""Reading sheets: of one person, of many, of a period."""

from datetime import date, datetime, timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.timesheets.week import (
    HOUR,
    MONDAY,
    NEXT_MONDAY,
    OVER,
    WEEK,
    on,
    only_worked,
    rules,
    works,
)
from timeclock.authority.actor import Actor, Role
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.break_kinds import update_break_kind
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.people.membership import add_member
from timeclock.errors import NotAllowed
from timeclock.storage.transactions import db
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.forgetting import confirm_end
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume
from timeclock.worktime.shifts.queries import last_shift
from timeclock.worktime.shifts.undoing import undo
from timeclock.worktime.timesheets.approval.approving import approve, submit
from timeclock.worktime.timesheets.approval.obstacles import ObstacleKind
from timeclock.worktime.timesheets.approval.rows import PeriodRow, period_rows
from timeclock.worktime.timesheets.approval.standing import SheetState
from timeclock.worktime.timesheets.reading.averaging import read_worked
from timeclock.worktime.timesheets.reading.basis import read_basis
from timeclock.worktime.timesheets.reading.sheets import read_sheets, sheet_of, sheets_of


def week_of(company: Company, now: datetime) -> dict[int, float]:
    """Hours worked by member."""
    sheets = sheets_of(company.workspace_id, None, MONDAY, NEXT_MONDAY, now)
    return {member_id: sheet.totals.worked / HOUR for member_id, sheet in sheets.items()}


def test_a_sheet_has_every_day_and_adds_up(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    works(watch, company.eli, company.shop, on(4, "08:00"), 6)
    sheet = sheet_of(company.workspace_id, company.eli.member_id, MONDAY, NEXT_MONDAY, watch.now)
    assert [day.worked / HOUR for day in sheet.days] == [8, 0, 6, 0, 0, 0, 0]
    assert sheet.totals == only_worked(14)


def test_anyone_who_has_no_time_has_an_empty_sheet_when_asked_for(
    company: Company, watch: Watch
) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    ids = [company.eli.member_id, company.otto.member_id]
    sheets = sheets_of(company.workspace_id, ids, MONDAY, NEXT_MONDAY, watch.now)
    assert {each: sheet.totals.worked / HOUR for each, sheet in sheets.items()} == {
        company.eli.member_id: 8,
        company.otto.member_id: 0,
    }
    assert week_of(company, watch.now) == {company.eli.member_id: 8}


def test_no_one_sees_another_companys_time(company: Company, watch: Watch) -> None:
    stranger = Actor.operator(company.nora.workspace_id)
    assign(stranger, clock_id=company.furnace, member_id=company.nora.member_id)
    works(watch, company.nora, company.furnace, on(2, "08:00"), 8)
    assert week_of(company, watch.now) == {}
    ids = [company.nora.member_id]
    sheets = sheets_of(company.workspace_id, ids, MONDAY, NEXT_MONDAY, watch.now)
    assert sheets[company.nora.member_id].totals == only_worked(0)


def test_everyone_at_once_is_the_same_as_each_alone(company: Company, watch: Watch) -> None:
    rules(company, overtime=RuleSet.EU, rounding=15, split=True)
    for number, person in enumerate((company.eli, company.otto, company.maya)):
        clock_id = company.yard if person is company.otto else company.shop
        works(watch, person, clock_id, on(2, "08:07") + timedelta(minutes=number), 8.3)
        works(watch, person, clock_id, on(5, "20:00") + timedelta(minutes=number), 9)
    together = sheets_of(company.workspace_id, None, MONDAY, NEXT_MONDAY, watch.now)
    assert len(together) == 3
    for member_id, sheet in together.items():
        alone = sheet_of(company.workspace_id, member_id, MONDAY, NEXT_MONDAY, watch.now)
        assert alone == sheet


def test_an_open_shift_counts_to_now(company: Company, watch: Watch) -> None:
    watch.at(on(2, "08:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    sheet = sheet_of(
        company.workspace_id, company.eli.member_id, MONDAY, NEXT_MONDAY, on(2, "11:00")
    )
    assert (sheet.totals.worked, sheet.running) == (3 * HOUR, True)


def test_an_undone_clock_in_is_nowhere(company: Company, watch: Watch) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.later(seconds=5)
    undo(company.eli.actor)
    assert week_of(company, watch.now) == {}


def test_days_before_the_period_count_for_the_overtime_of_its_week(
    company: Company, watch: Watch
) -> None:
    """April 2026 begins on a Wednesday: 40 h of its first week are over on Friday."""
    rules(company, overtime=RuleSet.US_FEDERAL, period=PeriodKind.MONTHLY)
    for day in (30, 31):
        works(watch, company.eli, company.shop, on(day, "06:00"), 10)
    for day in (1, 2, 3):
        start = datetime.fromisoformat(f"2026-04-0{day}T06:00+00:00")
        works(watch, company.eli, company.shop, start, 10)
    sheet = sheet_of(
        company.workspace_id,
        company.eli.member_id,
        date(2026, 4, 1),
        date(2026, 5, 1),
        watch.now,
    )
    assert sheet.totals.worked == 30 * HOUR
    assert sheet.totals.premiums == {150: 10 * HOUR}


def test_a_shift_that_reaches_in_from_long_before_is_found_where_shifts_are_split(
    company: Company, watch: Watch
) -> None:
    rules(company, split=True)
    shift_hours = 340
    works(watch, company.eli, company.shop, on(2, "23:00") - timedelta(days=8), shift_hours)
    ended = last_shift(company.workspace_id, company.eli.member_id)
    assert ended is not None
    confirm_end(company.maya.actor, shift_id=ended.id)
    sheet = sheet_of(company.workspace_id, company.eli.member_id, MONDAY, NEXT_MONDAY, watch.now)
    # It ended on Monday, 9 March, at 03:00 UTC, so all of the week is inside of it.
    assert [day.worked / HOUR for day in sheet.days] == [24] * 7


def test_the_night_before_the_week_counts_for_the_rest_after_it(
    company: Company, watch: Watch
) -> None:
    rules(company, overtime=RuleSet.EU)
    works(watch, company.eli, company.shop, on(1, "17:00"), 5)
    works(watch, company.eli, company.shop, on(2, "06:00"), 5)
    sheet = sheet_of(company.workspace_id, company.eli.member_id, MONDAY, NEXT_MONDAY, watch.now)
    assert CaseKind.SHORT_REST in {flag.kind for flag in sheet.flags}


@pytest.mark.parametrize("split", [False, True])
def test_the_weeks_before_add_up_in_the_database_as_they_do_in_sheets(
    company: Company, watch: Watch, split: bool
) -> None:
    """Nights over both edges, breaks over midnight, and a clock in another zone."""
    rules(company, split=split, rounding=15)
    nights = [
        (company.eli, company.shop, on(1, "20:30")),
        (company.eli, company.shop, on(4, "20:30")),
        (company.eli, company.shop, on(15, "20:30")),
        (company.otto, company.yard, on(1, "23:30")),
        (company.otto, company.yard, on(15, "22:59")),
    ]
    for person, clock_id, start in nights:
        watch.at(start)
        clock_in(person.actor, clock_id=clock_id)
        watch.at(start + timedelta(hours=2, minutes=13, seconds=7))
        pause(person.actor)
        watch.later(minutes=45, seconds=3)
        resume(person.actor)
        watch.at(start + timedelta(hours=8, seconds=1))
        clock_out(person.actor)
    update_break_kind(company.operator, kind_id=company.rest, minutes=15)
    watch.at(on(14, "22:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at(on(14, "23:50"))
    pause(company.eli.actor, kind_id=company.rest)
    watch.at(on(15, "01:30"))
    clock_out(company.eli.actor)
    watch.at(on(17, "03:00"))
    clock_in(company.eli.actor, clock_id=company.site, job_id=company.baking)
    watch.later(hours=4, seconds=11)
    clock_out(company.eli.actor)
    connection = db.session.connection()
    basis = read_basis(connection, company.workspace_id)
    ids = [company.eli.member_id, company.otto.member_id]
    for first, after in ((MONDAY, date(2026, 3, 16)), (date(2026, 3, 5), date(2026, 3, 17))):
        sheets = read_sheets(connection, company.workspace_id, None, first, after, watch.now)
        days = Period(first, after)
        worked = read_worked(connection, company.workspace_id, ids, basis, days, split=split)
        assert {each: found.seconds for each, found in worked.items()} == {
            each: sheet.totals.worked for each, sheet in sheets.items()
        }
        work = read_worked(
            connection, company.workspace_id, ids, basis, days, split=split, paid_breaks=False
        )
        assert {each: found.seconds for each, found in work.items()} == {
            each: sheet.totals.worked - sheet.totals.paid_breaks for each, sheet in sheets.items()
        }


@pytest.mark.parametrize(
    ("rule_set", "measured"), [(RuleSet.GERMANY, None), (RuleSet.EU, None), (RuleSet.SPAIN, 54)]
)
def test_arbzg_2_1_an_average_leaves_paid_breaks_out(
    company: Company, watch: Watch, rule_set: RuleSet, measured: int | None
) -> None:
    """Two weeks of six times nine hours with an hour and a half of paid breaks are 45 of work."""
    rules(company, overtime=rule_set)
    for week in range(2):
        for day in range(6):
            start = on(2, "05:00") + timedelta(weeks=week - 1, days=day)
            watch.at(start)
            clock_in(company.eli.actor, clock_id=company.shop)
            watch.later(hours=4)
            pause(company.eli.actor, kind_id=company.rest)
            watch.later(minutes=90)
            resume(company.eli.actor)
            watch.at(start + timedelta(hours=9))
            clock_out(company.eli.actor)
    sheet = sheet_of(company.workspace_id, company.eli.member_id, MONDAY, NEXT_MONDAY, watch.now)
    found = [flag.measured for flag in sheet.flags if flag.kind is CaseKind.LONG_WEEKS]
    assert found == ([] if measured is None else [measured * HOUR])


def test_the_average_looks_at_the_weeks_before(company: Company, watch: Watch) -> None:
    rules(company, overtime=RuleSet.EU)
    for week in range(17):
        for day in range(6):
            start = on(2, "05:00") + timedelta(weeks=week - 16, days=day)
            works(watch, company.eli, company.shop, start, 9)
    sheet = sheet_of(company.workspace_id, company.eli.member_id, MONDAY, NEXT_MONDAY, watch.now)
    (flag,) = [flag for flag in sheet.flags if flag.kind is CaseKind.LONG_WEEKS]
    assert flag.measured == 54 * HOUR


def test_directive_2003_88_art_6_an_average_divides_by_the_weeks_employed(
    company: Company, watch: Watch
) -> None:
    """Three weeks of 54 hours are 54 on average, not 54 * 3 / 17."""
    rules(company, overtime=RuleSet.EU)
    for week in range(3):
        for day in range(6):
            start = on(2, "05:00") + timedelta(weeks=week - 2, days=day)
            works(watch, company.eli, company.shop, start, 9)
    sheet = sheet_of(company.workspace_id, company.eli.member_id, MONDAY, NEXT_MONDAY, watch.now)
    (flag,) = [flag for flag in sheet.flags if flag.kind is CaseKind.LONG_WEEKS]
    assert flag.measured == 54 * HOUR
    assert "over 3 weeks" in flag.sentence
    whole = sheet_of(
        company.workspace_id, company.eli.member_id, date(2026, 2, 16), NEXT_MONDAY, watch.now
    )
    assert [f.measured for f in whole.flags if f.kind is CaseKind.LONG_WEEKS] == [54 * HOUR]


def row_of(rows: tuple[PeriodRow, ...], name: str) -> PeriodRow:
    return next(row for row in rows if row.name == name)


def test_a_period_has_a_row_for_everyone_by_name(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    rows = period_rows(company.edda.actor, WEEK, watch.now)
    assert [row.name for row in rows] == ["Edda", "Eli", "Maya", "Olive", "Otto", "Yann"]
    assert row_of(rows, "Eli").totals == only_worked(8)
    assert row_of(rows, "Otto").totals == only_worked(0)


def test_a_manager_has_rows_for_the_people_of_the_own_clocks(
    company: Company, watch: Watch
) -> None:
    rows = period_rows(company.maya.actor, WEEK, watch.now)
    assert [row.name for row in rows] == ["Edda", "Eli", "Maya", "Olive"]
    with pytest.raises(NotAllowed):
        period_rows(company.eli.actor, WEEK, watch.now)


def test_who_has_left_has_a_row_only_with_time_in_it(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    for person in (company.eli, company.otto):
        deactivate_member(company.edda.actor, member_id=person.member_id)
    rows = period_rows(company.edda.actor, WEEK, watch.now)
    assert [row.name for row in rows] == ["Edda", "Eli", "Maya", "Olive", "Yann"]
    assert not row_of(rows, "Eli").is_active


def test_who_joined_later_has_an_empty_row(company: Company, watch: Watch) -> None:
    watch.at(on(20, "08:00"))
    add_member(
        company.operator, email=f"new{company.workspace_id}@x.test", name="Zoe", role=Role.EMPLOYEE
    )
    rows = period_rows(company.edda.actor, WEEK, watch.now)
    assert row_of(rows, "Zoe").totals == only_worked(0)


def test_a_row_says_what_waits_and_what_has_changed(company: Company, watch: Watch) -> None:
    eli = company.eli
    works(watch, eli, company.shop, on(2, "08:00"), 8)
    submit(eli.actor, first_day=MONDAY, early=True)
    rules(company, meal_after=360, meal_minutes=30)
    row = row_of(period_rows(company.maya.actor, WEEK, on(4, "07:00")), "Eli")
    assert row.standing.state is SheetState.SUBMITTED
    assert row.standing.totals == only_worked(8)
    assert row.changed_since_submitted
    watch.at(on(4, "08:00"))
    clock_in(eli.actor, clock_id=company.shop)
    row = row_of(period_rows(company.maya.actor, WEEK, on(4, "23:00")), "Eli")
    assert row.standing.reopened_by_change
    assert not row.changed_since_submitted
    assert row.cases == (ObstacleKind.OPEN_SHIFT,)
    assert row.flags == 1


def test_an_approved_row_keeps_its_totals(company: Company, watch: Watch) -> None:
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    watch.at(OVER)
    approve(company.maya.actor, member_id=company.eli.member_id, first_day=MONDAY)
    row = row_of(period_rows(company.maya.actor, WEEK, watch.now), "Eli")
    assert (row.standing.state, row.totals) == (SheetState.APPROVED, only_worked(8))
    assert not row.changed_since_submitted
