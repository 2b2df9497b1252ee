"""What a reader adds up in a file: parts to their sum, filtered files to the whole one."""

import io
from collections.abc import Iterable
from datetime import timedelta
from itertools import product

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.fixtures.company import Company, Watch
from tests.outgoing.exports.scenes import Rows, file_of, question, rows_of, seconds, xlsx_rows
from tests.worktime.timesheets.at_work import wall, work
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import OwnRules, PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.outgoing.exports.question import FileFormat, What
from timeclock.outgoing.exports.styles import DecimalMark, FigureStyle, HourFormat, Separator
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume, switch_job
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

OWN = OwnRules(
    daily_after=7 * 60,
    daily_percent=125,
    daily_again_after=9 * 60,
    daily_again_percent=150,
    weekly_after=30 * 60,
    weekly_percent=140,
)
PERCENTS = (125, 140, 150)
HOURLY = (What.TIMESHEETS, What.TOTALS, What.JOBS)
STYLES = tuple(
    FigureStyle(*each) for each in product(HourFormat, (Separator.SEMICOLON,), DecimalMark)
)


@pytest.fixture
def week(company: Company, watch: Watch) -> Company:
    """Odd seconds on two jobs and at two clocks, three premiums, rounding and meals."""
    rules = PayRules(rounding=15, overtime=RuleSet.OWN, own=OWN, meal_after=6 * 60, meal_minutes=30)
    change_rules(company.olive.actor, first_day=ALWAYS, rules=rules)
    assign(
        Actor.operator(company.workspace_id),
        clock_id=company.yard,
        member_id=company.eli.member_id,
    )
    eli = company.eli.actor
    for day in range(2, 7):
        watch.at(wall(f"2026-03-0{day} 06:58:13"))
        clock_in(eli, clock_id=company.shop, job_id=company.baking)
        watch.at(wall(f"2026-03-0{day} 10:00:07"))
        pause(eli, kind_id=company.rest)
        watch.at(wall(f"2026-03-0{day} 10:11:01"))
        resume(eli)
        watch.at(wall(f"2026-03-0{day} 14:20:4{day}"))
        switch_job(eli, job_id=company.delivering)
        watch.at(wall(f"2026-03-0{day} 17:0{day}:59"))
        clock_out(eli)
    work(watch, company.eli, company.yard, "2026-03-07 08:00:03", "2026-03-07 12:31")
    return company


def headings(kind: str) -> list[str]:
    parts = [f"Overtime {each}\N{NO-BREAK SPACE}%{kind} (h)" for each in PERCENTS]
    return [f"Regular{kind} (h)", *parts]


def steps(text: str, style: FigureStyle) -> int:
    """A figure of a file in steps of its last digit, or in seconds where those can be told."""
    if not style.is_coarse:
        return seconds(text.replace(style.decimal_mark.character, "."))
    if style.hours is HourFormat.MINUTES:
        sign = -1 if text.startswith("-") else 1
        hours, minutes = text.removeprefix("-").split(":")
        return sign * (int(hours) * 60 + int(minutes))
    assert style.decimal_mark.character in text
    return int(text.replace(style.decimal_mark.character, ""))


def total(rows: Iterable[dict[str, str]], heading: str) -> int:
    return sum(seconds(row[heading]) for row in rows)


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("what", HOURLY)
def test_regular_hours_and_premiums_add_up_to_the_paid_hours_of_a_line(
    week: Company, what: What, style: FigureStyle
) -> None:
    for asked in ({}, {"clocks": [week.shop]}, {"jobs": [week.delivering]}):
        rows = rows_of(week, what, style=style, **asked)
        assert rows
        for row, (kind, paid) in product(rows, (("", "Worked (h)"), (" rounded", "Rounded (h)"))):
            assert sum(steps(row[each], style) for each in headings(kind)) == steps(
                row[paid], style
            )


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("hours", HourFormat)
@pytest.mark.parametrize("what", HOURLY)
def test_they_do_in_a_workbook(week: Company, what: What, hours: HourFormat) -> None:
    asked = question(what, FileFormat.XLSX, style=FigureStyle(hours))
    names = {
        What.TIMESHEETS: ("Timesheets", "Totals"),
        What.TOTALS: ("Totals",),
        What.JOBS: ("Hours by job",),
    }
    for sheet in names[what]:
        rows = xlsx_rows(file_of(week, asked), sheet)
        assert rows
        for row, (kind, paid) in product(rows, (("", "Worked (h)"), (" rounded", "Rounded (h)"))):
            parts = [in_seconds(row[each]) for each in headings(kind)]
            assert sum(parts) == in_seconds(row[paid])


