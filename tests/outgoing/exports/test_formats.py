"""The three formats say the same, harm no spreadsheet, and are the same bytes each time."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.outgoing.exports.scenes import (
    FORMATS,
    PATIENCE,
    csv_rows,
    file_of,
    pdf_text,
    question,
    rows_of,
    seconds,
    xlsx_rows,
)
from tests.worktime.timesheets.at_work import work
from timeclock.company.clocks.break_kinds import update_break_kind
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.jobs.service import update_job
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.company.people.membership import update_member
from timeclock.company.workspaces.service import update_workspace
from timeclock.outgoing.exports import xlsx_file
from timeclock.outgoing.exports.fetching import take_or_make
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.question import FileFormat, What
from timeclock.outgoing.exports.styles import FigureStyle
from timeclock.outgoing.exports.tables import defused
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

NAMES = ("Zieliński, Łukasz", "Yıldız Çağlar", "Ελένη Παπαδοπούλου", "Đorđe Ђорђевић", "Åsa Þór")


@pytest.fixture
def busy(company: Company, watch: Watch) -> Company:
    """Overtime, breaks, rounding and a night, of two people."""
    rules = PayRules(rounding=5, overtime=RuleSet.CALIFORNIA)
    change_rules(company.olive.actor, first_day=ALWAYS, rules=rules)
    for day in range(2, 6):
        begin, end = f"2026-03-0{day} 06:01:07", f"2026-03-0{day} 19:17:42"
        rest = (f"2026-03-0{day} 12:00:03", f"2026-03-0{day} 12:31")
        work(watch, company.eli, company.shop, begin, end, rest)
    work(watch, company.otto, company.yard, "2026-03-05 22:00", "2026-03-06 06:30")
    return company


def rename(company: Company, who: CompanyMember, name: str, number: str | None = None) -> None:
    update_member(company.operator, member_id=who.member_id, name=name, employee_number=number)


def test_a_workbook_has_the_figures_of_the_lines(busy: Company) -> None:
    lines = rows_of(busy)
    rows = xlsx_rows(file_of(busy, question(form=FileFormat.XLSX)), "Timesheets")
    assert len(rows) == len(lines) == 5
    for row, line in zip(rows, lines, strict=True):
        assert row["Date"] == line["Date"]
        for heading, cell in row.items():
            if heading.endswith("(h)"):
                assert seconds(cell) == seconds(line[heading]), heading
            elif heading.endswith("(s)"):
                assert cell == int(line[heading])


def test_its_second_sheet_has_the_sums_of_its_first(busy: Company) -> None:
    content = file_of(busy, question(form=FileFormat.XLSX))
    days, sums = xlsx_rows(content, "Timesheets"), xlsx_rows(content, "Totals")
    for each in sums:
        mine = [row for row in days if row["Name"] == each["Name"]]
        for heading in ("Worked (s)", "Rounded (s)"):
            assert each[heading] == sum(row[heading] for row in mine)


def test_it_names_the_heads_of_the_ledger(busy: Company) -> None:
    lines = rows_of(busy)
    content = file_of(busy, question(form=FileFormat.XLSX))
    heads = {row["Name"]: row["Head (SHA-256)"] for row in xlsx_rows(content, "Ledger")}
    assert heads == {line["Name"]: line["Ledger head (SHA-256)"] for line in lines}


def test_numbers_and_dates_are_numbers_and_dates(busy: Company) -> None:
    content = file_of(busy, question(form=FileFormat.XLSX))
    sheet = load_workbook(io.BytesIO(content))["Timesheets"]
    assert sheet.freeze_panes == "B2"
    assert sheet["C2"].number_format == "yyyy-mm-dd"
    assert sheet["E2"].number_format == "0.0000"
    assert sheet["E2"].data_type == "n"


def test_rows_beyond_what_a_sheet_holds_go_on_in_the_next(
    busy: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_file, "ROWS_MOST", 3)
    content = file_of(busy, question(form=FileFormat.XLSX))
    assert load_workbook(io.BytesIO(content)).sheetnames == [
        "Timesheets",
        "Totals",
        "Ledger",
        "Timesheets 2",
        "Timesheets 3",
        "About",
    ]


def test_paper_has_the_figures_of_the_lines(busy: Company) -> None:
    text = pdf_text(file_of(busy, question(form=FileFormat.PDF)))
    for line in rows_of(busy):
        assert line["Date"] in text
        assert line["Worked (h)"] in text
        assert line["Ledger head (SHA-256)"] in text
    for total in rows_of(busy, What.TOTALS):
        assert total["Worked (h)"] in text


def test_each_person_has_pages_of_their_own(busy: Company) -> None:
    reader = PdfReader(io.BytesIO(file_of(busy, question(form=FileFormat.PDF))))
    first, second, notes = (page.extract_text() for page in reader.pages)
    assert "Ledger heads of these people" in notes
    assert ("Eli" in first, "Otto" in first) == (True, False)
    assert ("Eli" in second, "Otto" in second) == (False, True)


def test_totals_of_many_share_a_page_and_the_heads_follow(busy: Company) -> None:
    reader = PdfReader(io.BytesIO(file_of(busy, question(What.TOTALS, FileFormat.PDF))))
    first, heads = (page.extract_text() for page in reader.pages)
    assert "Eli" in first
    assert "Otto" in first
    for line in rows_of(busy):
        assert line["Ledger head (SHA-256)"] in "".join(heads.split())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("what", What)
def test_the_same_question_is_the_same_bytes(
    busy: Company, watch: Watch, what: What, form: FileFormat
) -> None:
    clock_in(busy.eli.actor, clock_id=busy.shop)
    first = file_of(busy, question(what, form))
    watch.later(days=40)
    assert file_of(busy, question(what, form)) == first


@pytest.mark.parametrize("form", FORMATS)
def test_no_moment_of_writing_is_in_it(busy: Company, form: FileFormat, watch: Watch) -> None:
    watch.at(watch.now.replace(year=2031))
    content = file_of(busy, question(form=form))
    assert b"2031" not in content
    if form is FileFormat.XLSX:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in parts.infolist():
                assert part.date_time[0] == 1980
                assert b"2031" not in parts.read(part)


@pytest.mark.parametrize("name", NAMES)
def test_names_can_be_read_on_paper(busy: Company, name: str) -> None:
    rename(busy, busy.eli, name)
    assert name in pdf_text(file_of(busy, question(form=FileFormat.PDF)))


@pytest.mark.parametrize(
    ("name", "legible"),
    [
        ("محمد علي", "mhmd"),
        ("שרה לוי", "srh lvy"),
        ("राम शर्मा", "ram srma"),
        ("สมชาย ใจดี", "smchay"),
        ("გიორგი ბერიძე", "giorgi"),
        ("Արամ Սարգսյան", "Aram"),
        ("李雷", "LiLei"),
        ("さくら", "sakura"),
        ("김철수", "Gim"),
    ],
)
def test_a_name_in_other_letters_is_written_in_latin_ones_on_paper(
    busy: Company, name: str, legible: str
) -> None:
    rename(busy, busy.eli, name, "1042")
    for what in What:
        text = pdf_text(file_of(busy, question(what, FileFormat.PDF)))
        assert legible in text, what
        assert "\N{REPLACEMENT CHARACTER}" not in text
    text = pdf_text(file_of(busy, question(form=FileFormat.PDF)))
    assert "Employee number 1042" in text
    assert "The name is in Latin letters" in text
    assert any(row["Name"] == name for row in rows_of(busy))


def test_a_note_longer_than_a_page_goes_on_over_pages(company: Company, watch: Watch) -> None:
    watch.at("08:00")
    words = [f"w{number}" for number in range(320)]
    clock_in(company.eli.actor, clock_id=company.shop, details=ShiftDetails(note=" ".join(words)))
    watch.at("09:00")
    clock_out(company.eli.actor)
    text = pdf_text(file_of(company, question(What.PUNCHES, FileFormat.PDF)))
    assert [word for word in words if word not in text.split()] == []


DANGEROUS = tuple("=+-@\t\r＝＋－＠")
EVIL = [f"{sign}1+1" for sign in "=+-@＝＋－＠"]


@pytest.fixture(params=EVIL)
def hostile(request: pytest.FixtureRequest, company: Company, watch: Watch) -> Iterator[Company]:
    """Everything that has a name or words of its own begins like a formula."""
    evil = request.param
    rename(company, company.eli, evil, number=evil)
    rename(company, company.maya, evil + "2")
    zone = {"zone": "Europe/Berlin", "job_required": False, "limit_minutes": 840}
    update_clock(company.operator, clock_id=company.shop, change=ClockSettings(name=evil, **zone))
    update_job(company.operator, job_id=company.baking, name=evil, code=None, parent_id=None)
    update_break_kind(company.operator, kind_id=company.lunch, name=evil, paid=False, minutes=None)
    update_workspace(
        company.olive.actor, name=evil, zone="Europe/Berlin", location_on=False, tolerance=120
    )
    eli = company.eli.actor
    watch.at("08:00")
    clock_in(eli, clock_id=company.shop, job_id=company.baking, details=ShiftDetails(note=evil))
    watch.at("10:00")
    pause(eli, kind_id=company.lunch)
    watch.at("10:30")
    resume(eli)
    watch.at("12:00")
    clock_out(eli)
    return company


@pytest.mark.databases("sqlite")
def test_no_cell_begins_like_a_formula(hostile: Company) -> None:
    for what in What:
        for row in csv_rows(file_of(hostile, question(what))):
            for heading, cell in row.items():
                assert not cell.startswith(DANGEROUS), heading


@pytest.mark.databases("sqlite")
def test_text_of_a_workbook_is_text_as_it_was_typed(hostile: Company) -> None:
    typed = set()
    for what in What:
        content = file_of(hostile, question(what, FileFormat.XLSX))
        for sheet in load_workbook(io.BytesIO(content)).worksheets:
            for line in sheet.iter_rows():
                for cell in line:
                    assert cell.data_type != "f"
                    text = cell.value if isinstance(cell.value, str) else ""
                    assert not text.startswith("'"), (sheet.title, cell)
                    if text.startswith(DANGEROUS):
                        assert cell.quotePrefix, (sheet.title, cell)
                        typed.add(text)
    assert any(each in typed for each in EVIL)


def test_hours_tell_seconds_apart() -> None:
    style = FigureStyle()
    known = [style.text(style.steps(each)) for each in range(3601)]
    assert len(set(known)) == 3601
    assert [seconds(each) for each in known] == list(range(3601))
    assert style.text(style.steps(-1)) == "-0.0003"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_an_apostrophe_defuses(sign: str) -> None:
    assert defused(f"{sign}cmd") == f"'{sign}cmd"
    assert defused(f"a{sign}cmd") == f"a{sign}cmd"


@pytest.mark.parametrize("separator", [",", ";", "\t", "\n"])
@pytest.mark.parametrize("between", ["", " ", '"', ' "" '])
def test_no_separator_of_another_file_begins_a_formula(separator: str, between: str) -> None:
    for sign in "=+-@＝":
        text = f"Ida{separator}{between}{sign}1+1{separator}{sign}2"
        wanted = f"Ida{separator}{between}'{sign}1+1{separator}'{sign}2"
        assert (defused(text), defused(wanted)) == (wanted, wanted)
    plain = f"Ida{separator}{between}Iden - 1=1"
    assert defused(plain) == plain


def test_what_the_file_is_called(company: Company) -> None:
    export_id = order(company.olive.actor, question(What.PUNCHES, FileFormat.XLSX))
    download = take_or_make(company.olive.actor, export_id, patience=PATIENCE)
    download.file.close()
    assert download.name == "punches-2026-03-02-2026-03-08.xlsx"
    assert download.mimetype.endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("form", FORMATS)
def test_a_week_without_anything_is_a_file_that_says_so(company: Company, form: FileFormat) -> None:
    content = file_of(company, question(form=form))
    if form is FileFormat.CSV:
        assert csv_rows(content) == []
    elif form is FileFormat.XLSX:
        assert xlsx_rows(content, "Timesheets") == []
    else:
        assert "No one has time in these days." in pdf_text(content)
