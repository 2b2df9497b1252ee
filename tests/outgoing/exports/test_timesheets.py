"""The figures of a file are those of the sheet, to the second, whatever it is asked for by."""

from datetime import date
from typing import Any

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.outgoing.exports.scenes import FIRST, Rows, csv_rows, file_of, question, rows_of, seconds
from tests.worktime.timesheets.at_work import wall, work
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.pay_rules.choices import PeriodKind, RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.outgoing.exports.question import What
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.shifts.forgetting import propose_end
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume
from timeclock.worktime.timesheets.reading.sheets import sheet_of
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

BY_LAW = PayRules(rounding=15, overtime=RuleSet.CALIFORNIA, meal_after=360, meal_minutes=30)


@pytest.fixture
def week(company: Company, watch: Watch) -> Company:
    """Eli works odd seconds from Monday to Saturday, once over midnight; Otto a day at the yard."""
    change_rules(company.olive.actor, first_day=ALWAYS, rules=BY_LAW)
    for day in range(2, 8):
        start, end = f"2026-03-0{day} 07:58:13", f"2026-03-0{day} 17:0{day}:59"
        work(watch, company.eli, company.shop, start, end)
    work(
        watch,
        company.otto,
        company.yard,
        "2026-03-02 22:00:01",
        "2026-03-03 10:30:02",
        ("2026-03-03 02:00", "2026-03-03 02:20:30"),
    )
    return company


def sheet(company: Company, who: CompanyMember, watch: Watch) -> Sheet:
    after = date(2026, 3, 9)
    return sheet_of(company.workspace_id, who.member_id, FIRST, after, watch.now)


def of(rows: Rows, who: str) -> Rows:
    return [row for row in rows if row["Name"] == who]


def total(rows: Rows, heading: str) -> int:
    return sum(seconds(row[heading]) for row in rows)


def test_days_add_up_to_the_sheet(week: Company, watch: Watch) -> None:
    rows = rows_of(week)
    for who, name in ((week.eli, "Eli"), (week.otto, "Otto")):
        sums, mine = sheet(week, who, watch).totals, of(rows, name)
        assert sum(int(row["Worked (s)"]) for row in mine) == sums.worked
        assert sum(int(row["Rounded (s)"]) for row in mine) == sums.rounded
        assert total(mine, "Worked (h)") == sums.worked
        assert total(mine, "Rounded (h)") == sums.rounded
        assert total(mine, "Unpaid breaks (h)") == sums.unpaid_breaks
        for percent in (150, 200):
            heading = f"Overtime {percent}\N{NO-BREAK SPACE}%"
            assert total(mine, f"{heading} (h)") == sums.premiums.get(percent, 0)
            assert total(mine, f"{heading} rounded (h)") == sums.rounded_premiums.get(percent, 0)
    assert total(rows, "Overtime 150\N{NO-BREAK SPACE}% (h)") > 0
    assert sum(int(row["Rounded (s)"]) - int(row["Worked (s)"]) for row in rows) != 0


def test_without_overtime_in_the_rules_there_is_no_column_of_regular_hours(
    company: Company, watch: Watch
) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 09:00")
    (row,) = rows_of(company)
    assert not any(heading.startswith(("Regular", "Overtime")) for heading in row)


def test_a_meal_that_no_one_punched_is_a_column_of_its_own(week: Company) -> None:
    (row,) = of(rows_of(week), "Eli")[:1]
    assert seconds(row["Meal deducted (h)"]) == 30 * 60


def test_totals_are_those_of_the_period(week: Company, watch: Watch) -> None:
    row = of(rows_of(week, What.TOTALS), "Eli")[0]
    sums = sheet(week, week.eli, watch).totals
    assert (row["From"], row["To"], row["State"]) == ("2026-03-02", "2026-03-08", "open")
    assert int(row["Worked (s)"]) == sums.worked
    assert seconds(row["Rounded (h)"]) == sums.rounded
    assert row["Days with time"] == "6"


def test_each_pay_period_has_its_own_line_cut_to_what_was_asked(
    week: Company, watch: Watch
) -> None:
    work(watch, week.eli, week.shop, "2026-03-10 08:00", "2026-03-10 09:00")
    rows = of(rows_of(week, What.TOTALS, first=date(2026, 3, 4), last=date(2026, 3, 12)), "Eli")
    assert [(row["From"], row["To"]) for row in rows] == [
        ("2026-03-04", "2026-03-08"),
        ("2026-03-09", "2026-03-12"),
    ]