def in_seconds(cell: object) -> int:
    if isinstance(cell, timedelta):
        return round(cell.total_seconds())
    return seconds(cell) if not hasattr(cell, "hour") else 0


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("what", HOURLY)
def test_the_files_of_two_clocks_or_jobs_add_up_to_the_whole_one(week: Company, what: What) -> None:
    whole = rows_of(week, what)
    figures = ["Worked (h)", "Rounded (h)", *headings(""), *headings(" rounded")]
    for filters in (
        ({"clocks": [week.shop]}, {"clocks": [week.yard]}),
        ({"clocks": [week.yard]}, {"jobs": [week.baking]}, {"jobs": [week.delivering]}),
    ):
        parts = [row for each in filters for row in rows_of(week, what, **each)]
        for heading in figures:
            assert total(parts, heading) == total(whole, heading), heading
    assert total(whole, headings("")[1]) > 0


@pytest.mark.databases("sqlite")
def test_the_breaks_of_two_clocks_add_up(week: Company) -> None:
    each = [*rows_of(week, clocks=[week.shop]), *rows_of(week, clocks=[week.yard])]
    for heading in ("Paid breaks (h)", "Unpaid breaks (h)", "Meal deducted (h)"):
        assert total(each, heading) == total(rows_of(week), heading), heading


@pytest.mark.databases("sqlite")
def test_each_premium_hour_is_on_the_job_on_which_it_was_worked(week: Company) -> None:
    rows: Rows = rows_of(week, What.JOBS)
    monday = {row["Job"]: row for row in rows if row["Date"] == "2026-03-02"}
    first, second, _ = (headings("")[n] for n in (1, 3, 2))
    # Seven hours less the deducted meal end on the first job, so all of the overtime is on the
    # second one.
    assert set(monday) == {"Baking", "Delivering"}
    assert seconds(monday["Delivering"][first]) > 0
    assert seconds(monday["Baking"][first]) < 3600
    assert total(rows, second) == total(rows_of(week), second)
    saturday = [row for row in rows if row["Date"] == "2026-03-07"]
    assert [(row["Clock"], row["Job"]) for row in saturday] == [("Yard", "")]


@pytest.mark.databases("sqlite")
def test_cells_of_a_workbook_are_durations_and_times(week: Company) -> None:
    minutes = FigureStyle(HourFormat.MINUTES)
    book = load_workbook(io.BytesIO(file_of(week, question(form=FileFormat.XLSX, style=minutes))))
    sheet = book["Timesheets"]
    (cell,) = (each for each in sheet[1] if each.value == "Worked (h)")
    below = sheet.cell(2, cell.column)
    assert (below.number_format, below.is_date) == ("[h]:mm", True)
    punches = load_workbook(io.BytesIO(file_of(week, question(What.PUNCHES, FileFormat.XLSX))))[
        "Punches"
    ]
    by_title = {each.value: each.column for each in punches[1]}
    local = punches.cell(2, by_title["From (local time)"])
    utc = punches.cell(2, by_title["From (UTC)"])
    assert local.number_format == utc.number_format == "yyyy-mm-dd hh:mm:ss"
    assert local.value.isoformat() == "2026-03-02T06:58:13"
    assert utc.value.isoformat() == "2026-03-02T05:58:13"


@pytest.mark.databases("sqlite")
def test_a_german_spreadsheet_reads_the_file(week: Company) -> None:
    style = FigureStyle(HourFormat.TWO_PLACES, Separator.SEMICOLON, DecimalMark.COMMA)
    content = file_of(week, question(style=style)).decode("utf-8-sig")
    head, first, *_ = content.splitlines()
    assert head.startswith("Name;Employee number;Date;In and out;")
    assert ";2026-03-02;06:58\N{EN DASH}17:02;" in first
    assert ";9,58;9,50;" in first


@pytest.mark.databases("sqlite")
def test_without_overtime_in_the_rules_there_is_a_line_for_each_job(
    company: Company, watch: Watch
) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 09:00")
    (row,) = rows_of(company, What.JOBS)
    assert not any(heading.startswith(("Regular", "Overtime")) for heading in row)
    assert (row["Clock"], seconds(row["Worked (h)"])) == ("Shop", 3600)


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("what", HOURLY)
def test_no_word_is_broken_on_paper_with_three_premiums(week: Company, what: What) -> None:
    pages = PdfReader(io.BytesIO(file_of(week, question(what, FileFormat.PDF)))).pages
    found = [word for page in pages for word in page.extract_text().split()]
    assert found.count("Overtime") >= 3
    known = {"Rounded", "Regular", "125", "140", "150", "rounded", "2026-03-02"}
    if what is not What.JOBS:
        known |= {"Unconfirmed", "Adjusted,", "deducted", "2026-03-02"}
    assert known <= set(found)


@pytest.mark.databases("sqlite")
def test_a_timesheet_on_paper_can_be_signed(week: Company) -> None:
    pages = PdfReader(io.BytesIO(file_of(week, question(form=FileFormat.PDF)))).pages
    first = pages[0].extract_text()
    for words in ("Bakery", "Eli", "Timesheets, 2026-03-02 to 2026-03-08", "Employee", "Date"):
        assert words in first, words
    assert "06:58\N{EN DASH}17:02" in first
    assert "Approved by" in first
    assert "Page 1 / " in first
    form = pages[0]["/Resources"]["/XObject"]["/Total"]
    assert b"Tj" in form.get_data()