def test_people_by_name(week: Company) -> None:
    assert {row["Name"] for row in rows_of(week)} == {"Eli", "Otto"}
    assert {row["Name"] for row in rows_of(week, people=[week.otto])} == {"Otto"}
    assert rows_of(week, people=[week.maya]) == []


def test_days_from_and_to(week: Company) -> None:
    rows = rows_of(week, first=date(2026, 3, 3), last=date(2026, 3, 4))
    assert [row["Date"] for row in rows] == ["2026-03-03", "2026-03-04"]


def test_what_is_not_confirmed_is_apart(company: Company, watch: Watch) -> None:
    watch.at("08:00")
    shift = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert shift
    watch.at(wall("2026-03-03 08:00"))
    propose_end(company.eli.actor, shift_id=shift.id, end=wall("2026-03-02 17:00"))
    (row,) = rows_of(company)
    assert row["Worked (s)"] == "0"
    assert seconds(row["Unconfirmed (h)"]) == 8 * 3600
    assert row["Remarks"] != ""


def test_an_open_shift_is_counted_to_the_newest_entry_and_says_so(
    company: Company, watch: Watch
) -> None:
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    work(watch, company.otto, company.yard, "2026-03-02 10:00", "2026-03-02 11:30")
    watch.at("18:00")
    row, _ = rows_of(company)
    assert row["Name"] == "Eli"
    assert seconds(row["Worked (h)"]) == 2.5 * 3600
    assert "still open" in row["Remarks"]


def test_paid_breaks_are_worked_and_named(company: Company, watch: Watch) -> None:
    eli = company.eli.actor
    watch.at("08:00")
    clock_in(eli, clock_id=company.shop)
    watch.at("10:00")
    pause(eli, kind_id=company.rest)
    watch.at("10:15")
    resume(eli)
    watch.at("12:00")
    clock_out(eli)
    (row,) = rows_of(company)
    assert (seconds(row["Worked (h)"]), seconds(row["Paid breaks (h)"])) == (4 * 3600, 15 * 60)


@pytest.mark.parametrize(
    ("rules", "percents"),
    [
        ({}, set()),
        ({"overtime": RuleSet.US_FEDERAL}, {150}),
        ({"overtime": RuleSet.CALIFORNIA, "period": PeriodKind.MONTHLY}, {150, 200}),
    ],
)
def test_overtime_has_a_column_for_each_percent_that_the_rules_know(
    company: Company, watch: Watch, rules: dict[str, Any], percents: set[int]
) -> None:
    if rules:
        change_rules(company.olive.actor, first_day=ALWAYS, rules=PayRules(**rules))
    work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 09:00")
    (row,) = rows_of(company)
    found = {int(name.split()[1]) for name in row if name.startswith("Overtime")}
    assert found == percents


def test_nothing_of_another_company_is_in_it(company: Company, watch: Watch) -> None:
    assign(
        Actor.operator(company.nora.workspace_id),
        clock_id=company.furnace,
        member_id=company.nora.member_id,
    )
    work(watch, company.nora, company.furnace, "2026-03-02 08:00", "2026-03-02 09:00")
    for what in What:
        assert rows_of(company, what) == []
        (row, *_) = csv_rows(file_of(company, question(what), by=company.nora))
        assert row["Name"] == "Nora"


@pytest.mark.parametrize("what", [What.TIMESHEETS, What.TOTALS])
def test_the_rule_set_is_a_column_where_clocks_have_rules_of_their_own(
    company: Company, watch: Watch, what: What
) -> None:
    olive = company.olive.actor
    work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 17:00")
    work(watch, company.otto, company.yard, "2026-03-02 08:00", "2026-03-02 17:00")
    assert not any("Rule set" in row for row in rows_of(company, what))
    california = PayRules(overtime=RuleSet.CALIFORNIA)
    change_rules(olive, first_day=FIRST, rules=california, clock_id=company.yard)
    found = {row["Name"]: row["Rule set"] for row in rows_of(company, what)}
    assert found == {"Eli": "none", "Otto": "california"}
